/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How errors, findings, figures and tables look to a person. Nothing is said by colour alone;
 * colour needs a terminal and no NO_COLOR.
 */
#ifndef CT_CLI_PRINT_H
#define CT_CLI_PRINT_H

#include "base/json.h"
#include "catchment/catchment.h"
#include <stdio.h>

/* error[E0122]: what / --> where / = help: what to do */
void print_error(FILE *out, const struct ct_error *error, enum ct_language lang);
void print_finding(FILE *out, const struct ct_finding_view *finding, enum ct_language lang);
/* A line a code: how often, and the first of them. */
void print_finding_summary(FILE *out, const struct ct_result *result, enum ct_language lang);

/* A table of texts, padded by display width; the column `right` (or -1) stands to the right. */
enum { TABLE_COLUMNS = 3 };
struct table {
    struct table_row {
        char *text[TABLE_COLUMNS];
    } * rows;
    size_t count;
    int right;
    bool failed; /* no memory */
};
void table_add(struct table *table, const char *a, const char *b, const char *c); /* NULL: "" */
void table_print(FILE *out, const struct table *table, const char *indent);
void table_free(struct table *table);
/* Title, value, unit of every key figure. */
void print_figures(FILE *out, const struct ct_result *result, enum ct_language lang);
/* On stdout: the key figures, how often clauses are met, then where the output is. */
void print_output(const char *output, const struct ct_result *result, enum ct_language lang);

/* print_verdicts.c: how often the clauses of each standard are met; nothing without a standard. */
void print_totals(FILE *out, const struct ct_result *result, enum ct_language lang);
void json_totals(struct ct_json *json, const struct ct_result *result);

/* print_review.c: the opinions on projects, then where the output is (NULL: nowhere); as JSON. */
void print_opinions(const char *output, const struct ct_result *result, enum ct_language lang);
void json_projects(struct ct_json *json, const struct ct_result *result);

/* Begins {"catchment":1,"command":NAME, and ends and prints it. */
void json_start(struct ct_json *json, struct ct_buffer *out, const char *command);
enum ct_status CT_CHECKED json_finish(struct ct_json *json, struct ct_error *err);
/* The member "error". */
void json_error(struct ct_json *json, const struct ct_error *error);
/* site.c: the members "proposal" and "sites". */
void json_sites(struct ct_json *json, const struct ct_result *result);
/* The document of a run: output (NULL: none is written), figures, findings, and the error where
 * `status` is one. Returns `status`, or what kept it from being printed. */
enum ct_status CT_CHECKED print_run_json(const char *command, const char *output,
                                         const struct ct_result *result, enum ct_status status,
                                         struct ct_error *err);

#endif
