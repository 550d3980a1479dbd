/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV files into a grid (RFC 4180; blanks before a quotation, lone quotation marks inside a cell
 * and all three line ends are taken as they come). GBK can be cut before it is decoded: no second
 * byte of its characters is a comma, a quotation mark or a line end. O(size).
 */
#include "base/fail.h"
#include "gis/table.h"
#include <cpl_vsi.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_AT = 1 << 16 };

static enum ct_status read_file(const char *path, struct ct_buffer *bytes, struct ct_error *err)
{
    char piece[1 << 14];
    VSILFILE *file = VSIFOpenL(path, "rb");
    if (file == NULL)
        return ct_fail(err, CT_INPUT, "E0301", "file", path, "reason", "it cannot be opened", NULL);
    ct_buffer_add(bytes, "");
    for (size_t n = VSIFReadL(piece, 1, sizeof piece, file); n > 0;
         n = VSIFReadL(piece, 1, sizeof piece, file))
        ct_buffer_add_n(bytes, piece, n);
    VSIFCloseL(file);
    return bytes->failed ? ct_fail_memory(err) : CT_OK;
}

/* UTF-16 with a byte order mark becomes UTF-8; a half of a pair that stands alone ends it. */
static enum ct_status from_utf16(struct ct_buffer *bytes, const char *path, struct ct_error *err)
{
    struct ct_buffer text = {0};
    char piece[1 << 14], *in = bytes->data;
    size_t left = bytes->size, done = 0;
    iconv_t how = iconv_open("UTF-8", "UTF-16");
    do {
        char *out = piece;
        size_t room = sizeof piece, before = left;
        done = iconv(how, &in, &left, &out, &room);
        ct_buffer_add_n(&text, piece, sizeof piece - room);
        if (left == before)
            break;
    } while (done == (size_t)-1);
    iconv_close(how);
    ct_buffer_free(bytes);
    *bytes = text;
    if (text.failed)
        return ct_fail_memory(err);
    return left == 0 ? CT_OK
                     : ct_fail(err, CT_INPUT, "E0301", "file", path, "reason",
                               "it is no sound UTF-16", NULL);
}

/* The separator that stands most often outside quotations. */
static char find_separator(const struct ct_buffer *bytes)
{
    static const char marks[] = ",\t;";
    size_t count[3] = {0};
    bool quoted = false;
    for (size_t i = 0; i < bytes->size && i < LOOK_AT; i++) {
        quoted ^= bytes->data[i] == '"';
        const char *mark = quoted || bytes->data[i] == '\0' ? NULL : strchr(marks, bytes->data[i]);
        if (mark != NULL)
            count[mark - marks]++;
    }
    size_t best = 0;
    for (size_t i = 1; i < 3; i++)
        best = count[i] > count[best] ? i : best;
    return marks[best];
}

struct cursor {
    const char *at, *end;
    char separator;
    struct ct_buffer cell;
};

/* A quotation, from behind its first mark to behind its last; false where it has none. */
static bool read_quoted(struct cursor *c)
{
    while (c->at < c->end) {
        const char *mark = memchr(c->at, '"', (size_t)(c->end - c->at));
        if (mark == NULL)
            return false;
        ct_buffer_add_n(&c->cell, c->at, (size_t)(mark - c->at));
        c->at = mark + 1;
        if (c->at == c->end || *c->at != '"')
            return true;
        ct_buffer_add_n(&c->cell, "\"", 1);
        c->at++;
    }
    return false;
}

static bool ends_cell(const struct cursor *c)
{
    return c->at == c->end || *c->at == c->separator || *c->at == '\n' || *c->at == '\r';
}

/* One cell; false where a quotation does not end. */
static bool read_cell(struct cursor *c)
{
    c->cell.size = 0;
    ct_buffer_add(&c->cell, "");
    const char *start = c->at;
    while (start < c->end && *start == ' ')
        start++;
    if (start < c->end && *start == '"') {
        c->at = start + 1;
        if (!read_quoted(c))
            return false;
    }
    start = c->at;
    while (!ends_cell(c))
        c->at++;
    ct_buffer_add_n(&c->cell, start, (size_t)(c->at - start));
    return true;
}

/* Behind the line end, if the cursor is at one. */
static bool pass_line_end(struct cursor *c)
{
    if (c->at == c->end)
        return true;
    if (*c->at == c->separator)
        return false;
    c->at += *c->at == '\r' && c->at + 1 < c->end && c->at[1] == '\n' ? 2 : 1;
    return true;
}

static enum ct_status cut(struct cursor *c, struct ct_rows *grid, struct ct_error *err)
{
    while (c->at < c->end) {
        char row[24];
        snprintf(row, sizeof row, "%zu", grid->rows);
        if (!read_cell(c))
            return ct_fail(err, CT_INPUT, "E0313", "row", row, "reason",
                           "a quotation mark is not closed", NULL);
        if (c->cell.failed || !ct_rows_add(grid, c->cell.data, c->cell.size))
            return ct_fail_memory(err);
        if (!pass_line_end(c))
            c->at++;
        else if (!ct_rows_end_row(grid))
            return ct_fail_memory(err);
    }
    bool open = grid->cells > (grid->rows ? grid->row[grid->rows] : 0); /* it ends with a comma */
    return !open || ct_rows_end_row(grid) ? CT_OK : ct_fail_memory(err);
}

enum ct_status ct_rows_from_text(const char *text, size_t size, struct ct_rows *grid,
                                 struct ct_error *err)
{
    struct cursor c = {.at = text, .end = text + size, .separator = ','};
    enum ct_status status = cut(&c, grid, err);
    ct_buffer_free(&c.cell);
    return status;
}

enum ct_status ct_rows_from_csv(const char *path, struct ct_rows *grid, const char **declared,
                                struct ct_error *err)
{
    struct ct_buffer bytes = {0};
    enum ct_status status = read_file(path, &bytes, err);
    *declared = NULL;
    if (status == CT_OK && bytes.size >= 2 &&
        (memcmp(bytes.data, "\xFF\xFE", 2) == 0 || memcmp(bytes.data, "\xFE\xFF", 2) == 0)) {
        *declared = "UTF-8";
        status = from_utf16(&bytes, path, err);
    }
    if (status == CT_OK) {
        struct cursor c = {
            .at = bytes.data, .end = bytes.data + bytes.size, .separator = find_separator(&bytes)};
        if (bytes.size >= 3 && memcmp(bytes.data, "\xEF\xBB\xBF", 3) == 0) {
            *declared = "UTF-8";
            c.at += 3;
        }
        status = cut(&c, grid, err);
        ct_buffer_free(&c.cell);
    }
    ct_buffer_free(&bytes);
    return status;
}
