/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sheets of paper to draw on, as PDF or PNG: millimetres from the upper left corner, y downwards.
 * Text is laid out with the fonts that fontconfig finds. The same calls give the same bytes.
 */
#ifndef CT_PUBLISH_PAPER_H
#define CT_PUBLISH_PAPER_H

#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CT_PAPER_DPI 150 /* of PNG */

struct ct_paper;

/* The family that Chinese texts of sheets are drawn with; false where no font has Chinese. */
bool ct_paper_font(char *family, size_t size);

/* E0720 where fontconfig knows no font at all. */
enum ct_status CT_CHECKED ct_paper_new(struct ct_paper **out, struct ct_error *err);
void ct_paper_free(struct ct_paper *paper);

enum ct_paper_format { CT_PAPER_DRY, CT_PAPER_PDF, CT_PAPER_PNG };
/* Begins a file; CT_PAPER_DRY draws nothing, but measures. PDF: all pages in `path`; PNG: a file a
 * page, `path` being the first, and of others "NAME_2.png". `subject` may be NULL. */
enum ct_status CT_CHECKED ct_paper_begin(struct ct_paper *paper, enum ct_paper_format format,
                                         const char *path, const char *title, const char *subject,
                                         struct ct_error *err);
/* A fresh page. */
enum ct_status CT_CHECKED ct_paper_page(struct ct_paper *paper, double width_mm, double height_mm,
                                        struct ct_error *err);
/* Writes what is left to write. E0505. */
enum ct_status CT_CHECKED ct_paper_end(struct ct_paper *paper, struct ct_error *err);
/* The first text since ct_paper_new that no font could write, or NULL. */
const char *ct_paper_missing(const struct ct_paper *paper);

/* Colours are 0xRRGGBBAA; 0 is none. */
enum ct_hatch { CT_HATCH_NONE, CT_HATCH_UP, CT_HATCH_DOWN, CT_HATCH_CROSS };
struct ct_ink {
    uint32_t fill, line, hatch;
    enum ct_hatch hatch_style;
    double line_mm, dash_mm, hatch_mm; /* hatch_mm: between lines */
};
/* Rings (closed) and lines gather in a path; painting it empties it. Holes are rings in rings. */
void ct_paper_ring(struct ct_paper *paper, const double *x, const double *y, size_t n);
void ct_paper_line(struct ct_paper *paper, const double *x, const double *y, size_t n);
void ct_paper_box(struct ct_paper *paper, double x, double y, double width, double height);
void ct_paper_paint(struct ct_paper *paper, const struct ct_ink *ink);
/* What is drawn from now on stays in this box, until ct_paper_unclip. */
void ct_paper_clip(struct ct_paper *paper, double x, double y, double width, double height);
void ct_paper_unclip(struct ct_paper *paper);

enum ct_align { CT_LEFT, CT_CENTRE, CT_RIGHT };
struct ct_lettering {
    double points, width_mm; /* width 0: lines end where the text has its own ends */
    bool bold;
    enum ct_align align;
    uint32_t colour, halo;
};
void ct_paper_measure(struct ct_paper *paper, const struct ct_lettering *lettering,
                      const char *text, double *width_mm, double *height_mm);
/* x, y: the upper left corner of its box; of a width of 0 the left, middle or right of its top. */
void ct_paper_text(struct ct_paper *paper, double x, double y, const struct ct_lettering *lettering,
                   const char *text);

#endif
