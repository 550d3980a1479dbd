/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An Excel workbook while it is written: sheet after sheet, row after row, never back. Memory does
 * not grow with the rows; they wait in unlinked files beside the target. No foreign type is shown.
 * Rows and columns count from 0; row 0 of every sheet is its header. Texts are written as texts,
 * whatever they begin with. After a failure nothing more is written and ct_book_close says it
 * (E0740).
 */
#ifndef CT_PUBLISH_BOOK_H
#define CT_PUBLISH_BOOK_H

#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_book;

/* How a cell is drawn. */
enum ct_book_format {
    CT_BOOK_TEXT,    /* codes stay as they are */
    CT_BOOK_LONG,    /* wrapped */
    CT_BOOK_INTEGER, /* 1,234 */
    CT_BOOK_AREA,    /* 1,234.56 */
    CT_BOOK_PERCENT, /* a fraction as 12.3% */
    CT_BOOK_NUMBER,  /* as it is */
    CT_BOOK_FORMATS
};
enum ct_book_look { CT_BOOK_PLAIN, CT_BOOK_SUBTOTAL, CT_BOOK_TOTAL, CT_BOOK_HEAD, CT_BOOK_LOOKS };
struct ct_book_style {
    enum ct_book_format format;
    enum ct_book_look look;
};
enum ct_book_colour { CT_BOOK_GOOD, CT_BOOK_FAIR, CT_BOOK_BAD, CT_BOOK_NONE, CT_BOOK_COLOURS };

enum { CT_BOOK_ROWS = 1048576, CT_BOOK_CHARACTERS = 32767, CT_BOOK_NAME = 31 };

/* `folder`: for what waits. The same calls give the same bytes. */
enum ct_status CT_CHECKED ct_book_new(const char *path, const char *folder, const char *title,
                                      struct ct_book **out, struct ct_error *err);
/* Writes the file and frees the book; E0740. */
enum ct_status CT_CHECKED ct_book_close(struct ct_book *book, struct ct_error *err);
/* Frees it; what is left at the path is of no use. */
void ct_book_discard(struct ct_book *book);

/* Begins a sheet. The name is cut to CT_BOOK_NAME UTF-16 units with its number where `part` > 1,
 * signs that Excel forbids are replaced, and a name that is taken gets a number; what it became is
 * copied to name[128]. */
void ct_book_sheet(struct ct_book *book, const char *title, size_t part, char *name);
/* A row of several lines; before its cells. */
void ct_book_height(struct ct_book *book, uint32_t row, double lines);
void ct_book_text(struct ct_book *book, uint32_t row, uint16_t column, struct ct_book_style style,
                  const char *text);
void ct_book_number(struct ct_book *book, uint32_t row, uint16_t column, struct ct_book_style style,
                    double value);
void ct_book_blank(struct ct_book *book, uint32_t row, uint16_t column, struct ct_book_style style);
/* `formula` with "="; `value` is what it gives, for readers that do not calculate. */
void ct_book_formula(struct ct_book *book, uint32_t row, uint16_t column,
                     struct ct_book_style style, const char *formula, double value);
/* Cells of a column that hold exactly this text get the colour. */
void ct_book_colour(struct ct_book *book, uint32_t first, uint32_t last, uint16_t column,
                    const char *text, enum ct_book_colour colour);

/* Rows 0 to `last` can be filtered; to be said before a row below is written. */
void ct_book_filter(struct ct_book *book, uint32_t last, uint16_t columns);

/* What concerns a whole sheet, said when its rows are written. */
struct ct_book_layout {
    uint16_t columns, frozen; /* all; those that stay while scrolling */
    const double *widths;     /* of each, in digits */
    uint32_t last;            /* row */
    const char *title;        /* of the printed page */
    const char *page;         /* its foot: "page &P of &N" */
};
void ct_book_layout(struct ct_book *book, const struct ct_book_layout *layout);

/* How many bytes of a text make at most `units` UTF-16 units, never cut inside a character. */
size_t ct_book_fit(const char *text, size_t units);
/* "AB" of column 27; out >= 4 bytes. */
void ct_book_column(char *out, uint16_t column);

#endif
