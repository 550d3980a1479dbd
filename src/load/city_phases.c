/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of projects become projects: see city_projects.h.
 */
#include "base/fail.h"
#include "base/text.h"
#include "gis/overlay.h"
#include "load/city_projects.h"
#include "load/indicators.h"
#include "load/parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct uniting {
    struct ct_project_rows *rows;
    struct ct_findings *findings;
    struct ct_city *city;
    struct ct_locator *locator;
    size_t *phase; /* rows of the project at hand */
    size_t phases;
};

static struct ct_place place_of(const struct ct_project_row *row)
{
    struct ct_place place = ct_place_none;
    place.layer = row->layer;
    place.feature = row->id;
    place.row = row->row;
    if (row->shape.vertices > 0) {
        place.lon = row->shape.lon[0];
        place.lat = row->shape.lat[0];
    }
    return place;
}

static const struct ct_project_row *phase(const struct uniting *u, size_t i)
{
    return &u->rows->row[u->phase[i]];
}

static bool make_columns(struct ct_projects *p, size_t n)
{
    p->id = calloc(n + 1, sizeof *p->id);
    p->name = calloc(n + 1, sizeof *p->name);
    p->stage = calloc(n + 1, sizeof *p->stage);
    p->phases = calloc(n + 1, sizeof *p->phases);
    p->phase_start = calloc(n + 1, sizeof *p->phase_start);
    p->phase = calloc(n + 1, sizeof *p->phase);
    p->households = calloc(n + 1, sizeof *p->households);
    p->population = calloc(n + 1, sizeof *p->population);
    p->residential_floor_area_m2 = calloc(n + 1, sizeof *p->residential_floor_area_m2);
    p->floor_area_total_m2 = calloc(n + 1, sizeof *p->floor_area_total_m2);
    p->site_area_m2 = calloc(n + 1, sizeof *p->site_area_m2);
    p->polygon_area_m2 = calloc(n + 1, sizeof *p->polygon_area_m2);
    p->provided_m2 = calloc(n + 1, sizeof *p->provided_m2);
    p->lon = calloc(n + 1, sizeof *p->lon);
    p->lat = calloc(n + 1, sizeof *p->lat);
    p->shape = calloc(n + 1, sizeof *p->shape);
    p->community = calloc(n + 1, sizeof *p->community);
    p->source = calloc(n + 1, sizeof *p->source);
    p->fid = calloc(n + 1, sizeof *p->fid);
    p->row = calloc(n + 1, sizeof *p->row);
    return p->id && p->name && p->stage && p->phases && p->phase_start && p->phase &&
           p->households && p->population && p->residential_floor_area_m2 &&
           p->floor_area_total_m2 && p->site_area_m2 && p->polygon_area_m2 && p->provided_m2 &&
           p->lon && p->lat && p->shape && p->community && p->source && p->fid && p->row;
}

/* --- numbers and words ---------------------------------------------------------------------- */

static enum ct_status add_numbers(struct uniting *u, size_t project, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t k = 0; status == CT_OK && k < CT_PROJECT_NUMBERS; k++) {
        double sum = 0;
        size_t known = 0;
        for (size_t i = 0; i < u->phases; i++) {
            sum += phase(u, i)->number[k];
            known += isnan(phase(u, i)->number[k]) ? 0 : 1;
        }
        ct_project_column(&u->city->projects, k)[project] = sum;
        struct ct_place place = place_of(phase(u, 0));
        if (known > 0 && known < u->phases)
            status = ct_findings_add(u->findings, "F0505", &place, err, "field",
                                     ct_project_meanings[k], NULL);
    }
    return status;
}

static int step_of(const char *stage)
{
    static const char *const steps[] = {"plan", "permit", "completion", "handover"};
    for (int i = 0; i < 4; i++)
        if (strcmp(steps[i], stage) == 0)
            return i;
    return -1;
}

/* The least advanced of the stages that are known. */
static enum ct_status find_stage(struct uniting *u, size_t project, struct ct_error *err)
{
    const char *least = "";
    bool differ = false;
    for (size_t i = 0; i < u->phases; i++) {
        const char *stage = phase(u, i)->stage;
        differ = differ || strcmp(stage, phase(u, 0)->stage) != 0;
        if (*stage != '\0' && (*least == '\0' || step_of(stage) < step_of(least)))
            least = stage;
    }
    u->city->projects.stage[project] = ct_text_copy(least);
    if (u->city->projects.stage[project] == NULL)
        return ct_fail_memory(err);
    struct ct_place place = place_of(phase(u, 0));
    return differ ? ct_findings_add(u->findings, "F0508", &place, err, "value", least, NULL)
                  : CT_OK;
}

static bool copy_names(struct uniting *u, size_t project)
{
    struct ct_projects *p = &u->city->projects;
    const char *name = "";
    for (size_t i = 0; i < u->phases && *name == '\0'; i++)
        name = phase(u, i)->name;
    p->id[project] = ct_text_copy(phase(u, 0)->id);
    p->name[project] = ct_text_copy(name);
    return p->id[project] && p->name[project];
}

/* --- ground --------------------------------------------------------------------------------- */

static bool add_points(struct ct_shape *to, const struct ct_shape *from)
{
    for (size_t i = 0; i < from->vertices; i++)
        if (!ct_shape_begin(to, false) || !ct_shape_add(to, from->lon[i], from->lat[i], false))
            return false;
    return true;
}

/* The shapes of one kind together; *count gets how many phases have it. */
static enum ct_status unite_shapes(const struct uniting *u, enum ct_shape_kind kind,
                                   struct ct_shape *out, size_t *count, struct ct_error *err)
{
    const struct ct_shape **shapes = calloc(u->phases, sizeof *shapes);
    enum ct_status status = shapes ? CT_OK : ct_fail_memory(err);
    *count = 0;
    for (size_t i = 0; status == CT_OK && i < u->phases; i++) {
        const struct ct_shape *shape = &phase(u, i)->shape;
        if (shape->kind != kind || shape->parts == 0)
            continue;
        shapes[(*count)++] = shape;
        if (kind == CT_SHAPE_POINTS && !add_points(out, shape))
            status = ct_fail_memory(err);
    }
    if (status == CT_OK && kind == CT_SHAPE_POLYGONS && *count == 1)
        status = ct_shape_copy(out, shapes[0]) ? CT_OK : ct_fail_memory(err);
    else if (status == CT_OK && kind == CT_SHAPE_POLYGONS && *count > 1)
        status = ct_overlay_union(shapes, *count, 0, out, err);
    if (*count > 0)
        out->kind = kind;
    free(shapes);
    return status;
}

/* Its point: inside polygons, the mean of points; NAN where there is no place. */
static enum ct_status find_point(struct ct_projects *p, size_t project, struct ct_error *err)
{
    const struct ct_shape *shape = &p->shape[project];
    double n = (double)shape->vertices;
    p->lon[project] = p->lat[project] = shape->vertices > 0 ? 0 : (double)NAN;
    if (shape->kind == CT_SHAPE_POLYGONS)
        return ct_overlay_inner_point(shape, &p->lon[project], &p->lat[project], err);
    for (size_t i = 0; i < shape->vertices; i++) {
        p->lon[project] += shape->lon[i] / n;
        p->lat[project] += shape->lat[i] / n;
    }
    return CT_OK;
}

static enum ct_status find_ground(struct uniting *u, size_t project, struct ct_error *err)
{
    struct ct_projects *p = &u->city->projects;
    struct ct_place place = place_of(phase(u, 0));
    size_t polygons = 0, points = 0;
    enum ct_status status = unite_shapes(u, CT_SHAPE_POLYGONS, &p->shape[project], &polygons, err);
    if (status == CT_OK && polygons == 0)
        status = unite_shapes(u, CT_SHAPE_POINTS, &p->shape[project], &points, err);
    if (status == CT_OK)
        status = find_point(p, project, err);
    if (status != CT_OK)
        return status;
    p->community[project] = ct_locator_find(u->locator, p->lon[project], p->lat[project]);
    p->polygon_area_m2[project] =
        polygons == u->phases ? ct_shape_area_m2(&p->shape[project]) : (double)NAN;
    if (polygons + points == 0)
        return ct_findings_add(u->findings, "F0501", &place, err, NULL);
    if (polygons > 0 && polygons < u->phases)
        status = ct_findings_add(u->findings, "F0521", &place, err, NULL);
    return status == CT_OK && p->community[project] < 0
               ? ct_findings_add(u->findings, "F0502", &place, err, NULL)
               : status;
}

/* --- projects ------------------------------------------------------------------------------- */

/* Is there an earlier row of the same phase? */
static const struct ct_project_row *same_phase(const struct uniting *u,
                                               const struct ct_project_row *row)
{
    for (size_t i = 0; *row->phase && i < u->phases; i++)
        if (strcmp(phase(u, i)->phase, row->phase) == 0)
            return phase(u, i);
    return NULL;
}

/* The rows of the id that stand in sorted[0..n). */
static enum ct_status collect(struct uniting *u, const struct ct_id *sorted, size_t n,
                              struct ct_error *err)
{
    enum ct_status status = CT_OK;
    u->phases = 0;
    for (size_t i = 0; status == CT_OK && i < n; i++) {
        const struct ct_project_row *row = &u->rows->row[sorted[i].index];
        const struct ct_project_row *same = same_phase(u, row);
        if (same == NULL) {
            u->phase[u->phases++] = sorted[i].index;
            continue;
        }
        struct ct_place place = place_of(row);
        ct_indicators_drop(u->city, row->id, row->layer, row->row);
        status = ct_findings_add(u->findings, "F0509", &place, err, "value", row->phase, NULL);
    }
    return status;
}

static enum ct_status unite(struct uniting *u, struct ct_error *err)
{
    struct ct_projects *p = &u->city->projects;
    size_t i = p->count++;
    p->phases[i] = u->phases;
    p->phase_start[i + 1] = p->phase_start[i] + u->phases;
    for (size_t k = 0; k < u->phases; k++)
        p->phase[p->phase_start[i] + k] =
            (struct ct_project_phase){phase(u, k)->source, phase(u, k)->fid, phase(u, k)->row};
    p->source[i] = phase(u, 0)->source;
    p->fid[i] = phase(u, 0)->fid;
    p->row[i] = phase(u, 0)->row;
    enum ct_status status = copy_names(u, i) ? add_numbers(u, i, err) : ct_fail_memory(err);
    if (status == CT_OK)
        status = find_stage(u, i, err);
    return status == CT_OK ? find_ground(u, i, err) : status;
}

/* Projects in the order of their first rows. */
static enum ct_status unite_all(struct uniting *u, const struct ct_id *sorted, struct ct_error *err)
{
    size_t n = u->rows->count;
    size_t *first = calloc(n + 1, sizeof *first); /* by row: where its id begins, +1 */
    enum ct_status status = first ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; first != NULL && i < n; i++)
        if (i == 0 || strcmp(sorted[i].id, sorted[i - 1].id) != 0)
            first[sorted[i].index] = i + 1;
    for (size_t row = 0; status == CT_OK && row < n; row++) {
        size_t from = first[row], to = from;
        if (from == 0)
            continue;
        while (to < n && strcmp(sorted[to].id, sorted[from - 1].id) == 0)
            to++;
        status = collect(u, sorted + from - 1, to - from + 1, err);
        if (status == CT_OK)
            status = unite(u, err);
    }
    free(first);
    return status;
}

enum ct_status ct_projects_unite(struct ct_project_rows *rows, struct ct_findings *findings,
                                 struct ct_city *city, struct ct_error *err)
{
    struct uniting u = {.rows = rows, .findings = findings, .city = city};
    char **ids = calloc(rows->count + 1, sizeof *ids);
    u.phase = calloc(rows->count + 1, sizeof *u.phase);
    for (size_t i = 0; ids != NULL && i < rows->count; i++)
        ids[i] = rows->row[i].id;
    struct ct_id *sorted = ids ? ct_ids_sorted(ids, rows->count) : NULL;
    bool good = make_columns(&city->projects, rows->count) && sorted && u.phase;
    enum ct_status status = good ? CT_OK : ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_locator_new(&city->communities, &u.locator, err);
    if (status == CT_OK)
        status = unite_all(&u, sorted, err);
    ct_locator_free(u.locator);
    free(sorted);
    free(u.phase);
    free(ids);
    return status;
}

static void free_texts(char **texts, size_t n)
{
    for (size_t i = 0; texts != NULL && i < n; i++)
        free(texts[i]);
    free(texts);
}

void ct_projects_free(struct ct_city *city)
{
    struct ct_projects *p = &city->projects;
    free(p->layer);
    for (size_t i = 0; i < p->sources; i++)
        free(p->source_layers[i]);
    free(p->source_layers);
    free(p->phase_start);
    free(p->phase);
    free_texts(p->id, p->count);
    free_texts(p->name, p->count);
    free_texts(p->stage, p->count);
    for (size_t i = 0; p->shape != NULL && i < p->count; i++)
        ct_shape_free(&p->shape[i]);
    free(p->shape);
    free(p->phases);
    for (size_t k = 0; k < CT_PROJECT_NUMBERS; k++)
        free(ct_project_column(p, k));
    free(p->polygon_area_m2);
    free(p->lon);
    free(p->lat);
    free(p->community);
    free(p->source);
    free(p->fid);
    free(p->row);
}
