/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See city_places.h.
 */
#include "load/city_places.h"
#include "base/fail.h"
#include "base/text.h"
#include "load/join.h"
#include "load/parts.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ct_facility_row *ct_facility_rows_add(struct ct_facility_rows *rows)
{
    if (rows->count == rows->room) {
        size_t room = rows->room ? rows->room * 2 : 256;
        struct ct_facility_row *more = realloc(rows->row, room * sizeof *more);
        if (more == NULL)
            return NULL;
        rows->row = more;
        rows->room = room;
    }
    rows->row[rows->count] = (struct ct_facility_row){0};
    return &rows->row[rows->count++];
}

void ct_facility_rows_free(struct ct_facility_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct ct_facility_row *row = &rows->row[i];
        free(row->id);
        free(row->name);
        free(row->serves);
        free(row->layer);
        free(row->community);
        free(row->street);
        ct_shape_free(&row->shape);
    }
    free(rows->row);
    *rows = (struct ct_facility_rows){0};
}

static struct ct_place place_of(const struct ct_facility_row *row)
{
    struct ct_place place = ct_place_none;
    place.layer = row->layer;
    place.feature = row->id;
    place.row = row->row;
    place.lon = row->lon;
    place.lat = row->lat;
    return place;
}

/* "A" as "A#2", or the next number that no other facility has. */
static char *free_id(const char *id, const struct ct_id *sorted, size_t n, int *number)
{
    struct ct_buffer text = {0};
    do {
        text.size = 0;
        ct_buffer_printf(&text, "%s#%d", id, ++*number);
    } while (!text.failed && ct_ids_find(sorted, n, text.data) >= 0);
    char *copy = text.failed ? NULL : ct_text_copy(text.data);
    ct_buffer_free(&text);
    return copy;
}

static enum ct_status rename_doubles(struct ct_facility_rows *rows, const struct ct_id *sorted,
                                     char **fresh, struct ct_findings *findings,
                                     struct ct_error *err)
{
    enum ct_status status = CT_OK;
    int number = 1;
    for (size_t i = 1; status == CT_OK && i < rows->count; i++) {
        if (strcmp(sorted[i].id, sorted[i - 1].id) != 0) {
            number = 1;
            continue;
        }
        struct ct_place place = place_of(&rows->row[sorted[i].index]);
        fresh[i] = free_id(sorted[i].id, sorted, rows->count, &number);
        status = fresh[i] ? ct_findings_add(findings, "F0303", &place, err, "value", fresh[i], NULL)
                          : ct_fail_memory(err);
    }
    for (size_t i = 0; i < rows->count; i++) {
        if (fresh[i] == NULL)
            continue;
        free(rows->row[sorted[i].index].id);
        rows->row[sorted[i].index].id = fresh[i];
    }
    return status;
}

static enum ct_status make_unique(struct ct_facility_rows *rows, struct ct_findings *findings,
                                  struct ct_error *err)
{
    char **ids = calloc(rows->count + 1, sizeof *ids),
         **fresh = calloc(rows->count + 1, sizeof *fresh);
    for (size_t i = 0; ids != NULL && i < rows->count; i++)
        ids[i] = rows->row[i].id;
    struct ct_id *sorted = ids ? ct_ids_sorted(ids, rows->count) : NULL;
    enum ct_status status =
        sorted && fresh ? rename_doubles(rows, sorted, fresh, findings, err) : ct_fail_memory(err);
    free(sorted);
    free(fresh);
    free(ids);
    return status;
}

static bool make_columns(struct ct_facilities *f, size_t n)
{
    f->id = calloc(n + 1, sizeof *f->id);
    f->name = calloc(n + 1, sizeof *f->name);
    f->kind = calloc(n + 1, sizeof *f->kind);
    f->floor_area_m2 = calloc(n + 1, sizeof *f->floor_area_m2);
    f->land_area_m2 = calloc(n + 1, sizeof *f->land_area_m2);
    f->lon = calloc(n + 1, sizeof *f->lon);
    f->lat = calloc(n + 1, sizeof *f->lat);
    f->shape = calloc(n + 1, sizeof *f->shape);
    f->community = calloc(n + 1, sizeof *f->community);
    f->serves_start = calloc(n + 1, sizeof *f->serves_start);
    f->source = calloc(n + 1, sizeof *f->source);
    f->fid = calloc(n + 1, sizeof *f->fid);
    f->row = calloc(n + 1, sizeof *f->row);
    return f->id && f->name && f->kind && f->floor_area_m2 && f->land_area_m2 && f->lon && f->lat &&
           f->shape && f->community && f->serves_start && f->source && f->fid && f->row;
}

/* What serving needs while it is found out. */
struct serving {
    const struct ct_id *ids; /* of the communities, sorted */
    size_t communities, room;
    const struct ct_communities *all;
    struct ct_joiner *joiner;
    size_t counts[CT_MATCHES],
        joined; /* facilities that name their community, and how it was found */
    struct ct_findings *findings;
};

static bool add_served(struct ct_facilities *f, size_t i, size_t community, size_t *room)
{
    size_t n = f->serves_start[i + 1];
    for (size_t k = f->serves_start[i]; k < n; k++)
        if (f->serves[k] == community)
            return true;
    if (n == *room) {
        size_t more = *room ? *room * 2 : 256;
        size_t *serves = realloc(f->serves, more * sizeof *serves);
        if (serves == NULL)
            return false;
        f->serves = serves;
        *room = more;
    }
    f->serves[n] = community;
    f->serves_start[i + 1] = n + 1;
    return true;
}

/* The next id of a list separated by ; or , (also full width), cut out of *rest; NULL at the end.
 */
static char *next_id(char **rest)
{
    static const char *const marks[] = {";", ",", "；", "，", "、"};
    char *id = *rest + strspn(*rest, " \t"), *end = id + strlen(id);
    size_t width = 0;
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        char *mark = strstr(id, marks[m]);
        if (mark != NULL && mark < end) {
            end = mark;
            width = strlen(marks[m]);
        }
    }
    *rest = end + width;
    bool last = width == 0;
    for (; end > id && (end[-1] == ' ' || end[-1] == '\t'); end--)
        ;
    *end = '\0';
    return last && *id == '\0' ? NULL : id;
}

/* The communities that facility i serves: those its field names, else the one where it stands. */
static enum ct_status find_served(struct serving *s, struct ct_facilities *f, size_t i,
                                  struct ct_facility_row *row, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    char *rest = row->serves;
    f->serves_start[i + 1] = f->serves_start[i];
    for (char *id = next_id(&rest); status == CT_OK && id != NULL; id = next_id(&rest)) {
        ptrdiff_t community = ct_ids_find(s->ids, s->communities, id);
        if (*id == '\0')
            continue;
        if (community < 0) {
            struct ct_place place = place_of(row);
            status = ct_findings_add(s->findings, "F0304", &place, err, "value", id, NULL);
        } else if (!add_served(f, i, (size_t)community, &s->room)) {
            status = ct_fail_memory(err);
        }
    }
    bool none = f->serves_start[i + 1] == f->serves_start[i];
    if (status == CT_OK && none && f->community[i] >= 0 &&
        !add_served(f, i, (size_t)f->community[i], &s->room))
        status = ct_fail_memory(err);
    return status;
}

/* The community that the row names is not the one where it stands. */
static enum ct_status tell_elsewhere(const struct serving *s, const struct ct_facility_row *row,
                                     size_t named, ptrdiff_t stands, struct ct_error *err)
{
    struct ct_place place = place_of(row);
    place.cell = row->community;
    return ct_findings_add(s->findings, "F0313", &place, err, "community", s->all->id[named],
                           "other", stands >= 0 ? s->all->id[stands] : "", NULL);
}

/* The community of a facility: the one its field names, else the one where it stands. */
static enum ct_status find_community(struct serving *s, const struct ct_facility_row *row,
                                     ptrdiff_t stands, ptrdiff_t *community, struct ct_error *err)
{
    struct ct_place place = place_of(row);
    enum ct_match how = CT_MATCH_NONE;
    size_t named = 0;
    *community = stands;
    if (*row->community == '\0')
        return stands >= 0 ? CT_OK : ct_findings_add(s->findings, "F0302", &place, err, NULL);
    enum ct_status status =
        ct_joiner_find(s->joiner, row->community, row->community, row->street, &how, &named, err);
    if (status != CT_OK)
        return status;
    bool found = how == CT_MATCH_CODE || how == CT_MATCH_NAME;
    s->counts[found || stands < 0 ? how : CT_MATCH_PLACE]++;
    s->joined++;
    place.cell = row->community;
    if (!found) {
        status = ct_findings_add(s->findings, "F0314", &place, err, "value", row->community, NULL);
        return status == CT_OK && stands < 0
                   ? ct_findings_add(s->findings, "F0302", &place, err, NULL)
                   : status;
    }
    *community = (ptrdiff_t)named;
    return *community == stands ? CT_OK : tell_elsewhere(s, row, named, stands, err);
}

static enum ct_status give_row(struct serving *s, const struct ct_locator *locator,
                               struct ct_facility_row *row, struct ct_facilities *f,
                               struct ct_error *err)
{
    size_t i = f->count;
    f->kind[i] = row->kind;
    f->floor_area_m2[i] = row->floor_area_m2;
    f->land_area_m2[i] = row->land_area_m2;
    f->lon[i] = row->lon;
    f->lat[i] = row->lat;
    f->source[i] = row->source;
    f->fid[i] = row->fid;
    f->row[i] = row->row;
    enum ct_status status =
        find_community(s, row, ct_locator_find(locator, row->lon, row->lat), &f->community[i], err);
    if (status == CT_OK)
        status = find_served(s, f, i, row, err);
    f->id[i] = row->id;
    f->name[i] = row->name;
    f->shape[i] = row->shape;
    f->count++;
    row->id = row->name = NULL;
    row->shape = (struct ct_shape){0};
    return status;
}

enum ct_status ct_facilities_place(struct ct_facility_rows *rows, struct ct_findings *findings,
                                   struct ct_city *city, struct ct_error *err)
{
    const struct ct_communities *c = &city->communities;
    struct ct_id *ids = ct_ids_sorted(c->id, c->count);
    struct serving serving = {.ids = ids, .communities = c->count, .all = c, .findings = findings};
    struct ct_locator *locator = NULL;
    enum ct_status status = ct_locator_new(c, &locator, err);
    if (status == CT_OK)
        status = ct_joiner_new(c->count, c->id, c->name, c->street, &serving.joiner, err);
    if (status == CT_OK && (ids == NULL || !make_columns(&city->facilities, rows->count)))
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = make_unique(rows, findings, err);
    for (size_t i = 0; status == CT_OK && i < rows->count; i++)
        status = give_row(&serving, locator, &rows->row[i], &city->facilities, err);
    if (status == CT_OK && serving.joined > 0)
        status = ct_join_tell(serving.counts, "facilities", "communities", "社区", c->count,
                              findings, err);
    ct_joiner_free(serving.joiner);
    ct_locator_free(locator);
    free(ids);
    return status;
}
