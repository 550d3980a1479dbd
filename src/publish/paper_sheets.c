/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An output -> sheets of paper. The files of queries/sheets/ say what there is to draw; all sheets
 * are laid out once without drawing, which gives the numbers of pages and finds characters that no
 * font has, before the folder is touched. O(sheets x features on them).
 */
#include "base/embedded.h"
#include "base/fail.h"
#include "base/progress.h"
#include "base/text.h"
#include "catchment/publish.h"
#include "publish/folder.h"
#include "publish/output.h"
#include "publish/paper_parts.h"
#include "publish/script.h"
#include "publish/template.h"
#include <stdlib.h>
#include <string.h>

struct sheets {
    struct ct_work *work;
    struct ct_paper *paper;
    struct ct_folder folder;
    struct ct_paper_cells rows; /* of `sheet` */
    int *pages;                 /* of the file that begins with row i */
    enum ct_paper_format format;
    enum ct_language lang;
    const struct ct_run *run;
    struct ct_error *err;
};
enum column { SHEET, NAME, THEME, FORM, TITLE, WIDTH, HEIGHT, TOP, BOTTOM };

/* --- what there is to draw ------------------------------------------------------------------ */

/* Has the output all tables of a list of words? */
static enum ct_status has_all(struct sheets *s, const char *words, bool *has)
{
    char word[64];
    enum ct_status status = CT_OK;

    for (*has = true; *has && status == CT_OK && *words != '\0';) {
        size_t n = strcspn(words, " ");
        ct_text_fit(word, n + 1 < sizeof word ? n + 1 : sizeof word, words);
        words += n + (words[n] == ' ');
        status = ct_output_has(s->work, "out", word, has, s->err);
    }
    return status;
}

static enum ct_status run_text(struct sheets *s, const char *path, const char *text)
{
    struct ct_buffer sql = {0};
    enum ct_status status = ct_template_fill(s->work, path, s->lang, text, &sql, s->err);

    if (status == CT_OK)
        status = ct_work_script(s->work, path, sql.data, s->err);
    ct_buffer_free(&sql);
    return status;
}

/* A query whose head names in "-- with:" the file that runs before it. */
static enum ct_status run_file(struct sheets *s, const struct ct_embedded *file)
{
    char needs[128], with[128];
    bool has = true;
    enum ct_status status = CT_OK;

    if (ct_script_value(file->text, "needs", needs, sizeof needs))
        status = has_all(s, needs, &has);
    if (status == CT_OK && has && ct_script_value(file->text, "with", with, sizeof with)) {
        const struct ct_embedded *other = ct_embedded_find(with);
        status = other != NULL
                     ? run_text(s, with, other->text)
                     : ct_fail(s->err, CT_INTERNAL, "E0910", "name", with, "reason", with, NULL);
    }
    return status == CT_OK && has ? run_text(s, file->path, file->text) : status;
}

static enum ct_status read_sheets(struct sheets *s)
{
    static const char sql[] =
        "SELECT s.sheet, s.file, s.theme, s.form, s.title, f.width, f.height, f.top, f.bottom"
        " FROM sheet s JOIN sheet_form f USING (form) ORDER BY s.sheet";
    const struct ct_embedded *file;
    enum ct_status status = CT_OK;

    for (size_t i = 0; status == CT_OK; i++) {
        file = ct_script_file("queries/sheets/", ".sql", i);
        if (file == NULL)
            break;
        status = run_file(s, file);
    }
    if (status == CT_OK)
        status = ct_paper_cells_read(s->work, sql, "", &s->rows, s->err);
    if (status != CT_OK)
        return status;
    s->pages = calloc(s->rows.rows + 1, sizeof *s->pages);
    return s->pages != NULL ? CT_OK : ct_fail_memory(s->err);
}

/* --- drawing -------------------------------------------------------------------------------- */

static const char *cell(const struct sheets *s, size_t row, enum column column)
{
    return ct_paper_cell(&s->rows, row, column);
}

static double number(const struct sheets *s, size_t row, enum column column)
{
    return strtod(cell(s, row, column), NULL);
}

/* "NAME.pdf" in the fresh folder, without what no file may be called; the number of the sheet
 * then keeps it apart from others. */
static char *path_of(const struct sheets *s, size_t row)
{
    struct ct_buffer name = {0};
    bool changed = false;

    ct_buffer_add(&name, cell(s, row, NAME));
    for (size_t i = 0; i < name.size; i++)
        if ((unsigned char)name.data[i] < ' ' || strchr("/\\:*?\"<>|", name.data[i]) != NULL) {
            name.data[i] = '_';
            changed = true;
        }
    if (changed)
        ct_buffer_printf(&name, "-%s", cell(s, row, SHEET));
    ct_buffer_add(&name, s->format == CT_PAPER_PDF ? ".pdf" : ".png");
    char *path = name.failed ? NULL : ct_folder_path(&s->folder, name.data);
    ct_buffer_free(&name);
    return path;
}

/* The rows from *row on that go into one file; *row moves behind them. */
static enum ct_status draw_rows(struct sheets *s, size_t *row, bool dry)
{
    struct ct_paper_sheet sheet = {.work = s->work, .paper = s->paper};
    size_t first = *row;
    enum ct_status status = CT_OK;

    sheet.pages = dry ? 0 : s->pages[first];
    for (; *row < s->rows.rows && strcmp(cell(s, *row, NAME), cell(s, first, NAME)) == 0; ++*row) {
        if (status != CT_OK)
            continue;
        sheet.number = cell(s, *row, SHEET);
        sheet.theme = cell(s, *row, THEME);
        sheet.form = cell(s, *row, FORM);
        sheet.width = number(s, *row, WIDTH);
        sheet.height = number(s, *row, HEIGHT);
        sheet.top = number(s, *row, TOP);
        sheet.bottom = number(s, *row, BOTTOM);
        status = ct_progress(s->run, "publish", (double)*row / (double)s->rows.rows, s->err);
        if (status == CT_OK)
            status = ct_paper_sheet_draw(&sheet, s->err);
    }
    s->pages[first] = sheet.page;
    return status;
}

static enum ct_status draw_file(struct sheets *s, size_t *row, bool dry)
{
    enum ct_status status;
    char *path = dry ? NULL : path_of(s, *row);

    if (!dry && path == NULL)
        return ct_fail_memory(s->err);
    status = ct_paper_begin(s->paper, dry ? CT_PAPER_DRY : s->format, path, cell(s, *row, TITLE),
                            NULL, s->err);
    if (status == CT_OK)
        status = draw_rows(s, row, dry);
    if (status == CT_OK)
        status = ct_paper_end(s->paper, s->err);
    free(path);
    return status;
}

static enum ct_status draw_all(struct sheets *s, bool dry)
{
    enum ct_status status = CT_OK;

    for (size_t row = 1; row < s->rows.rows && status == CT_OK;)
        status = draw_file(s, &row, dry);
    if (status == CT_OK && ct_paper_missing(s->paper) != NULL)
        status = ct_fail(s->err, CT_INPUT, "E0720", "text", ct_paper_missing(s->paper), NULL);
    return status;
}

static enum ct_status write_all(struct sheets *s, const char *folder)
{
    bool overwrite = s->run != NULL && s->run->overwrite;
    enum ct_status status = read_sheets(s);

    if (status == CT_OK)
        status = ct_paper_new(&s->paper, s->err);
    if (status == CT_OK)
        status = draw_all(s, true);
    if (status == CT_OK)
        status = ct_folder_begin(&s->folder, folder, s->err);
    if (status == CT_OK)
        status = draw_all(s, false);
    if (status == CT_OK)
        status = ct_folder_finish(&s->folder, overwrite, s->err);
    ct_folder_discard(&s->folder);
    return status;
}

enum ct_status ct_write_sheets(const char *output, const char *folder, const char *format,
                               enum ct_language lang, const struct ct_run *run,
                               struct ct_error *err)
{
    struct sheets s = {.lang = lang, .run = run, .err = err};

    if (strcmp(format, "pdf") != 0 && strcmp(format, "png") != 0)
        return ct_fail(err, CT_USAGE, "E0695", "value", format, NULL);
    s.format = strcmp(format, "pdf") == 0 ? CT_PAPER_PDF : CT_PAPER_PNG;
    enum ct_status status = ct_output_open(output, &s.work, err);
    if (status == CT_OK)
        status = write_all(&s, folder);
    ct_paper_free(s.paper);
    ct_paper_cells_free(&s.rows);
    free(s.pages);
    ct_work_close(s.work);
    return status;
}
