/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of keys, and the way from a path to a member of the plan. A new key is one row here.
 * O(keys) a look-up.
 */
#include "base/fail.h"
#include "base/text.h"
#include "load/plan_table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- table ---------------------------------------------------------------------------------- */

static enum ct_status start_population(void *entry, struct ct_error *err)
{
    struct ct_source *source = entry;
    *source = (struct ct_source){.name = ct_text_copy("people"), .band = 1};
    return source->name ? CT_OK : ct_fail_memory(err);
}

static enum ct_status start_source(void *entry, struct ct_error *err)
{
    (void)err;
    *(struct ct_source *)entry = (struct ct_source){.band = 1};
    return CT_OK;
}

static enum ct_status start_table(void *entry, struct ct_error *err)
{
    (void)err;
    *(struct ct_table *)entry = (struct ct_table){.source = {.band = 1}};
    return CT_OK;
}

/* No level: it must be said. */
static enum ct_status start_questionnaire(void *entry, struct ct_error *err)
{
    (void)err;
    *(struct ct_questionnaire *)entry =
        (struct ct_questionnaire){.source = {.band = 1}, .level = CT_LEVELS};
    return CT_OK;
}

static enum ct_status start_kind(void *entry, struct ct_error *err)
{
    (void)err;
    *(struct ct_kind *)entry = (struct ct_kind){.counts = true};
    return CT_OK;
}

static enum ct_status start_candidates(void *entry, struct ct_error *err)
{
    (void)err;
    *(struct ct_plan_candidates *)entry = (struct ct_plan_candidates){.source = {.band = 1}};
    return CT_OK;
}

static enum ct_status start_year(void *entry, struct ct_error *err)
{
    (void)err;
    *(struct ct_plan_year *)entry = (struct ct_plan_year){.budget = -1, .budget_m2 = -1};
    return CT_OK;
}

static enum ct_status start_site_kind(void *entry, struct ct_error *err)
{
    (void)err;
    *(struct ct_plan_site_kind *)entry = (struct ct_plan_site_kind){.weight = 1};
    return CT_OK;
}

#define IN_PLAN(member)          offsetof(struct ct_plan, member)
#define IN_SOURCE(member)        offsetof(struct ct_source, member)
#define IN_KIND(member)          offsetof(struct ct_kind, member)
#define IN_TABLE(member)         offsetof(struct ct_table, member)
#define IN_QUESTIONNAIRE(member) offsetof(struct ct_questionnaire, member)
#define IN_SITE(member)          offsetof(struct ct_plan_site, member)
#define IN_CANDIDATES(member)    offsetof(struct ct_plan_candidates, member)
#define IN_YEAR(member)          offsetof(struct ct_plan_year, member)
#define IN_SITE_KIND(member)     offsetof(struct ct_plan_site_kind, member)
#define IN_RANGES(which)         IN_PLAN(ranges[which].bounds), IN_PLAN(ranges[which].count)

static const struct ct_key_group plan_group = {"", 0, 0, 0, 0, NULL};
static const struct ct_key_group communities = {
    "communities", IN_PLAN(communities), 0, 0, IN_SOURCE(line), NULL};
static const struct ct_key_group population = {
    "population[]",           IN_PLAN(population), IN_PLAN(population_count),
    sizeof(struct ct_source), IN_SOURCE(line),     start_population};
static const struct ct_key_group facilities = {"facilities[]",          IN_PLAN(facilities),
                                               IN_PLAN(facility_count), sizeof(struct ct_source),
                                               IN_SOURCE(line),         start_source};
static const struct ct_key_group streets = {"streets", IN_PLAN(streets), 0,
                                            0,         IN_SOURCE(line),  NULL};
static const struct ct_key_group within = {"communities", IN_PLAN(within), 0, 0, IN_SOURCE(line),
                                           NULL};
static const struct ct_key_group tables = {"tables[]",           IN_PLAN(tables),
                                           IN_PLAN(table_count), sizeof(struct ct_table),
                                           IN_SOURCE(line),      start_table};
static const struct ct_key_group questionnaires = {"questionnaires[]",
                                                   IN_PLAN(questionnaires),
                                                   IN_PLAN(questionnaire_count),
                                                   sizeof(struct ct_questionnaire),
                                                   IN_SOURCE(line),
                                                   start_questionnaire};
static const struct ct_key_group planning_units = {
    "planning_units", IN_PLAN(planning_units), 0, 0, IN_SOURCE(line), NULL};
static const struct ct_key_group projects = {"projects[]",           IN_PLAN(projects),
                                             IN_PLAN(project_count), sizeof(struct ct_source),
                                             IN_SOURCE(line),        start_source};
static const struct ct_key_group project_facilities = {"project_facilities[]",
                                                       IN_PLAN(project_facilities),
                                                       IN_PLAN(project_facility_count),
                                                       sizeof(struct ct_source),
                                                       IN_SOURCE(line),
                                                       start_source};
static const struct ct_key_group kinds = {
    "kinds[]", IN_PLAN(kinds), IN_PLAN(kind_count), sizeof(struct ct_kind), 0, start_kind};
static const struct ct_key_group site = {"site", IN_PLAN(site), 0, 0, IN_SITE(line), NULL};
static const struct ct_key_group candidates = {"site.candidates[]",
                                               IN_PLAN(site.candidates),
                                               IN_PLAN(site.candidate_count),
                                               sizeof(struct ct_plan_candidates),
                                               IN_SOURCE(line),
                                               start_candidates};
static const struct ct_key_group allowed = {
    "site.within", IN_PLAN(site.within), 0, 0, IN_SOURCE(line), NULL};
static const struct ct_key_group forbidden = {
    "site.forbidden", IN_PLAN(site.forbidden), 0, 0, IN_SOURCE(line), NULL};
static const struct ct_key_group site_kinds = {"site.kinds[]",
                                               IN_PLAN(site.kinds),
                                               IN_PLAN(site.kind_count),
                                               sizeof(struct ct_plan_site_kind),
                                               0,
                                               start_site_kind};
static const struct ct_key_group years = {
    "site.years[]", IN_PLAN(site.years), IN_PLAN(site.year_count), sizeof(struct ct_plan_year), 0,
    start_year};

/* clang-format off */
#define FIELD(path, group) {path, group, &ct_plan_field, 0, 0}

/* How the coordinates of a layer become degrees. */
#define PLACING_KEYS(prefix, group)                                                                \
    {prefix ".crs", group, &ct_plan_text, IN_SOURCE(crs), 0},                                      \
    {prefix ".encoding", group, &ct_plan_text, IN_SOURCE(encoding), 0},                            \
    {prefix ".offset", group, &ct_plan_offset, IN_SOURCE(placing.offset), 0},                      \
    {prefix ".accept_ballpark", group, &ct_plan_truth, IN_SOURCE(placing.accept_ballpark), 0},     \
    {prefix ".transform.towgs84", group, &ct_plan_numbers, IN_SOURCE(placing.towgs84),             \
     IN_SOURCE(placing.towgs84_count)},                                                            \
    {prefix ".transform.affine", group, &ct_plan_numbers, IN_SOURCE(placing.affine),               \
     IN_SOURCE(placing.affine_count)},                                                             \
    {prefix ".transform.points", group, &ct_plan_points, IN_SOURCE(placing.points),                \
     IN_SOURCE(placing.point_numbers)},                                                            \
    {prefix ".transform.points_file", group, &ct_plan_file, IN_SOURCE(placing.points_file), 0}
/* clang-format on */

static const struct ct_key keys[] = {
    {"catchment", &plan_group, &ct_plan_version, 0, 0},
    {"title", &plan_group, &ct_plan_text, IN_PLAN(title), 0},

    {"communities.file", &communities, &ct_plan_file, IN_SOURCE(file), 0},
    {"communities.layer", &communities, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("communities", &communities),
    {"communities.thiessen", &plan_group, &ct_plan_truth, IN_PLAN(thiessen), 0},
    {"communities.within", &within, &ct_plan_file, IN_SOURCE(file), 0},
    {"communities.within_layer", &within, &ct_plan_text, IN_SOURCE(layer), 0},
    {"communities.within_crs", &within, &ct_plan_text, IN_SOURCE(crs), 0},
    {"communities.within_offset", &within, &ct_plan_offset, IN_SOURCE(placing.offset), 0},
    FIELD("communities.fields.id", &communities),
    FIELD("communities.fields.name", &communities),
    FIELD("communities.fields.street", &communities),
    FIELD("communities.fields.county", &communities),
    FIELD("communities.fields.area_type", &communities),
    FIELD("communities.fields.households", &communities),
    FIELD("communities.fields.registered_households", &communities),
    FIELD("communities.fields.population", &communities),

    {"population[].name", &population, &ct_plan_text, IN_SOURCE(name), 0},
    {"population[].file", &population, &ct_plan_file, IN_SOURCE(file), 0},
    {"population[].layer", &population, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("population[]", &population),
    {"population[].band", &population, &ct_plan_band, IN_SOURCE(band), 0},
    FIELD("population[].fields.people", &population),
    FIELD("population[].fields.lon", &population),
    FIELD("population[].fields.lat", &population),

    {"facilities[].file", &facilities, &ct_plan_file, IN_SOURCE(file), 0},
    {"facilities[].layer", &facilities, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("facilities[]", &facilities),
    {"facilities[].kind", &facilities, &ct_plan_text, IN_SOURCE(kind), 0},
    FIELD("facilities[].fields.id", &facilities),
    FIELD("facilities[].fields.name", &facilities),
    FIELD("facilities[].fields.kind", &facilities),
    FIELD("facilities[].fields.floor_area", &facilities),
    FIELD("facilities[].fields.land_area", &facilities),
    FIELD("facilities[].fields.serves", &facilities),
    FIELD("facilities[].fields.community", &facilities),
    FIELD("facilities[].fields.street", &facilities),
    FIELD("facilities[].fields.lon", &facilities),
    FIELD("facilities[].fields.lat", &facilities),

    {"streets.file", &streets, &ct_plan_file, IN_SOURCE(file), 0},
    {"streets.layer", &streets, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("streets", &streets),

    {"tables[].file", &tables, &ct_plan_file, IN_SOURCE(file), 0},
    {"tables[].layer", &tables, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("tables[]", &tables),
    {"tables[].join", &tables, &ct_plan_join, IN_TABLE(join), 0},
    {"tables[].override", &tables, &ct_plan_truth, IN_TABLE(override), 0},
    FIELD("tables[].fields.id", &tables),
    FIELD("tables[].fields.name", &tables),
    FIELD("tables[].fields.street", &tables),
    FIELD("tables[].fields.county", &tables),
    FIELD("tables[].fields.area_type", &tables),
    FIELD("tables[].fields.households", &tables),
    FIELD("tables[].fields.registered_households", &tables),
    FIELD("tables[].fields.population", &tables),
    FIELD("tables[].fields.floor_area", &tables),
    FIELD("tables[].fields.land_area", &tables),
    FIELD("tables[].fields.lon", &tables),
    FIELD("tables[].fields.lat", &tables),

    {"questionnaires[].file", &questionnaires, &ct_plan_file, IN_SOURCE(file), 0},
    {"questionnaires[].layer", &questionnaires, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("questionnaires[]", &questionnaires),
    {"questionnaires[].level", &questionnaires, &ct_plan_level, IN_QUESTIONNAIRE(level), 0},
    FIELD("questionnaires[].fields.id", &questionnaires),
    FIELD("questionnaires[].fields.name", &questionnaires),
    FIELD("questionnaires[].fields.street", &questionnaires),

    {"planning_units.file", &planning_units, &ct_plan_file, IN_SOURCE(file), 0},
    {"planning_units.layer", &planning_units, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("planning_units", &planning_units),
    FIELD("planning_units.fields.id", &planning_units),
    FIELD("planning_units.fields.name", &planning_units),

    {"projects[].file", &projects, &ct_plan_file, IN_SOURCE(file), 0},
    {"projects[].layer", &projects, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("projects[]", &projects),
    FIELD("projects[].fields.id", &projects),
    FIELD("projects[].fields.name", &projects),
    FIELD("projects[].fields.phase", &projects),
    FIELD("projects[].fields.stage", &projects),
    FIELD("projects[].fields.households", &projects),
    FIELD("projects[].fields.population", &projects),
    FIELD("projects[].fields.residential_floor_area", &projects),
    FIELD("projects[].fields.floor_area_total", &projects),
    FIELD("projects[].fields.site_area", &projects),
    FIELD("projects[].fields.provided", &projects),
    FIELD("projects[].fields.lon", &projects),
    FIELD("projects[].fields.lat", &projects),

    {"project_facilities[].file", &project_facilities, &ct_plan_file, IN_SOURCE(file), 0},
    {"project_facilities[].layer", &project_facilities, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("project_facilities[]", &project_facilities),
    FIELD("project_facilities[].fields.project", &project_facilities),
    FIELD("project_facilities[].fields.id", &project_facilities),
    FIELD("project_facilities[].fields.name", &project_facilities),
    FIELD("project_facilities[].fields.kind", &project_facilities),
    FIELD("project_facilities[].fields.floor_area", &project_facilities),
    FIELD("project_facilities[].fields.land_area", &project_facilities),
    FIELD("project_facilities[].fields.storey", &project_facilities),
    FIELD("project_facilities[].fields.building", &project_facilities),
    FIELD("project_facilities[].fields.own_entrance", &project_facilities),
    FIELD("project_facilities[].fields.lon", &project_facilities),
    FIELD("project_facilities[].fields.lat", &project_facilities),

    {"kinds[].name", &kinds, &ct_plan_kind_name, IN_KIND(name), 0},
    {"kinds[].radius", &kinds, &ct_plan_lengths, IN_KIND(radius_m), IN_KIND(radius_count)},
    {"kinds[].counts", &kinds, &ct_plan_truth, IN_KIND(counts), 0},
    {"kinds[].roles", &kinds, &ct_plan_words, IN_KIND(roles), IN_KIND(role_count)},
    {"kinds[].title.en", &kinds, &ct_plan_text, IN_KIND(title[CT_EN]), 0},
    {"kinds[].title.zh", &kinds, &ct_plan_text, IN_KIND(title[CT_ZH]), 0},

    {"standard", &plan_group, &ct_plan_standards, IN_PLAN(standards), IN_PLAN(standard_count)},
    {"parameters.*", &plan_group, &ct_plan_parameters, 0, 0}, /* any name */

    {"radius", &plan_group, &ct_plan_lengths, IN_PLAN(default_radius_m),
     IN_PLAN(default_radius_count)},
    {"household_size", &plan_group, &ct_plan_positive, IN_PLAN(household_size), 0},
    {"floor_area.shared", &plan_group, &ct_plan_shared, IN_PLAN(shared), 0},
    {"floor_area.community_bounds", &plan_group, &ct_plan_ascending, IN_PLAN(area_bounds_m2),
     IN_PLAN(area_bound_count)},
    {"floor_area.per_100_households_bounds", &plan_group, &ct_plan_ascending,
     IN_PLAN(per_100_bounds_m2), IN_PLAN(per_100_bound_count)},
    {"floor_area.required_urban", &plan_group, &ct_plan_positive, IN_PLAN(required_urban_m2), 0},
    {"floor_area.required_rural", &plan_group, &ct_plan_positive, IN_PLAN(required_rural_m2), 0},
    {"ranges.density", &plan_group, &ct_plan_bounds, IN_RANGES(CT_RANGE_DENSITY)},
    {"ranges.people_per_household", &plan_group, &ct_plan_bounds, IN_RANGES(CT_RANGE_HOUSEHOLD)},
    {"ranges.facility_floor_area", &plan_group, &ct_plan_bounds, IN_RANGES(CT_RANGE_FLOOR_AREA)},
    {"ranges.floor_area_per_100_households", &plan_group, &ct_plan_bounds,
     IN_RANGES(CT_RANGE_PER_100_HOUSEHOLDS)},

    {"site.model", &site, &ct_plan_model, IN_SITE(model), 0},
    {"site.kind", &site, &ct_plan_text, IN_SITE(kind), 0},
    {"site.kinds[]", &site_kinds, &ct_plan_text, IN_SITE_KIND(name), 0}, /* or a mapping */
    {"site.kinds[].name", &site_kinds, &ct_plan_text, IN_SITE_KIND(name), 0},
    {"site.kinds[].radius", &site_kinds, &ct_plan_length, IN_SITE_KIND(radius_m), 0},
    {"site.kinds[].weight", &site_kinds, &ct_plan_factor, IN_SITE_KIND(weight), 0},
    {"site.kinds[].most", &site_kinds, &ct_plan_count, IN_SITE_KIND(most), 0},
    {"site.kinds[].floor_area", &site_kinds, &ct_plan_positive, IN_SITE_KIND(floor_area_m2), 0},
    {"site.population", &site, &ct_plan_text, IN_SITE(population), 0},
    {"site.demand", &site, &ct_plan_demand, IN_SITE(demand), 0},
    {"site.count", &site, &ct_plan_counted, IN_SITE(count), 0},
    {"site.unknown_households", &site, &ct_plan_leave_out, IN_SITE(unknown_left_out), 0},
    {"site.existing", &site, &ct_plan_existing, IN_SITE(existing), 0},
    {"site.radius", &site, &ct_plan_length, IN_SITE(radius_m), 0},
    {"site.decay", &site, &ct_plan_decay, IN_SITE(decay), IN_SITE(decay_numbers)},
    {"site.backup", &site, &ct_plan_truth, IN_SITE(backup), 0},
    {"site.sites", &site, &ct_plan_count, IN_SITE(sites), 0},
    {"site.total", &site, &ct_plan_count, IN_SITE(total), 0},
    {"site.close", &site, &ct_plan_count, IN_SITE(closings), 0},
    {"site.keep", &site, &ct_plan_ids, IN_SITE(stay), IN_SITE(stay_count)},
    {"site.budget", &site, &ct_plan_budget, IN_SITE(budget), 0},
    {"site.budget_m2", &site, &ct_plan_budget, IN_SITE(budget_m2), 0},
    {"site.costs.*", &site, &ct_plan_costs, 0, 0}, /* any name */
    {"site.share", &site, &ct_plan_share, IN_SITE(share), 0},
    {"site.fairness", &site, &ct_plan_fairness, IN_SITE(fairness), 0},
    {"site.fairness_over", &site, &ct_plan_fairness_over, IN_SITE(fairness_over), 0},
    {"site.least_share", &site, &ct_plan_share, IN_SITE(least_share), 0},
    {"site.cutoff", &site, &ct_plan_length, IN_SITE(cutoff_m), 0},
    {"site.candidates[].file", &candidates, &ct_plan_file, IN_SOURCE(file), 0},
    {"site.candidates[].layer", &candidates, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("site.candidates[]", &candidates),
    FIELD("site.candidates[].fields.id", &candidates),
    FIELD("site.candidates[].fields.name", &candidates),
    FIELD("site.candidates[].fields.price", &candidates),
    FIELD("site.candidates[].fields.capacity", &candidates),
    FIELD("site.candidates[].fields.floor_area", &candidates),
    FIELD("site.candidates[].fields.mode", &candidates),
    FIELD("site.candidates[].fields.state", &candidates),
    FIELD("site.candidates[].fields.street", &candidates),
    FIELD("site.candidates[].fields.lon", &candidates),
    FIELD("site.candidates[].fields.lat", &candidates),
    {"site.candidates[].grid", &candidates, &ct_plan_length, IN_CANDIDATES(grid_m), 0},
    {"site.candidates[].centroids", &candidates, &ct_plan_truth, IN_CANDIDATES(centroids), 0},
    {"site.candidates[].intersections", &candidates, &ct_plan_truth, IN_CANDIDATES(intersections),
     0},
    {"site.candidates[].mode", &candidates, &ct_plan_text, IN_CANDIDATES(mode), 0},
    {"site.within.file", &allowed, &ct_plan_file, IN_SOURCE(file), 0},
    {"site.within.layer", &allowed, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("site.within", &allowed),
    {"site.forbidden.file", &forbidden, &ct_plan_file, IN_SOURCE(file), 0},
    {"site.forbidden.layer", &forbidden, &ct_plan_text, IN_SOURCE(layer), 0},
    PLACING_KEYS("site.forbidden", &forbidden),
    {"site.spacing", &site, &ct_plan_length, IN_SITE(spacing_m), 0},
    {"site.per_street.least", &site, &ct_plan_count, IN_SITE(street_least), 0},
    {"site.per_street.most", &site, &ct_plan_count, IN_SITE(street_most), 0},
    {"site.per_county.least", &site, &ct_plan_count, IN_SITE(county_least), 0},
    {"site.per_county.most", &site, &ct_plan_count, IN_SITE(county_most), 0},
    {"site.pairs", &site, &ct_plan_pairs, IN_SITE(pairs), IN_SITE(pair_ids)},
    {"site.weights.*", &site, &ct_plan_weights, 0, 0}, /* any name */
    {"site.m2_per_100_households", &site, &ct_plan_positive, IN_SITE(m2_per_100_households), 0},
    {"site.curve", &site, &ct_plan_count, IN_SITE(curve), 0},
    {"site.years[].year", &years, &ct_plan_count, IN_YEAR(year), 0},
    {"site.years[].sites", &years, &ct_plan_count, IN_YEAR(sites), 0},
    {"site.years[].budget", &years, &ct_plan_budget, IN_YEAR(budget), 0},
    {"site.years[].budget_m2", &years, &ct_plan_budget, IN_YEAR(budget_m2), 0},

    {"output.crs", &plan_group, &ct_plan_text, IN_PLAN(output_crs), 0},
    {"output.year", &plan_group, &ct_plan_text, IN_PLAN(output_year), 0},
    {"output.compiled_by", &plan_group, &ct_plan_text, IN_PLAN(output_compiled_by), 0},
    {"output.date", &plan_group, &ct_plan_text, IN_PLAN(output_date), 0},
};
enum { KEYS = sizeof keys / sizeof *keys };

/* --- paths ---------------------------------------------------------------------------------- */

/* Reads "[12]" at s; returns its length, 0 where it is none. */
static size_t read_index(const char *s, long *index)
{
    size_t digits = strspn(s + 1, "0123456789");
    if (digits == 0 || digits > 6 || s[1 + digits] != ']')
        return 0;
    *index = strtol(s + 1, NULL, 10);
    return digits + 2;
}

bool ct_key_path(const char *path, struct ct_key_spot *spot)
{
    *spot = (struct ct_key_spot){.index = {CT_NO_INDEX, CT_NO_INDEX, CT_NO_INDEX}};
    int indices = 0;
    size_t n = 0;
    while (*path) {
        if (n + 3 > CT_KEY_ROOM)
            return false;
        spot->pattern[n++] = *path;
        if (*path != '[') {
            path++;
            continue;
        }
        size_t taken = indices < CT_KEY_INDICES ? read_index(path, &spot->index[indices++]) : 0;
        if (taken == 0)
            return false;
        spot->pattern[n++] = ']';
        path += taken;
    }
    return true;
}

/* Of a list of rows: the values a row; else 0. */
size_t ct_key_width(const struct ct_key *key)
{
    if (key->type == &ct_plan_decay || key->type == &ct_plan_pairs)
        return 2;
    return key->type == &ct_plan_points ? CT_POINT_NUMBERS : 0;
}

bool ct_key_texts(const struct ct_key *key)
{
    return key->type == &ct_plan_words || key->type == &ct_plan_standards ||
           key->type == &ct_plan_pairs;
}

bool ct_key_any_name(const struct ct_key *key)
{
    return key->path[strlen(key->path) - 1] == '*';
}

/* "parameters.plaza_for" by "parameters.*" */
static bool is_named_freely(const struct ct_key *key, const char *pattern)
{
    size_t n = strlen(key->path) - 1;
    return ct_key_any_name(key) && strncmp(pattern, key->path, n) == 0 && pattern[n] != '\0' &&
           strpbrk(pattern + n, ".[") == NULL;
}

const struct ct_key *ct_key_find(const char *pattern)
{
    for (size_t i = 0; i < KEYS; i++) {
        size_t n = strlen(keys[i].path);
        if (is_named_freely(&keys[i], pattern))
            return &keys[i];
        if (strncmp(pattern, keys[i].path, n) != 0)
            continue;
        if (pattern[n] == '\0' || (keys[i].count_at && strcmp(pattern + n, "[]") == 0) ||
            (ct_key_width(&keys[i]) && strcmp(pattern + n, "[][]") == 0))
            return &keys[i];
    }
    return NULL;
}

unsigned ct_plan_shape(const char *path)
{
    struct ct_key_spot spot;
    if (!ct_key_path(path, &spot))
        return 0;
    size_t n = strlen(spot.pattern);
    const struct ct_key *key = ct_key_find(spot.pattern);
    if (key && key->count_at && strlen(key->path) == n)
        return CT_PLAN_SCALAR | CT_PLAN_LIST;
    if (key && !key->count_at && spot.pattern[n - 1] == ']')
        return CT_PLAN_SCALAR | CT_PLAN_MAPPING; /* an entry that is but a name */
    if (key)
        return ct_key_width(key) && n == strlen(key->path) + 2 ? CT_PLAN_LIST : CT_PLAN_SCALAR;
    for (size_t i = 0; i < KEYS; i++) {
        if (strncmp(keys[i].path, spot.pattern, n) != 0)
            continue;
        if (n == 0 || keys[i].path[n] == '.')
            return CT_PLAN_MAPPING;
        if (keys[i].path[n] == '[')
            return CT_PLAN_LIST;
    }
    return 0;
}

/* The keys that may stand under a pattern ("" for the top), or in the entries of a list. */
void ct_key_names(const char *parent, struct ct_key_names *names)
{
    size_t n = strlen(parent);
    names->count = 0;
    for (size_t i = 0; i < KEYS && names->count < CT_NAMES_MOST; i++) {
        const char *rest = keys[i].path + n;
        if (strncmp(keys[i].path, parent, n) != 0)
            continue;
        rest += strncmp(rest, "[]", 2) == 0 ? 2 : 0;
        if (n > 0 && *rest++ != '.')
            continue;
        char *name = names->text[names->count];
        snprintf(name, CT_NAME_ROOM, "%.*s", (int)strcspn(rest, ".["), rest);
        if (names->count == 0 || strcmp(name, names->words[names->count - 1]) != 0)
            names->words[names->count++] = name;
    }
    names->words[names->count] = NULL;
}
