/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: facilities as they were read, and their places among the communities.
 */
#ifndef CT_LOAD_CITY_PLACES_H
#define CT_LOAD_CITY_PLACES_H

#include "check/finding.h"
#include "load/city.h"

struct ct_facility_row {
    char *id, *name, *serves, *layer;
    char *community, *street; /* where it says that it stands: a code or a name; "" */
    size_t kind, source;
    double floor_area_m2, land_area_m2, lon, lat;
    struct ct_shape shape;
    int64_t fid;
    long row;
};

struct ct_facility_rows {
    struct ct_facility_row *row;
    size_t count, room;
};

/* One more row, zeroed and counted; NULL where memory is short. */
struct ct_facility_row *ct_facility_rows_add(struct ct_facility_rows *rows);
void ct_facility_rows_free(struct ct_facility_rows *rows);

/* Makes the ids unique ("A" twice: "A", "A#2"; finding F0303), finds the community where each
 * facility stands: the one it names (F0313 where it stands in another, F0314 where there is none of
 * that name), else by its place (F0302 outside all); and those that it serves (F0304 for an unknown
 * id); and moves the rows into the columns of the city. F0420 tells how many were joined how.
 * O(n log n). */
enum ct_status CT_CHECKED ct_facilities_place(struct ct_facility_rows *rows,
                                              struct ct_findings *findings, struct ct_city *city,
                                              struct ct_error *err);

#endif
