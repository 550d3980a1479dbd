/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An invented city of any size, for measuring time and memory:
 *
 *     generate --out DIR [--size 20000] [--communities 10000] [--facilities 20000] [--kinds 5]
 *              [--layout tiled|strips] [--seed 1]
 *
 * pop.tif          size x size Float32 cells of 0.0001 degrees about 114 E, 31 N; about one cell in
 *                  seven is inhabited, in clusters; DEFLATE tiles of 256, or LZW strips of one row
 * communities.gpkg a lattice of communities whose neighbours share their wiggled borders vertex for
 *                  vertex, 100 to 300 vertices each, with streets (5 x 5) and counties (25 x 25)
 * facilities.csv   facilities where people live, with kind and floor area
 * plan.yaml, sums.yaml, discs.yaml    what to measure: all, people only, one kind with every
 * facility
 *
 * Promises: the same arguments give the same data; every number is a hash of its place, so the
 * raster is written block by block and no more than one block is held. O(cells).
 * Source: value noise over a hashed lattice (Perlin 1985); hash: SplitMix64 (Steele et al. 2014).
 */
#include <errno.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CELL_DEG     0.0001
#define CENTRE_LON   114.0
#define CENTRE_LAT   31.0
#define MARGIN       0.01 /* of the raster's width lies outside every community, on each side */
#define CORNER_SHIFT 0.2  /* of a community's width */
#define WIGGLE       0.06

struct city {
    const char *out;
    int size, communities, facilities, kinds;
    bool strips;
    uint64_t seed;
    int side;           /* communities a row */
    double west, south; /* of the raster, degrees */
    double lon, lat;    /* lower left corner of the communities */
    double width;       /* of a community, degrees */
};

static const char *const kind_names[] = {"社区服务站", "卫生服务站", "幼儿园", "养老服务",
                                         "文化活动站"};
#define KIND_NAMES ((int)(sizeof kind_names / sizeof *kind_names))

static void stop(const char *what)
{
    fprintf(stderr, "generate: %s\n", what);
    exit(1);
}

static uint64_t mix(uint64_t z)
{
    z += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* In [0, 1), a function of the place and what it is for. */
static double chance(const struct city *city, uint64_t purpose, int64_t x, int64_t y)
{
    uint64_t h = mix(city->seed * 1000 + purpose);
    h = mix(h ^ (uint64_t)x);
    h = mix(h ^ ((uint64_t)y << 1));
    return (double)(h >> 11) * 0x1p-53;
}

static double noise(const struct city *city, uint64_t purpose, double x, double y)
{
    double fx = floor(x), fy = floor(y), u = x - fx, v = y - fy;
    int64_t i = (int64_t)fx, j = (int64_t)fy;
    u = u * u * (3 - 2 * u);
    v = v * v * (3 - 2 * v);
    double low = chance(city, purpose, i, j) * (1 - u) + chance(city, purpose, i + 1, j) * u;
    double high =
        chance(city, purpose, i, j + 1) * (1 - u) + chance(city, purpose, i + 1, j + 1) * u;
    return low * (1 - v) + high * v;
}

/* People in a cell; 0 outside the clusters. */
static float people(const struct city *city, int col, int row)
{
    double broad = noise(city, 1, col / 1100.0, row / 1100.0);
    if (broad < 0.6) {
        return 0;
    }
    double density = broad - 0.35 + 0.5 * (noise(city, 2, col / 90.0, row / 90.0) - 0.5);
    if (density < 0.37) {
        return 0;
    }
    return (float)((density - 0.35) * (0.2 + 4 * chance(city, 3, col, row)));
}

static void write_block(const struct city *city, GDALRasterBandH band, int bx, int by, int width,
                        int height, float *cells)
{
    for (int r = 0; r < height; r++) {
        for (int c = 0; c < width; c++) {
            int col = bx * width + c, row = by * height + r;
            cells[(size_t)r * (size_t)width + (size_t)c] =
                col < city->size && row < city->size ? people(city, col, row) : 0;
        }
    }
    if (GDALWriteBlock(band, bx, by, cells) != CE_None) {
        stop("a raster block cannot be written");
    }
}

static OGRSpatialReferenceH degrees(void)
{
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    if (OSRImportFromEPSG(srs, 4490) != OGRERR_NONE) {
        stop("EPSG:4490 is not known");
    }
    OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    return srs;
}

static void write_raster(const struct city *city)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/pop.tif", city->out);
    const char *tiled[] = {"TILED=YES", "COMPRESS=DEFLATE", "NUM_THREADS=ALL_CPUS",
                           "BIGTIFF=IF_SAFER", NULL};
    const char *strips[] = {"BLOCKYSIZE=1", "COMPRESS=LZW", "NUM_THREADS=ALL_CPUS",
                            "BIGTIFF=IF_SAFER", NULL};
    GDALDatasetH file = GDALCreate(GDALGetDriverByName("GTiff"), path, city->size, city->size, 1,
                                   GDT_Float32, (char **)(city->strips ? strips : tiled));
    if (file == NULL) {
        stop("pop.tif cannot be written");
    }
    double place[6] = {city->west, CELL_DEG, 0, city->south + city->size * CELL_DEG, 0, -CELL_DEG};
    GDALSetGeoTransform(file, place);
    OGRSpatialReferenceH srs = degrees();
    GDALSetSpatialRef(file, srs);
    GDALRasterBandH band = GDALGetRasterBand(file, 1);
    int width, height;
    GDALGetBlockSize(band, &width, &height);
    float *cells = calloc((size_t)width * (size_t)height, sizeof *cells);
    if (cells == NULL) {
        stop("no memory");
    }
    for (int by = 0; by * height < city->size; by++) {
        for (int bx = 0; bx * width < city->size; bx++) {
            write_block(city, band, bx, by, width, height, cells);
        }
    }
    free(cells);
    OSRDestroySpatialReference(srs);
    GDALClose(file);
}

struct corner {
    double lon, lat;
};

static struct corner corner(const struct city *city, int i, int j)
{
    double dx = CORNER_SHIFT * (2 * chance(city, 4, i, j) - 1);
    double dy = CORNER_SHIFT * (2 * chance(city, 5, i, j) - 1);
    return (struct corner){city->lon + (i + dx) * city->width, city->lat + (j + dy) * city->width};
}

/* The border from corner (i, j) to the next one east (or north): a graph over its chord, flat at
 * both ends, so that it crosses neither itself nor its neighbours. */
static struct corner border_point(const struct city *city, int i, int j, bool north, int k, int n)
{
    struct corner a = corner(city, i, j);
    struct corner b = corner(city, north ? i : i + 1, north ? j + 1 : j);
    double t = (double)k / n;
    int64_t edge = ((int64_t)j * 100000 + i) * 2 + north;
    double off = WIGGLE * 4 * t * (1 - t) *
                 (noise(city, 6, 4.0 * t + 100.0 * (double)edge, 0.5) +
                  0.4 * chance(city, 7, edge, k) - 0.7);
    return (struct corner){a.lon + t * (b.lon - a.lon) - off * (b.lat - a.lat),
                           a.lat + t * (b.lat - a.lat) + off * (b.lon - a.lon)};
}

static int border_count(const struct city *city, int i, int j, bool north)
{
    return 25 + (int)(50 * chance(city, 8, ((int64_t)j * 100000 + i) * 2 + north, 0));
}

/* Adds the border without its last point, forwards or backwards. */
static void add_border(const struct city *city, OGRGeometryH ring, int i, int j, bool north,
                       bool backwards)
{
    int n = border_count(city, i, j, north);
    for (int k = 0; k < n; k++) {
        struct corner p = border_point(city, i, j, north, backwards ? n - k : k, n);
        OGR_G_AddPoint_2D(ring, p.lon, p.lat);
    }
}

static OGRGeometryH outline(const struct city *city, int i, int j)
{
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    add_border(city, ring, i, j, false, false);
    add_border(city, ring, i + 1, j, true, false);
    add_border(city, ring, i, j + 1, false, true);
    add_border(city, ring, i, j, true, true);
    OGR_G_CloseRings(ring);
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    OGR_G_AddGeometryDirectly(polygon, ring);
    return polygon;
}

static void add_field(OGRLayerH layer, const char *name, OGRFieldType type)
{
    OGRFieldDefnH field = OGR_Fld_Create(name, type);
    if (OGR_L_CreateField(layer, field, 1) != OGRERR_NONE) {
        stop("a field cannot be written");
    }
    OGR_Fld_Destroy(field);
}

static void add_community(const struct city *city, OGRLayerH layer, int i, int j)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    char text[64];
    int streets = (city->side + 4) / 5, counties = (city->side + 24) / 25;
    snprintf(text, sizeof text, "4299%08d", j * city->side + i);
    OGR_F_SetFieldString(feature, 0, text);
    snprintf(text, sizeof text, "第%d社区", j * city->side + i + 1);
    OGR_F_SetFieldString(feature, 1, text);
    snprintf(text, sizeof text, "第%d街道", j / 5 * streets + i / 5 + 1);
    OGR_F_SetFieldString(feature, 2, text);
    snprintf(text, sizeof text, "第%d区", j / 25 * counties + i / 25 + 1);
    OGR_F_SetFieldString(feature, 3, text);
    OGR_F_SetFieldInteger(feature, 4, 200 + (int)(3000 * chance(city, 9, i, j)));
    OGR_F_SetGeometryDirectly(feature, outline(city, i, j));
    if (OGR_L_CreateFeature(layer, feature) != OGRERR_NONE) {
        stop("a community cannot be written");
    }
    OGR_F_Destroy(feature);
}

static void write_communities(const struct city *city)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/communities.gpkg", city->out);
    remove(path);
    GDALDatasetH file = GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
    if (file == NULL) {
        stop("communities.gpkg cannot be written");
    }
    OGRSpatialReferenceH srs = degrees();
    OGRLayerH layer = GDALDatasetCreateLayer(file, "communities", srs, wkbPolygon, NULL);
    static const char *const names[] = {"社区代码", "社区名称", "街道", "区县"};
    for (int f = 0; f < 4; f++) {
        add_field(layer, names[f], OFTString);
    }
    add_field(layer, "户数", OFTInteger);
    if (GDALDatasetStartTransaction(file, 0) != OGRERR_NONE) {
        stop("no transaction");
    }
    for (int n = 0; n < city->communities; n++) {
        add_community(city, layer, n % city->side, n / city->side);
    }
    if (GDALDatasetCommitTransaction(file) != OGRERR_NONE) {
        stop("communities.gpkg cannot be written");
    }
    OSRDestroySpatialReference(srs);
    GDALClose(file);
}

/* Nine facilities of ten stand where people live, the tenth anywhere. */
static void facility_place(const struct city *city, int n, double *lon, double *lat)
{
    double span = city->width * city->side;
    for (int attempt = 0;; attempt++) {
        *lon = city->lon + span * chance(city, 10, n, attempt);
        *lat = city->lat + span * chance(city, 11, n, attempt);
        int col = (int)((*lon - city->west) / CELL_DEG);
        int row = city->size - 1 - (int)((*lat - city->south) / CELL_DEG);
        if (n % 10 == 0 || attempt > 1000 || people(city, col, row) > 0) {
            return;
        }
    }
}

static void write_facilities(const struct city *city)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/facilities.csv", city->out);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        stop("facilities.csv cannot be written");
    }
    fputs("设施编号,设施名称,设施类别,建筑面积,经度,纬度\n", file);
    for (int n = 0; n < city->facilities; n++) {
        double lon, lat;
        facility_place(city, n, &lon, &lat);
        fprintf(file, "S%06d,第%d处,%s,%d,%.7f,%.7f\n", n, n + 1, kind_names[n % city->kinds],
                100 + (int)(900 * chance(city, 12, n, 0)), lon, lat);
    }
    if (fclose(file) != 0) {
        stop("facilities.csv cannot be written");
    }
}

/* plan.yaml measures everything; sums.yaml only people; discs.yaml one kind, all facilities. */
static void write_plan(const struct city *city, const char *name, int kinds)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", city->out, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        stop("a plan cannot be written");
    }
    fputs("catchment: 1\ncommunities:\n  file: communities.gpkg\n  fields: {id: 社区代码, name: "
          "社区名称, "
          "street: 街道, county: 区县, households: 户数}\n"
          "population:\n  - {name: people, file: pop.tif}\n",
          file);
    if (kinds > 0) {
        fputs("radius: 500m\nfacilities:\n  - file: facilities.csv\n    crs: EPSG:4490\n", file);
        fprintf(file, "    fields: {id: 设施编号, name: 设施名称, %sfloor_area: 建筑面积}\n",
                kinds == 1 ? "" : "kind: 设施类别, ");
        fputs(kinds == 1 ? "    kind: facility\n" : "kinds:\n", file);
    }
    for (int k = 0; kinds > 1 && k < kinds; k++) {
        fprintf(file, "  - {name: %s, radius: 500m, counts: %s}\n", kind_names[k],
                k == 0 ? "true" : "false");
    }
    if (fclose(file) != 0) {
        stop("a plan cannot be written");
    }
}

/* A whole number from 1 to `most`. */
static int whole(const char *text, int most)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || *end != '\0' || end == text || value < 1 || value > most) {
        stop("a number is wrong");
    }
    return (int)value;
}

static void read_option(struct city *city, const char *name, const char *value)
{
    if (strcmp(name, "--out") == 0) {
        city->out = value;
    } else if (strcmp(name, "--size") == 0) {
        city->size = whole(value, 100000);
    } else if (strcmp(name, "--communities") == 0) {
        city->communities = whole(value, 1000000);
    } else if (strcmp(name, "--facilities") == 0) {
        city->facilities = whole(value, 10000000);
    } else if (strcmp(name, "--kinds") == 0) {
        city->kinds = whole(value, KIND_NAMES);
    } else if (strcmp(name, "--seed") == 0) {
        city->seed = (uint64_t)whole(value, 1000000);
    } else if (strcmp(name, "--layout") == 0 && strcmp(value, "strips") == 0) {
        city->strips = true;
    } else if (strcmp(name, "--layout") == 0 && strcmp(value, "tiled") == 0) {
        city->strips = false;
    } else {
        stop("unknown option");
    }
}

int main(int argc, char **argv)
{
    struct city city = {
        .size = 20000, .communities = 10000, .facilities = 20000, .kinds = 5, .seed = 1};
    for (int i = 1; i + 1 < argc; i += 2) {
        read_option(&city, argv[i], argv[i + 1]);
    }
    if (city.out == NULL || argc % 2 == 0) {
        stop("--out DIR is missing, or an option has no value");
    }
    if (mkdir(city.out, 0777) != 0 && errno != EEXIST) {
        stop("the folder cannot be made");
    }
    double extent = city.size * CELL_DEG;
    city.west = CENTRE_LON - extent / 2;
    city.south = CENTRE_LAT - extent / 2;
    city.side = (int)ceil(sqrt(city.communities));
    city.lon = city.west + MARGIN * extent;
    city.lat = city.south + MARGIN * extent;
    city.width = (1 - 2 * MARGIN) * extent / city.side;
    GDALAllRegister();
    write_communities(&city);
    write_facilities(&city);
    write_plan(&city, "plan.yaml", city.kinds);
    write_plan(&city, "sums.yaml", 0);
    write_plan(&city, "discs.yaml", 1);
    write_raster(&city);
    return 0;
}
