/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside publish only: what a sheet shows. The files of queries/sheets/ fill tables of the bench
 * from the output (attached as `out`); C reads those and draws. See queries/sheets/00_sheet.sql for
 * the tables.
 */
#ifndef CT_PUBLISH_PAPER_PARTS_H
#define CT_PUBLISH_PAPER_PARTS_H

#include "gis/shape.h"
#include "gis/work.h"
#include "publish/paper.h"
#include "publish/paper_marks.h"

#define CT_PAPER_BLACK 0x1e1e1effU

struct ct_mm_box {
    double x, y, width, height; /* mm */
};

/* How the features of a class are drawn: a row of sheet_symbol. */
struct ct_symbol {
    char name[24];
    char *label, *heading; /* of the legend; heading "" as before */
    struct ct_ink ink;
    enum ct_mark mark; /* CT_MARK_NONE: areas or lines */
    double mark_mm;
    bool always;  /* stands in the legend though nothing of it is drawn */
    size_t drawn; /* on the map that was drawn last */
};
struct ct_symbols {
    struct ct_symbol *rows;
    size_t count;
};

/* A growing list; {0} is empty. */
struct ct_mm_boxes {
    struct ct_mm_box *rows;
    size_t count, room;
};
/* false where memory is short. */
bool ct_mm_boxes_add(struct ct_mm_boxes *boxes, const struct ct_mm_box *box);
/* Does one of them meet the box? O(boxes). */
bool ct_mm_boxes_meet(const struct ct_mm_boxes *boxes, const struct ct_mm_box *box);

/* A map on a sheet. */
struct ct_paper_map {
    struct ct_mm_box frame;
    double scale;              /* 1 : scale */
    double west, north;        /* the frame's upper left corner in the output CRS */
    struct ct_symbols symbols; /* of its theme */
    struct ct_mm_boxes marks;  /* which names had better not hide */
};

/* A sheet while it is drawn. */
struct ct_paper_sheet {
    struct ct_work *work;
    struct ct_paper *paper;
    const char *form, *theme, *number; /* number: of the row of `sheet`, as text */
    double width, height, top, bottom; /* of the page; top and bottom of what flows */
    double y;                          /* where the next flowing item goes */
    int page, pages;                   /* of the file; pages: 0 where not known yet */
    struct ct_paper_map view;          /* of the map that was drawn last */
};

/* Texts of a query: row by row, column by column. */
struct ct_paper_cells {
    char **text; /* rows x columns; the first row has the names of columns */
    size_t rows, columns;
};
/* Runs a SELECT with :sheet bound; O(rows). Free it in any case. */
enum ct_status CT_CHECKED ct_paper_cells_read(struct ct_work *work, const char *sql,
                                              const char *sheet, struct ct_paper_cells *cells,
                                              struct ct_error *err);
void ct_paper_cells_free(struct ct_paper_cells *cells);
const char *ct_paper_cell(const struct ct_paper_cells *cells, size_t row, size_t column);

/* paper_symbols.c */
enum ct_status CT_CHECKED ct_symbols_read(struct ct_work *work, const char *theme,
                                          struct ct_symbols *symbols, struct ct_error *err);
void ct_symbols_free(struct ct_symbols *symbols);
/* "r,g,b" or "r,g,b,a" as 0xRRGGBBAA; 0 for NULL or "". */
uint32_t ct_paper_colour(const char *text);
/* The legend of the last map, fitted into a box; *height_mm is what it took. */
void ct_legend_draw(struct ct_paper_sheet *sheet, const struct ct_mm_box *box, double points,
                    double *height_mm);

/* paper_map.c: the theme's layers in the box, at the smallest round scale that holds the sheet's
 * extent. O(features on it). */
enum ct_status CT_CHECKED ct_paper_map_draw(struct ct_paper_sheet *sheet,
                                            const struct ct_mm_box *box, struct ct_error *err);
void ct_paper_map_free(struct ct_paper_map *view);
/* Output CRS -> paper, in place. */
void ct_paper_place(const struct ct_paper_map *view, size_t n, double *x, double *y);
/* Leaves out vertices that are off the line between others by less than 0.05 mm; returns how many
 * are left. O(n log n) as a rule. false in *sound where memory is short. */
size_t ct_outline_thin(double *x, double *y, size_t n, bool *sound);

/* paper_labels.c: the theme's names, by their priority, where they hit no other. */
enum ct_status CT_CHECKED ct_labels_draw(struct ct_paper_sheet *sheet, struct ct_error *err);

/* paper_frame.c: grid, frame, scale bar and north arrow of the last map. */
void ct_grid_draw(struct ct_paper_sheet *sheet);
void ct_scale_draw(struct ct_paper_sheet *sheet, const struct ct_mm_box *box, double points);
void ct_north_draw(struct ct_paper_sheet *sheet, const struct ct_mm_box *box);
/* The smallest of 1, 2, 5 x 10^n that is not below. */
double ct_round_up(double least);

/* An axis of a chart. */
struct ct_axis {
    double low, high, step, from_mm, to_mm;
};
/* paper_chart.c: round ends about low and high, about `steps` steps apart; from 0 where low is
 * below half of high; whole: steps of 1 at least. */
void ct_axis_round(struct ct_axis *axis, double steps, bool whole);
/* Lines of the rows (series, colour, line_mm, dash_mm, mark, x, y) in a box; nothing
 * where there are none. */
void ct_chart_draw(struct ct_paper_sheet *sheet, const struct ct_paper_cells *cells,
                   const struct ct_mm_box *box, double points, const char *axis_title);

/* paper_table.c: a table from *y down; it flows over pages where the item flows. */
struct ct_table_form {
    double x, width, points;
    const char *weights; /* of columns: "2 5 3" */
    const char *aligns;  /* a letter a column: l c r */
    bool heads;          /* a first row of names; else odd columns are names */
    double bottom;       /* rows below are left out (and counted) where it does not flow */
};
/* paper_page.c: begins the next page of the file. */
enum ct_status CT_CHECKED ct_paper_sheet_next(struct ct_paper_sheet *sheet, struct ct_error *err);
enum ct_status CT_CHECKED ct_table_draw(struct ct_paper_sheet *sheet,
                                        const struct ct_paper_cells *cells,
                                        const struct ct_table_form *form, bool flows,
                                        struct ct_error *err);
/* All items of a sheet. */
enum ct_status CT_CHECKED ct_paper_sheet_draw(struct ct_paper_sheet *sheet, struct ct_error *err);

#endif
