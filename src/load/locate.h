/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which community holds a place. Half-open: of the communities that share a border, a place on it
 * belongs to exactly one. Where communities overlap, the first by index.
 */
#ifndef CT_LOAD_LOCATE_H
#define CT_LOAD_LOCATE_H

#include "load/city.h"

struct ct_locator; /* refers to the communities, which must outlive it */

/* O(communities). */
enum ct_status CT_CHECKED ct_locator_new(const struct ct_communities *communities,
                                         struct ct_locator **out, struct ct_error *err);
void ct_locator_free(struct ct_locator *locator);
/* Index, or -1. O(vertices of the few communities whose boxes are near). */
ptrdiff_t ct_locator_find(const struct ct_locator *locator, double lon, double lat);
/* Calls for every community whose box meets this one (west, south, east, north), at least once;
 * stops where `visit` fails. */
enum ct_status CT_CHECKED ct_locator_each(const struct ct_locator *locator, const double box[4],
                                          enum ct_status (*visit)(void *context, size_t community,
                                                                  struct ct_error *err),
                                          void *context, struct ct_error *err);
/* Is the place inside this shape of polygons (half-open)? */
bool ct_shape_holds(const struct ct_shape *shape, double lon, double lat);

#endif
