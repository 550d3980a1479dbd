/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See csv.h. Source: RFC 4180.
 */
#include "publish/csv.h"
#include "base/fail.h"
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct csv {
    FILE *out;
    struct ct_query *rows;
    enum ct_csv_geometry geometry;
    struct ct_lonlat *lonlat;
    struct ct_buffer line;
};

static void add_text(struct ct_buffer *line, const char *s)
{
    ct_buffer_add(line, "\"");
    for (const char *quote; (quote = strchr(s, '"')) != NULL; s = quote + 1) {
        ct_buffer_add_n(line, s, (size_t)(quote - s));
        ct_buffer_add(line, "\"\"");
    }
    ct_buffer_add(line, s);
    ct_buffer_add(line, "\"");
}

static void add_number(struct ct_buffer *line, double value)
{
    char text[32];

    if (isnan(value))
        return;
    ct_text_from_double(text, value);
    ct_buffer_add(line, text);
}

static void add_cell(struct ct_buffer *line, const struct ct_query *rows, int i)
{
    switch (ct_query_type(rows, i)) {
    case CT_VALUE_INTEGER:
        ct_buffer_printf(line, "%" PRId64, ct_query_get_integer(rows, i));
        break;
    case CT_VALUE_NUMBER:
        add_number(line, ct_query_get_number(rows, i));
        break;
    case CT_VALUE_TEXT:
        add_text(line, ct_query_get_text(rows, i));
        break;
    default:
        break;
    }
}

static int first_cell(const struct csv *csv)
{
    return csv->geometry == CT_CSV_NONE ? 0 : 1;
}

static void add_header(struct csv *csv)
{
    static const char *const ends[] = {"", ",lon,lat", ",wkt"};

    ct_buffer_add(&csv->line, "\xEF\xBB\xBF");
    for (int i = first_cell(csv); i < ct_query_columns(csv->rows); i++)
        ct_buffer_printf(&csv->line, "%s%s", i > first_cell(csv) ? "," : "",
                         ct_query_column_name(csv->rows, i));
    ct_buffer_add(&csv->line, ends[csv->geometry]);
}

static enum ct_status add_place(struct csv *csv, struct ct_error *err)
{
    struct ct_buffer wkt = {0};
    double lon = NAN, lat = NAN;
    size_t size;
    bool outline = csv->geometry == CT_CSV_WKT;
    const void *wkb = ct_query_get_blob(csv->rows, 0, &size);
    enum ct_status status = CT_OK;

    if (size > 0)
        status = ct_lonlat_place(csv->lonlat, wkb, size, &lon, &lat, outline ? &wkt : NULL, err);
    ct_buffer_add(&csv->line, ",");
    if (outline && wkt.size > 0 && !wkt.failed) {
        add_text(&csv->line, wkt.data);
    } else if (!outline) {
        add_number(&csv->line, lon);
        ct_buffer_add(&csv->line, ",");
        add_number(&csv->line, lat);
    }
    csv->line.failed |= wkt.failed;
    ct_buffer_free(&wkt);
    return status;
}

static enum ct_status put_line(struct csv *csv, struct ct_error *err)
{
    ct_buffer_add(&csv->line, "\r\n");
    if (csv->line.failed)
        return ct_fail_memory(err);
    bool written = fwrite(csv->line.data, 1, csv->line.size, csv->out) == csv->line.size;
    csv->line.size = 0;
    if (written)
        return CT_OK;
    return ct_fail(err, CT_OUTPUT, "E0505", "reason", strerror(errno), NULL);
}

static enum ct_status put_rows(struct csv *csv, struct ct_error *err)
{
    bool row = true;
    enum ct_status status = put_line(csv, err);

    while (status == CT_OK) {
        status = ct_query_step(csv->rows, &row, err);
        if (status != CT_OK || !row)
            break;
        for (int i = first_cell(csv); i < ct_query_columns(csv->rows); i++) {
            ct_buffer_add(&csv->line, i > first_cell(csv) ? "," : "");
            add_cell(&csv->line, csv->rows, i);
        }
        if (csv->geometry != CT_CSV_NONE)
            status = add_place(csv, err);
        if (status == CT_OK)
            status = put_line(csv, err);
    }
    return status;
}

enum ct_status ct_csv_write(const char *path, struct ct_query *rows, enum ct_csv_geometry geometry,
                            struct ct_lonlat *lonlat, struct ct_error *err)
{
    struct csv csv = {
        .out = fopen(path, "wbe"), .rows = rows, .geometry = geometry, .lonlat = lonlat};

    if (csv.out == NULL)
        return ct_fail(err, CT_OUTPUT, "E0505", "reason", strerror(errno), NULL);
    add_header(&csv);
    enum ct_status status = put_rows(&csv, err);
    if (fclose(csv.out) != 0 && status == CT_OK)
        status = ct_fail(err, CT_OUTPUT, "E0505", "reason", strerror(errno), NULL);
    ct_buffer_free(&csv.line);
    return status;
}
