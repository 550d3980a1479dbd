/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map of a sheet: layers of its theme, one over the other. Areas that are only hatched gather
 * in one path a symbol. O(vertices of the features in the frame).
 *
 * Source of thinning: D. Douglas, T. Peucker: Algorithms for the reduction of the number of points
 * required to represent a digitized line or its caricature. Cartographica 10 (1973) 112-122.
 */
#include "base/fail.h"
#include "base/text.h"
#include "gis/gpkg_shape.h"
#include "publish/paper_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FINEST_MM 0.05

/* --- outlines ------------------------------------------------------------------------------- */

static double off_line(const double *x, const double *y, size_t i, size_t a, size_t b)
{
    double dx = x[b] - x[a], dy = y[b] - y[a], px = x[i] - x[a], py = y[i] - y[a];
    double length = dx * dx + dy * dy, along = px * dx + py * dy;
    double t = length > 0 && along > 0 ? fmin(along / length, 1) : 0;

    return hypot(px - t * dx, py - t * dy);
}

/* Keeps what is off the line a..b; without recursion: what is to be looked at stands on a stack. */
static void mark_kept(const double *x, const double *y, size_t n, bool *kept, size_t *stack)
{
    size_t high = 0;

    stack[high++] = 0;
    stack[high++] = n - 1;
    while (high > 0) {
        size_t b = stack[--high], a = stack[--high], far = a;
        double most = FINEST_MM;
        for (size_t i = a + 1; i < b; i++) {
            double d = off_line(x, y, i, a, b);
            if (d > most) {
                most = d;
                far = i;
            }
        }
        if (far == a)
            continue;
        kept[far] = true;
        stack[high++] = a;
        stack[high++] = far;
        stack[high++] = far;
        stack[high++] = b;
    }
}

size_t ct_outline_thin(double *x, double *y, size_t n, bool *sound)
{
    size_t left = 0;
    bool *kept = calloc(n + 1, sizeof *kept);
    size_t *stack = malloc((2 * n + 4) * sizeof *stack);

    *sound = kept != NULL && stack != NULL;
    if (*sound && n > 2) {
        kept[0] = kept[n - 1] = true;
        mark_kept(x, y, n, kept, stack);
    }
    for (size_t i = 0; *sound && i < n; i++)
        if (kept[i] || n <= 2) {
            x[left] = x[i];
            y[left++] = y[i];
        }
    free(stack);
    free(kept);
    return left;
}

void ct_paper_place(const struct ct_paper_map *view, size_t n, double *x, double *y)
{
    double mm = 1000 / view->scale;

    for (size_t i = 0; i < n; i++) {
        x[i] = view->frame.x + (x[i] - view->west) * mm;
        y[i] = view->frame.y + (view->north - y[i]) * mm;
    }
}

bool ct_mm_boxes_add(struct ct_mm_boxes *boxes, const struct ct_mm_box *box)
{
    if (boxes->count == boxes->room) {
        size_t room = boxes->room ? 2 * boxes->room : 256;
        struct ct_mm_box *rows = realloc(boxes->rows, room * sizeof *rows);
        if (rows == NULL)
            return false;
        boxes->rows = rows;
        boxes->room = room;
    }
    boxes->rows[boxes->count++] = *box;
    return true;
}

bool ct_mm_boxes_meet(const struct ct_mm_boxes *boxes, const struct ct_mm_box *box)
{
    for (size_t i = 0; i < boxes->count; i++) {
        const struct ct_mm_box *t = &boxes->rows[i];
        if (box->x < t->x + t->width && t->x < box->x + box->width && box->y < t->y + t->height &&
            t->y < box->y + box->height)
            return true;
    }
    return false;
}

void ct_paper_map_free(struct ct_paper_map *view)
{
    ct_symbols_free(&view->symbols);
    free(view->marks.rows);
    view->marks = (struct ct_mm_boxes){0};
}

/* --- features ------------------------------------------------------------------------------- */

struct layer {
    struct ct_paper_sheet *sheet;
    struct ct_shape shape;
    const struct ct_symbol *open; /* whose path is not painted yet */
};

static void paint_open(struct layer *layer)
{
    if (layer->open != NULL)
        ct_paper_paint(layer->sheet->paper, &layer->open->ink);
    layer->open = NULL;
}

static bool gathers(const struct ct_symbol *symbol)
{
    return symbol->ink.fill == 0;
}

static void add_parts(struct layer *layer, bool *sound)
{
    struct ct_shape *shape = &layer->shape;
    struct ct_paper *paper = layer->sheet->paper;

    for (size_t i = 0; i < shape->parts && *sound; i++) {
        double *x = shape->lon + shape->start[i], *y = shape->lat + shape->start[i];
        size_t n = ct_outline_thin(x, y, shape->start[i + 1] - shape->start[i], sound);
        if (*sound && shape->kind == CT_SHAPE_POLYGONS)
            ct_paper_ring(paper, x, y, n);
        else if (*sound)
            ct_paper_line(paper, x, y, n);
    }
}

/* Marks so many that names cannot avoid them are not noted. */
static bool draw_marks(struct layer *layer, const struct ct_symbol *symbol)
{
    enum { MOST_NOTED = 2000 };
    const struct ct_shape *shape = &layer->shape;
    struct ct_mm_boxes *marks = &layer->sheet->view.marks;
    double size = symbol->mark_mm;
    bool sound = true;

    for (size_t i = 0; sound && i < shape->vertices && shape->kind == CT_SHAPE_POINTS; i++) {
        double x = shape->lon[i], y = shape->lat[i];
        ct_mark_draw(layer->sheet->paper, symbol->mark, x, y, size, &symbol->ink);
        if (marks->count < MOST_NOTED)
            sound =
                ct_mm_boxes_add(marks, &(struct ct_mm_box){x - size / 2, y - size / 2, size, size});
    }
    return sound;
}

static enum ct_status draw_feature(struct layer *layer, struct ct_symbol *symbol,
                                   struct ct_error *err)
{
    struct ct_shape *shape = &layer->shape;
    bool sound = true;

    ct_paper_place(&layer->sheet->view, shape->vertices, shape->lon, shape->lat);
    symbol->drawn++;
    if (symbol->mark != CT_MARK_NONE)
        return draw_marks(layer, symbol) ? CT_OK : ct_fail_memory(err);
    if (symbol != layer->open)
        paint_open(layer);
    add_parts(layer, &sound);
    layer->open = symbol;
    if (!gathers(symbol))
        paint_open(layer);
    return sound ? CT_OK : ct_fail_memory(err);
}

static struct ct_symbol *symbol_of(struct ct_symbols *symbols, const char *name)
{
    for (size_t i = 0; name != NULL && i < symbols->count; i++)
        if (strcmp(symbols->rows[i].name, name) == 0)
            return &symbols->rows[i];
    return NULL;
}

/* Rows of (geometry, symbol); one without a symbol is not drawn. */
static enum ct_status draw_layer(struct ct_paper_sheet *sheet, const char *sql,
                                 struct ct_error *err)
{
    struct layer layer = {.sheet = sheet};
    struct ct_query *query = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(sheet->work, sql, &query, err);

    if (status == CT_OK)
        ct_query_named_text(query, ":sheet", sheet->number);
    while (status == CT_OK) {
        status = ct_query_step(query, &row, err);
        if (status != CT_OK || !row)
            break;
        size_t size = 0;
        const void *blob = ct_query_get_blob(query, 0, &size);
        struct ct_symbol *symbol = symbol_of(&sheet->view.symbols, ct_query_get_text(query, 1));
        if (symbol == NULL)
            continue;
        status = ct_shape_from_gpkg(&layer.shape, blob, size, err);
        if (status == CT_OK && layer.shape.vertices > 0)
            status = draw_feature(&layer, symbol, err);
    }
    paint_open(&layer);
    ct_shape_free(&layer.shape);
    ct_query_free(query);
    return status;
}

static enum ct_status draw_layers(struct ct_paper_sheet *sheet, struct ct_error *err)
{
    struct ct_paper_cells layers = {0};
    static const char sql[] = "SELECT y.sql FROM sheet s JOIN sheet_layer y USING (theme)"
                              " WHERE s.sheet = :sheet + 0 ORDER BY y.position, y.rowid";
    enum ct_status status = ct_paper_cells_read(sheet->work, sql, sheet->number, &layers, err);

    for (size_t i = 1; status == CT_OK && i < layers.rows; i++)
        status = draw_layer(sheet, ct_paper_cell(&layers, i, 0), err);
    ct_paper_cells_free(&layers);
    return status;
}

/* --- the view ------------------------------------------------------------------------------- */

/* The smallest round denominator that is not below the least. */
static double round_scale(double least)
{
    static const double steps[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    double power = pow(10, floor(log10(fmax(least, 1))));

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i] * power >= least * (1 - 1e-9))
            return steps[i] * power;
    return 10 * power;
}

/* Fits the extent of the sheet (at least so many metres) into the frame, and tells the queries of
 * the layers what lies in the frame. */
static enum ct_status make_view(struct ct_paper_sheet *sheet, const struct ct_mm_box *box,
                                struct ct_error *err)
{
    struct ct_query *query = NULL;
    struct ct_paper_map *view = &sheet->view;
    bool row = false;
    enum ct_status status = ct_query_new(
        sheet->work, "SELECT xmin, ymin, xmax, ymax FROM sheet WHERE sheet = :sheet + 0", &query,
        err);

    if (status == CT_OK) {
        ct_query_named_text(query, ":sheet", sheet->number);
        status = ct_query_step(query, &row, err);
    }
    if (status == CT_OK && row) {
        double w = ct_query_get_number(query, 0), s = ct_query_get_number(query, 1);
        double e = ct_query_get_number(query, 2), n = ct_query_get_number(query, 3);
        view->frame = *box;
        view->scale = round_scale(1000 * fmax((e - w) / box->width, (n - s) / box->height));
        view->west = (w + e) / 2 - view->scale * box->width / 2000;
        view->north = (s + n) / 2 + view->scale * box->height / 2000;
    }
    ct_query_free(query);
    if (status == CT_OK)
        status = ct_query_new(sheet->work,
                              "UPDATE sheet_frame SET xmin = ?, ymin = ?, xmax = ?,"
                              " ymax = ?, scale = ?",
                              &query, err);
    if (status == CT_OK) {
        ct_query_number(query, 1, view->west);
        ct_query_number(query, 2, view->north - view->scale * box->height / 1000);
        ct_query_number(query, 3, view->west + view->scale * box->width / 1000);
        ct_query_number(query, 4, view->north);
        ct_query_number(query, 5, view->scale);
        status = ct_query_run(query, err);
        ct_query_free(query);
    }
    return status;
}

enum ct_status ct_paper_map_draw(struct ct_paper_sheet *sheet, const struct ct_mm_box *box,
                                 struct ct_error *err)
{
    enum ct_status status = make_view(sheet, box, err);

    ct_paper_map_free(&sheet->view);
    if (status == CT_OK)
        status = ct_symbols_read(sheet->work, sheet->theme, &sheet->view.symbols, err);
    ct_paper_clip(sheet->paper, box->x, box->y, box->width, box->height);
    if (status == CT_OK && sheet->pages > 0)
        status = draw_layers(sheet, err);
    if (status == CT_OK)
        status = ct_labels_draw(sheet, err);
    ct_paper_unclip(sheet->paper);
    ct_grid_draw(sheet);
    return status;
}
