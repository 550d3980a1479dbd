/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of a plan. One table (plan_keys.c) says which paths exist, what may stand there and
 * where the value goes; the YAML reader, ct_plan_set and "did you mean" all use it.
 */
#ifndef CT_LOAD_PLAN_KEYS_H
#define CT_LOAD_PLAN_KEYS_H

#include "load/plan.h"

/* One value on its way into the plan. */
struct ct_plan_value {
    const char *path;  /* "kinds[0].radius[1]" */
    const char *text;  /* as it stands; "" where nothing stands there */
    const char *file;  /* of the plan, NULL from the command line; files named in the plan are
                          relative to its folder */
    long line, column; /* 0 from the command line */
};

/* What may stand at a path: bits. 0: the path is not known. */
enum { CT_PLAN_SCALAR = 1, CT_PLAN_MAPPING = 2, CT_PLAN_LIST = 4 };
unsigned ct_plan_shape(const char *path);

/* Puts the value into the plan. E0122 unknown path, E0123 and E0124 wrong value, E0130 no path or
 * an index beyond the end. */
enum ct_status CT_CHECKED ct_plan_put(struct ct_plan *plan, const struct ct_plan_value *value,
                                      struct ct_error *err);

/* E0122: the first `known_bytes` of value->path lead to a mapping; the keys that are known in it,
 * and the nearest to what follows in the path. */
enum ct_status ct_plan_unknown(const struct ct_plan_value *value, size_t known_bytes,
                               struct ct_error *err);

#endif
