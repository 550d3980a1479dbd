/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan: what the user asks for. Read from one YAML file, or built from nothing with
 * ct_plan_new and ct_plan_set; every value can be overridden with ct_plan_set.
 */
#ifndef CATCHMENT_PLAN_H
#define CATCHMENT_PLAN_H

#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct ct_plan; /* owned by the caller after ct_plan_read or ct_plan_new */

/* Reads a plan. An unknown key, a wrong value, a missing unit: CT_USAGE with file, line, column and
 * "did you mean". Relative paths in the plan are relative to the plan's folder. O(size). */
enum ct_status CT_CHECKED ct_plan_read(const char *path, struct ct_plan **out,
                                       struct ct_error *err);

/* An empty plan (no layers yet). */
enum ct_status CT_CHECKED ct_plan_new(struct ct_plan **out, struct ct_error *err);

/* Sets one value by its path as it stands in YAML, with the syntax of a YAML scalar:
 *     "communities.file", "a.shp"          "communities.fields.id", "SUBZONE_C"
 *     "population[0].file", "pop.tif"      "facilities[0].fields.kind", "类别"
 *     "radius", "500m"  (every kind that has none of its own)   "output.crs", "EPSG:4547"
 * A list index one past the end appends. CT_USAGE for an unknown path or a wrong value. */
enum ct_status CT_CHECKED ct_plan_set(struct ct_plan *plan, const char *path, const char *value,
                                      struct ct_error *err);

/* Is everything there that a command needs (communities, at least one population layer, one
 * facility layer, a radius)? CT_USAGE (E0110..) names what is missing. */
enum ct_status CT_CHECKED ct_plan_complete(const struct ct_plan *plan, struct ct_error *err);

/* Does it name a standard to judge by? */
bool ct_plan_has_standard(const struct ct_plan *plan);

enum ct_role { CT_ROLE_GUESS, CT_ROLE_COMMUNITIES, CT_ROLE_POPULATION, CT_ROLE_FACILITIES };

/* A file to propose a plan for. */
struct ct_plan_input {
    const char *path;
    enum ct_role role; /* CT_ROLE_GUESS: as its geometry and fields suggest */
    const char *name;  /* of a population layer; NULL: one is made up */
};

/* Looks at n files and returns a commented plan as YAML text in `lang`, which ct_plan_read reads;
 * the caller frees *yaml with free(). Paths stand in it as given. E0134 for a file that is neither
 * raster nor vector. O(features of the facility layers). */
enum ct_status CT_CHECKED ct_plan_propose(const struct ct_plan_input *inputs, size_t n,
                                          enum ct_language lang, char **yaml, struct ct_error *err);

void ct_plan_free(struct ct_plan *plan);

#ifdef __cplusplus
}
#endif
#endif
