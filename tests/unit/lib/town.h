/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A town made by hand, small enough to be computed on paper, for the tests of queries and publish.
 *
 *   community  street  county  type   households    people  covered  serves
 *   A          东街    甲      urban  100 given     200     150      F0 (300 m2, with C), F3
 *   B          东街    甲      rural  100 derived   250     100      F1 (100 m2), F2 (not known)
 *   C          东街    乙      urban   40 derived   100       0      F0
 *   D          -       -       -        0 given       0       0      -
 *   A and B share ground with 50 people (40 covered), B and C with 20 (0 covered).
 *   F4 stands outside and serves nobody. Household size 2.5. Elders: a tenth of all.
 */
#ifndef TOWN_H
#define TOWN_H

#include "publish/publish.h"
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    COMMUNITIES = 4,
    OVERLAPS = 2,
    ZONES = 6,
    FACILITIES = 5,
    DEMANDS = 2,
    KINDS = 2,
    REACHES = 4
};

struct town {
    struct ct_plan plan;
    struct ct_city city;
    struct ct_findings findings;
    struct ct_measures measures;
    double per_100_bounds[2], area_bounds[3], radii[3];
    struct ct_kind kinds[KINDS];
    struct ct_population population[DEMANDS];
    struct ct_input_file files[2];
    char *id[COMMUNITIES], *name[COMMUNITIES], *street[COMMUNITIES], *county[COMMUNITIES];
    enum ct_area_type area_type[COMMUNITIES];
    double households[COMMUNITIES], given[COMMUNITIES];
    struct ct_shape shape[COMMUNITIES], overlap_shape[OVERLAPS];
    size_t overlap_a[OVERLAPS], overlap_b[OVERLAPS];
    char *facility_id[FACILITIES], *facility_name[FACILITIES];
    size_t kind[FACILITIES], serves_start[FACILITIES + 1], serves[8];
    double floor_area[FACILITIES], lon[FACILITIES], lat[FACILITIES];
    ptrdiff_t stands_in[FACILITIES];
    int64_t fid[FACILITIES]; /* of communities, too */
    long row[FACILITIES];
    size_t source[FACILITIES];
    struct ct_source facility_source;
    char *facility_layer;
    struct ct_reach reach[REACHES];
    double area[ZONES], people[DEMANDS * ZONES];
    double reached[DEMANDS * REACHES * ZONES * CT_DEPTHS];
    double reached_area[REACHES * ZONES * CT_DEPTHS];
    struct ct_xy_deg centre[COMMUNITIES];
    struct ct_nearest nearest[KINDS * COMMUNITIES];
    struct ct_assignment assignments[16];
    struct ct_gap gaps[2];
    double gap_people[2][DEMANDS];
    struct ct_shape gap_shape[2];
    struct ct_account account[DEMANDS];
    struct ct_finding finding[3];
};

static inline void town_square(struct ct_shape *shape, double lon, double lat, double size)
{
    const double x[] = {0, 1, 1, 0, 0}, y[] = {0, 0, 1, 1, 0};

    *shape = (struct ct_shape){.kind = CT_SHAPE_POLYGONS};
    ck_assert(ct_shape_begin(shape, false));
    for (int i = 0; i < 5; i++)
        ck_assert(ct_shape_add(shape, lon + x[i] * size, lat + y[i] * size, false));
}

static inline void town_communities(struct town *t)
{
    static const struct {
        const char *id, *street, *county;
        enum ct_area_type type;
        double households;
    } rows[COMMUNITIES] = {
        {"A", "东街", "甲", CT_AREA_URBAN, 100},
        {"B", "东街", "甲", CT_AREA_RURAL, NAN},
        {"C", "东街", "乙", CT_AREA_URBAN, NAN},
        {"D", "", "", CT_AREA_UNKNOWN, 0},
    };

    for (int i = 0; i < COMMUNITIES; i++) {
        t->id[i] = (char *)rows[i].id;
        t->name[i] = (char *)rows[i].id;
        t->street[i] = (char *)rows[i].street;
        t->county[i] = (char *)rows[i].county;
        t->area_type[i] = rows[i].type;
        t->households[i] = rows[i].households;
        t->given[i] = NAN;
        town_square(&t->shape[i], 114.0 + 0.01 * i, 30.5, 0.01);
    }
    t->overlap_a[0] = 0, t->overlap_b[0] = 1;
    t->overlap_a[1] = 1, t->overlap_b[1] = 2;
    for (int i = 0; i < OVERLAPS; i++)
        town_square(&t->overlap_shape[i], 114.0095 + 0.01 * i, 30.5, 0.001);
    t->city.communities = (struct ct_communities){.count = COMMUNITIES,
                                                  .id = t->id,
                                                  .name = t->name,
                                                  .street = t->street,
                                                  .county = t->county,
                                                  .area_type = t->area_type,
                                                  .households = t->households,
                                                  .population = t->given,
                                                  .shape = t->shape,
                                                  .layer = (char *)"towns",
                                                  .fid = t->fid,
                                                  .row = t->row};
    t->city.overlaps = (struct ct_overlaps){OVERLAPS, t->overlap_a, t->overlap_b, t->overlap_shape};
}

static inline void town_facilities(struct town *t)
{
    static const struct {
        const char *id;
        size_t kind, serves_end;
        double floor_area;
        ptrdiff_t stands_in;
    } rows[FACILITIES] = {
        {"F0", 0, 2, 300, 0}, {"F1", 0, 3, 100, 1},  {"F2", 0, 4, NAN, 1},
        {"F3", 1, 5, 50, 0},  {"F4", 0, 5, 500, -1},
    };
    static const size_t serves[] = {0, 2, 1, 1, 0};

    memcpy(t->serves, serves, sizeof serves);
    for (int i = 0; i < FACILITIES; i++) {
        t->facility_id[i] = t->facility_name[i] = (char *)rows[i].id;
        t->kind[i] = rows[i].kind;
        t->serves_start[i + 1] = rows[i].serves_end;
        t->floor_area[i] = rows[i].floor_area;
        t->stands_in[i] = rows[i].stands_in;
        t->lon[i] = 114.005 + 0.005 * i;
        t->lat[i] = 30.505;
        t->fid[i] = i + 1;
        t->row[i] = i + 2;
    }
    t->facility_layer = (char *)"b";
    t->city.facilities = (struct ct_facilities){.count = FACILITIES,
                                                .id = t->facility_id,
                                                .name = t->facility_name,
                                                .kind = t->kind,
                                                .floor_area_m2 = t->floor_area,
                                                .lon = t->lon,
                                                .lat = t->lat,
                                                .community = t->stands_in,
                                                .serves_start = t->serves_start,
                                                .serves = t->serves,
                                                .layer = &t->facility_layer,
                                                .layer_count = 1,
                                                .source = t->source,
                                                .fid = t->fid,
                                                .row = t->row};
}

static inline void town_plan(struct town *t)
{
    t->radii[0] = 500, t->radii[1] = 1000, t->radii[2] = 300;
    t->kinds[0] = (struct ct_kind){"station", t->radii, 2, true, {"Station", "服务站"}, NULL, 0};
    t->kinds[1] =
        (struct ct_kind){"clinic's <&>", t->radii + 2, 1, false, {"Clinic", "诊所"}, NULL, 0};
    t->population[0].name = (char *)"people";
    t->population[1].name = (char *)"elders";
    t->per_100_bounds[0] = 20, t->per_100_bounds[1] = 30;
    t->area_bounds[0] = 200, t->area_bounds[1] = 300, t->area_bounds[2] = 400;
    t->facility_source = (struct ct_source){.file = (char *)"/somewhere/b.csv"};
    t->plan = (struct ct_plan){.text = (char *)"catchment: 1\n",
                               .communities = {.file = (char *)"/elsewhere/a.shp"},
                               .facilities = &t->facility_source,
                               .facility_count = 1,
                               .household_size = 2.5,
                               .area_bounds_m2 = t->area_bounds,
                               .area_bound_count = 3,
                               .per_100_bounds_m2 = t->per_100_bounds,
                               .per_100_bound_count = 2,
                               .required_urban_m2 = 300,
                               .required_rural_m2 = 200};
    t->files[0] = (struct ct_input_file){(char *)"/somewhere/b.csv", 12, "00"};
    t->files[1] = (struct ct_input_file){(char *)"/elsewhere/a.shp", 34, "11"};
    t->city.title = (char *)"town";
    t->city.population = t->population;
    t->city.population_count = DEMANDS;
    t->city.kinds = t->kinds;
    t->city.kind_count = KINDS;
    t->city.files = t->files;
    t->city.file_count = 2;
    strcpy(t->city.crs, "EPSG:4547");
}

/* People that 0, 1, 2, 3 facilities reach; elders are a tenth, clinics reach nobody. */
static inline void town_reached(struct town *t)
{
    static const double depths[ZONES][CT_DEPTHS] = {
        {50, 100, 50, 0}, {150, 100, 0, 0}, {100, 0, 0, 0}, {0}, {10, 40, 0, 0}, {20, 0, 0, 0}};
    static const double area[ZONES] = {1e6, 2e6, 1e6, 5e5, 1e5, 5e4};

    for (size_t z = 0; z < ZONES; z++) {
        t->area[z] = area[z];
        for (size_t d = 0; d < DEMANDS; d++)
            for (size_t k = 0; k < CT_DEPTHS; k++)
                t->people[d * ZONES + z] += depths[z][k] / (d ? 10 : 1);
        for (size_t r = 0; r < REACHES; r++) {
            t->reached_area[(r * ZONES + z) * CT_DEPTHS] = area[z] * 0.75;
            t->reached_area[(r * ZONES + z) * CT_DEPTHS + 1] = area[z] * 0.25;
            for (size_t d = 0; d < DEMANDS; d++) {
                double *to = t->reached + ((d * REACHES + r) * ZONES + z) * CT_DEPTHS;
                to[0] = r == 2 ? t->people[d * ZONES + z] : 0;
                for (size_t k = 0; r != 2 && k < CT_DEPTHS; k++)
                    to[k] = depths[z][k] / (d ? 10 : 1);
            }
        }
    }
}

static inline void town_assign(struct town *t)
{
    static const struct {
        size_t zone, facility;
        double people;
    } rows[] = {{0, 0, 200}, {1, 1, 250}, {2, 0, 80}, {2, 1, 20},
                {4, 0, 30},  {4, 1, 20},  {5, 1, 20}};
    size_t n = sizeof rows / sizeof *rows;

    for (size_t d = 0; d < DEMANDS; d++)
        for (size_t i = 0; i < n; i++)
            t->assignments[d * n + i] = (struct ct_assignment){rows[i].zone, rows[i].facility, d,
                                                               rows[i].people / (d ? 10 : 1)};
    t->measures.assignments = t->assignments;
    t->measures.assignment_count = n * DEMANDS;
}

static inline void town_gaps(struct town *t)
{
    for (size_t i = 0; i < 2; i++) {
        t->gap_people[i][0] = i == 0 ? 150 : 100;
        t->gap_people[i][1] = i == 0 ? 15 : 10;
        t->gaps[i] = (struct ct_gap){.reach = 0,
                                     .community = i + 1,
                                     .people = t->gap_people[i],
                                     .area_m2 = 1e5,
                                     .facility = 1,
                                     .distance_m = 700,
                                     .lon = 114.02,
                                     .lat = 30.5,
                                     .shape = i};
        town_square(&t->gap_shape[i], 114.012 + 0.01 * (double)i, 30.502, 0.002);
    }
    t->measures.gaps = t->gaps;
    t->measures.gap_count = 2;
    t->measures.gap_shapes = t->gap_shape;
    t->measures.gap_shape_count = 2;
}

static inline void town_measures(struct town *t)
{
    static const ptrdiff_t reach_kind[REACHES] = {0, 0, 1, -1};
    static const double radius[REACHES] = {500, 1000, 300, 500};

    t->measures = (struct ct_measures){.communities = COMMUNITIES,
                                       .zones = ZONES,
                                       .demands = DEMANDS,
                                       .kinds = KINDS,
                                       .reaches = REACHES,
                                       .reach = t->reach,
                                       .area_m2 = t->area,
                                       .people = t->people,
                                       .reached_people = t->reached,
                                       .reached_area_m2 = t->reached_area,
                                       .centre = t->centre,
                                       .nearest = t->nearest,
                                       .account = t->account};
    for (size_t r = 0; r < REACHES; r++) {
        t->reach[r] =
            (struct ct_reach){.kind = reach_kind[r], .radius_m = radius[r], .area_m2 = 1e6};
        town_square(&t->reach[r].area, 114.002, 30.503, 0.006);
    }
    for (size_t i = 0; i < COMMUNITIES; i++) {
        t->nearest[i] = (struct ct_nearest){i == 1 ? 1 : 0, 100.0 * (double)(i + 1)};
        t->nearest[COMMUNITIES + i] = (struct ct_nearest){-1, NAN};
    }
    for (size_t d = 0; d < DEMANDS; d++) {
        double part = d ? 0.1 : 1;
        t->account[d] = (struct ct_account){
            .read = 500 * part, .inside = 550 * part, .twice = 70 * part, .outside = 20 * part};
    }
    town_reached(t);
    town_assign(t);
    town_gaps(t);
}

static inline void town_findings(struct town *t)
{
    for (size_t i = 0; i < 3; i++)
        t->finding[i] = (struct ct_finding){.code = "F0253",
                                            .layer = (char *)"communities",
                                            .feature = (char *)"B",
                                            .cell = (char *)"",
                                            .row = (long)i,
                                            .lon = NAN,
                                            .lat = NAN,
                                            .people = NAN,
                                            .area_m2 = NAN,
                                            .text = {(char *)"en", (char *)"中"},
                                            .done = {(char *)"en", (char *)"中"}};
    t->finding[0].lon = 114.01, t->finding[0].lat = 30.5;
    town_square(&t->finding[1].shape, 114.0095, 30.5, 0.001);
    t->findings = (struct ct_findings){.rows = t->finding, .count = 3, .room = 3};
}

static inline void town_build(struct town *t)
{
    *t = (struct town){0};
    town_plan(t);
    town_communities(t);
    town_facilities(t);
    town_measures(t);
    town_findings(t);
}

static inline void town_free(struct town *t)
{
    for (size_t i = 0; i < COMMUNITIES; i++)
        ct_shape_free(&t->shape[i]);
    for (size_t i = 0; i < OVERLAPS; i++) {
        ct_shape_free(&t->overlap_shape[i]);
        ct_shape_free(&t->gap_shape[i]);
    }
    for (size_t i = 0; i < REACHES; i++)
        ct_shape_free(&t->reach[i].area);
    ct_shape_free(&t->finding[1].shape);
}

static inline enum ct_status town_publish(struct town *t, const char *path,
                                          const struct ct_run *run, struct ct_error *err)
{
    struct ct_figures figures = {0};
    enum ct_status status = ct_publish(
        path,
        &(struct ct_publication){
            .plan = &t->plan, .city = &t->city, .findings = &t->findings, .measures = &t->measures},
        run, 0, &figures, err);
    ct_figures_free(&figures);
    return status;
}

/* A fresh folder; town_leave removes it with what is in it. */
static inline void town_enter(char folder[64])
{
    strcpy(folder, "/tmp/catchment-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static inline void town_leave(const char *folder)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(system(command), 0);
}

#endif
