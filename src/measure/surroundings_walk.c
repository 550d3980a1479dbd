/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The walks of the surroundings: from a project's point along the streets to the facility of each
 * kind that is nearest on foot, which need not be the one that is nearest straight. One search a
 * kind, from all its facilities at once. What the streets leave unknown is a finding.
 */
#include "measure/surroundings_parts.h"

#include "base/fail.h"
#include "measure/network.h"
#include <stdio.h>
#include <stdlib.h>

struct walks {
    struct ct_surrounding *s;
    struct ct_network network;
    struct ct_network_search search;
    struct ct_network_place *project, *facility, *of_kind;
    bool *project_joined, *facility_joined;
};

static size_t join(const struct ct_network *network, size_t n, const double *lon, const double *lat,
                   struct ct_network_place *place, bool *joined)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        joined[i] = !isnan(lon[i]) &&
                    ct_network_join(network, lon[i], lat[i], CT_NETWORK_ACCESS_M, &place[i]);
        count += joined[i];
    }
    return count;
}

static enum ct_status tell_project(struct walks *w, size_t i, const char *code,
                                   struct ct_error *err)
{
    const struct ct_projects *p = &w->s->city->projects;
    struct ct_place place = ct_place_none;
    char limit[32];
    place.layer = p->layer;
    place.feature = p->id[i];
    place.row = p->row ? p->row[i] : 0;
    place.lon = p->lon[i];
    place.lat = p->lat[i];
    snprintf(limit, sizeof limit, "%.0f", CT_NETWORK_ACCESS_M);
    return ct_findings_add(w->s->findings, code, &place, err, "limit", limit, (char *)NULL);
}

static enum ct_status tell_projects(struct walks *w, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; !status && i < w->s->city->projects.count; i++) {
        if (isnan(w->s->city->projects.lon[i]))
            continue;
        if (!w->project_joined[i])
            status = tell_project(w, i, "F0561", err);
        else if (w->network.component[w->network.end[w->project[i].edge][0]] != 0)
            status = tell_project(w, i, "F0562", err);
    }
    return status;
}

static enum ct_status tell_streets(struct walks *w, size_t joined, struct ct_error *err)
{
    const struct ct_network *n = &w->network;
    const size_t apart = w->s->city->facilities.count - joined;
    struct ct_place place = ct_place_none;
    char text[2][32];
    double all = 0;
    enum ct_status status = CT_OK;
    place.layer = w->s->city->streets.layer;
    for (size_t c = 0; c < n->components; c++)
        all += n->component_m[c];
    snprintf(text[0], sizeof text[0], "%zu", n->components);
    snprintf(text[1], sizeof text[1], "%.1f", all > 0 ? 100 * n->component_m[0] / all : 0.0);
    if (n->components > 1)
        status = ct_findings_add(w->s->findings, "F0560", &place, err, "components", text[0],
                                 "share", text[1], (char *)NULL);
    snprintf(text[0], sizeof text[0], "%zu", apart);
    snprintf(text[1], sizeof text[1], "%.0f", CT_NETWORK_ACCESS_M);
    if (!status && apart)
        status = ct_findings_add(w->s->findings, "F0563", &place, err, "count", text[0], "limit",
                                 text[1], (char *)NULL);
    return status;
}

static enum ct_status walk_to(struct walks *w, size_t kind, struct ct_error *err)
{
    const struct ct_city *city = w->s->city;
    size_t n = 0;
    for (size_t i = 0; i < city->facilities.count; i++)
        if (city->facilities.kind[i] == kind && w->facility_joined[i])
            w->of_kind[n++] = w->facility[i];
    if (!n)
        return CT_OK;
    const enum ct_status status =
        ct_network_reach(&w->network, n, w->of_kind, CT_NETWORK_ANY, &w->search, err);
    for (size_t p = 0; !status && p < city->projects.count; p++) {
        if (!w->project_joined[p])
            continue;
        const int64_t mm = ct_network_walk_mm(&w->network, &w->search, &w->project[p], NULL);
        if (mm >= 0)
            w->s->out->near[p * city->kind_count + kind].walk_m = (double)mm / 1000;
    }
    return status;
}

static enum ct_status walk_all(struct walks *w, struct ct_error *err)
{
    const struct ct_projects *p = &w->s->city->projects;
    const struct ct_facilities *f = &w->s->city->facilities;
    w->project = malloc((p->count + 1) * sizeof *w->project);
    w->facility = malloc((f->count + 1) * sizeof *w->facility);
    w->of_kind = malloc((f->count + 1) * sizeof *w->of_kind);
    w->project_joined = malloc(p->count + 1);
    w->facility_joined = malloc(f->count + 1);
    if (!w->project || !w->facility || !w->of_kind || !w->project_joined || !w->facility_joined)
        return ct_fail_memory(err);
    (void)join(&w->network, p->count, p->lon, p->lat, w->project, w->project_joined);
    const size_t joined =
        join(&w->network, f->count, f->lon, f->lat, w->facility, w->facility_joined);
    enum ct_status status = tell_streets(w, joined, err);
    if (!status)
        status = tell_projects(w, err);
    for (size_t k = 0; !status && k < w->s->city->kind_count; k++)
        status = walk_to(w, k, err);
    return status;
}

enum ct_status ct_surroundings_walks(struct ct_surrounding *s, struct ct_error *err)
{
    struct walks w = {.s = s};
    if (!s->city->streets.lines.parts)
        return CT_OK;
    enum ct_status status = ct_network_build(&s->city->streets.lines, &w.network, err);
    if (!status)
        status = walk_all(&w, err);
    ct_network_search_free(&w.search);
    ct_network_free(&w.network);
    free(w.project);
    free(w.facility);
    free(w.of_kind);
    free(w.project_joined);
    free(w.facility_joined);
    return status;
}
