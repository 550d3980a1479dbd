/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See paper.h. The only file that sees cairo, pango and fontconfig. Metrics are not hinted, so that
 * lines break at the same places in every format; a dry file measures alone.
 *
 * Source: cairo 1.16, pango 1.50 and fontconfig 2.14, their manuals.
 */
#include "publish/paper.h"
#include "base/fail.h"
#include "base/text.h"
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#define MM_PER_POINT (25.4 / 72)

/* In the order of preference; characters that the first at hand lacks come from any other font. */
static const char families[] = "Noto Sans CJK SC, Source Han Sans SC, Source Han Sans CN, "
                               "Noto Sans SC, WenQuanYi Micro Hei, WenQuanYi Zen Hei, "
                               "Microsoft YaHei, SimHei, Sans";

struct ct_paper {
    PangoFontMap *fonts;
    PangoContext *context;
    PangoLayout *layout; /* used again for every text */
    cairo_surface_t *surface;
    cairo_t *cairo; /* NULL between files */
    enum ct_paper_format format;
    char *path, *missing;
    int page;
};

/* --- files ---------------------------------------------------------------------------------- */

/* Of all fonts, or of those that have a language; the caller's to destroy. */
static FcFontSet *list_fonts(const char *language)
{
    FcPattern *wanted = FcPatternCreate();
    FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, (char *)NULL);
    FcLangSet *languages = FcLangSetCreate();

    if (language != NULL) {
        FcLangSetAdd(languages, (const FcChar8 *)language);
        FcPatternAddLangSet(wanted, FC_LANG, languages);
    }
    FcFontSet *found = FcFontList(NULL, wanted, objects);
    FcLangSetDestroy(languages);
    FcObjectSetDestroy(objects);
    FcPatternDestroy(wanted);
    return found;
}

static bool any_font(void)
{
    FcFontSet *found = list_fonts(NULL);
    bool any = found != NULL && found->nfont > 0;

    if (found != NULL)
        FcFontSetDestroy(found);
    return any;
}

bool ct_paper_font(char *family, size_t size)
{
    FcFontSet *found = list_fonts("zh-cn");
    const char *first = NULL, *place = NULL;

    for (int i = 0; found != NULL && i < found->nfont; i++) {
        FcChar8 *name = NULL;
        if (FcPatternGetString(found->fonts[i], FC_FAMILY, 0, &name) != FcResultMatch)
            continue;
        const char *at = strstr(families, (const char *)name);
        if (first == NULL || (at != NULL && (place == NULL || at < place))) {
            first = (const char *)name;
            place = at;
        }
    }
    ct_text_fit(family, size, first != NULL ? first : "");
    if (found != NULL)
        FcFontSetDestroy(found);
    return family[0] != '\0';
}

static void make_layout(struct ct_paper *paper)
{
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    paper->fonts = pango_cairo_font_map_new();
    paper->context = pango_font_map_create_context(paper->fonts);
    pango_cairo_context_set_font_options(paper->context, options);
    pango_context_set_round_glyph_positions(paper->context, FALSE);
    pango_context_set_language(paper->context, pango_language_from_string("zh-cn"));
    paper->layout = pango_layout_new(paper->context);
    pango_layout_set_wrap(paper->layout, PANGO_WRAP_WORD_CHAR);
    cairo_font_options_destroy(options);
}

enum ct_status ct_paper_new(struct ct_paper **out, struct ct_error *err)
{
    *out = NULL;
    if (!any_font())
        return ct_fail(err, CT_INPUT, "E0720", "text", NULL, NULL);
    struct ct_paper *paper = calloc(1, sizeof *paper);
    if (paper == NULL)
        return ct_fail_memory(err);
    make_layout(paper);
    *out = paper;
    return CT_OK;
}

static void close_file(struct ct_paper *paper)
{
    if (paper->cairo != NULL)
        cairo_destroy(paper->cairo);
    if (paper->surface != NULL)
        cairo_surface_destroy(paper->surface);
    free(paper->path);
    paper->cairo = NULL;
    paper->surface = NULL;
    paper->path = NULL;
}

void ct_paper_free(struct ct_paper *paper)
{
    if (paper == NULL)
        return;
    close_file(paper);
    g_object_unref(paper->layout);
    g_object_unref(paper->context);
    g_object_unref(paper->fonts);
    free(paper->missing);
    free(paper);
}

const char *ct_paper_missing(const struct ct_paper *paper)
{
    return paper->missing;
}

static enum ct_status sound(struct ct_paper *paper, cairo_status_t found, struct ct_error *err)
{
    if (found == CAIRO_STATUS_SUCCESS && paper->cairo != NULL)
        found = cairo_status(paper->cairo);
    if (found == CAIRO_STATUS_SUCCESS && paper->surface != NULL)
        found = cairo_surface_status(paper->surface);
    if (found == CAIRO_STATUS_SUCCESS)
        return CT_OK;
    if (found == CAIRO_STATUS_NO_MEMORY)
        return ct_fail_memory(err);
    return ct_fail(err, CT_OUTPUT, "E0505", "reason", cairo_status_to_string(found), NULL);
}

static void draw_on(struct ct_paper *paper, cairo_surface_t *surface, double units_per_mm)
{
    paper->surface = surface;
    paper->cairo = cairo_create(surface);
    cairo_scale(paper->cairo, units_per_mm, units_per_mm);
}

/* The time of writing is left out, so that the same output gives the same bytes. */
static void begin_pdf(struct ct_paper *paper, const char *title, const char *subject)
{
    cairo_surface_t *surface = cairo_pdf_surface_create(paper->path, 10, 10);

    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    if (subject != NULL)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "catchment");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
    draw_on(paper, surface, 1 / MM_PER_POINT);
}

enum ct_status ct_paper_begin(struct ct_paper *paper, enum ct_paper_format format, const char *path,
                              const char *title, const char *subject, struct ct_error *err)
{
    close_file(paper);
    paper->format = format;
    paper->page = 0;
    if (format == CT_PAPER_DRY)
        return CT_OK;
    paper->path = ct_text_copy(path);
    if (paper->path == NULL)
        return ct_fail_memory(err);
    if (format == CT_PAPER_PDF)
        begin_pdf(paper, title, subject);
    return sound(paper, CAIRO_STATUS_SUCCESS, err);
}

/* Of the page that is drawn on: "NAME.png", "NAME_2.png". */
static enum ct_status write_png(struct ct_paper *paper, struct ct_error *err)
{
    struct ct_buffer path = {0};
    size_t stem = strlen(paper->path) - strlen(".png");

    if (paper->page == 1)
        ct_buffer_add(&path, paper->path);
    else
        ct_buffer_printf(&path, "%.*s_%d.png", (int)stem, paper->path, paper->page);
    enum ct_status status = path.failed ? ct_fail_memory(err) : CT_OK;
    if (status == CT_OK) {
        cairo_surface_flush(paper->surface);
        status = sound(paper, cairo_surface_write_to_png(paper->surface, path.data), err);
    }
    ct_buffer_free(&path);
    return status;
}

static enum ct_status finish_page(struct ct_paper *paper, struct ct_error *err)
{
    if (paper->page == 0 || paper->cairo == NULL)
        return CT_OK;
    if (paper->format == CT_PAPER_PNG)
        return write_png(paper, err);
    cairo_show_page(paper->cairo);
    return sound(paper, CAIRO_STATUS_SUCCESS, err);
}

static void fresh_png(struct ct_paper *paper, double width_mm, double height_mm)
{
    double per_mm = CT_PAPER_DPI / 25.4;

    if (paper->cairo != NULL)
        cairo_destroy(paper->cairo);
    if (paper->surface != NULL)
        cairo_surface_destroy(paper->surface);
    draw_on(paper,
            cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)lround(width_mm * per_mm),
                                       (int)lround(height_mm * per_mm)),
            per_mm);
    cairo_set_source_rgb(paper->cairo, 1, 1, 1);
    cairo_paint(paper->cairo);
}

enum ct_status ct_paper_page(struct ct_paper *paper, double width_mm, double height_mm,
                             struct ct_error *err)
{
    enum ct_status status = finish_page(paper, err);

    paper->page++;
    if (status != CT_OK || paper->format == CT_PAPER_DRY)
        return status;
    if (paper->format == CT_PAPER_PNG)
        fresh_png(paper, width_mm, height_mm);
    else
        cairo_pdf_surface_set_size(paper->surface, width_mm / MM_PER_POINT,
                                   height_mm / MM_PER_POINT);
    return sound(paper, CAIRO_STATUS_SUCCESS, err);
}

enum ct_status ct_paper_end(struct ct_paper *paper, struct ct_error *err)
{
    enum ct_status status = finish_page(paper, err);

    if (status == CT_OK && paper->surface != NULL) {
        cairo_surface_finish(paper->surface);
        status = sound(paper, cairo_surface_status(paper->surface), err);
    }
    close_file(paper);
    return status;
}

/* --- lines and areas ------------------------------------------------------------------------ */

static void trace(struct ct_paper *paper, const double *x, const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (i == 0)
            cairo_move_to(paper->cairo, x[i], y[i]);
        else
            cairo_line_to(paper->cairo, x[i], y[i]);
}

void ct_paper_ring(struct ct_paper *paper, const double *x, const double *y, size_t n)
{
    if (paper->cairo == NULL || n < 3)
        return;
    trace(paper, x, y, n);
    cairo_close_path(paper->cairo);
}

void ct_paper_line(struct ct_paper *paper, const double *x, const double *y, size_t n)
{
    if (paper->cairo != NULL)
        trace(paper, x, y, n);
}

void ct_paper_box(struct ct_paper *paper, double x, double y, double width, double height)
{
    if (paper->cairo != NULL)
        cairo_rectangle(paper->cairo, x, y, width, height);
}

static void colour(cairo_t *cairo, uint32_t rgba)
{
    cairo_set_source_rgba(cairo, (rgba >> 24 & 255) / 255.0, (rgba >> 16 & 255) / 255.0,
                          (rgba >> 8 & 255) / 255.0, (rgba & 255) / 255.0);
}

/* Lines y = slope x + c at whole multiples of their distance, so that neighbours' lines meet. */
static void hatch_lines(cairo_t *cairo, const double box[4], double apart_mm, double slope)
{
    double step = apart_mm * sqrt(2);
    double low = box[1] - fmax(slope * box[0], slope * box[2]);
    double high = box[3] - fmin(slope * box[0], slope * box[2]);

    for (long i = lround(ceil(low / step)), last = lround(floor(high / step)); i <= last; i++) {
        cairo_move_to(cairo, box[0], slope * box[0] + (double)i * step);
        cairo_line_to(cairo, box[2], slope * box[2] + (double)i * step);
    }
}

static void hatch(cairo_t *cairo, const struct ct_ink *ink)
{
    double box[4];
    cairo_path_t *path = cairo_copy_path(cairo);

    cairo_path_extents(cairo, &box[0], &box[1], &box[2], &box[3]);
    cairo_save(cairo);
    cairo_clip(cairo);
    if (ink->hatch_style != CT_HATCH_DOWN)
        hatch_lines(cairo, box, ink->hatch_mm, -1);
    if (ink->hatch_style != CT_HATCH_UP)
        hatch_lines(cairo, box, ink->hatch_mm, 1);
    colour(cairo, ink->hatch);
    cairo_set_line_width(cairo, 0.18);
    cairo_stroke(cairo);
    cairo_restore(cairo);
    cairo_append_path(cairo, path);
    cairo_path_destroy(path);
}

void ct_paper_paint(struct ct_paper *paper, const struct ct_ink *ink)
{
    cairo_t *cairo = paper->cairo;

    if (cairo == NULL)
        return;
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    if (ink->fill != 0) {
        colour(cairo, ink->fill);
        cairo_fill_preserve(cairo);
    }
    if (ink->hatch != 0 && ink->hatch_style != CT_HATCH_NONE && ink->hatch_mm > 0)
        hatch(cairo, ink);
    if (ink->line != 0) {
        colour(cairo, ink->line);
        cairo_set_line_width(cairo, ink->line_mm);
        double dashes[2] = {ink->dash_mm, ink->dash_mm * 0.6};
        cairo_set_dash(cairo, dashes, ink->dash_mm > 0 ? 2 : 0, 0);
        cairo_stroke_preserve(cairo);
    }
    cairo_new_path(cairo);
}

void ct_paper_clip(struct ct_paper *paper, double x, double y, double width, double height)
{
    if (paper->cairo == NULL)
        return;
    cairo_save(paper->cairo);
    cairo_rectangle(paper->cairo, x, y, width, height);
    cairo_clip(paper->cairo);
}

void ct_paper_unclip(struct ct_paper *paper)
{
    if (paper->cairo != NULL)
        cairo_restore(paper->cairo);
}

/* --- text ----------------------------------------------------------------------------------- */

static void lay_out(struct ct_paper *paper, const struct ct_lettering *lettering, const char *text)
{
    static const PangoAlignment alignments[] = {[CT_LEFT] = PANGO_ALIGN_LEFT,
                                                [CT_CENTRE] = PANGO_ALIGN_CENTER,
                                                [CT_RIGHT] = PANGO_ALIGN_RIGHT};
    PangoFontDescription *font = pango_font_description_new();

    pango_font_description_set_family_static(font, families);
    pango_font_description_set_absolute_size(font, lettering->points * MM_PER_POINT * PANGO_SCALE);
    pango_font_description_set_weight(font,
                                      lettering->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(paper->layout, font);
    pango_font_description_free(font);
    pango_layout_set_alignment(paper->layout, alignments[lettering->align]);
    pango_layout_set_width(paper->layout,
                           lettering->width_mm > 0 ? (int)(lettering->width_mm * PANGO_SCALE) : -1);
    pango_layout_set_text(paper->layout, text, -1);
    if (paper->missing == NULL && pango_layout_get_unknown_glyphs_count(paper->layout) > 0)
        paper->missing = ct_text_copy(text);
}

void ct_paper_measure(struct ct_paper *paper, const struct ct_lettering *lettering,
                      const char *text, double *width_mm, double *height_mm)
{
    int width = 0, height = 0;

    lay_out(paper, lettering, text);
    pango_layout_get_size(paper->layout, &width, &height);
    *width_mm = (double)width / PANGO_SCALE;
    *height_mm = (double)height / PANGO_SCALE;
}

static void draw_halo(cairo_t *cairo, PangoLayout *layout, const struct ct_lettering *lettering)
{
    pango_cairo_layout_path(cairo, layout);
    colour(cairo, lettering->halo);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(cairo, NULL, 0, 0);
    cairo_set_line_width(cairo, lettering->points * 0.1);
    cairo_stroke(cairo);
}

void ct_paper_text(struct ct_paper *paper, double x, double y, const struct ct_lettering *lettering,
                   const char *text)
{
    cairo_t *cairo = paper->cairo;
    double width = 0, height = 0;

    ct_paper_measure(paper, lettering, text, &width, &height);
    if (cairo == NULL)
        return;
    if (lettering->width_mm <= 0 && lettering->align != CT_LEFT)
        x -= lettering->align == CT_CENTRE ? width / 2 : width;
    cairo_move_to(cairo, x, y);
    if (lettering->halo != 0)
        draw_halo(cairo, paper->layout, lettering);
    cairo_move_to(cairo, x, y);
    colour(cairo, lettering->colour);
    pango_cairo_show_layout(cairo, paper->layout);
    cairo_new_path(cairo);
}
