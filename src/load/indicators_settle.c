/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Indicators that were read become those of the city: in order, one an object and name, phases of
 * projects united. O(n log n).
 */
#include "base/fail.h"
#include "base/text.h"
#include "load/indicators_store.h"
#include "load/parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_key(const void *a, const void *b)
{
    const struct ct_indicator_read *s = a, *t = b;
    if (s->row.level != t->row.level)
        return s->row.level < t->row.level ? -1 : 1;
    int order = strcmp(s->row.object, t->row.object);
    return order != 0 ? order : strcmp(s->row.name, t->row.name);
}

static int by_key_way_order(const void *a, const void *b)
{
    const struct ct_indicator_read *s = a, *t = b;
    int order = by_key(a, b);
    bool s_first = s->way == CT_INDICATOR_FIRST, t_first = t->way == CT_INDICATOR_FIRST;
    if (order == 0)
        order = (int)t_first - (int)s_first;
    return order != 0 ? order : (s->order > t->order) - (s->order < t->order);
}

static enum ct_status tell(struct ct_findings *findings, const char *code,
                           const struct ct_indicator_read *read, const char *other,
                           struct ct_error *err)
{
    struct ct_place place = ct_place_none;
    place.layer = read->layer;
    place.feature = read->feature;
    place.row = read->row.row;
    place.cell = read->row.name;
    return ct_findings_add(findings, code, &place, err, "field", read->names->title[CT_EN],
                           "field_zh", read->names->title[CT_ZH], "value", read->row.text, "other",
                           other, NULL);
}

/* Do the two say the same? */
static bool agree(const struct ct_indicator_read *a, const struct ct_indicator_read *b)
{
    if (isnan(a->row.number) || isnan(b->row.number))
        return strcmp(a->row.text, b->row.text) == 0;
    return fabs(a->row.number - b->row.number) <=
           1e-9 * fmax(fabs(a->row.number), fabs(b->row.number));
}

/* --- phases --------------------------------------------------------------------------------- */

static bool is_added(const struct ct_input_names *names)
{
    return ct_indicator_type(names) == CT_TYPE_NUMBER && ct_input_dimension(names) != CT_PURE;
}

/* Of two dates the one that holds for both: of housing the earlier, else the later. */
static bool takes_date(const struct ct_indicator_read *to, const struct ct_indicator_read *from)
{
    int order = strcmp(from->row.text, to->row.text);
    return strncmp(to->row.name, "housing_", 8) == 0 ? order < 0 : order > 0;
}

static bool set_text(struct ct_indicator_read *to, const char *text)
{
    free(to->row.text);
    to->row.text = ct_text_copy(text);
    return to->row.text != NULL;
}

/* Another phase of the project, into the first. */
static enum ct_status unite(struct ct_indicator_read *to, const struct ct_indicator_read *from,
                            struct ct_findings *findings, struct ct_error *err)
{
    enum ct_indicator_type type = ct_indicator_type(to->names);
    bool good = true;
    if (is_added(to->names)) {
        char text[32];
        to->row.number += from->row.number;
        ct_text_from_double(text, to->row.number);
        good = set_text(to, text);
    } else if (type == CT_TYPE_YES && from->row.number < to->row.number) {
        to->row.number = from->row.number;
        good = set_text(to, from->row.text);
    } else if (type == CT_TYPE_DATE && takes_date(to, from)) {
        good = set_text(to, from->row.text);
    } else if ((type == CT_TYPE_TEXT || type == CT_TYPE_NUMBER) && !agree(to, from)) {
        return tell(findings, "F0454", from, to->row.text, err);
    }
    return good ? CT_OK : ct_fail_memory(err);
}

/* May something be said where some phases say nothing? One that says no is enough for no; what is
 * not added up is that of the phases that say it. */
static bool suffices(const struct ct_indicator_read *read)
{
    enum ct_indicator_type type = ct_indicator_type(read->names);
    if (type == CT_TYPE_YES)
        return read->row.number == 0; // NOLINT: 0 or 1
    return type != CT_TYPE_DATE && !is_added(read->names);
}

/* Phases of a project that say one indicator, of `phases` there are: united in rows[0]; *keep is
 * false where that is not known. */
static enum ct_status unite_phases(struct ct_indicator_read *rows, size_t n, size_t phases,
                                   bool *keep, struct ct_findings *findings, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 1; status == CT_OK && i < n; i++)
        status = unite(&rows[0], &rows[i], findings, err);
    *keep = n >= phases || suffices(&rows[0]);
    if (status == CT_OK && !*keep)
        status = tell(findings, "F0455", &rows[0], "", err);
    return status;
}

/* --- objects -------------------------------------------------------------------------------- */

struct settling {
    struct ct_city *city;
    struct ct_findings *findings;
    struct ct_id *communities, *projects;
};

/* A community that was left out after its row was read has no indicators. */
static bool is_there(const struct settling *s, const struct ct_indicator *row)
{
    return row->level != CT_LEVEL_COMMUNITY ||
           ct_ids_find(s->communities, s->city->communities.count, row->object) >= 0;
}

static size_t phases_of(const struct settling *s, const char *id)
{
    ptrdiff_t i = ct_ids_find(s->projects, s->city->projects.count, id);
    return i >= 0 ? s->city->projects.phases[i] : 1;
}

/* The n rows of one key: which stays in *kept, -1 for none. */
static enum ct_status settle_key(struct settling *s, struct ct_indicator_read *rows, size_t n,
                                 ptrdiff_t *kept, struct ct_error *err)
{
    size_t united = 0;
    bool known = true;
    enum ct_status status = CT_OK;
    *kept = is_there(s, &rows[0].row) ? 0 : -1;
    while (united < n && rows[united].way == CT_INDICATOR_PHASE)
        united++;
    if (united > 0)
        status =
            unite_phases(rows, united, phases_of(s, rows[0].row.object), &known, s->findings, err);
    if (!known)
        *kept = united < n ? (ptrdiff_t)united : -1;
    for (size_t i = united > 0 ? united : 1; status == CT_OK && *kept >= 0 && i < n; i++)
        if (!agree(&rows[*kept], &rows[i]))
            status = tell(s->findings, "F0451", &rows[i], rows[*kept].row.text, err);
    return status;
}

static enum ct_status settle_all(struct settling *s, struct ct_error *err)
{
    struct ct_indicator_store *store = s->city->read;
    struct ct_indicators *out = &s->city->indicators;
    enum ct_status status = CT_OK;
    for (size_t i = 0, n = 0; status == CT_OK && i < store->count; i += n) {
        ptrdiff_t kept = -1;
        for (n = 1; i + n < store->count && by_key(&store->rows[i], &store->rows[i + n]) == 0; n++)
            ;
        status = settle_key(s, &store->rows[i], n, &kept, err);
        if (status != CT_OK || kept < 0)
            continue;
        struct ct_indicator_read *read = &store->rows[i + (size_t)kept];
        out->rows[out->count++] = read->row;
        read->row = (struct ct_indicator){0};
    }
    return status;
}

void ct_indicators_drop(struct ct_city *city, const char *object, const char *layer, long row)
{
    struct ct_indicator_store *store = city->read;
    size_t n = 0;
    for (size_t i = 0; i < store->count; i++) {
        struct ct_indicator_read *read = &store->rows[i];
        if (read->way == CT_INDICATOR_PHASE && read->row.row == row &&
            strcmp(read->row.object, object) == 0 && strcmp(read->layer, layer) == 0)
            ct_indicator_read_free(read);
        else
            store->rows[n++] = *read;
    }
    store->count = n;
}

enum ct_status ct_indicators_settle(struct ct_city *city, struct ct_findings *findings,
                                    struct ct_error *err)
{
    struct ct_indicator_store *store = city->read;
    if (store->count == 0)
        return CT_OK;
    qsort(store->rows, store->count, sizeof *store->rows, by_key_way_order);
    struct settling s = {city, findings,
                         ct_ids_sorted(city->communities.id, city->communities.count),
                         ct_ids_sorted(city->projects.id, city->projects.count)};
    city->indicators.rows = calloc(store->count, sizeof *city->indicators.rows);
    enum ct_status status = s.communities && s.projects && city->indicators.rows
                                ? settle_all(&s, err)
                                : ct_fail_memory(err);
    free(s.communities);
    free(s.projects);
    return status;
}
