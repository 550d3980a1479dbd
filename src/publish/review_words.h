/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A project in words: "households=1350,floor_area_m2=300" -> cells of the project vocabulary.
 *
 * A name is that of a word, its title in either language, or one of the names that departments give
 * to it (layers/inputs/project.csv, indicator.csv); `id` is the project's own. A value that holds
 * no "=" up to the next comma may have commas itself ("1,350", "规划,民政"). An empty value is not
 * known.
 */
#ifndef CT_PUBLISH_REVIEW_WORDS_H
#define CT_PUBLISH_REVIEW_WORDS_H

#include "gis/formula.h"
#include "judge/vocabulary.h"
#include "load/inputs.h"

struct ct_project_words {
    struct ct_vocabulary *vocabulary;
    size_t count;
    struct ct_input_table projects, indicators, answers, stages;
};

enum ct_status CT_CHECKED ct_project_words_new(struct ct_project_words *out, struct ct_error *err);
void ct_project_words_free(struct ct_project_words *words);

/* One project as it was said. */
struct ct_project_said {
    char *id;              /* NULL: not said */
    struct ct_cell *cells; /* a word of the vocabulary each; NULL where nothing was said */
    char **texts;          /* of text cells */
    size_t count;
};

/* E0133 no "name=value"; E0662 unknown name, with the nearest; E0663 a value that is none; E0664 a
 * name that stands twice. O(length x words). */
enum ct_status CT_CHECKED ct_project_said_read(const struct ct_project_words *words,
                                               const char *text, struct ct_project_said *out,
                                               struct ct_error *err);
void ct_project_said_free(struct ct_project_said *said);
/* The cell of a word, to be read or set; NULL where there is no such word. */
struct ct_cell *ct_project_cell(const struct ct_project_words *words,
                                const struct ct_project_said *said, const char *name);

#endif
