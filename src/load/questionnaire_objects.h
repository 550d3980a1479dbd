/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: the objects of a level, as the rows of a questionnaire may call them.
 */
#ifndef CT_LOAD_QUESTIONNAIRE_OBJECTS_H
#define CT_LOAD_QUESTIONNAIRE_OBJECTS_H

#include "load/city.h"
#include "load/city_projects.h"

/* Ways to call objects; an object may have several (a street its id and its code), the first of
 * which is `first`. */
struct ct_objects {
    size_t count;                  /* of ways */
    size_t objects;                /* of objects */
    char **code, **name, **narrow; /* narrow: the street of a community, the county of a street */
    char **object;                 /* as struct ct_indicator has it */
    size_t *first;
    bool *repeated; /* facilities: the layer has the id more than once */
};
/* Streets are told as table `unit` does: by name, or county/name where several counties have it.
 * Their codes, and those of counties, are what all codes of their communities (12 digits) begin
 * with. The city is "*". O(n log n). */
enum ct_status CT_CHECKED ct_objects_of(const struct ct_city *city, enum ct_level level,
                                        struct ct_objects *out, struct ct_error *err);
/* How findings call an object. */
const char *ct_objects_feature(const struct ct_city *city, enum ct_level level,
                               const struct ct_objects *objects, size_t object);
void ct_objects_free(struct ct_objects *objects);

/* What a questionnaire of projects says of them besides indicators: it fills what their layer does
 * not say; where both say something else, the layer wins (F0422). */
struct ct_project_filling {
    struct ct_project_fields fields;
    struct ct_input_table stages;
};
enum ct_status CT_CHECKED ct_project_filling_begin(struct ct_project_filling *filling,
                                                   const struct ct_reading *reading,
                                                   struct ct_error *err);
void ct_project_filling_end(struct ct_project_filling *filling);
enum ct_status CT_CHECKED ct_project_fill(struct ct_city *city, const struct ct_reading *reading,
                                          const struct ct_project_filling *filling, size_t project,
                                          struct ct_error *err);

#endif
