/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside publish only: an explanation while it is put together.
 */
#ifndef CT_PUBLISH_EXPLANATION_H
#define CT_PUBLISH_EXPLANATION_H

#include "catchment/explain.h"
#include "gis/formula.h"

struct ct_explanation {
    struct ct_explained {
        char *section, *heading[2], *title[2], *text[2];
    } * lines;
    size_t count;
};

/* Copies; [CT_EN], [CT_ZH]; NULL is "". */
enum ct_status CT_CHECKED ct_explanation_add(struct ct_explanation *explanation,
                                             const char *section, const char *const heading[2],
                                             const char *const title[2], const char *const text[2],
                                             struct ct_error *err);

/* A row of an output while it is explained. */
struct ct_explained_row {
    const char *table;
    const char *layer_sql; /* the text of its layer, from the output itself; NULL: none */
    size_t count;          /* columns */
    char **columns;
    struct ct_cell *cells; /* texts belong to it */
};

/* explain_formula.c: lines "column = formula = with values = result" of the heads "-- formula:" of
 * the layer; of one column where `column` is not NULL. */
enum ct_status CT_CHECKED ct_explain_formulas(struct ct_explanation *explanation,
                                              const struct ct_explained_row *row,
                                              const char *column, struct ct_error *err);
/* explain_query.c: the layer's query and those that made the tables it reads (with `column`: the
 * table of that column), each before what reads it; their texts come from the output (attached as
 * `out`). */
enum ct_status CT_CHECKED ct_explain_queries(struct ct_explanation *explanation,
                                             struct ct_work *work, const char *table,
                                             const char *column, struct ct_error *err);

#endif
