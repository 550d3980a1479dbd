/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names on a map, greedily: in the order of their queries, each at the first of a few places where
 * it hits no other and stays in the frame, beside the marks if it can. A name of two lines falls
 * back to its first. An area has its name on the longest stretch of the horizontal through its
 * middle, and only where it is wide enough for it; a point has it beside or upon its mark.
 * O(labels x labels placed).
 *
 * Source: J. Christensen, J. Marks, S. Shieber: An empirical study of algorithms for point-feature
 * label placement. ACM Transactions on Graphics 14 (1995) 203-232, section 4.1.
 */
#include "base/fail.h"
#include "base/text.h"
#include "gis/gpkg_shape.h"
#include "publish/paper_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct label {
    struct ct_lettering lettering;
    double fit; /* of its width that the area must have; mm from a point, negative: upon it */
    double x, y, room_mm;
    bool point;
};

struct labels {
    struct ct_paper_sheet *sheet;
    struct ct_shape shape;
    struct ct_mm_boxes taken;
};

/* --- where ---------------------------------------------------------------------------------- */

static size_t largest_ring(const struct ct_shape *shape)
{
    size_t best = 0;

    for (size_t i = 1; i < shape->parts; i++)
        if (!shape->hole[i] &&
            fabs(ct_shape_ring_area(shape, i)) > fabs(ct_shape_ring_area(shape, best)))
            best = i;
    return best;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Where the horizontal at y meets a ring; out has room for one an edge. */
static size_t crossings(const struct ct_shape *shape, size_t ring, double y, double *out)
{
    size_t n = 0;

    for (size_t i = shape->start[ring]; i + 1 < shape->start[ring + 1]; i++) {
        double a = shape->lat[i], b = shape->lat[i + 1];
        if ((a <= y) != (b <= y))
            out[n++] = shape->lon[i] + (y - a) / (b - a) * (shape->lon[i + 1] - shape->lon[i]);
    }
    qsort(out, n, sizeof *out, ascending);
    return n;
}

static void widest_stretch(const double *x, size_t n, struct label *label)
{
    label->room_mm = 0;
    for (size_t i = 0; i + 1 < n; i += 2)
        if (x[i + 1] - x[i] > label->room_mm) {
            label->room_mm = x[i + 1] - x[i];
            label->x = (x[i] + x[i + 1]) / 2;
        }
}

/* The middle of the longest stretch of three horizontals through the largest ring. */
static bool area_place(const struct ct_shape *shape, struct label *label)
{
    size_t ring = largest_ring(shape), first = shape->start[ring];
    size_t n = shape->start[ring + 1] - first;
    double low = INFINITY, high = -INFINITY, best = 0, *x = malloc((n + 1) * sizeof *x);
    struct label at = *label;

    if (x == NULL)
        return false;
    for (size_t i = first; i < first + n; i++) {
        low = fmin(low, shape->lat[i]);
        high = fmax(high, shape->lat[i]);
    }
    for (int k = 0; k < 3; k++) {
        static const double shares[] = {0.5, 0.4, 0.6};
        at.y = low + shares[k] * (high - low);
        widest_stretch(x, crossings(shape, ring, at.y, x), &at);
        if (at.room_mm > best * 1.15) { /* the middle, unless another is clearly better */
            best = at.room_mm;
            *label = at;
        }
    }
    free(x);
    return true;
}

static bool find_place(const struct ct_shape *shape, struct label *label)
{
    label->point = shape->kind != CT_SHAPE_POLYGONS;
    if (!label->point)
        return area_place(shape, label);
    label->x = shape->lon[0];
    label->y = shape->lat[0];
    label->room_mm = INFINITY;
    return true;
}

/* --- whether -------------------------------------------------------------------------------- */

static bool inside(const struct ct_mm_box *frame, const struct ct_mm_box *box)
{
    return box->x > frame->x + 0.5 && box->y > frame->y + 0.5 &&
           box->x + box->width < frame->x + frame->width - 0.5 &&
           box->y + box->height < frame->y + frame->height - 0.5;
}

static bool is_free(const struct labels *labels, const struct ct_mm_box *box, bool over_marks)
{
    const struct ct_paper_map *view = &labels->sheet->view;

    return inside(&view->frame, box) && !ct_mm_boxes_meet(&labels->taken, box) &&
           (over_marks || !ct_mm_boxes_meet(&view->marks, box));
}

/* The k-th place of a box of this size about the label's point; false past the last. */
static bool candidate(const struct label *label, int k, struct ct_mm_box *box)
{
    static const double area[][2] = {{0, 0}, {0, 0.7}, {0, -0.7}, {0, 1.4}, {0, -1.4}};
    static const double point[][2] = {{0.5, 0}, {-0.5, 0}, {0, 0.5}, {0, -0.5}};
    const bool beside = label->point && label->fit >= 0;
    double gap = label->point ? fmax(1.6, label->fit) : 0;

    if (k >= (label->fit < 0 ? 1 : label->point ? 4 : label->fit > 0 ? 3 : 5))
        return false;
    const double *shift = beside ? point[k] : area[k];
    box->x = label->x - box->width / 2 + shift[0] * (box->width + 2 * gap);
    box->y = label->y - box->height / 2 + shift[1] * (box->height + 2 * gap);
    return true;
}

/* A free place for a box of this size: beside the marks, else over them. */
static bool find_free(const struct labels *labels, const struct label *label, struct ct_mm_box *box)
{
    for (int over_marks = 0; over_marks < 2; over_marks++)
        for (int k = 0; candidate(label, k, box); k++)
            if (is_free(labels, box, over_marks))
                return true;
    return false;
}

/* *placed: was there room for this text? */
static enum ct_status place(struct labels *labels, const struct label *label, const char *text,
                            bool *placed, struct ct_error *err)
{
    struct ct_mm_box box;

    *placed = false;
    ct_paper_measure(labels->sheet->paper, &label->lettering, text, &box.width, &box.height);
    if (box.width * label->fit > label->room_mm || !find_free(labels, label, &box))
        return CT_OK;
    *placed = true;
    ct_paper_text(labels->sheet->paper, box.x + box.width / 2, box.y, &label->lettering, text);
    return ct_mm_boxes_add(&labels->taken, &box) ? CT_OK : ct_fail_memory(err);
}

/* All lines, else the first. */
static enum ct_status place_text(struct labels *labels, const struct label *label, const char *text,
                                 bool *placed, struct ct_error *err)
{
    size_t line = strcspn(text, "\n");
    enum ct_status status = place(labels, label, text, placed, err);

    if (status != CT_OK || *placed || text[line] == '\0')
        return status;
    char *first = ct_text_copy(text);
    if (first == NULL)
        return ct_fail_memory(err);
    first[line] = '\0';
    status = place(labels, label, first, placed, err);
    free(first);
    return status;
}

/* --- rows ----------------------------------------------------------------------------------- */

/* Geometry, text, points, bold, colour, fit; perhaps smaller points. */
static enum ct_status draw_row(struct labels *labels, const struct ct_query *row,
                               struct ct_error *err)
{
    size_t size = 0;
    bool placed;
    const void *blob = ct_query_get_blob(row, 0, &size);
    const char *text = ct_query_get_text(row, 1);
    struct label label = {.lettering = {.points = ct_query_get_number(row, 2),
                                        .bold = ct_query_get_integer(row, 3) != 0,
                                        .colour = ct_paper_colour(ct_query_get_text(row, 4)),
                                        .align = CT_CENTRE,
                                        .halo = 0xffffffd9U},
                          .fit = ct_query_get_number(row, 5)};
    enum ct_status status = ct_shape_from_gpkg(&labels->shape, blob, size, err);

    if (status != CT_OK || labels->shape.vertices == 0 || text == NULL || *text == '\0')
        return status;
    ct_paper_place(&labels->sheet->view, labels->shape.vertices, labels->shape.lon,
                   labels->shape.lat);
    if (!find_place(&labels->shape, &label))
        return ct_fail_memory(err);
    status = place_text(labels, &label, text, &placed, err);
    if (status != CT_OK || placed || ct_query_columns(row) < 7)
        return status;
    label.lettering.points = ct_query_get_number(row, 6);
    return place_text(labels, &label, text, &placed, err);
}

static enum ct_status draw_query(struct labels *labels, const char *sql, struct ct_error *err)
{
    struct ct_query *query = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(labels->sheet->work, sql, &query, err);

    if (status == CT_OK)
        ct_query_named_text(query, ":sheet", labels->sheet->number);
    while (status == CT_OK) {
        status = ct_query_step(query, &row, err);
        if (status != CT_OK || !row)
            break;
        status = draw_row(labels, query, err);
    }
    ct_query_free(query);
    return status;
}

enum ct_status ct_labels_draw(struct ct_paper_sheet *sheet, struct ct_error *err)
{
    static const char sql[] = "SELECT b.sql FROM sheet s JOIN sheet_label b USING (theme)"
                              " WHERE s.sheet = :sheet + 0 ORDER BY b.position, b.rowid";
    struct labels labels = {.sheet = sheet};
    struct ct_paper_cells queries = {0};
    enum ct_status status = ct_paper_cells_read(sheet->work, sql, sheet->number, &queries, err);

    for (size_t i = 1; status == CT_OK && i < queries.rows; i++)
        status = draw_query(&labels, ct_paper_cell(&queries, i, 0), err);
    ct_paper_cells_free(&queries);
    ct_shape_free(&labels.shape);
    free(labels.taken.rows);
    return status;
}
