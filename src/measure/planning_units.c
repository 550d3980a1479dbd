/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See planning_units.h. Communities stand in the order of county, street and id from here on, so
 * that nothing depends on rows: groups are runs, neighbours a graph on those places. Cost:
 * O(vertices log vertices) for the borders; the search as in unit_search.h.
 */
#include "measure/planning_units.h"
#include "base/fail.h"
#include "base/grow.h"
#include "base/text.h"
#include "measure/unit_borders.h"
#include "measure/unit_search.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Connected sets an exact search may look at, a street: some tens of milliseconds. */
enum { MOST_STEPS = 200000 };
#define LEAST_OVERLAP_M2 100.0 /* less is the width of a line */

struct place { /* a community in its new order */
    const char *county, *street, *id;
    size_t community;
};

struct link {
    uint32_t a, b; /* places, a < b */
    int64_t twice;
    bool border;
};

struct building {
    const struct ct_city *city;
    const struct ct_measures *measures;
    const struct ct_unit_rule *rule;
    size_t count;
    struct place *place;
    uint32_t *group, *rank; /* [places]; rank: [communities] */
    struct link *link;
    size_t links, link_room;
    struct ct_unit_graph graph;
    uint32_t *unit_of;
    bool *exact;
    const char **street; /* of each group, sorted: which streets stand in several counties */
    size_t groups;
};

static int by_group_and_id(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    int order = strcmp(a->county, b->county);
    order = order != 0 ? order : strcmp(a->street, b->street);
    order = order != 0 ? order : strcmp(a->id, b->id);
    return order != 0 ? order : a->community < b->community ? -1 : 1;
}

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static enum ct_status allocate(struct building *b, struct ct_error *err)
{
    const size_t n = b->count + 1;
    b->place = calloc(n, sizeof *b->place);
    b->group = calloc(n, sizeof *b->group);
    b->rank = calloc(n, sizeof *b->rank);
    b->unit_of = calloc(n, sizeof *b->unit_of);
    b->exact = calloc(n, sizeof *b->exact);
    b->street = calloc(n, sizeof *b->street);
    b->graph.people = calloc(n, sizeof *b->graph.people);
    b->graph.start = calloc(n, sizeof *b->graph.start);
    return b->place && b->group && b->rank && b->unit_of && b->exact && b->street &&
                   b->graph.people && b->graph.start
               ? CT_OK
               : ct_fail_memory(err);
}

static void building_free(struct building *b)
{
    free(b->place);
    free(b->group);
    free(b->rank);
    free(b->unit_of);
    free(b->exact);
    free(b->street);
    free(b->link);
    free(b->graph.people);
    free(b->graph.start);
    free(b->graph.to);
    free(b->graph.twice);
}

/* Thousandths of a person: sums are exact, and equal for people that differ by rounding. */
static int64_t thousandths(double people)
{
    return people > 0 ? llround(fmin(people, 1e12) * 1e3) : 0;
}

static int64_t people_of(const struct building *b, size_t community)
{
    const double given = b->city->communities.population[community];
    const double layer = b->measures->demands > 0 ? b->measures->people[community] : 0;
    return thousandths(layer > 0 || isnan(given) ? layer : given);
}

static void put_in_order(struct building *b)
{
    const struct ct_communities *c = &b->city->communities;
    for (size_t i = 0; i < b->count; i++)
        b->place[i] = (struct place){c->county[i], c->street[i], c->id[i], i};
    if (b->count > 0)
        qsort(b->place, b->count, sizeof *b->place, by_group_and_id);
    for (size_t i = 0; i < b->count; i++) {
        const struct place *p = &b->place[i];
        if (i == 0 || strcmp(p->county, p[-1].county) != 0 || strcmp(p->street, p[-1].street) != 0)
            b->street[b->groups++] = p->street;
        b->group[i] = (uint32_t)(b->groups - 1);
        b->rank[p->community] = (uint32_t)i;
        b->graph.people[i] = people_of(b, p->community);
    }
    if (b->groups > 0)
        qsort(b->street, b->groups, sizeof *b->street, by_text);
}

/* --- neighbours ------------------------------------------------------------------------------- */

static enum ct_status add_link(struct building *b, uint32_t x, uint32_t y, int64_t twice,
                               bool border, struct ct_error *err)
{
    if (b->group[x] != b->group[y])
        return CT_OK;
    if (!ct_grow((void **)&b->link, &b->link_room, b->links, sizeof *b->link))
        return ct_fail_memory(err);
    b->link[b->links++] = (struct link){x < y ? x : y, x < y ? y : x, twice, border};
    return CT_OK;
}

static enum ct_status link_borders(struct building *b, struct ct_error *err)
{
    struct ct_zones zones = {0};
    struct ct_border_pairs pairs = {0};
    const struct ct_shape **shape = calloc(b->count + 1, sizeof *shape);
    if (shape == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < b->count; i++)
        shape[i] = &b->city->communities.shape[b->place[i].community];
    enum ct_status status =
        ct_zones_new(shape, b->count, ct_zones_origin(b->city->bounds), &zones, err);
    if (status == CT_OK)
        status = ct_unit_borders(&zones, b->group, b->rule->tolerance_m, &pairs, err);
    for (size_t i = 0; i < pairs.count && status == CT_OK; i++)
        status = add_link(b, pairs.pair[i][0], pairs.pair[i][1], 0, true, err);
    ct_border_pairs_free(&pairs);
    ct_zones_free(&zones);
    free(shape);
    return status;
}

/* Communities that claim the same ground lie beside each other, too. */
static enum ct_status link_overlaps(struct building *b, struct ct_error *err)
{
    const struct ct_overlaps *o = &b->city->overlaps;
    const struct ct_measures *m = b->measures;
    enum ct_status status = CT_OK;
    for (size_t i = 0; i < o->count && status == CT_OK; i++) {
        const size_t zone = b->count + i;
        status = add_link(b, b->rank[o->a[i]], b->rank[o->b[i]],
                          thousandths(m->demands > 0 ? m->people[zone] : 0),
                          m->area_m2[zone] >= LEAST_OVERLAP_M2, err);
    }
    return status;
}

static int by_ends(const void *x, const void *y)
{
    const struct link *a = x, *b = y;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

/* One link a pair, borders only. */
static void merge_links(struct building *b)
{
    size_t n = 0, kept = 0;
    if (b->links > 0)
        qsort(b->link, b->links, sizeof *b->link, by_ends);
    for (size_t i = 0; i < b->links; i++) {
        struct link *last = n > 0 ? &b->link[n - 1] : NULL;
        if (last != NULL && last->a == b->link[i].a && last->b == b->link[i].b) {
            last->twice += b->link[i].twice;
            last->border |= b->link[i].border;
        } else {
            b->link[n++] = b->link[i];
        }
    }
    for (size_t i = 0; i < n; i++)
        if (b->link[i].border)
            b->link[kept++] = b->link[i];
    b->links = kept;
}

/* Links in order of (a, b) make lists of neighbours in order: first those before, then those after.
 */
static enum ct_status make_graph(struct building *b, struct ct_error *err)
{
    struct ct_unit_graph *g = &b->graph;
    g->count = b->count;
    g->to = malloc((2 * b->links + 1) * sizeof *g->to);
    g->twice = malloc((2 * b->links + 1) * sizeof *g->twice);
    size_t *end = calloc(b->count + 1, sizeof *end);
    if (!g->to || !g->twice || !end) {
        free(end);
        return ct_fail_memory(err);
    }
    for (size_t i = 0; i < b->links; i++) {
        g->start[b->link[i].a + 1]++;
        g->start[b->link[i].b + 1]++;
    }
    for (size_t v = 0; v < b->count; v++) {
        g->start[v + 1] += g->start[v];
        end[v] = g->start[v];
    }
    for (int after = 0; after < 2; after++)
        for (size_t i = 0; i < b->links; i++) {
            const struct link *l = &b->link[i];
            const size_t e = end[after ? l->a : l->b]++;
            g->to[e] = after ? l->b : l->a;
            g->twice[e] = l->twice;
        }
    free(end);
    return CT_OK;
}

/* --- what comes out --------------------------------------------------------------------------- */

/* "STREET#1", or "COUNTY/STREET#1" where several counties have a street of that name. */
static char *id_of(const struct building *b, const struct place *p, size_t number)
{
    struct ct_buffer text = {0};
    const char **first = NULL;
    if (b->groups > 0)
        first = bsearch(&p->street, b->street, b->groups, sizeof *b->street, by_text);
    bool several = *p->street == '\0';
    for (int side = -1; first != NULL && side <= 1; side += 2) {
        const char **other = first + side;
        several = several || (other >= b->street && other < b->street + b->groups &&
                              strcmp(*other, p->street) == 0);
    }
    if (several && *p->county != '\0')
        ct_buffer_printf(&text, "%s/", p->county);
    ct_buffer_printf(&text, "%s#%zu", p->street, number);
    if (!text.failed)
        return text.data;
    ct_buffer_free(&text);
    return NULL;
}

static char *name_of(const struct place *p, size_t number)
{
    struct ct_buffer text = {0};
    ct_buffer_printf(&text, "%s#%zu", *p->street != '\0' ? p->street : p->county, number);
    if (!text.failed)
        return text.data;
    ct_buffer_free(&text);
    return NULL;
}

static enum ct_status give(const struct building *b, struct ct_planning_units *out,
                           struct ct_error *err)
{
    size_t number = 0;
    out->id = calloc(b->count + 1, sizeof *out->id);
    out->name = calloc(b->count + 1, sizeof *out->name);
    out->of_community = calloc(b->count + 1, sizeof *out->of_community);
    if (!out->id || !out->name || !out->of_community)
        return ct_fail_memory(err);
    for (size_t i = 0; i < b->count; i++) {
        ptrdiff_t *own = &out->of_community[b->place[i].community];
        if (i == 0 || b->group[i] != b->group[i - 1])
            number = 0;
        if (b->unit_of[i] != i) {
            *own = out->of_community[b->place[b->unit_of[i]].community];
            continue;
        }
        *own = (ptrdiff_t)out->count;
        number++;
        out->id[out->count] = id_of(b, &b->place[i], number);
        out->name[out->count] = name_of(&b->place[i], number);
        out->count++;
        if (!out->id[out->count - 1] || !out->name[out->count - 1])
            return ct_fail_memory(err);
    }
    return CT_OK;
}

/* One finding a street whose units are not proven to be the best. */
static enum ct_status tell(const struct building *b, struct ct_findings *findings,
                           struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0, next; i < b->count && status == CT_OK; i = next) {
        size_t open = 0;
        char count[24];
        struct ct_place place = ct_place_none;
        for (next = i; next < b->count && b->group[next] == b->group[i]; next++)
            open += !b->exact[next];
        if (open == 0)
            continue;
        snprintf(count, sizeof count, "%zu", open);
        place.layer = b->city->communities.layer;
        place.feature = *b->place[i].street != '\0' ? b->place[i].street : b->place[i].county;
        status = ct_findings_add(findings, "F0530", &place, err, "count", count, NULL);
    }
    return status;
}

static enum ct_status check_rule(const struct ct_unit_rule *rule, struct ct_error *err)
{
    char low[40], high[40];
    if (rule->low > 0 && rule->low <= rule->high && isfinite(rule->high))
        return CT_OK;
    ct_text_from_double(low, rule->low);
    ct_text_from_double(high, rule->high);
    return ct_fail(err, CT_INPUT, "E0650", "low", low, "high", high, NULL);
}

enum ct_status ct_planning_units_build(const struct ct_city *city,
                                       const struct ct_measures *measures,
                                       const struct ct_unit_rule *rule,
                                       struct ct_findings *findings, struct ct_planning_units *out,
                                       struct ct_error *err)
{
    struct building b = {
        .city = city, .measures = measures, .rule = rule, .count = city->communities.count};
    *out = (struct ct_planning_units){0};
    enum ct_status status = check_rule(rule, err);
    if (status == CT_OK)
        status = allocate(&b, err);
    if (status == CT_OK) {
        put_in_order(&b);
        status = link_borders(&b, err);
    }
    if (status == CT_OK)
        status = link_overlaps(&b, err);
    if (status == CT_OK) {
        merge_links(&b);
        status = make_graph(&b, err);
    }
    const struct ct_unit_goal goal = {thousandths(rule->low), thousandths(rule->high), MOST_STEPS};
    if (status == CT_OK)
        status = ct_unit_search(&b.graph, &goal, b.unit_of, b.exact, err);
    if (status == CT_OK)
        status = give(&b, out, err);
    if (status == CT_OK)
        status = tell(&b, findings, err);
    building_free(&b);
    if (status != CT_OK)
        ct_planning_units_free(out);
    return status;
}

void ct_planning_units_free(struct ct_planning_units *units)
{
    for (size_t i = 0; i < units->count; i++) {
        free(units->id[i]);
        free(units->name[i]);
        if (units->shape != NULL)
            ct_shape_free(&units->shape[i]);
    }
    free(units->id);
    free(units->name);
    free(units->shape);
    free(units->of_community);
    free(units->fid);
    free(units->row);
    *units = (struct ct_planning_units){0};
}
