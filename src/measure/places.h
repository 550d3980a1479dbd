/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where people are, as weighted places: what choosing sites works on. Effects of a choice are
 * measured exactly afterwards; a place stands for people up to half a cell from it.
 *
 * raster: for each cell and community the people of the cell's part in the community (a cell's
 * people are spread evenly over it, as in measuring), at the cell's centre. Ground that two
 * communities claim counts in the first. points: as they are, in the first community that holds
 * them. polygons: cut by squares of the plane (`square_m` on the ground), people by area, at the
 * centre of the square.
 */
#ifndef CT_MEASURE_PLACES_H
#define CT_MEASURE_PLACES_H

#include "load/city.h"

struct ct_demand_place {
    double lon, lat;
    size_t community;
    double people;   /* > 0 */
    double spread_m; /* its people are at most so far from it; 0 for points */
};

typedef enum ct_status (*ct_place_fn)(void *context, const struct ct_demand_place *place,
                                      struct ct_error *err);

/* Calls for every place of a population layer, in an order that depends on the input only; stops
 * where `visit` fails. O(cells of the communities' boxes + vertices). */
enum ct_status CT_CHECKED ct_demand_places(const struct ct_city *city, size_t demand,
                                           double square_m, ct_place_fn visit, void *context,
                                           struct ct_error *err);

#endif
