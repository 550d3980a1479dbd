/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan -> city: the steps in their order.
 */
#include "load/city.h"
#include "base/fail.h"
#include "base/progress.h"
#include "base/text.h"
#include "gis/crs.h"
#include "load/city_kinds.h"
#include "load/indicators.h"
#include "load/parts.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void measure_bounds(struct ct_city *city)
{
    double *b = city->bounds;
    b[0] = b[1] = HUGE_VAL;
    b[2] = b[3] = -HUGE_VAL;
    for (size_t i = 0; i < city->communities.count; i++) {
        double box[4];
        ct_shape_bounds(&city->communities.shape[i], box);
        b[0] = fmin(b[0], box[0]);
        b[1] = fmin(b[1], box[1]);
        b[2] = fmax(b[2], box[2]);
        b[3] = fmax(b[3], box[3]);
    }
}

/* The output CRS: the plan's, which must be one, or by the place of the city. */
static enum ct_status settle_crs(const struct ct_plan *plan, struct ct_city *city,
                                 struct ct_error *err)
{
    const char *asked = plan->output_crs;
    const double *b = city->bounds;
    if (asked == NULL || strcmp(asked, "auto") == 0)
        ct_crs_auto(b[0], b[1], b[2], b[3], city->crs);
    else
        ct_text_fit(city->crs, sizeof city->crs, asked);
    struct ct_crs *crs = NULL;
    enum ct_status status = ct_crs_new(city->crs, &crs, err);
    if (status == CT_OK && ct_crs_is_ballpark(crs, (b[0] + b[2]) / 2, (b[1] + b[3]) / 2))
        status = ct_fail(err, CT_USAGE, "E0510", "crs", city->crs, NULL);
    ct_crs_free(crs);
    return status;
}

/* What the later rooms need of the plan. */
static void take_settings(const struct ct_plan *plan, struct ct_city *city)
{
    city->shared = plan->shared;
    city->household_size = plan->household_size;
    for (size_t i = 0; i < CT_RANGES; i++)
        city->ranges[i] = (struct ct_range){plan->ranges[i].bounds[0], plan->ranges[i].bounds[1]};
}

/* What standards and the review need. */
static enum ct_status load_review(const struct ct_plan *plan, struct ct_findings *findings,
                                  struct ct_city *city, struct ct_error *err)
{
    enum ct_status status = ct_find_roles(city, err);
    if (status == CT_OK)
        status = ct_apply_parameters(plan, findings, city, err);
    if (status == CT_OK)
        status = ct_load_planning_units(plan, findings, city, err);
    if (status == CT_OK)
        status = ct_load_projects(plan, findings, city, err);
    if (status == CT_OK)
        status = ct_load_premises(plan, findings, city, err);
    if (status == CT_OK)
        status = ct_load_questionnaires(plan, findings, city, err);
    if (status == CT_OK)
        status = ct_load_candidates(plan, findings, city, err);
    if (status == CT_OK)
        status = ct_compare_sites(plan, findings, city, err);
    return status == CT_OK ? ct_indicators_settle(city, findings, err) : status;
}

static enum ct_status load_all(const struct ct_plan *plan, const struct ct_run *run,
                               struct ct_findings *findings, struct ct_city *city,
                               struct ct_error *err)
{
    enum ct_status status = ct_indicators_begin(city, err);
    if (status == CT_OK)
        status = ct_load_communities(plan, findings, city, err);
    if (status != CT_OK)
        return status;
    status = ct_load_tables(plan, CT_JOIN_COMMUNITY, findings, city, err);
    if (status != CT_OK)
        return status;
    measure_bounds(city);
    status = settle_crs(plan, city, err);
    if (status == CT_OK)
        status = ct_progress(run, "load", 0.4, err);
    if (status == CT_OK)
        status = ct_load_overlaps(findings, city, err);
    if (status == CT_OK)
        status = ct_progress(run, "load", 0.5, err);
    if (status == CT_OK)
        status = ct_load_facilities(plan, findings, city, err);
    if (status == CT_OK)
        status = ct_load_tables(plan, CT_JOIN_FACILITY, findings, city, err);
    if (status == CT_OK)
        status = ct_load_population(plan, findings, city, err);
    if (status == CT_OK)
        status = ct_load_streets(plan, findings, city, err);
    if (status == CT_OK)
        status = load_review(plan, findings, city, err);
    if (status == CT_OK)
        status = ct_progress(run, "load", 0.7, err);
    if (status == CT_OK)
        status = ct_load_files(plan, city, err);
    return status == CT_OK ? ct_progress(run, "load", 1, err) : status;
}

enum ct_status ct_city_load(const struct ct_plan *plan, const struct ct_run *run,
                            struct ct_findings *findings, struct ct_city **out,
                            struct ct_error *err)
{
    *out = NULL;
    struct ct_city *city = calloc(1, sizeof *city);
    if (city == NULL)
        return ct_fail_memory(err);
    city->title = ct_text_copy(plan->title ? plan->title : "");
    enum ct_status status = city->title ? ct_progress(run, "load", 0, err) : ct_fail_memory(err);
    take_settings(plan, city);
    if (status == CT_OK)
        status = load_all(plan, run, findings, city, err);
    if (status == CT_OK)
        *out = city;
    else
        ct_city_free(city);
    return status;
}

static void free_texts(char **texts, size_t n)
{
    for (size_t i = 0; texts != NULL && i < n; i++)
        free(texts[i]);
    free(texts);
}

static void free_shapes(struct ct_shape *shapes, size_t n)
{
    for (size_t i = 0; shapes != NULL && i < n; i++)
        ct_shape_free(&shapes[i]);
    free(shapes);
}

static void free_communities(struct ct_communities *c)
{
    free(c->layer);
    free_texts(c->id, c->count);
    free_texts(c->name, c->count);
    free_texts(c->street, c->count);
    free_texts(c->county, c->count);
    free_shapes(c->shape, c->count);
    free(c->area_type);
    free(c->households);
    free(c->population);
    free(c->registered);
    free(c->fid);
    free(c->row);
}

static void free_facilities(struct ct_facilities *f)
{
    free_texts(f->layer, f->layer_count);
    free(f->offset);
    free_texts(f->id, f->count);
    free_texts(f->name, f->count);
    free_shapes(f->shape, f->count);
    free(f->kind);
    free(f->floor_area_m2);
    free(f->land_area_m2);
    free(f->lon);
    free(f->lat);
    free(f->community);
    free(f->serves_start);
    free(f->serves);
    free(f->source);
    free(f->fid);
    free(f->row);
}

static void free_population(struct ct_population *p)
{
    free(p->name);
    free(p->file);
    free(p->crs);
    free(p->lon);
    free(p->lat);
    free(p->people);
    free_shapes(p->shape, p->count);
}

void ct_city_free(struct ct_city *city)
{
    if (city == NULL)
        return;
    free(city->title);
    free_communities(&city->communities);
    free(city->overlaps.a);
    free(city->overlaps.b);
    free(city->rim.segment);
    free_shapes(city->overlaps.shape, city->overlaps.count);
    free_facilities(&city->facilities);
    ct_city_planning_units_free(city);
    ct_projects_free(city);
    ct_premises_free(city);
    ct_candidates_free(city);
    ct_indicators_free(city);
    free(city->streets.layer);
    ct_shape_free(&city->streets.lines);
    for (size_t i = 0; i < city->population_count; i++)
        free_population(&city->population[i]);
    free(city->population);
    ct_kinds_free(city);
    for (size_t i = 0; i < city->file_count; i++)
        free(city->files[i].path);
    free(city->files);
    free(city);
}
