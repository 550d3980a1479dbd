/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fact tables of a proposal: sites, what they change, the curve, how the answer came about.
 * O(rows).
 */
#include "publish/facts.h"
#include "site/siting.h"
#include <math.h>

static const struct ct_proposal *of(const struct ct_facts *facts)
{
    return facts->publication->proposal;
}

static void bind_index(struct ct_query *row, int i, ptrdiff_t index)
{
    if (index < 0)
        ct_query_null(row, i);
    else
        ct_query_integer(row, i, index);
}

static void bind_about(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_siting *s = &of(facts)->siting;

    (void)i;
    ct_query_integer(row, 1, (int64_t)s->kind);
    ct_query_integer(row, 2, (int64_t)s->demand);
    ct_query_number(row, 3, s->m2_per_100_households);
    ct_query_number(row, 4, s->total_people);
    ct_query_integer(row, 5, s->rate != NULL);
}

static void bind_site(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_proposal *p = of(facts);
    const struct ct_chosen *chosen = &p->chosen[i];
    const struct ct_site_place *place = &p->siting.site[chosen->site];
    const struct ct_candidate *c =
        place->candidate >= 0 ? &facts->city->candidates.rows[place->candidate] : NULL;

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_text(row, 2, place->id);
    ct_query_text(row, 3, c != NULL ? c->name : "");
    ct_query_integer(row, 4, (int64_t)chosen->rank);
    bind_index(row, 5, chosen->year > 0 ? (ptrdiff_t)chosen->year : -1);
    ct_query_number(row, 6, chosen->gain);
    ct_query_number(row, 7, chosen->cumulative);
    ct_query_number(row, 8, place->price);
    ct_query_text(row, 9, place->mode);
    ct_query_number(row, 10, place->available_m2);
    bind_index(row, 11, place->community);
    ct_query_number(row, 12, place->lon);
    ct_query_number(row, 13, place->lat);
    ct_query_integer(row, 14, (int64_t)place->kinds);
}

static void bind_kind(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_siting_kind *kind = &of(facts)->siting.kinds[i];

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_integer(row, 2, (int64_t)kind->kind);
    ct_query_number(row, 3, kind->radius_m);
    ct_query_number(row, 4, kind->floor_area_m2 > 0 ? kind->floor_area_m2 : (double)NAN);
}

static void bind_gain(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_proposal *p = of(facts);
    const struct ct_standing *built = &p->standing[i];
    const size_t kinds = p->siting.kind_count, chosen = (size_t)built->site;

    ct_query_integer(row, 1, (int64_t)chosen);
    ct_query_integer(row, 2, (int64_t)built->slot);
    ct_query_number(row, 3,
                    p->kind_gain != NULL ? p->kind_gain[chosen * kinds + built->slot]
                                         : p->chosen[chosen].gain);
}

static void bind_closed(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_loss *loss = &of(facts)->loss[i];

    ct_query_integer(row, 1, (int64_t)of(facts)->closed[i]);
    ct_query_number(row, 2, loss->people);
    ct_query_number(row, 3, loss->within_before);
    ct_query_number(row, 4, loss->within_after);
    ct_query_number(row, 5, loss->lost);
    ct_query_number(row, 6, loss->before_m);
    ct_query_number(row, 7, loss->after_m);
}

static void bind_moved(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_moved *moved = &of(facts)->moved[i];

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_integer(row, 2, (int64_t)of(facts)->closed[moved->closed]);
    bind_index(row, 3, moved->site);
    bind_index(row, 4, moved->facility);
    ct_query_number(row, 5, moved->people);
    ct_query_number(row, 6, moved->before_m);
    ct_query_number(row, 7, moved->after_m);
}

static void bind_reach(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_measures *m = of(facts)->after;
    const size_t zone = i / m->reaches, reach = i % m->reaches;
    const double *people = m->reached_people + (reach * m->zones + zone) * CT_DEPTHS;

    ct_query_integer(row, 1, (int64_t)zone);
    ct_query_integer(row, 2, (int64_t)reach);
    ct_query_number(row, 3, people[1] + people[2] + people[3]);
}

static void bind_point(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_curve_point *point = &of(facts)->curve[i];

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_integer(row, 2, (int64_t)point->sites);
    bind_index(row, 3, point->year > 0 ? (ptrdiff_t)point->year : -1);
    ct_query_text(row, 4, ct_solution_status_names[point->status]);
    ct_query_number(row, 5, point->objective);
    ct_query_number(row, 6, point->bound);
    ct_query_number(row, 7, point->gap);
    ct_query_number(row, 8, point->people);
}

/* The level of a solution that is a district's; NULL: it is not compared. */
static const struct ct_fair_level *level_of(const struct ct_proposal *p, size_t district)
{
    const struct ct_fair_result *fair = &p->solution.fair;

    for (size_t i = 0; i < fair->levels; i++)
        if (fair->level[i].district == district)
            return &fair->level[i];
    return NULL;
}

static void bind_share(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    static const char *const levels[] = {"community", "community", "street", "county"};
    const struct ct_proposal *p = of(facts);
    const struct ct_siting *s = &p->siting;
    const struct ct_fair_level *level = level_of(p, i);
    const size_t place = level != NULL ? (size_t)(level - p->solution.fair.level) : 0;
    const bool asked = level != NULL && s->plan->fairness != CT_FAIRNESS_NONE &&
                       (place == 0 || s->plan->fairness == CT_FAIRNESS_LEXICOGRAPHIC);

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_integer(row, 2, (int64_t)s->districts.first[i]);
    ct_query_text(row, 3, levels[s->plan->fairness_over]);
    ct_query_number(row, 4, (double)s->problem.fairness.whole[i] / 1000.0);
    ct_query_number(row, 5, (double)s->districts.before[i] / 1000.0);
    ct_query_number(row, 6, (double)p->served[i] / 1000.0);
    bind_index(row, 7, level != NULL ? (ptrdiff_t)place + 1 : -1);
    ct_query_number(row, 8, asked ? level->bound : (double)NAN);
    bind_index(row, 9, asked ? level->proved : -1);
}

struct line {
    const char *key, *text;
    double value;
};

/* What is not known has no line. */
static void put_line(struct line *line, size_t *count, struct line one)
{
    if (one.text == NULL && isnan(one.value))
        return;
    if (line != NULL)
        line[*count] = one;
    ++*count;
}

/* What was asked for, a line a kind. */
static void put_kinds(const struct ct_facts *facts, struct line *line, size_t *count)
{
    const struct ct_siting *s = &of(facts)->siting;

    for (size_t k = 0; k < s->kind_count; k++)
        put_line(line, count,
                 (struct line){"kind", facts->city->kinds[s->kinds[k].kind].name, (double)NAN});
    put_line(line, count,
             (struct line){"population", facts->city->population[s->demand].name, (double)NAN});
    for (size_t k = 0; k < s->kind_count; k++)
        put_line(line, count,
                 (struct line){"radius_m",
                               s->kind_count > 1 ? facts->city->kinds[s->kinds[k].kind].name : NULL,
                               s->kinds[k].radius_m});
}

/* What each of several kinds gets. */
static void put_gains(const struct ct_facts *facts, struct line *line, size_t *count)
{
    const struct ct_proposal *p = of(facts);
    const struct ct_siting *s = &p->siting;

    for (size_t k = 0; s->kind_count > 1 && k < s->kind_count; k++) {
        const struct ct_siting_kind *kind = &s->kinds[k];
        const char *name = facts->city->kinds[kind->kind].name;
        double sites = 0, gain = 0;
        for (size_t i = 0; i < p->count; i++) {
            sites += s->site[p->chosen[i].site].kinds >> k & 1;
            gain += p->kind_gain[i * s->kind_count + k];
        }
        put_line(line, count, (struct line){"kind_sites", name, sites});
        put_line(line, count, (struct line){"kind_demand_people", name, kind->people});
        put_line(line, count,
                 (struct line){"kind_reachable_people", name, kind->people - kind->out_of_reach});
        put_line(line, count, (struct line){"kind_people_gained", name, gain});
    }
}

static size_t lines_of(const struct ct_facts *facts, struct line *line)
{
    const struct ct_proposal *p = of(facts);
    const struct ct_siting *s = &p->siting;
    /* the one that is counted has lines */
    const double people = s->rate == NULL ? 1 : (double)NAN;
    const double households = s->rate != NULL ? 1 : (double)NAN;
    const struct line lines[] = {
        {"status", ct_solution_status_names[p->solution.status], (double)NAN},
        {"objective", p->unit_name, p->solution.objective / p->unit},
        {"bound", p->unit_name, p->solution.bound / p->unit},
        {"gap", NULL, p->gap},
        {"sites", NULL, (double)p->count},
        {"price", NULL, ct_proposal_price(p)},
        {"area_m2", NULL, ct_proposal_area_m2(p)},
        {"closed", NULL, (double)p->closed_count},
        {"people_before", NULL, people * p->people_before},
        {"people_after", NULL, people * p->people_after},
        {"households_before", NULL, households * p->people_before},
        {"households_after", NULL, households * p->people_after},
        {"seed", NULL, (double)p->seed},
        {"nodes", NULL, (double)p->solution.nodes},
        {"candidates_given", NULL, (double)s->given},
        {"candidates", NULL, (double)s->spots},
        {"options", NULL, s->news > s->spots ? (double)s->news : (double)NAN},
        {"places", NULL, (double)s->places},
        {"rows", NULL, (double)s->rows},
        {"spread_m", NULL, s->spread_m},
        {"doubtful_people", NULL, people * p->doubtful_people},
        {"demand_people", NULL, people * s->total_people},
        {"reachable_people", NULL, people * (s->total_people - s->out_of_reach.people)},
        {"doubtful_households", NULL, households * p->doubtful_people},
        {"demand_households", NULL, households * s->total_people},
        {"reachable_households", NULL, households * (s->total_people - s->out_of_reach.people)},
    };
    size_t count = 0;

    put_line(line, &count, (struct line){"model", s->model->name, (double)NAN});
    put_kinds(facts, line, &count);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        put_line(line, &count, lines[i]);
    put_gains(facts, line, &count);
    return count;
}

static void bind_line(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    struct line line[64];

    lines_of(facts, line);
    ct_query_integer(row, 1, (int64_t)i);
    ct_query_text(row, 2, line[i].key);
    ct_query_number(row, 3, line[i].value);
    ct_query_text(row, 4, line[i].text);
}

/* Only people of new sites. */
static void add_people(struct ct_facts *facts)
{
    const struct ct_proposal *p = of(facts);
    struct ct_query *row = NULL;

    if (facts->status == CT_OK)
        facts->status = ct_query_new(facts->work, "INSERT INTO proposed_people VALUES (?, ?, ?, ?)",
                                     &row, facts->err);
    for (size_t i = 0; facts->status == CT_OK && i < p->after->assignment_count; i++) {
        const struct ct_assignment *a = &p->after->assignments[i];
        if (a->facility >= p->new_count)
            continue;
        ct_query_integer(row, 1, (int64_t)p->standing[a->facility].site);
        ct_query_integer(row, 2, (int64_t)p->standing[a->facility].slot);
        ct_query_integer(row, 3, (int64_t)a->zone);
        ct_query_number(row, 4, a->people);
        facts->status = ct_query_run(row, facts->err);
    }
    ct_query_free(row);
}

static void add_shapes(struct ct_facts *facts)
{
    const struct ct_proposal *p = of(facts);
    struct ct_query *row = NULL;
    struct ct_wkb wkb = {0};

    if (facts->status == CT_OK)
        facts->status = ct_query_new(facts->work, "INSERT INTO proposed_site_shape VALUES (?, ?)",
                                     &row, facts->err);
    for (size_t i = 0; facts->status == CT_OK && i < p->count; i++) {
        const struct ct_site_place *place = &p->siting.site[p->chosen[i].site];
        size_t start[2] = {0, 1};
        double lon = place->lon, lat = place->lat;
        const struct ct_shape point = {.kind = CT_SHAPE_POINTS,
                                       .parts = 1,
                                       .start = start,
                                       .vertices = 1,
                                       .lon = &lon,
                                       .lat = &lat};
        facts->status = ct_facts_insert_shape(row, i, &point, facts->projector, &wkb, facts->err);
    }
    ct_query_free(row);
    ct_wkb_free(&wkb);
}

void ct_facts_site(struct ct_facts *facts)
{
    const struct ct_proposal *p = of(facts);

    if (p == NULL)
        return;
    ct_facts_add(facts, "INSERT INTO proposed_about VALUES (?, ?, ?, ?, ?)", 1, bind_about);
    ct_facts_add(facts, "INSERT INTO proposed_kind VALUES (?, ?, ?, ?)", p->siting.kind_count,
                 bind_kind);
    ct_facts_add(facts, "INSERT INTO proposed_site_kind VALUES (?, ?, ?)", p->new_count, bind_gain);
    ct_facts_add(
        facts,
        "INSERT INTO proposed_site VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?, ?)",
        p->count, bind_site);
    ct_facts_add(facts, "INSERT INTO proposed_closed VALUES (?, ?, ?, ?, ?, ?, ?)", p->closed_count,
                 bind_closed);
    ct_facts_add(facts, "INSERT INTO proposed_moved VALUES (?, ?, ?, ?, ?, ?, ?)", p->moved_count,
                 bind_moved);
    ct_facts_add(facts, "INSERT INTO proposed_reach VALUES (?, ?, ?)",
                 p->after->zones * p->after->reaches, bind_reach);
    ct_facts_add(facts, "INSERT INTO proposed_curve VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                 p->curve_count, bind_point);
    ct_facts_add(facts, "INSERT INTO proposed_share VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 p->siting.districts.count, bind_share);
    ct_facts_add(facts, "INSERT INTO proposed_fact VALUES (?, ?, ?, ?)", lines_of(facts, NULL),
                 bind_line);
    add_people(facts);
    add_shapes(facts);
}
