/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shapes of the page: {"cell_m", "sets": {SET: {"tolerance_m", "arcs"}}, "layers": {LAYER:
 * {"set", "features"}}}. Features stand in the order of the table's rows, as numbers of
 * ct_report_number: 0 none; 1 a point, x and y as steps from the point before; 2 polygons, the
 * number of rings, and of each ring the number of its arcs and the arcs (i, or ~i backwards). Of a
 * line the vertex in its middle stands for it. Layers of units keep their borders in common; areas
 * have a set of their own, so that many patches do not make borders coarse.
 *
 * Cost: O(vertices) in memory, no geometry is kept twice.
 */
#include "base/fail.h"
#include "base/text.h"
#include "gis/gpkg_shape.h"
#include "publish/output.h"
#include "publish/report_arcs.h"
#include "publish/report_parts.h"
#include <math.h>
#include <string.h>

enum { MOST_LAYERS = 24, SETS = 2, POINTS_OF_A_SET = 500000 };
#define SMALLEST_PART                                                                              \
    25000.0 /* of the extent: a quarter of a pixel at 1:1 on a wide screen x 4                     \
             */

static const char *const set_names[SETS] = {"units", "areas"};

/* A layer while its rings are collected: of each feature what it is, and rings or place. */
struct layer {
    char name[64];
    size_t set;
    struct ct_integers features; /* 0; 1 x y; 2 rings */
};

struct shapes {
    struct ct_report *report;
    struct ct_arcs arcs[SETS];
    struct layer layers[MOST_LAYERS];
    size_t count;
    struct ct_shape shape; /* used again for every row */
};

static void shapes_free(struct shapes *s)
{
    for (size_t i = 0; i < SETS; i++)
        ct_arcs_free(&s->arcs[i]);
    for (size_t i = 0; i < s->count; i++)
        ct_integers_free(&s->layers[i].features);
    ct_shape_free(&s->shape);
}

static void add_point(struct layer *layer, const struct ct_shape *shape)
{
    size_t middle = shape->vertices / 2;
    double x = shape->lon[middle], y = shape->lat[middle];

    ct_integers_add(&layer->features, isfinite(x + y) ? 1 : 0);
    if (!isfinite(x + y))
        return;
    ct_integers_add(&layer->features, (int32_t)lround(x / CT_ARC_CELL_M));
    ct_integers_add(&layer->features, (int32_t)lround(y / CT_ARC_CELL_M));
}

static void add_polygons(struct shapes *s, struct layer *layer)
{
    const struct ct_shape *shape = &s->shape;
    int32_t rings = 0;

    for (size_t i = 0; i < shape->parts; i++)
        rings +=
            ct_arcs_add_ring(&s->arcs[layer->set], shape->lon + shape->start[i],
                             shape->lat + shape->start[i], shape->start[i + 1] - shape->start[i]);
    ct_integers_add(&layer->features, 2);
    ct_integers_add(&layer->features, rings);
}

static enum ct_status read_features(struct shapes *s, struct layer *layer, struct ct_query *query,
                                    struct ct_error *err)
{
    bool row = false;
    enum ct_status status = ct_query_step(query, &row, err);

    while (status == CT_OK && row) {
        size_t size = 0;
        const void *blob = ct_query_get_blob(query, 0, &size);
        status = ct_shape_from_gpkg(&s->shape, blob, size, err);
        if (status != CT_OK)
            break;
        if (s->shape.vertices == 0)
            ct_integers_add(&layer->features, 0);
        else if (s->shape.kind == CT_SHAPE_POLYGONS)
            add_polygons(s, layer);
        else
            add_point(layer, &s->shape);
        status = ct_query_step(query, &row, err);
    }
    return status == CT_OK && layer->features.failed ? ct_fail_memory(err) : status;
}

static enum ct_status read_layer(struct shapes *s, const struct ct_report_table *table,
                                 struct ct_error *err)
{
    struct ct_buffer sql = {0};
    struct ct_query *query = NULL;
    struct layer *layer = &s->layers[s->count];
    bool has = false;
    enum ct_status status = ct_output_has(s->report->work, "out", table->name, &has, err);

    if (status != CT_OK || !has || s->count == MOST_LAYERS)
        return status;
    s->count++;
    *layer = (struct layer){.set = strcmp(table->shapes, set_names[0]) == 0 ? 0 : 1};
    ct_text_fit(layer->name, sizeof layer->name, table->name);
    ct_buffer_printf(&sql, "SELECT geom FROM out.\"%s\" ORDER BY rowid", table->name);
    status =
        sql.failed ? ct_fail_memory(err) : ct_query_new(s->report->work, sql.data, &query, err);
    if (status == CT_OK)
        status = read_features(s, layer, query, err);
    ct_query_free(query);
    ct_buffer_free(&sql);
    return status;
}

/* The longer side of all vertices. */
static double extent_m(const struct ct_arcs *arcs)
{
    int64_t low[2] = {INT32_MAX, INT32_MAX}, high[2] = {INT32_MIN, INT32_MIN};

    for (size_t i = 0; i < arcs->x.count; i++) {
        int32_t at[2] = {arcs->x.data[i], arcs->y.data[i]};
        for (int k = 0; k < 2; k++) {
            low[k] = at[k] < low[k] ? at[k] : low[k];
            high[k] = at[k] > high[k] ? at[k] : high[k];
        }
    }
    int64_t wide = high[0] - low[0], tall = high[1] - low[1];
    return arcs->x.count ? (double)(wide > tall ? wide : tall) * CT_ARC_CELL_M : 0;
}

static enum ct_status write_sets(struct shapes *s, struct ct_json *json, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    ct_json_object(json, "sets");
    for (size_t i = 0; i < SETS && status == CT_OK; i++) {
        struct ct_arcs *arcs = &s->arcs[i];
        status = ct_arcs_build(arcs, err);
        if (status == CT_OK)
            status = ct_arcs_simplify(arcs, fmax(extent_m(arcs) / SMALLEST_PART, CT_ARC_CELL_M),
                                      POINTS_OF_A_SET, err);
        if (status != CT_OK)
            break;
        ct_json_object(json, set_names[i]);
        ct_json_number(json, "tolerance_m", arcs->tolerance_m);
        ct_buffer_add(json->out, ", \"arcs\": \"");
        ct_arcs_write(arcs, json->out);
        ct_buffer_add(json->out, "\"");
        ct_json_end_object(json);
    }
    ct_json_end_object(json);
    return status;
}

static void write_ring(const struct ct_arcs *arcs, size_t ring, struct ct_buffer *out)
{
    int32_t from = arcs->use_start.data[ring], to = arcs->use_start.data[ring + 1];

    ct_report_number(out, to - from);
    for (int32_t i = from; i < to; i++)
        ct_report_number(out, arcs->use.data[i]);
}

/* *ring: the next ring of the set; rings stand in the order in which they were added. */
static void write_features(const struct layer *layer, const struct ct_arcs *arcs, size_t *ring,
                           struct ct_buffer *out)
{
    const int32_t *f = layer->features.data;
    int64_t x = 0, y = 0;

    for (size_t i = 0; i < layer->features.count; i++) {
        int32_t what = f[i];
        ct_report_number(out, what);
        if (what == 1) {
            ct_report_number(out, f[i + 1] - x);
            ct_report_number(out, f[i + 2] - y);
            x = f[i + 1];
            y = f[i + 2];
            i += 2;
        } else if (what == 2) {
            ct_report_number(out, f[++i]);
            for (int32_t k = 0; k < f[i]; k++)
                write_ring(arcs, (*ring)++, out);
        }
    }
}

static void write_layers(const struct shapes *s, struct ct_json *json)
{
    size_t ring[SETS] = {0};

    ct_json_object(json, "layers");
    for (size_t i = 0; i < s->count; i++) {
        const struct layer *layer = &s->layers[i];
        ct_json_object(json, layer->name);
        ct_json_string(json, "set", set_names[layer->set]);
        ct_buffer_add(json->out, ", \"features\": \"");
        write_features(layer, &s->arcs[layer->set], &ring[layer->set], json->out);
        ct_buffer_add(json->out, "\"");
        ct_json_end_object(json);
    }
    ct_json_end_object(json);
}

enum ct_status ct_report_shapes(struct ct_report *report, struct ct_error *err)
{
    struct shapes s = {.report = report};
    struct ct_json json;
    enum ct_status status = CT_OK;
    struct ct_report_table table;

    for (size_t i = 0; status == CT_OK && ct_report_table_next(&i, &table);)
        if (table.shapes != NULL)
            status = read_layer(&s, &table, err);
    if (status == CT_OK) {
        size_t start = ct_report_begin(report, "shapes");
        ct_json_begin_line(&json, report->out);
        ct_json_object(&json, NULL);
        ct_json_number(&json, "cell_m", CT_ARC_CELL_M);
        status = write_sets(&s, &json, err);
        if (status == CT_OK)
            write_layers(&s, &json);
        ct_json_end_object(&json);
        ct_report_end(report, start);
    }
    shapes_free(&s);
    return status;
}
