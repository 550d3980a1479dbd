/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeping cuts of maximal covering, and what is left of them when sites are fixed: a row that is
 * covered takes one from what the cut allows, a row that nothing covers any more is dropped, a row
 * of one free site is that site. O(entries).
 */
#include "solve/mclp_cuts.h"
#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

void ct_mclp_cuts_free(struct ct_mclp_cuts *cuts)
{
    free(cuts->row_start);
    free(cuts->start);
    free(cuts->row);
    free(cuts->site);
    free(cuts->factor);
    free(cuts->most);
    free(cuts->origin);
    *cuts = (struct ct_mclp_cuts){0};
}

/* --- room ------------------------------------------------------------------------------------- */

static bool grow(void *array, size_t count, size_t size)
{
    void **at = array, *grown = realloc(*at, count * size);

    if (grown == NULL)
        return false;
    *at = grown;
    return true;
}

/* Room for one more cut of so many rows and sites. */
static bool make_room(struct ct_mclp_cuts *c, size_t rows, size_t sites)
{
    if (c->count + 2 > c->room) {
        size_t room = 2 * c->room + 64;
        if (!grow(&c->row_start, room, sizeof *c->row_start) ||
            !grow(&c->start, room, sizeof *c->start) || !grow(&c->most, room, sizeof *c->most) ||
            !grow(&c->origin, room, sizeof *c->origin))
            return false;
        if (c->room == 0)
            c->row_start[0] = c->start[0] = 0;
        c->room = room;
    }
    if (c->row_start[c->count] + rows > c->row_room) {
        size_t room = 2 * c->row_room + rows + 64;
        if (!grow(&c->row, room, sizeof *c->row))
            return false;
        c->row_room = room;
    }
    if (c->start[c->count] + sites > c->entry_room) {
        size_t room = 2 * c->entry_room + sites + 1024;
        if (!grow(&c->site, room, sizeof *c->site) || !grow(&c->factor, room, sizeof *c->factor))
            return false;
        c->entry_room = room;
    }
    return true;
}

/* --- adding ----------------------------------------------------------------------------------- */

enum ct_status ct_mclp_cuts_add(struct ct_mclp_cuts *cuts, const struct ct_mclp *cover,
                                const uint32_t *row, size_t count, uint8_t *scratch,
                                struct ct_error *err)
{
    size_t entries = 0;

    for (size_t i = 0; i < count; i++)
        entries += cover->start[row[i] + 1] - cover->start[row[i]];
    if (!make_room(cuts, count, entries))
        return ct_fail_memory(err);
    size_t c = cuts->count++, first = cuts->start[c], end = first;
    for (size_t i = 0; i < count; i++) {
        cuts->row[cuts->row_start[c] + i] = row[i];
        for (size_t k = cover->start[row[i]]; k < cover->start[row[i] + 1]; k++)
            if (scratch[cover->site[k]]++ == 0)
                cuts->site[end++] = cover->site[k];
    }
    for (size_t k = first; k < end; k++) {
        unsigned half_up = (scratch[cuts->site[k]] + 1U) / 2;
        cuts->factor[k] = half_up;
        scratch[cuts->site[k]] = 0;
    }
    size_t half = count / 2;
    cuts->most[c] = (double)half;
    cuts->origin[c] = (uint32_t)c;
    cuts->row_start[c + 1] = cuts->row_start[c] + count;
    cuts->start[c + 1] = end;
    return CT_OK;
}

void ct_mclp_cuts_keep(struct ct_mclp_cuts *cuts, const uint8_t *marked)
{
    size_t kept = 0;

    for (size_t c = 0; c < cuts->count; c++) {
        if (!marked[c])
            continue;
        size_t rows = cuts->row_start[c + 1] - cuts->row_start[c];
        size_t sites = cuts->start[c + 1] - cuts->start[c];
        memmove(cuts->row + cuts->row_start[kept], cuts->row + cuts->row_start[c],
                rows * sizeof *cuts->row);
        memmove(cuts->site + cuts->start[kept], cuts->site + cuts->start[c],
                sites * sizeof *cuts->site);
        memmove(cuts->factor + cuts->start[kept], cuts->factor + cuts->start[c],
                sites * sizeof *cuts->factor);
        cuts->most[kept] = cuts->most[c];
        cuts->origin[kept] = (uint32_t)kept;
        cuts->row_start[kept + 1] = cuts->row_start[kept] + rows;
        cuts->start[kept + 1] = cuts->start[kept] + sites;
        kept++;
    }
    cuts->count = kept;
}

/* --- fixing ----------------------------------------------------------------------------------- */

/* What became of a row: covered, out of reach, the number of its only site, or a row still. */
enum fate { FATE_COVERED, FATE_GONE, FATE_SITE, FATE_ROW };

struct fixing {
    const struct ct_mclp *root;
    const struct ct_mclp_cuts *cuts;
    const enum ct_site_state *state;
    uint32_t *site, *row; /* the numbers of what is left */
    double *factor;       /* [sites left]: of the cut at hand */
    struct ct_mclp_cuts *out;
};

static enum fate fate_of(const struct fixing *f, uint32_t row, uint32_t *site)
{
    const struct ct_mclp *root = f->root;
    size_t count = 0;

    for (size_t k = root->start[row]; k < root->start[row + 1]; k++) {
        uint32_t j = root->site[k];
        if (f->state[j] == CT_SITE_REQUIRED)
            return FATE_COVERED;
        if (f->state[j] == CT_SITE_FREE) {
            *site = f->site[j];
            count++;
        }
    }
    return count == 0 ? FATE_GONE : count == 1 ? FATE_SITE : FATE_ROW;
}

/* Puts one cut in behind the others of `out`, which has room; a cut that says nothing is left out.
 */
static void fix_cut(struct fixing *f, size_t c)
{
    const struct ct_mclp_cuts *cuts = f->cuts;
    struct ct_mclp_cuts *out = f->out;
    size_t rows = out->row_start[out->count], end = out->start[out->count];
    double most = cuts->most[c], least = 0; /* least: of the sum over sites */

    for (size_t k = cuts->start[c]; k < cuts->start[c + 1]; k++) {
        enum ct_site_state state = f->state[cuts->site[k]];
        most += state == CT_SITE_REQUIRED ? cuts->factor[k] : 0;
        if (state == CT_SITE_FREE)
            f->factor[f->site[cuts->site[k]]] = cuts->factor[k];
    }
    for (size_t k = cuts->row_start[c]; k < cuts->row_start[c + 1]; k++) {
        uint32_t site = 0;
        enum fate fate = fate_of(f, cuts->row[k], &site);
        most -= fate == FATE_COVERED;
        if (fate == FATE_SITE)
            f->factor[site] -= 1;
        if (fate == FATE_ROW)
            out->row[rows++] = f->row[cuts->row[k]];
    }
    for (size_t k = cuts->start[c]; k < cuts->start[c + 1]; k++) {
        if (f->state[cuts->site[k]] != CT_SITE_FREE)
            continue;
        uint32_t site = f->site[cuts->site[k]];
        if (f->factor[site] != 0) {
            out->site[end] = site;
            out->factor[end++] = f->factor[site];
            least += f->factor[site] < 0 ? f->factor[site] : 0;
        }
        f->factor[site] = 0;
    }
    if ((double)(rows - out->row_start[out->count]) <= most + least)
        return;
    out->most[out->count] = most;
    out->origin[out->count] = (uint32_t)c;
    out->row_start[++out->count] = rows;
    out->start[out->count] = end;
}

static bool make_fixing(struct fixing *f, const struct ct_mclp *left)
{
    const struct ct_mclp *root = f->root;
    uint32_t next = 0;

    f->site = malloc((root->sites + 1) * sizeof *f->site);
    f->row = malloc((root->rows + 1) * sizeof *f->row);
    f->factor = calloc(left->sites + 1, sizeof *f->factor);
    if (f->site == NULL || f->row == NULL || f->factor == NULL)
        return false;
    for (size_t j = 0; j < root->sites; j++) {
        f->site[j] = next;
        next += f->state[j] == CT_SITE_FREE;
    }
    for (size_t i = 0; i < left->rows; i++)
        f->row[left->origin[i]] = (uint32_t)i;
    return true;
}

static bool room_for_all(const struct ct_mclp_cuts *cuts, struct ct_mclp_cuts *out)
{
    out->room = cuts->count + 1;
    out->row_room = cuts->row_start[cuts->count] + 1;
    out->entry_room = cuts->start[cuts->count] + 1;
    out->row_start = calloc(out->room, sizeof *out->row_start);
    out->start = calloc(out->room, sizeof *out->start);
    out->most = malloc(out->room * sizeof *out->most);
    out->origin = malloc(out->room * sizeof *out->origin);
    out->row = malloc(out->row_room * sizeof *out->row);
    out->site = malloc(out->entry_room * sizeof *out->site);
    out->factor = malloc(out->entry_room * sizeof *out->factor);
    return out->row_start != NULL && out->start != NULL && out->most != NULL &&
           out->origin != NULL && out->row != NULL && out->site != NULL && out->factor != NULL;
}

enum ct_status ct_mclp_cuts_fix(const struct ct_mclp *root, const struct ct_mclp_cuts *cuts,
                                const enum ct_site_state *state, const struct ct_mclp *left,
                                struct ct_mclp_cuts *out, struct ct_error *err)
{
    struct fixing f = {.root = root, .cuts = cuts, .state = state, .out = out};

    *out = (struct ct_mclp_cuts){0};
    if (cuts->count == 0)
        return CT_OK;
    bool made = room_for_all(cuts, out) && make_fixing(&f, left);
    for (size_t c = 0; made && c < cuts->count; c++)
        fix_cut(&f, c);
    free(f.site);
    free(f.row);
    free(f.factor);
    if (made)
        return CT_OK;
    ct_mclp_cuts_free(out);
    return ct_fail_memory(err);
}
