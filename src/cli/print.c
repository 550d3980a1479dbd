/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Errors, findings and tables for a person.
 */
#include "print.h"
#include "base/fail.h"
#include "base/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- colour --------------------------------------------------------------------------------- */

static bool has_colour(FILE *out)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM"); // NOLINT(concurrency-*)
    return isatty(fileno(out)) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

/* "error[E0122]: text" with the first word in bold red, yellow or blue. */
static void print_head(FILE *out, const char *severity, const char *code, const char *text,
                       enum ct_language lang)
{
    static const struct {
        const char *severity, *zh, *colour;
    } looks[] = {{"error", "错误", "\033[1;31m"},
                 {"warning", "警告", "\033[1;33m"},
                 {"note", "提示", "\033[1;34m"}};
    const char *word = severity, *colour = "";
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        if (strcmp(severity, looks[i].severity) != 0)
            continue;
        word = lang == CT_ZH ? looks[i].zh : severity;
        colour = has_colour(out) ? looks[i].colour : "";
    }
    fprintf(out, "%s%s[%s]%s: %s\n", colour, word, code, *colour ? "\033[0m" : "", text);
}

/* --- places --------------------------------------------------------------------------------- */

struct place {
    const char *file, *layer, *feature;
    long line, column, row;
    double lon, lat;
};

static void add_part(struct ct_buffer *b, const char *label, const char *value)
{
    if (value && *value)
        ct_buffer_printf(b, "%s%s%s", b->size ? ", " : "", label, value);
}

static void print_place(FILE *out, const struct place *place, enum ct_language lang)
{
    static const char *const labels[][2] = {
        {"layer ", "图层 "}, {"feature ", "要素 "}, {"row ", "行 "}};
    struct ct_buffer text = {0};
    char number[64];
    add_part(&text, "", place->file);
    if (place->line > 0 && text.size)
        ct_buffer_printf(&text, ":%ld", place->line);
    if (place->line > 0 && place->column > 0 && text.size)
        ct_buffer_printf(&text, ":%ld", place->column);
    add_part(&text, labels[0][lang], place->layer);
    add_part(&text, labels[1][lang], place->feature);
    if (place->row > 0) {
        snprintf(number, sizeof number, "%ld", place->row);
        add_part(&text, labels[2][lang], number);
    }
    bool known = isfinite(place->lon) && isfinite(place->lat);
    if (known && (fabs(place->lon) > 0 || fabs(place->lat) > 0)) {
        snprintf(number, sizeof number, "%.6f, %.6f", place->lon, place->lat);
        add_part(&text, "", number);
    }
    if (text.size && !text.failed)
        fprintf(out, "  --> %s\n", text.data);
    ct_buffer_free(&text);
}

void print_error(FILE *out, const struct ct_error *error, enum ct_language lang)
{
    print_head(out, "error", error->code, error->message[lang], lang);
    print_place(out,
                &(struct place){.file = error->file,
                                .layer = error->layer,
                                .feature = error->feature,
                                .line = error->line,
                                .column = error->column,
                                .lon = error->lon,
                                .lat = error->lat},
                lang);
    if (*error->hint[lang])
        fprintf(out, "  = %s%s\n", lang == CT_ZH ? "处理：" : "help: ", error->hint[lang]);
}

void print_finding(FILE *out, const struct ct_finding_view *finding, enum ct_language lang)
{
    print_head(out, finding->severity, finding->code, finding->text[lang], lang);
    print_place(out,
                &(struct place){.layer = finding->layer,
                                .feature = finding->feature,
                                .row = finding->row,
                                .lon = finding->lon,
                                .lat = finding->lat},
                lang);
    if (*finding->done[lang])
        fprintf(out, "  = %s\n", finding->done[lang]);
}

/* How many findings are of this code; *first is the first of them. */
static size_t count_code(const struct ct_result *result, const char *code,
                         struct ct_finding_view *first)
{
    size_t count = 0;
    for (size_t i = 0; i < ct_result_findings(result); i++) {
        struct ct_finding_view finding = ct_result_finding(result, i);
        if (strcmp(finding.code, code) == 0 && count++ == 0)
            *first = finding;
    }
    return count;
}

void print_finding_summary(FILE *out, const struct ct_result *result, enum ct_language lang)
{
    for (size_t i = 0; i < ct_codes(); i++) {
        struct ct_finding_view first;
        size_t count = count_code(result, ct_code(i), &first);
        if (count == 0)
            continue;
        print_head(out, first.severity, first.code, first.text[lang], lang);
        if (count > 1)
            fprintf(out, lang == CT_ZH ? "  = 共 %zu 处\n" : "  = %zu of this kind\n", count);
    }
}

/* --- tables --------------------------------------------------------------------------------- */

void table_add(struct table *table, const char *a, const char *b, const char *c)
{
    const char *texts[TABLE_COLUMNS] = {a ? a : "", b ? b : "", c ? c : ""};
    struct table_row *rows = realloc(table->rows, (table->count + 1) * sizeof *rows);
    if (!rows) {
        table->failed = true;
        return;
    }
    table->rows = rows;
    struct table_row *row = &rows[table->count++];
    for (int i = 0; i < TABLE_COLUMNS; i++) {
        row->text[i] = ct_text_copy(texts[i]);
        table->failed |= !row->text[i];
    }
}

static void print_row(FILE *out, const struct table_row *row, const size_t *width, int right)
{
    int last = TABLE_COLUMNS - 1;
    while (last > 0 && !*row->text[last])
        last--;
    for (int i = 0; i <= last; i++) {
        int pad = (int)(width[i] - ct_text_width(row->text[i]));
        int before = i == right ? pad : 0, after = i == right || i == last ? 0 : pad;
        fprintf(out, "%s%*s%s%*s", i ? "  " : "", before, "", row->text[i], after, "");
    }
    fputc('\n', out);
}

void table_print(FILE *out, const struct table *table, const char *indent)
{
    size_t width[TABLE_COLUMNS] = {0};
    if (table->failed)
        return;
    for (size_t r = 0; r < table->count; r++)
        for (int i = 0; i < TABLE_COLUMNS; i++) {
            size_t w = ct_text_width(table->rows[r].text[i]);
            width[i] = w > width[i] ? w : width[i];
        }
    for (size_t r = 0; r < table->count; r++) {
        fputs(indent, out);
        print_row(out, &table->rows[r], width, table->right);
    }
}

void table_free(struct table *table)
{
    for (size_t r = 0; r < table->count; r++)
        for (int i = 0; i < TABLE_COLUMNS; i++)
            free(table->rows[r].text[i]);
    free(table->rows);
    *table = (struct table){0};
}

/* "1234567", "13693.4", "84.41" of a share in percent, "-": no exponent for what a city has. */
static void figure_text(char *out, size_t size, const struct ct_figure_view *figure, bool share)
{
    if (figure->text)
        ct_text_fit(out, size, figure->text);
    else if (isnan(figure->value))
        ct_text_fit(out, size, "-");
    else if (share)
        snprintf(out, size, "%.2f", 100 * figure->value);
    else
        snprintf(out, size, fabs(figure->value) >= 1e5 ? "%.0f" : "%.6g", figure->value);
}

void print_figures(FILE *out, const struct ct_result *result, enum ct_language lang)
{
    struct table table = {.right = 1};
    for (size_t i = 0; i < ct_result_figures(result); i++) {
        struct ct_figure_view figure = ct_result_figure(result, i);
        bool share = figure.unit && strcmp(figure.unit, "share") == 0;
        char text[256];
        figure_text(text, sizeof text, &figure, share);
        table_add(&table, figure.title[lang], text, figure.text ? "" : share ? "%" : figure.unit);
    }
    table_print(out, &table, "");
    table_free(&table);
}

void print_output(const char *output, const struct ct_result *result, enum ct_language lang)
{
    print_figures(stdout, result, lang);
    print_totals(stdout, result, lang);
    printf(lang == CT_ZH ? "\n结果：%s\n" : "\nOutput: %s\n", output);
}
