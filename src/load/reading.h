/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: one vector layer of the plan while it is read, with its field names resolved
 * and the findings it gives rise to.
 */
#ifndef CT_LOAD_READING_H
#define CT_LOAD_READING_H

#include "check/finding.h"
#include "gis/vector.h"
#include "load/inputs.h"
#include "load/plan.h"

struct ct_reading {
    const struct ct_source *source;
    const char *role; /* "community", "population", "facility": its table of usual names */
    struct ct_findings *findings;
    struct ct_vector *vector;
    struct ct_input_table names;
    struct ct_feature *feature; /* the one just read */
    bool place_optional;
    struct ct_placing placing; /* the source's, with the control points of its file */
    double *points;            /* of that file */
    struct ct_column *columns; /* a field */
    int code;                  /* the field of the id, -1 where there is none */
};

/* What the numbers of a field count, and the worth of the unit that its name or the table gives. */
struct ct_column {
    enum ct_dimension dimension;
    double factor;
};

/* *reading needs no close after a failure. */
enum ct_status CT_CHECKED ct_reading_open(struct ct_reading *reading,
                                          const struct ct_source *source, const char *role,
                                          struct ct_findings *findings, struct ct_error *err);
/* The same for a table that need not have places. */
enum ct_status CT_CHECKED ct_reading_open_table(struct ct_reading *reading,
                                                const struct ct_source *source, const char *role,
                                                struct ct_findings *findings, struct ct_error *err);
void ct_reading_close(struct ct_reading *reading);
/* The field for a meaning: the plan's (E0311 where it is not there), else the one with a usual name
 * (E0312 where there are two), else -1. */
enum ct_status CT_CHECKED ct_reading_field(const struct ct_reading *reading, const char *meaning,
                                           int *field, struct ct_error *err);
enum ct_status CT_CHECKED ct_reading_next(struct ct_reading *reading, bool *more,
                                          struct ct_error *err);

/* red_lines.c: lines that end where they begin become polygons, made valid; *closed is false where
 * one does not. */
enum ct_status CT_CHECKED ct_reading_close_lines(struct ct_shape *shape, bool *closed,
                                                 struct ct_error *err);

/* reading_placing.c: findings on how the layer was placed. */
enum ct_status CT_CHECKED ct_reading_say_placing(const struct ct_reading *reading,
                                                 struct ct_error *err);
/* F0405: a layer was placed although the shift of its datum is not known. */
enum ct_status CT_CHECKED ct_reading_say_ballpark(struct ct_findings *findings, const char *layer,
                                                  const char *crs, struct ct_error *err);

/* Of the current feature. Text without the blanks around it, "" where there is none; NULL where
 * memory is short. */
char *ct_reading_text(const struct ct_reading *reading, int field);
/* A number in households, people or square metres; NAN where the cell is blank, where it is no
 * number (finding `wrong`), or where it is negative (the same finding). One that is approximate or
 * in another unit is said (F0442). `id` names the feature. */
enum ct_status CT_CHECKED ct_reading_number(const struct ct_reading *reading, int field,
                                            const char *id, const char *wrong, double *out,
                                            struct ct_error *err);
/* Adds a finding about the current feature; `name` and `value` go into its text (may be NULL). */
enum ct_status CT_CHECKED ct_reading_find(const struct ct_reading *reading, const char *code,
                                          const char *id, const char *name, const char *value,
                                          struct ct_error *err);
/* A finding that the current feature was repaired: why, its area before and after, and the outline
 * as it was drawn. */
enum ct_status CT_CHECKED ct_reading_find_repair(const struct ct_reading *reading, const char *code,
                                                 const char *id, struct ct_error *err);
/* The same with a number that goes into the text as well. */
enum ct_status CT_CHECKED ct_reading_find_number(const struct ct_reading *reading, const char *code,
                                                 const char *id, const char *name,
                                                 const char *value, const char *number,
                                                 struct ct_error *err);
/* reading_values.c: the units of the fields, and findings about text and rows. */
enum ct_status CT_CHECKED ct_reading_look_at_columns(struct ct_reading *reading,
                                                     struct ct_error *err);
/* The unit of a field that counts `dimension`, besides those of the layer's meanings. */
enum ct_status CT_CHECKED ct_reading_look_at_column(struct ct_reading *reading, size_t field,
                                                    enum ct_dimension dimension,
                                                    struct ct_error *err);
/* Is the field one of the layer's meanings, or a coordinate? */
bool ct_reading_means(const struct ct_reading *reading, size_t field);
/* F0441: the current feature's id has lost digits. */
enum ct_status CT_CHECKED ct_reading_check_code(const struct ct_reading *reading,
                                                struct ct_error *err);
/* E0308: the layer holds features of this kind, where others are wanted ("polygons", "面"). */
enum ct_status ct_reading_wrong_kind(const struct ct_reading *reading, enum ct_shape_kind found,
                                     const char *wanted, const char *wanted_zh,
                                     struct ct_error *err);

#endif
