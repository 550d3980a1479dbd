/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fact tables of the city with a proposal built: service areas and gaps of the kind, and those whom
 * no allowed site reaches. Nothing where the publication has no proposal. O(rows + vertices).
 */
#include "publish/facts.h"
#include "site/siting.h"

static const struct ct_measures *after(const struct ct_facts *facts)
{
    return facts->publication->proposal->after;
}

static void bind_index(struct ct_query *row, int i, ptrdiff_t index)
{
    if (index < 0)
        ct_query_null(row, i);
    else
        ct_query_integer(row, i, index);
}

static void bind_reach(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    ct_query_integer(row, 1, (int64_t)i);
    ct_query_number(row, 2, after(facts)->reach[i].area_m2);
}

static void bind_gap(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_proposal *p = facts->publication->proposal;
    const struct ct_gap *gap = &p->after->gaps[i];
    const struct ct_standing nearest =
        gap->facility >= 0 ? p->standing[gap->facility] : (struct ct_standing){-1, -1, 0};

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_integer(row, 2, (int64_t)gap->reach);
    ct_query_integer(row, 3, (int64_t)gap->community);
    ct_query_number(row, 4, gap->area_m2);
    bind_index(row, 5, nearest.site);
    bind_index(row, 6, nearest.facility);
    ct_query_number(row, 7, gap->distance_m);
    ct_query_integer(row, 8, (int64_t)gap->shape);
    ct_query_number(row, 9, gap->people[0]);
}

static const struct ct_shape *reach_shape(const struct ct_facts *facts, size_t i)
{
    return &after(facts)->reach[i].area;
}

static const struct ct_shape *gap_shape(const struct ct_facts *facts, size_t i)
{
    return &after(facts)->gap_shapes[i];
}

/* --- out of reach of all candidates ----------------------------------------------------------- */

static enum ct_status add_unreached(struct ct_facts *facts, struct ct_query *people,
                                    struct ct_query *shape, struct ct_wkb *wkb, size_t index)
{
    const struct ct_siting *s = &facts->publication->proposal->siting;
    const size_t community = index % facts->city->communities.count;
    const double *lost = s->lost + 3 * index;
    size_t start[2] = {0, 1};
    double lon = lost[1] / lost[0], lat = lost[2] / lost[0];
    const struct ct_shape point = {.kind = CT_SHAPE_POINTS,
                                   .parts = 1,
                                   .start = start,
                                   .vertices = 1,
                                   .lon = &lon,
                                   .lat = &lat};

    ct_query_integer(people, 1, (int64_t)index);
    ct_query_integer(people, 2, (int64_t)community);
    ct_query_integer(people, 3, (int64_t)(index / facts->city->communities.count));
    ct_query_number(people, 4, s->rate != NULL ? lost[0] / s->rate[community] : lost[0]);
    ct_query_number(people, 5, s->rate != NULL ? lost[0] : (double)NAN);
    enum ct_status status = ct_query_run(people, facts->err);
    return status == CT_OK
               ? ct_facts_insert_shape(shape, index, &point, facts->projector, wkb, facts->err)
               : status;
}

/* A community and kind where they are at least a thousandth of one. Where households are counted,
 * people are those who live in them. */
static void add_all_unreached(struct ct_facts *facts)
{
    const struct ct_siting *s = &facts->publication->proposal->siting;
    struct ct_query *people = NULL, *shape = NULL;
    struct ct_wkb wkb = {0};

    if (facts->status == CT_OK)
        facts->status =
            ct_query_new(facts->work, "INSERT INTO proposed_unreached VALUES (?, ?, ?, ?, ?)",
                         &people, facts->err);
    if (facts->status == CT_OK)
        facts->status = ct_query_new(
            facts->work, "INSERT INTO proposed_unreached_shape VALUES (?, ?)", &shape, facts->err);
    for (size_t i = 0; facts->status == CT_OK && i < s->kind_count * facts->city->communities.count;
         i++)
        if (s->lost[3 * i] >= 0.001)
            facts->status = add_unreached(facts, people, shape, &wkb, i);
    ct_query_free(people);
    ct_query_free(shape);
    ct_wkb_free(&wkb);
}

void ct_facts_after(struct ct_facts *facts)
{
    if (facts->publication->proposal == NULL)
        return;
    const struct ct_measures *m = after(facts);

    ct_facts_add(facts, "INSERT INTO proposed_reach_area VALUES (?, ?)", m->reaches, bind_reach);
    ct_facts_add(facts, "INSERT INTO proposed_gap VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", m->gap_count,
                 bind_gap);
    ct_facts_add_shapes(facts, "INSERT INTO proposed_reach_shape VALUES (?, ?)", m->reaches,
                        reach_shape);
    ct_facts_add_shapes(facts, "INSERT INTO proposed_gap_shape VALUES (?, ?)", m->gap_shape_count,
                        gap_shape);
    add_all_unreached(facts);
}
