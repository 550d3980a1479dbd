/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a file looks like, for proposing a plan.
 */
#ifndef CT_LOAD_PLAN_LOOK_H
#define CT_LOAD_PLAN_LOOK_H

#include "gis/shape.h"
#include "gis/vector.h"
#include "load/inputs.h"
#include "load/plan.h"

/* The usual names of fields. */
struct ct_look_names {
    struct ct_input_table community, population, facility, place;
};
enum ct_status CT_CHECKED ct_look_names_read(struct ct_look_names *names, struct ct_error *err);
void ct_look_names_free(struct ct_look_names *names);

struct ct_look {
    const char *path, *name; /* as given */
    enum ct_role role;
    enum ct_file_kind kind;
    enum ct_shape_kind shape; /* of the first feature that has one */
    bool no_crs;              /* the file does not say its CRS */
    char **fields, **kinds;   /* names of the fields; values of the kind field, as met */
    size_t field_count, kind_count;
    bool too_many_kinds; /* to list them */
};

/* Opens the file and fills *look; free it also after a failure. Polygons are guessed to be the
 * communities where there are none yet. */
enum ct_status CT_CHECKED ct_look_at(const struct ct_plan_input *input,
                                     const struct ct_look_names *names, bool have_communities,
                                     struct ct_look *look, struct ct_error *err);
void ct_look_free(struct ct_look *look);
/* The field with a usual name for a meaning, or NULL. */
const char *ct_look_field(const struct ct_look *look, const struct ct_input_names *meaning);

#endif
