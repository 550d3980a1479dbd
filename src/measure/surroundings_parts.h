/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files that make struct ct_surroundings share.
 */
#ifndef CT_MEASURE_SURROUNDINGS_PARTS_H
#define CT_MEASURE_SURROUNDINGS_PARTS_H

#include "base/pool.h"
#include "base/progress.h"
#include "gis/plane.h"
#include "measure/grid.h"
#include "measure/surroundings.h"

/* What is the same for all projects. */
struct ct_surrounding {
    const struct ct_city *city;
    const struct ct_measures *measures;
    const struct ct_run *run;
    struct ct_findings *findings;
    struct ct_pool *pool;
    struct ct_surroundings *out;
    size_t reach_room, load_room;
    double *people; /* [projects] NAN: not known */
};

/* Fills out->near: straight distances and shares of ground, then walks. */
enum ct_status CT_CHECKED ct_surroundings_near(struct ct_surrounding *s, struct ct_error *err);
/* The walks of out->near and the findings about streets. O((streets + facilities) log) a kind. */
enum ct_status CT_CHECKED ct_surroundings_walks(struct ct_surrounding *s, struct ct_error *err);

/* Fills out->reach and out->load. */
enum ct_status CT_CHECKED ct_surroundings_changes(struct ct_surrounding *s, struct ct_error *err);

/* --- between the files that make the changes ---------------------------------------------- */

/* Places and boxes, metres from the origin of the city's zones. */
struct ct_before {
    struct ct_box *zone;       /* [zones] */
    struct ct_box *project;    /* [projects] */
    struct ct_box *population; /* [points or polygons of the first layer]; NULL: a raster */
    struct ct_xy *facility;    /* [facilities] */
    struct ct_xy *premises;    /* [project facilities] */
    struct ct_box all;         /* of the zones */
    struct ct_xy origin;
    double *load;             /* [facilities] first population layer */
    size_t *assignment_start; /* [zones + 1] of the first population layer */
};
enum ct_status CT_CHECKED ct_before_new(const struct ct_city *city,
                                        const struct ct_measures *measures, struct ct_before *out,
                                        struct ct_error *err);
void ct_before_free(struct ct_before *before);

/* One project built, or all whose people are known. */
#define CT_ZONE_PROJECT  1u /* project ground may lie in the zone */
#define CT_ZONE_PREMISES 2u /* what reaches its people, or is nearest to them, may change */
struct ct_change {
    const struct ct_surrounding *s;
    const struct ct_before *before;
    size_t project; /* or CT_ALL_PROJECTS */
    size_t premises_count;
    size_t *premises;             /* project facilities of a kind that are added */
    bool *kind_changed;           /* [kinds] */
    bool counting_changed;        /* one of them counts */
    unsigned char *zone;          /* [zones] CT_ZONE_* */
    struct ct_box ground, around; /* of the projects; of the zones where premises matter */
};

/* Does the change hold this project? */
static inline bool ct_change_holds(const struct ct_change *c, size_t project)
{
    return !isnan(c->s->people[project]) &&
           (c->project == CT_ALL_PROJECTS || c->project == project);
}
static inline bool ct_boxes_apart(const struct ct_box *a, const struct ct_box *b)
{
    return a->x0 > b->x1 || b->x0 > a->x1 || a->y0 > b->y1 || b->y0 > a->y1;
}
static inline void ct_box_widen(struct ct_box *box, const struct ct_box *by)
{
    box->x0 = fmin(box->x0, by->x0);
    box->y0 = fmin(box->y0, by->y0);
    box->x1 = fmax(box->x1, by->x1);
    box->y1 = fmax(box->y1, by->y1);
}
#define CT_BOX_NOWHERE ((struct ct_box){INFINITY, INFINITY, -INFINITY, -INFINITY})

/* Which premises, kinds and zones a change is about. */
enum ct_status CT_CHECKED ct_change_new(const struct ct_surrounding *s,
                                        const struct ct_before *before, size_t project,
                                        struct ct_change *out, struct ct_error *err);
void ct_change_free(struct ct_change *change);

/* The changed city as far as it differs, as a city that can be measured. Shapes and texts are the
 * city's own. */
struct ct_view {
    struct ct_city city;
    size_t *zone;        /* [its zones] zones of the whole city */
    ptrdiff_t *facility; /* [its facilities] of the city; below 0: -1 - project facility */
    bool base;           /* its first demand is the city's first, else all are projects */
    struct ct_population population[3];
    void *memory[20]; /* that its arrays are made of */
    size_t memories;
};
enum ct_status CT_CHECKED ct_view_new(const struct ct_change *change, struct ct_view *out,
                                      struct ct_error *err);
void ct_view_free(struct ct_view *view);

#endif
