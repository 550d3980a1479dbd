/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A random suburb with projects, for the tests of surroundings: sixteen wiggled communities and one
 * that overlaps them, facilities of three kinds (two of them count; a fourth kind has none), people
 * as a raster, points or polygons, seven projects:
 *
 *   P0  polygon, premises of kinds 0, 1 and of no kind     P4  point outside all communities
 *   P1  point, premises of kind 2                          P5  polygon without premises, on a
 * border P2  polygon, people unknown, premises of kind 0        P6  point, premises where facility
 * 0 is P3  polygon, 100 households, premises of kind 3
 */
#ifndef SUBURB_H
#define SUBURB_H

#include "catchment/audit.h"
#include "gis/overlay.h"
#include "measure/network.h"
#include "measure/surroundings.h"

#include <check.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SUBURB_SIDE       4
#define SUBURB_ZONES      (SUBURB_SIDE * SUBURB_SIDE + 1)
#define SUBURB_FACILITIES 24
#define SUBURB_KINDS      4
#define SUBURB_PROJECTS   7
#define SUBURB_UNKNOWN    2
#define SUBURB_HOUSEHOLDS 3
#define SUBURB_PREMISES   6
#define SUBURB_CELLS      60
#define SUBURB_POINTS     900
#define SUBURB_BLOCKS     6
#define SUBURB_WEST       117.0
#define SUBURB_SOUTH      32.5
#define SUBURB_STEP       0.012
#define SUBURB_PEOPLE     (SUBURB_POINTS + SUBURB_BLOCKS * SUBURB_BLOCKS + SUBURB_PROJECTS)

struct suburb {
    struct ct_city city;
    unsigned seed;
    double corner[SUBURB_SIDE + 1][SUBURB_SIDE + 1][2];
    struct ct_shape community[SUBURB_ZONES], overlap[SUBURB_ZONES];
    size_t a[SUBURB_ZONES], b[SUBURB_ZONES];
    struct ct_kind kinds[SUBURB_KINDS];
    double radius[SUBURB_KINDS][2];
    double lon[SUBURB_FACILITIES + SUBURB_PREMISES], lat[SUBURB_FACILITIES + SUBURB_PREMISES];
    size_t kind[SUBURB_FACILITIES + SUBURB_PREMISES];
    struct ct_population population[3];
    double at[2][SUBURB_PEOPLE], people[SUBURB_PEOPLE];
    struct ct_shape block[SUBURB_PEOPLE];
    char file[64];
    struct ct_shape shape[SUBURB_PROJECTS];
    char id_text[SUBURB_PROJECTS][8], *id[SUBURB_PROJECTS];
    double project_lon[SUBURB_PROJECTS], project_lat[SUBURB_PROJECTS];
    double project_people[SUBURB_PROJECTS], households[SUBURB_PROJECTS];
    size_t of[SUBURB_PREMISES];
    ptrdiff_t premises_kind[SUBURB_PREMISES];
    double premises_lon[SUBURB_PREMISES], premises_lat[SUBURB_PREMISES];
};

static inline double suburb_noise(struct suburb *s)
{
    s->seed = s->seed * 1664525u + 1013904223u;
    return (double)(s->seed >> 8) / (double)(1u << 24);
}

static inline double suburb_extent(void)
{
    return SUBURB_SIDE * SUBURB_STEP;
}

static inline void suburb_box(struct ct_shape *shape, double x0, double y0, double x1, double y1)
{
    const double x[] = {x0, x1, x1, x0, x0}, y[] = {y0, y0, y1, y1, y0};
    *shape = (struct ct_shape){.kind = CT_SHAPE_POLYGONS};
    ck_assert(ct_shape_begin(shape, false));
    for (int i = 0; i < 5; i++)
        ck_assert(ct_shape_add(shape, x[i], y[i], false));
}

static inline bool suburb_holds(const struct ct_shape *s, double lon, double lat)
{
    bool in = false;
    for (size_t i = 0; i + 1 < s->vertices; i++)
        if ((s->lat[i] > lat) != (s->lat[i + 1] > lat) &&
            lon < s->lon[i] +
                      (lat - s->lat[i]) / (s->lat[i + 1] - s->lat[i]) * (s->lon[i + 1] - s->lon[i]))
            in = !in;
    return in;
}

static inline void suburb_communities(struct suburb *s)
{
    struct ct_error err = {0};
    const double w = SUBURB_WEST, e = SUBURB_SOUTH, t = SUBURB_STEP;
    for (int r = 0; r <= SUBURB_SIDE; r++)
        for (int k = 0; k <= SUBURB_SIDE; k++) {
            s->corner[r][k][0] = w + (k + 0.3 * (suburb_noise(s) - 0.5)) * t;
            s->corner[r][k][1] = e + (r + 0.3 * (suburb_noise(s) - 0.5)) * t;
        }
    for (int i = 0; i + 1 < SUBURB_ZONES; i++) {
        const int r = i / SUBURB_SIDE, k = i % SUBURB_SIDE;
        const double *at[] = {s->corner[r][k], s->corner[r][k + 1], s->corner[r + 1][k + 1],
                              s->corner[r + 1][k], s->corner[r][k]};
        s->community[i] = (struct ct_shape){.kind = CT_SHAPE_POLYGONS};
        ck_assert(ct_shape_begin(&s->community[i], false));
        for (int v = 0; v < 5; v++)
            ck_assert(ct_shape_add(&s->community[i], at[v][0], at[v][1], false));
    }
    suburb_box(&s->community[SUBURB_ZONES - 1], w + 1.5 * t, e + 1.6 * t, w + 2.4 * t, e + 2.7 * t);
    size_t n = 0;
    for (size_t i = 0; i + 1 < SUBURB_ZONES; i++) {
        ck_assert_int_eq(
            ct_overlay_and(&s->community[i], &s->community[SUBURB_ZONES - 1], &s->overlap[n], &err),
            CT_OK);
        s->a[n] = i;
        s->b[n] = SUBURB_ZONES - 1;
        n += s->overlap[n].parts > 0;
    }
    ck_assert_uint_ge(n, 4);
    s->city.communities.count = SUBURB_ZONES;
    s->city.communities.shape = s->community;
    s->city.overlaps = (struct ct_overlaps){n, s->a, s->b, s->overlap};
    const double bounds[4] = {w - t, e - t, w + suburb_extent() + t, e + suburb_extent() + t};
    memcpy(s->city.bounds, bounds, sizeof bounds);
}

static inline void suburb_facilities(struct suburb *s)
{
    static const double radius[SUBURB_KINDS][2] = {{300, 900}, {500, 0}, {400, 0}, {0, 0}};
    static char *const names[SUBURB_KINDS] = {(char *)"a", (char *)"b", (char *)"c", (char *)"d"};
    memcpy(s->radius, radius, sizeof radius);
    for (size_t k = 0; k < SUBURB_KINDS; k++)
        s->kinds[k] = (struct ct_kind){.name = names[k],
                                       .radius_m = s->radius[k],
                                       .radius_count = radius[k][1] > 0 ? 2 : radius[k][0] > 0,
                                       .counts = k < 2};
    for (size_t i = 0; i < SUBURB_FACILITIES; i++) {
        s->lon[i] = SUBURB_WEST + suburb_noise(s) * suburb_extent();
        s->lat[i] = SUBURB_SOUTH + suburb_noise(s) * suburb_extent();
        s->kind[i] = i < 12 ? 0 : i < 20 ? 1 : 2;
    }
    s->city.facilities = (struct ct_facilities){
        .count = SUBURB_FACILITIES, .lon = s->lon, .lat = s->lat, .kind = s->kind};
    s->city.kinds = s->kinds;
    s->city.kind_count = SUBURB_KINDS;
}

static inline void suburb_raster(struct suburb *s)
{
    const double cell = 1.1 * suburb_extent() / SUBURB_CELLS;
    double g[6] = {SUBURB_WEST - 0.05 * suburb_extent(),  cell, 0,
                   SUBURB_SOUTH + 1.05 * suburb_extent(), 0,    -cell};
    float value[SUBURB_CELLS * SUBURB_CELLS];
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    char *wkt = NULL;
    GDALAllRegister();
    snprintf(s->file, sizeof s->file, "/tmp/test_surroundings_%d.tif", (int)getpid());
    GDALDatasetH d = GDALCreate(GDALGetDriverByName("GTiff"), s->file, SUBURB_CELLS, SUBURB_CELLS,
                                1, GDT_Float32, NULL);
    ck_assert_int_eq(OSRImportFromEPSG(srs, 4326), OGRERR_NONE);
    ck_assert_int_eq(OSRExportToWkt(srs, &wkt), OGRERR_NONE);
    GDALSetGeoTransform(d, g);
    GDALSetProjection(d, wkt);
    for (int i = 0; i < SUBURB_CELLS * SUBURB_CELLS; i++)
        value[i] = suburb_noise(s) < 0.3 ? 0.0f : (float)(20 * suburb_noise(s));
    ck_assert_int_eq(GDALRasterIO(GDALGetRasterBand(d, 1), GF_Write, 0, 0, SUBURB_CELLS,
                                  SUBURB_CELLS, value, SUBURB_CELLS, SUBURB_CELLS, GDT_Float32, 0,
                                  0),
                     CE_None);
    GDALClose(d);
    VSIFree(wkt);
    OSRDestroySpatialReference(srs);
    s->population[0].file = s->file;
    s->population[0].band = 1;
}

static inline void suburb_population(struct suburb *s, enum ct_population_kind kind)
{
    s->population[0] = (struct ct_population){.name = (char *)"people", .kind = kind};
    s->city.population = s->population;
    s->city.population_count = 1;
    if (kind == CT_POPULATION_RASTER) {
        suburb_raster(s);
        return;
    }
    const bool points = kind == CT_POPULATION_POINTS;
    const size_t n = points ? SUBURB_POINTS : SUBURB_BLOCKS * SUBURB_BLOCKS;
    const double side = suburb_extent() / SUBURB_BLOCKS;
    for (size_t i = 0; i < n; i++) {
        s->at[0][i] = SUBURB_WEST + (1.1 * suburb_noise(s) - 0.05) * suburb_extent();
        s->at[1][i] = SUBURB_SOUTH + (1.1 * suburb_noise(s) - 0.05) * suburb_extent();
        s->people[i] = 1 + floor((points ? 40 : 900) * suburb_noise(s));
        const double x = SUBURB_WEST + (double)(i % SUBURB_BLOCKS) * side;
        const double y = SUBURB_SOUTH + (double)(i / SUBURB_BLOCKS) * side;
        if (!points)
            suburb_box(&s->block[i], x, y, x + side, y + side);
    }
    s->population[0].count = n;
    s->population[0].lon = s->at[0];
    s->population[0].lat = s->at[1];
    s->population[0].people = s->people;
    s->population[0].shape = s->block;
}

static inline void suburb_projects(struct suburb *s)
{
    static const double size[SUBURB_PROJECTS] = {0.004, 0, 0.003, 0.002, 0, 0.006, 0};
    static const double count[SUBURB_PROJECTS] = {1500, 800, NAN, NAN, 300, 2000, 640};
    for (size_t i = 0; i < SUBURB_PROJECTS; i++) {
        double x = SUBURB_WEST + (0.1 + 0.8 * suburb_noise(s)) * suburb_extent();
        double y = SUBURB_SOUTH + (0.1 + 0.8 * suburb_noise(s)) * suburb_extent();
        const double half = size[i] / 2;
        if (i == 0) /* facility 5 stands on its ground */
            x = s->lon[5] + half / 3, y = s->lat[5];
        if (i == 4)
            x = SUBURB_WEST - SUBURB_STEP / 2;
        s->project_lon[i] = x;
        s->project_lat[i] = y;
        s->project_people[i] = count[i];
        s->households[i] = i == SUBURB_HOUSEHOLDS ? 100 : (double)NAN;
        snprintf(s->id_text[i], sizeof s->id_text[i], "P%zu", i);
        s->id[i] = s->id_text[i];
        if (half > 0) {
            suburb_box(&s->shape[i], x - half, y - half, x + half, y + half);
            continue;
        }
        s->shape[i].kind = CT_SHAPE_POINTS;
        ck_assert(ct_shape_begin(&s->shape[i], false) && ct_shape_add(&s->shape[i], x, y, false));
    }
    s->city.household_size = 2.5;
    s->city.projects = (struct ct_projects){.layer = (char *)"projects",
                                            .count = SUBURB_PROJECTS,
                                            .id = s->id,
                                            .population = s->project_people,
                                            .households = s->households,
                                            .lon = s->project_lon,
                                            .lat = s->project_lat,
                                            .shape = s->shape};
}

static inline void suburb_premises(struct suburb *s)
{
    static const size_t of[SUBURB_PREMISES] = {0, 0, 1, 2, 3, 6};
    static const ptrdiff_t kind[SUBURB_PREMISES] = {0, 1, 2, 0, 3, 0};
    for (size_t i = 0; i < SUBURB_PREMISES; i++) {
        const bool there = of[i] == 6; /* at the very place of a facility */
        s->of[i] = of[i];
        s->premises_kind[i] = kind[i];
        s->premises_lon[i] = there ? s->lon[0] : s->project_lon[of[i]] + 0.001 * suburb_noise(s);
        s->premises_lat[i] = there ? s->lat[0] : s->project_lat[of[i]];
    }
    s->city.project_facilities = (struct ct_project_facilities){.count = SUBURB_PREMISES,
                                                                .project = s->of,
                                                                .kind = s->premises_kind,
                                                                .lon = s->premises_lon,
                                                                .lat = s->premises_lat};
}

static inline void suburb_build(struct suburb *s, enum ct_population_kind kind, unsigned seed)
{
    *s = (struct suburb){.seed = seed};
    suburb_communities(s);
    suburb_facilities(s);
    suburb_population(s, kind);
    suburb_projects(s);
    suburb_premises(s);
}

/* A lattice of streets that ends short of the east, and a street by itself under project 1. */
static inline void suburb_streets(struct suburb *s)
{
    struct ct_shape *lines = &s->city.streets.lines;
    const double step = suburb_extent() / 20;
    s->city.streets.layer = (char *)"streets";
    lines->kind = CT_SHAPE_LINES;
    s->project_lon[1] = SUBURB_WEST + 0.85 * suburb_extent();
    for (int k = 0; k <= 14; k++)
        for (int turn = 0; turn < 2; turn++) {
            ck_assert(ct_shape_begin(lines, false));
            for (int i = 0; i <= 14; i++)
                ck_assert(ct_shape_add(lines, SUBURB_WEST + (turn ? i : k) * step,
                                       SUBURB_SOUTH + (turn ? k : i) * step, false));
        }
    ck_assert(ct_shape_begin(lines, false));
    ck_assert(ct_shape_add(lines, s->project_lon[1], s->project_lat[1] + 0.0005, false) &&
              ct_shape_add(lines, s->project_lon[1] + 0.001, s->project_lat[1], false));
}

/* The city with a project (or all) built, as one would load it. */
struct suburb_changed {
    struct ct_city city;
    struct ct_population population[3];
    size_t premises[SUBURB_PREMISES], count;
    double lon[SUBURB_PROJECTS], lat[SUBURB_PROJECTS], people[2][SUBURB_PROJECTS];
    struct ct_shape shape[SUBURB_PROJECTS];
};

static inline void suburb_add_people(struct suburb *s, struct suburb_changed *c, size_t i)
{
    const bool polygon = s->shape[i].kind == CT_SHAPE_POLYGONS;
    const double people =
        isnan(s->project_people[i]) ? s->households[i] * 2.5 : s->project_people[i];
    const bool same =
        s->population[0].kind == (polygon ? CT_POPULATION_POLYGONS : CT_POPULATION_POINTS);
    struct ct_population *to = &c->population[same ? 0 : polygon ? 1 : 2];
    to->people[to->count] = people;
    if (polygon)
        to->shape[to->count++] = s->shape[i];
    else {
        to->lon[to->count] = s->project_lon[i];
        to->lat[to->count++] = s->project_lat[i];
    }
}

static inline void suburb_change(struct suburb *s, size_t project, struct suburb_changed *c)
{
    *c = (struct suburb_changed){.city = s->city};
    c->population[0] = s->population[0];
    c->population[1] = (struct ct_population){.name = (char *)"polygons",
                                              .kind = CT_POPULATION_POLYGONS,
                                              .people = c->people[0],
                                              .shape = c->shape};
    c->population[2] = (struct ct_population){.name = (char *)"points",
                                              .kind = CT_POPULATION_POINTS,
                                              .people = c->people[1],
                                              .lon = c->lon,
                                              .lat = c->lat};
    c->city.population = c->population;
    c->city.population_count = 3;
    for (size_t i = 0; i < SUBURB_PROJECTS; i++)
        if (i != SUBURB_UNKNOWN && (project == CT_ALL_PROJECTS || project == i))
            suburb_add_people(s, c, i);
    for (size_t i = 0; i < SUBURB_PREMISES; i++) {
        const size_t n = c->city.facilities.count;
        if (s->of[i] == SUBURB_UNKNOWN || (project != CT_ALL_PROJECTS && project != s->of[i]))
            continue;
        s->lon[n] = s->premises_lon[i];
        s->lat[n] = s->premises_lat[i];
        s->kind[n] = (size_t)s->premises_kind[i];
        c->premises[c->count++] = i;
        c->city.facilities.count++;
    }
}

static inline void suburb_free(struct suburb *s)
{
    for (size_t i = 0; i < SUBURB_ZONES; i++) {
        ct_shape_free(&s->community[i]);
        ct_shape_free(&s->overlap[i]);
    }
    for (size_t i = 0; i < SUBURB_BLOCKS * SUBURB_BLOCKS; i++)
        ct_shape_free(&s->block[i]);
    for (size_t i = 0; i < SUBURB_PROJECTS; i++)
        ct_shape_free(&s->shape[i]);
    ct_shape_free(&s->city.streets.lines);
    if (s->file[0])
        unlink(s->file);
}

#endif
