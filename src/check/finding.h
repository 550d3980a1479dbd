/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings: things wrong or doubtful in the data, one row each.
 */
#ifndef CT_CHECK_FINDING_H
#define CT_CHECK_FINDING_H

#include "catchment/status.h"
#include "gis/shape.h"

struct ct_finding {
    char code[8];
    char *layer, *feature, *cell; /* "" where unknown */
    long row;
    double lon, lat;        /* NAN where unknown */
    double people, area_m2; /* NAN where it does not apply */
    char *text[2];          /* message of the code, values filled in */
    char *done[2];          /* hint of the code, values filled in: what was done, what to do */
    struct ct_shape shape;  /* an area, where the finding has one */
};

struct ct_findings {
    struct ct_finding *rows;
    size_t count, room;
    size_t errors; /* rows of severity "error" */
};

/* Where a finding is; start from ct_place_none. */
struct ct_place {
    const char *layer, *feature, *cell;
    long row;
    double lon, lat, people, area_m2;
    const struct ct_shape *shape;
};
extern const struct ct_place ct_place_none;

/* Adds a finding by its code in base/messages.csv; name, value pairs, NULL-terminated. The place's
 * layer, feature, row are given to the text too. */
enum ct_status CT_CHECKED ct_findings_add(struct ct_findings *findings, const char *code,
                                          const struct ct_place *place, struct ct_error *err, ...)
    __attribute__((sentinel));
void ct_findings_free(struct ct_findings *findings);

#endif
