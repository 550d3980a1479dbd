/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of opinions and the texts they own: see opinion.h. O(texts).
 */
#include "base/text.h"
#include "judge/opinion.h"
#include <stdlib.h>

const char *ct_opinion_keep(struct ct_opinion *opinion, const char *text)
{
    char *copy = ct_text_copy(text != NULL ? text : "");
    char **kept = realloc(opinion->kept, (opinion->kept_count + 1) * sizeof *kept);

    if (kept != NULL)
        opinion->kept = kept;
    if (kept == NULL || copy == NULL) {
        free(copy);
        opinion->failed = true;
        return "";
    }
    opinion->kept[opinion->kept_count++] = copy;
    return copy;
}

struct ct_opinion *ct_opinions_add(struct ct_opinions *opinions, const char *id, const char *name,
                                   const char *stage)
{
    struct ct_opinion *rows =
        realloc(opinions->rows, (opinions->count + 1) * sizeof *opinions->rows);

    if (rows == NULL)
        return NULL;
    opinions->rows = rows;
    struct ct_opinion *row = &rows[opinions->count++];
    *row = (struct ct_opinion){.view = {.conclusion = "supply"}};
    row->view.id = ct_opinion_keep(row, id);
    row->view.name = ct_opinion_keep(row, name);
    row->view.stage = ct_opinion_keep(row, stage);
    return row;
}

void ct_opinions_free(struct ct_opinions *opinions)
{
    for (size_t i = 0; i < opinions->count; i++) {
        struct ct_opinion *row = &opinions->rows[i];
        for (size_t k = 0; k < row->kept_count; k++)
            free(row->kept[k]);
        free(row->kept);
        free(row->rows);
        free(row->supplies);
    }
    free(opinions->rows);
    *opinions = (struct ct_opinions){0};
}
