/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rows of a table are, as statistical tables of China are laid out: titles, one or two
 * rows of names, maybe a row of units, data with totals among them, remarks. The row of names is
 * the first that fills more than half of the columns in use; names in two rows are put together as
 * "人口_男". O(cells).
 */
#include "base/quantity.h"
#include "gis/table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_LOOKED_AT = 64, NO_ROW = -1 };

static const char *skip_blanks(const char *s)
{
    for (;;) {
        if (strncmp(s, "　", 3) == 0) /* U+3000 */
            s += 3;
        else if (strncmp(s, "\xC2\xA0", 2) == 0)
            s += 2;
        else if (*s != '\0' && (unsigned char)*s <= ' ')
            s++;
        else
            return s;
    }
}

static bool is_blank(const char *s)
{
    return *skip_blanks(s) == '\0';
}

static size_t filled_cells(const struct ct_rows *grid, size_t row)
{
    size_t n = 0;
    for (size_t c = 0; c < ct_rows_width(grid, row); c++)
        n += !is_blank(ct_rows_cell(grid, row, c));
    return n;
}

/* The filled cell of this rank (from 0) in a row, without blanks before it; "" where there is
 * none. */
static const char *filled_cell(const struct ct_rows *grid, size_t row, size_t rank)
{
    for (size_t c = 0; c < ct_rows_width(grid, row); c++) {
        const char *cell = skip_blanks(ct_rows_cell(grid, row, c));
        if (*cell != '\0' && rank-- == 0)
            return cell;
    }
    return "";
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

/* "合计", "合 计：", "江岸区小计", "Total". */
static bool is_total(const char *cell)
{
    static const char *const words[] = {"合计", "小计", "总计", "共计", NULL};
    static const char *const names[] = {"total", "subtotal", "grand total", "sum", NULL};
    if (strstr(cell, "计") == NULL && strcasestr(cell, "total") == NULL &&
        strcasestr(cell, "sum") == NULL)
        return false;
    char *plain = ct_text_plain(cell), *to = plain;
    if (plain == NULL)
        return false;
    bool total = false;
    for (size_t i = 0; names[i] != NULL; i++)
        total = total || ct_text_equal_fold(plain, names[i]);
    for (const char *from = plain; *from; from++)
        if (*from != ' ' && *from != ':')
            *to++ = *from;
    *to = '\0';
    for (size_t i = 0; words[i] != NULL; i++)
        total = total || ends_with(plain, words[i]);
    free(plain);
    return total;
}

static bool is_remark(const char *cell)
{
    static const char *const words[] = {"注：",    "注:",      "备注：",   "备注:",  "说明：",
                                        "说明:",   "资料来源", "数据来源", "填表人", "制表人",
                                        "审核人",  "填报单位", "填表日期", "Note:",  "Notes:",
                                        "Source:", "Remark:",  NULL};
    for (size_t i = 0; words[i] != NULL; i++)
        if (strncmp(cell, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

/* Nothing but units (a first cell may say "单位"). */
static bool is_units(const struct ct_rows *grid, size_t row)
{
    size_t found = 0;
    for (size_t c = 0; c < ct_rows_width(grid, row); c++) {
        const char *cell = skip_blanks(ct_rows_cell(grid, row, c));
        double factor;
        if (*cell == '\0' || strcmp(cell, "单位") == 0 || strcmp(cell, "/") == 0)
            continue;
        if (!ct_unit_read(cell, CT_PURE, &factor, NULL))
            return false;
        found++;
    }
    return found > 0;
}

static bool has_number(const struct ct_rows *grid, size_t row)
{
    double number;
    for (size_t c = 0; c < ct_rows_width(grid, row); c++)
        if (ct_text_number(ct_rows_cell(grid, row, c), &number))
            return true;
    return false;
}

/* The most cells that are filled in a row near the top. */
static size_t usual_width(const struct ct_rows *grid)
{
    size_t most = 0;
    for (size_t r = 0; r < grid->rows && r < ROWS_LOOKED_AT; r++) {
        size_t n = filled_cells(grid, r);
        most = n > most ? n : most;
    }
    return most;
}

/* Are the names in this row parts of those in the row above ("男" below "人口")? */
static bool is_second_row(const struct ct_rows *grid, size_t row)
{
    if (row >= grid->rows || !is_blank(ct_rows_cell(grid, row, 0)) || has_number(grid, row) ||
        is_units(grid, row))
        return false;
    bool below_blank = false;
    for (size_t c = 1; c < ct_rows_width(grid, row); c++)
        below_blank = below_blank || (is_blank(ct_rows_cell(grid, row - 1, c)) &&
                                      !is_blank(ct_rows_cell(grid, row, c)));
    return below_blank;
}

/* The rows of names: *first, and how many (0: there are no rows at all). */
static size_t find_names(const struct ct_rows *grid, size_t usual, size_t *first)
{
    size_t row = 0;
    while (row < grid->rows && filled_cells(grid, row) * 2 <= usual)
        row++;
    *first = row;
    if (row == grid->rows)
        return 0;
    if (row > 0 && !is_blank(ct_rows_cell(grid, row - 1, 0)) && filled_cells(grid, row - 1) > 1 &&
        is_second_row(grid, row)) {
        *first = row - 1;
        return 2;
    }
    return is_second_row(grid, row + 1) ? 2 : 1;
}

/* --- names and units ------------------------------------------------------------------------ */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Adds the text without blanks at its ends; a line end inside is a blank between two words of ASCII
 * and nothing else. */
static void add_name(struct ct_buffer *to, const char *s)
{
    for (s = skip_blanks(s); !is_blank(s); s++) {
        if (*s != '\n' && *s != '\r')
            ct_buffer_add_n(to, s, 1);
        else if (is_word(s[1]) && to->size > 0 && is_word(to->data[to->size - 1]))
            ct_buffer_add(to, " ");
    }
}

static char *make_name(const struct ct_rows *grid, size_t first, size_t rows, size_t column)
{
    struct ct_buffer name = {0};
    const char *low = rows == 2 ? skip_blanks(ct_rows_cell(grid, first + 1, column)) : "";
    size_t top = column;
    while (*low != '\0' && top > 0 && is_blank(ct_rows_cell(grid, first, top)))
        top--;
    add_name(&name, ct_rows_cell(grid, first, top));
    if (*low != '\0' && name.size > 0)
        ct_buffer_add(&name, "_");
    add_name(&name, low);
    if (name.size == 0)
        ct_buffer_printf(&name, "field_%zu", column + 1);
    if (name.failed)
        ct_buffer_free(&name);
    return name.data;
}

/* "单位：万人" somewhere in the titles, without what stands before and behind it; "" else. */
static char *unit_of_titles(const struct ct_rows *grid, size_t names)
{
    double factor;
    for (size_t r = 0; r < names; r++)
        for (size_t c = 0; c < ct_rows_width(grid, r); c++) {
            const char *unit = strstr(ct_rows_cell(grid, r, c), "单位");
            char *own = unit ? strndup(unit, strcspn(unit, ")]\r\n")) : NULL;
            char *end = own ? strstr(own, "）") : NULL;
            if (end != NULL)
                *end = '\0';
            if (own != NULL && ct_unit_read(own, CT_PURE, &factor, NULL))
                return own;
            free(own);
        }
    return ct_text_copy("");
}

static bool name_columns(const struct ct_rows *grid, struct ct_layout *layout, size_t rows,
                         ptrdiff_t units)
{
    char *common = unit_of_titles(grid, layout->names);
    bool good = common != NULL;
    layout->name = calloc(layout->columns + 1, sizeof *layout->name);
    layout->unit = calloc(layout->columns + 1, sizeof *layout->unit);
    for (size_t c = 0; good && layout->name && layout->unit && c < layout->columns; c++) {
        const char *unit = units >= 0 ? ct_rows_cell(grid, (size_t)units, c) : "";
        layout->name[c] = make_name(grid, layout->names, rows, c);
        layout->unit[c] = ct_text_copy(is_blank(unit) ? common : skip_blanks(unit));
        good = layout->name[c] != NULL && layout->unit[c] != NULL;
    }
    free(common);
    return good && layout->name && layout->unit;
}

/* --- rows ------------------------------------------------------------------------------------ */

static enum ct_row_kind kind_of(const struct ct_rows *grid, size_t row, size_t usual, bool remarks)
{
    size_t filled = filled_cells(grid, row);
    const char *first = filled_cell(grid, row, 0);
    if (filled == 0)
        return CT_ROW_BLANK;
    if (filled == 1 || filled * 2 <= usual)
        if (is_remark(first) || (remarks && filled == 1 && usual > 2))
            return CT_ROW_REMARK;
    if (usual > 1 && (is_total(first) || is_total(filled_cell(grid, row, 1))))
        return CT_ROW_TOTAL;
    return CT_ROW_DATA;
}

static void sort_rows(const struct ct_rows *grid, struct ct_layout *layout, size_t begin,
                      size_t usual)
{
    bool remarks = false;
    for (size_t r = begin; r < grid->rows; r++) {
        layout->kind[r] = kind_of(grid, r, usual, remarks);
        remarks = remarks || layout->kind[r] == CT_ROW_REMARK;
        layout->data += layout->kind[r] == CT_ROW_DATA;
    }
}

static size_t widest(const struct ct_rows *grid, size_t begin)
{
    size_t most = 0;
    for (size_t r = begin; r < grid->rows; r++)
        for (size_t c = ct_rows_width(grid, r); c > most; c--)
            if (!is_blank(ct_rows_cell(grid, r, c - 1)))
                most = c;
    return most;
}

bool ct_layout_find(const struct ct_rows *grid, struct ct_layout *layout)
{
    *layout = (struct ct_layout){.kind = calloc(grid->rows + 1, sizeof *layout->kind)};
    if (layout->kind == NULL)
        return false;
    size_t usual = usual_width(grid);
    size_t rows = find_names(grid, usual, &layout->names);
    if (rows == 0)
        return true;
    size_t next = layout->names + rows;
    ptrdiff_t units = next < grid->rows && is_units(grid, next) ? (ptrdiff_t)next : NO_ROW;
    for (size_t r = 0; r < next; r++)
        layout->kind[r] = r >= layout->names          ? CT_ROW_NAMES
                          : filled_cells(grid, r) > 0 ? CT_ROW_TITLE
                                                      : CT_ROW_BLANK;
    if (units >= 0)
        layout->kind[next++] = CT_ROW_UNITS;
    layout->columns = widest(grid, layout->names);
    sort_rows(grid, layout, next, usual);
    return name_columns(grid, layout, rows, units);
}

void ct_layout_free(struct ct_layout *layout)
{
    for (size_t c = 0; c < layout->columns; c++) {
        if (layout->name != NULL)
            free(layout->name[c]);
        if (layout->unit != NULL)
            free(layout->unit[c]);
    }
    free(layout->name);
    free(layout->unit);
    free(layout->kind);
    *layout = (struct ct_layout){0};
}
