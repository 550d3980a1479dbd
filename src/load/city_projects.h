/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: projects as their rows were read, before phases are united.
 */
#ifndef CT_LOAD_CITY_PROJECTS_H
#define CT_LOAD_CITY_PROJECTS_H

#include "load/city.h"
#include "load/reading.h"

/* Numbers of a project, as columns of struct ct_projects. */
enum ct_project_number {
    CT_PROJECT_HOUSEHOLDS,
    CT_PROJECT_POPULATION,
    CT_PROJECT_RESIDENTIAL,
    CT_PROJECT_TOTAL,
    CT_PROJECT_SITE,
    CT_PROJECT_PROVIDED,
    CT_PROJECT_NUMBERS
};
extern const char *const ct_project_meanings[CT_PROJECT_NUMBERS];
/* The column of a number. */
double *ct_project_column(const struct ct_projects *projects, enum ct_project_number which);

/* Fields of a layer or table of projects; -1 where there is none. */
struct ct_project_fields {
    int id, name, phase, stage, number[CT_PROJECT_NUMBERS];
};
enum ct_status CT_CHECKED ct_project_fields_find(const struct ct_reading *reading,
                                                 struct ct_project_fields *fields,
                                                 struct ct_error *err);
/* The stage of the current row by layers/inputs/stage.csv: a static text, "" where there is none;
 * F0507 for an unknown word. */
enum ct_status CT_CHECKED ct_project_stage(const struct ct_reading *reading, int field,
                                           const struct ct_input_table *stages, const char *id,
                                           const char **stage, struct ct_error *err);

struct ct_project_row {
    char *id, *name, *phase, *layer;
    const char *stage;
    double number[CT_PROJECT_NUMBERS];
    struct ct_shape shape;
    size_t source;
    int64_t fid;
    long row;
};
struct ct_project_rows {
    struct ct_project_row *row;
    size_t count, room;
};

/* Unites rows of one id, in the order of the first of each: numbers added (F0505 where a phase does
 * not say one that another says), the least advanced stage (F0508 where they differ), shapes united
 * (F0521 where only some are polygons). A second row of one phase is left out (F0509). O(n log n +
 * vertices log vertices). */
enum ct_status CT_CHECKED ct_projects_unite(struct ct_project_rows *rows,
                                            struct ct_findings *findings, struct ct_city *city,
                                            struct ct_error *err);

#endif
