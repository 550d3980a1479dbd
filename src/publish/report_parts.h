/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside publish only: the data of the page. A document of JSON a table,
 *     {"name", "title": [en, zh], "rows", "left_out", "columns": [{"name", "title", "text",
 * "values"}]} where values of texts are places in the one list of texts, and a list of values that
 * repeat is
 * {"repeat": [value, times, ...]}. Shapes: report_shapes.c.
 */
#ifndef CT_PUBLISH_REPORT_PARTS_H
#define CT_PUBLISH_REPORT_PARTS_H

#include "base/json.h"
#include "gis/work.h"
#include <stdint.h>

/* report_texts.c: every text once. {0} is empty. */
struct ct_texts {
    struct ct_buffer data; /* terminated texts, one behind the other */
    size_t *start;
    size_t count, room;
    int32_t *slots; /* of the hash; -1 empty */
    size_t slot_count;
    bool failed;
};
void ct_texts_free(struct ct_texts *texts);
/* The place of a text in the list; -1 for NULL or where memory is short. Amortised O(length). */
int32_t ct_texts_place(struct ct_texts *texts, const char *text);
/* The list as JSON. */
void ct_texts_write(const struct ct_texts *texts, struct ct_buffer *out);

/* A page while it is filled. */
struct ct_report {
    struct ct_work *work; /* the output is attached as `out` */
    struct ct_texts texts;
    struct ct_buffer index; /* name, title and rows of the tables there are, as JSON */
    struct ct_buffer *out;
};

/* A table of the page. */
struct ct_report_table {
    char name[64];
    const char *shapes;  /* the set of arcs its polygons go to; NULL: no geometry on the page */
    const char *without; /* a column that is left out, or NULL */
    const char *thin; /* of more than CT_REPORT_ROWS rows only those of this condition, or NULL */
};
#define CT_REPORT_ROWS 200000
/* The next table there may be; *i starts at 0. false past the last. */
bool ct_report_table_next(size_t *i, struct ct_report_table *out);

/* Begins and ends one document of the page, which is called `name`. What the writer makes of "<" is
 * escaped, so that no text of the data ends the script that holds it. */
size_t ct_report_begin(struct ct_report *report, const char *name);
void ct_report_end(struct ct_report *report, size_t start);

/* report_table.c: one table of the output, nothing where it has none or no rows. O(rows x columns).
 */
enum ct_status CT_CHECKED ct_report_table(struct ct_report *report,
                                          const struct ct_report_table *table,
                                          struct ct_error *err);
/* report_shapes.c: the document "shapes": of each set its arcs, of each layer its features. */
enum ct_status CT_CHECKED ct_report_shapes(struct ct_report *report, struct ct_error *err);

#endif
