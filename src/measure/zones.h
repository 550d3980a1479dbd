/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Zones: the areas that facts are made for, as closed rings on the lattice of the measuring plane
 * (see gis/plane.h), relative to one origin. A ring has its zone on the left: outer rings run
 * counter-clockwise, holes clockwise. Borders that neighbours share are bit-identical.
 */
#ifndef CT_MEASURE_ZONES_H
#define CT_MEASURE_ZONES_H

#include "gis/plane.h"
#include "gis/shape.h"
#include "load/city.h"
#include "measure/grid.h"

#define CT_MOST_AT_ONE_PLACE 64 /* zones that may hold one place */

struct ct_point { /* lattice steps from the origin */
    int64_t x, y;
};

struct ct_zones {
    size_t count;
    double x0, y0; /* the origin, plane metres */
    size_t rings, vertices;
    size_t *ring_start;   /* count + 1 */
    size_t *vertex_start; /* rings + 1; a ring's last vertex repeats its first */
    struct ct_point *vertex;
    struct ct_box *box; /* a zone's, metres from the origin */
    struct ct_box all;
    struct ct_grid grid; /* zones by box, for ct_zones_at */
};

/* The origin for a city: the centre of its bounds, on the lattice. */
struct ct_xy ct_zones_origin(const double bounds[4]);

/* Zones from n polygon shapes, in order. O(vertices). */
enum ct_status CT_CHECKED ct_zones_new(const struct ct_shape *const *shapes, size_t n,
                                       struct ct_xy origin, struct ct_zones *out,
                                       struct ct_error *err);
void ct_zones_free(struct ct_zones *zones);

/* Zones that hold a place (metres from the origin), at most `room` of them; half-open, so that a
 * place on a border that two zones share is in one of them. Returns the number. Expected
 * O(vertices of the zones whose box holds it). */
size_t ct_zones_at(const struct ct_zones *zones, double x, double y, uint32_t *out, size_t room);

/* Does one zone hold the place? O(its vertices). */
bool ct_zones_hold(const struct ct_zones *zones, size_t zone, double x, double y);

static inline struct ct_xy ct_point_m(struct ct_point p)
{
    return (struct ct_xy){ct_lattice_m(p.x), ct_lattice_m(p.y)};
}
/* Degrees of a place given in metres from the origin. */
static inline struct ct_xy ct_zones_lonlat(const struct ct_zones *z, double x, double y)
{
    return ct_plane_to_lonlat(z->x0 + x, z->y0 + y);
}

/* Twice the signed area of a triangle, exact: > 0 where c is left of a -> b. */
static inline __int128 ct_orient(struct ct_point a, struct ct_point b, struct ct_point c)
{
    return (__int128)(b.x - a.x) * (c.y - a.y) - (__int128)(b.y - a.y) * (c.x - a.x);
}

/* Two predicates about a line u -> v and a border p -> q that agree with each other and with
 * ct_zones_at even where one touches the other or runs along it: every line counts as moved by an
 * infinitesimal step east and a still smaller one north (Edelsbrunner and Muecke, Simulation of
 * Simplicity, 1990). */

/* Is the border's vertex p left of the line? */
static inline bool ct_left_of_line(struct ct_point u, struct ct_point v, struct ct_point p)
{
    const __int128 o = ct_orient(u, v, p);
    return o != 0 ? o > 0 : v.y != u.y ? v.y > u.y : v.x < u.x;
}
/* Is the line's vertex u left of the border's edge? */
static inline bool ct_left_of_border(struct ct_point p, struct ct_point q, struct ct_point u)
{
    const __int128 o = ct_orient(p, q, u);
    return o != 0 ? o > 0 : q.y != p.y ? q.y < p.y : q.x > p.x;
}

#endif
