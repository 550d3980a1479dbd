/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gis/vector.h: layers, fields, text, CRS, geometries of every kind, repair, added vertices; and an
 * error that says what is wrong for each file that cannot be used.
 */
#include "gis/plane.h"
#include "gis/vector.h"
#include "gis/vector_parts.h"
#include "lib/folder.h"
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

static struct ct_vector *vector;
static struct ct_feature *feature;
static bool more;
static const char *const x_names[] = {"lon", "经度", "x", NULL};
static const char *const y_names[] = {"lat", "纬度", "y", NULL};

static enum ct_status open_as(const char *path, const char *layer, const char *crs)
{
    const struct ct_vector_options options = {
        .path = path, .layer = layer, .crs = crs, .x_names = x_names, .y_names = y_names};
    vector = NULL;
    return ct_vector_open(&options, &vector, &err);
}

/* Writes a GeoJSON of one feature and reads it. */
static enum ct_status read_one(const char *geometry)
{
    char text[4096];
    snprintf(
        text, sizeof text,
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
        "\"properties\":{\"code\":340402001001,\"share\":0.1,\"none\":null},\"geometry\":%s}]}",
        geometry);
    write_text("one.geojson", text);
    assert_ok(open_as("one.geojson", NULL, NULL));
    return ct_vector_next(vector, &feature, &more, &err);
}

static double area(const struct ct_shape *shape)
{
    double sum = 0;
    for (size_t part = 0; part < shape->parts; part++)
        sum += ct_shape_ring_area(shape, part);
    return sum;
}

START_TEST(values_keep_their_digits)
{
    assert_ok(read_one("{\"type\":\"Point\",\"coordinates\":[114.1,30.5,7]}"));
    ck_assert(more);
    ck_assert_int_eq(feature->row, 1);
    ck_assert_str_eq(feature->text[ct_vector_field_index(vector, "code")], "340402001001");
    ck_assert_str_eq(feature->text[ct_vector_field_index(vector, "share")], "0.1");
    ck_assert_ptr_null(feature->text[ct_vector_field_index(vector, "none")]);
    ck_assert_int_eq(ct_vector_field_index(vector, "Code"), -1);
    ck_assert_int_eq(feature->shape.kind, CT_SHAPE_POINTS);
    ck_assert_double_eq(feature->shape.lon[0], 114.1);
    ck_assert_str_eq(ct_vector_crs_name(vector), "EPSG:4979"); /* of three dimensions */
    ck_assert_int_eq(ct_vector_count(vector), 1);
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert(!more);
    assert_fails(ct_vector_no_field(vector, "cod", &err), "E0311");
    ck_assert_ptr_nonnull(strstr(err.hint[CT_EN], "\"code\""));
    ct_vector_close(vector);
}
END_TEST

/* A 12-digit code that a driver holds as a double. */
START_TEST(codes_held_as_doubles)
{
    OGRSFDriverH driver = OGRGetDriverByName("GPKG");
    OGRDataSourceH out = OGR_Dr_CreateDataSource(driver, "codes.gpkg", NULL);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(srs, 4490);
    OGRLayerH layer = OGR_DS_CreateLayer(out, "社区", srs, wkbPoint, NULL);
    OGRFieldDefnH field = OGR_Fld_Create("代码", OFTReal);
    OGR_L_CreateField(layer, field, 1);
    OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldDouble(row, 0, 340402001001.0);
    ck_assert_int_eq(OGR_L_CreateFeature(layer, row), OGRERR_NONE);
    OGR_F_Destroy(row);
    OGR_Fld_Destroy(field);
    OSRDestroySpatialReference(srs);
    OGR_DS_Destroy(out);
    assert_ok(open_as("codes.gpkg", NULL, NULL));
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert_str_eq(ct_vector_layer_name(vector), "社区");
    ck_assert_str_eq(feature->text[0], "340402001001");
    ck_assert_int_eq(feature->shape.kind, CT_SHAPE_NONE);
    ck_assert(!feature->empty);
    ct_vector_close(vector);
}
END_TEST

START_TEST(rings_are_turned_and_closed)
{
    assert_ok(read_one("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[0,4],[4,4],[4,0],[0,0]],"
                       "[[1,1],[2,1],[2,2],[1,2],[1,1]]]}"));
    ck_assert_uint_eq(feature->shape.parts, 2);
    ck_assert(!feature->shape.hole[0] && feature->shape.hole[1]);
    ck_assert_double_gt(ct_shape_ring_area(&feature->shape, 0), 15.9);
    ck_assert_double_lt(ct_shape_ring_area(&feature->shape, 1), -0.9);
    ck_assert(!feature->repaired);
    ct_vector_close(vector);
}
END_TEST

START_TEST(collections_keep_the_highest_dimension)
{
    assert_ok(
        read_one("{\"type\":\"GeometryCollection\",\"geometries\":["
                 "{\"type\":\"Point\",\"coordinates\":[9,9]},"
                 "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]},"
                 "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[5,5],[6,5],[6,6],[5,5]]]]}]}"));
    ck_assert_int_eq(feature->shape.kind, CT_SHAPE_POLYGONS);
    ck_assert_uint_eq(feature->shape.parts, 2);
    ck_assert_double_eq_tol(area(&feature->shape), 1, 1e-3);
    ct_vector_close(vector);
    assert_ok(read_one("{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}"));
    ck_assert_int_eq(feature->shape.kind, CT_SHAPE_POINTS);
    ck_assert_uint_eq(feature->shape.vertices, 2);
    ct_vector_close(vector);
}
END_TEST

START_TEST(invalid_polygons_are_mended)
{
    assert_ok(read_one("{\"type\":\"Polygon\",\"coordinates\":"
                       "[[[0,0],[0.001,0.001],[0.001,0],[0,0.001],[0,0]]]}"));
    ck_assert(feature->repaired);
    ck_assert_ptr_nonnull(strstr(feature->reason, "Self-intersection"));
    ck_assert_uint_eq(feature->shape.parts, 2);
    ck_assert_double_eq_tol(area(&feature->shape), 0.5e-6, 1e-12);
    ct_vector_close(vector);

    assert_ok(read_one("{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,0]]]}"));
    ck_assert(feature->empty);
    ck_assert_uint_eq(feature->shape.parts, 0);
    ct_vector_close(vector);
    assert_ok(read_one("{\"type\":\"Polygon\",\"coordinates\":[]}"));
    ck_assert_uint_eq(feature->shape.parts, 0);
    ct_vector_close(vector);
    write_text("empty.csv", "WKT,id\nPOLYGON EMPTY,1\n");
    assert_ok(open_as("empty.csv", NULL, "EPSG:4326"));
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert(feature->empty && !feature->repaired);
    ct_vector_close(vector);
    assert_ok(read_one("null"));
    ck_assert(!feature->empty);
    ck_assert_int_eq(feature->shape.kind, CT_SHAPE_NONE);
    ct_vector_close(vector);
}
END_TEST

START_TEST(curves_become_lines)
{
    write_text("curve.csv", "WKT,id\n\"CURVEPOLYGON(CIRCULARSTRING(0.001 0,0 0.001,-0.001 0,0 "
                            "-0.001,0.001 0))\",1\n");
    assert_ok(open_as("curve.csv", NULL, "EPSG:4326"));
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert_int_eq(feature->shape.kind, CT_SHAPE_POLYGONS);
    ck_assert_double_eq_tol(area(&feature->shape), M_PI * 1e-6, 1e-8);
    ct_vector_close(vector);
}
END_TEST

/* How far the middle of the edge i lies from the edge drawn straight in the plane. */
static double stray_m(struct ct_crs *crs, const struct ct_shape *s, size_t i)
{
    double x[2] = {s->lon[i], s->lon[i + 1]}, y[2] = {s->lat[i], s->lat[i + 1]};
    struct ct_xy a = ct_plane_from_lonlat(x[0], y[0]), b = ct_plane_from_lonlat(x[1], y[1]);
    ck_assert(ct_crs_from_lonlat(crs, 2, x, y));
    double mx = (x[0] + x[1]) / 2, my = (y[0] + y[1]) / 2;
    ck_assert(ct_crs_to_lonlat(crs, 1, &mx, &my));
    struct ct_xy m = ct_plane_from_lonlat(mx, my);
    double turn = (b.x - a.x) * (m.y - a.y) - (b.y - a.y) * (m.x - a.x);
    return fabs(turn) / hypot(b.x - a.x, b.y - a.y) / ct_plane_scale(my);
}

static void assert_straight(const char *definition, const char *wkt, size_t least)
{
    char text[512];
    struct ct_crs *crs = NULL;
    snprintf(text, sizeof text, "WKT,id\n\"%s\",1\n", wkt);
    write_text("big.csv", text);
    assert_ok(ct_crs_new(definition, &crs, &err));
    assert_ok(open_as("big.csv", NULL, definition));
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    const struct ct_shape *s = &feature->shape;
    size_t added = 0;
    for (size_t i = 0; i + 1 < s->vertices; i++) {
        ck_assert_double_lt(stray_m(crs, s, i), 1.05e-3);
        added += s->added != NULL && s->added[i];
    }
    ck_assert_uint_eq(s->vertices - added, 5);
    ck_assert_uint_ge(added, least);
    ct_vector_close(vector);
    ct_crs_free(crs);
}

START_TEST(long_edges_get_vertices)
{
    assert_straight("EPSG:4547",
                    "POLYGON((400000 3300000,600000 3300000,600000 3500000,"
                    "400000 3500000,400000 3300000))",
                    400);
    assert_straight("EPSG:4326", "POLYGON((110 50,114 51,114 55,110 54,110 50))", 400);
    assert_straight("EPSG:4490", "POLYGON((110 30,110.001 30,110.001 30.001,110 30.001,110 30))",
                    0);
    assert_straight("ESRI:102025", /* Asia North Albers: edges bend much */
                    "POLYGON((1000000 3000000,1100000 3000000,1100000 3100000,1000000 3100000,"
                    "1000000 3000000))",
                    100);
}
END_TEST

/* Both sides of a border get the same vertices, bit for bit. */
START_TEST(neighbours_stay_neighbours)
{
    write_text("two.csv", "WKT,id\n"
                          "\"POLYGON((500000 3300000,510000 3300000,512345 3312345,500000 3310000,"
                          "500000 3300000))\",1\n"
                          "\"POLYGON((510000 3300000,520000 3300000,520000 3310000,512345 3312345,"
                          "510000 3300000))\",2\n");
    struct ct_shape left = {0};
    assert_ok(open_as("two.csv", NULL, "EPSG:4547"));
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    left = feature->shape;
    feature->shape = (struct ct_shape){0};
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    const struct ct_shape *right = &feature->shape;
    size_t shared = 0;
    for (size_t i = 0; i + 1 < left.vertices; i++)
        for (size_t j = 0; j + 1 < right->vertices; j++)
            shared += left.lon[i] == right->lon[j] && left.lat[i] == right->lat[j];
    size_t corner = 0, between = 0; /* the border is the second edge of the left one */
    for (size_t i = 0; i < left.vertices; i++) {
        corner += !left.added[i];
        between += left.added[i] && corner == 2;
    }
    ck_assert_uint_gt(between, 5);
    ck_assert_uint_eq(shared, between + 2);
    ct_shape_free(&left);
    ct_vector_close(vector);
}
END_TEST

START_TEST(tables)
{
    write_text("t.csv", "id,经度,纬度\n1,114.5,30.5\n2,,\n3,东,30\n4,214.5,30.5\n");
    assert_ok(open_as("t.csv", NULL, NULL));
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert_double_eq(feature->shape.lon[0], 114.5);
    ck_assert_double_eq(feature->shape.lat[0], 30.5);
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert_uint_eq(feature->shape.parts, 0);
    ck_assert_str_eq(feature->reason, "");
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert_uint_eq(feature->shape.parts, 0);
    ck_assert_str_eq(feature->reason, "东");
    assert_fails(ct_vector_next(vector, &feature, &more, &err), "E0324");
    ck_assert_str_eq(err.feature, "4");
    ct_vector_close(vector);

    write_text("xy.csv", "id,x,y\n1,114.5,30.5\n");
    assert_fails(open_as("xy.csv", NULL, NULL), "E0321"); /* x, y may be anything */
    write_text("xy.csv", "id,x,y\n1,528770.25,3386666.5\n");
    assert_ok(open_as("xy.csv", NULL, "EPSG:4547"));
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert_double_eq_tol(feature->shape.lon[0], 114.3, 1e-3);
    ct_vector_close(vector);
    assert_ok(open_as("xy.csv", NULL, "EPSG:4326")); /* metres are no degrees */
    assert_fails(ct_vector_next(vector, &feature, &more, &err), "E0322");
    ct_vector_close(vector);
    write_text("none.csv", "id,name\n1,a\n");
    assert_fails(open_as("none.csv", NULL, NULL), "E0309");
    const struct ct_vector_options bare = {.path = "none.csv"};
    assert_ok(ct_vector_open(&bare, &vector, &err));
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert_str_eq(feature->text[1], "a");
    ct_vector_close(vector);
    const struct ct_vector_options wrong = {
        .path = "t.csv", .x_field = "经度度", .y_field = "纬度"};
    assert_fails(ct_vector_open(&wrong, &vector, &err), "E0311");
    ck_assert_ptr_nonnull(strstr(err.hint[CT_ZH], "经度"));
}
END_TEST

START_TEST(text_that_is_not_utf8)
{
    /* 名称 and 东湖 in GBK, and bytes that are in no encoding */
    write_text("gbk.csv", "\xC3\xFB\xB3\xC6,lon,lat\n\xB6\xAB\xBA\xFE,114,30\n");
    assert_ok(open_as("gbk.csv", NULL, NULL));
    ck_assert_int_eq(ct_vector_field_index(vector, "名称"), 0);
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert_str_eq(feature->text[0], "东湖");
    ct_vector_close(vector);
    write_text("bad.csv", "name,lon,lat\na,114,30\n\xFF\xFE,114,30\n");
    assert_fails(open_as("bad.csv", NULL, NULL), "E0323");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "\"A3\""));
    ck_assert_str_eq(err.feature, "3");
}
END_TEST

START_TEST(files_that_cannot_be_read)
{
    assert_fails(open_as("missing.shp", NULL, NULL), "E0303");
    write_text("empty.gpkg", "");
    assert_fails(open_as("empty.gpkg", NULL, NULL), "E0304");
    write_text("text.gpkg", "this is no GeoPackage");
    assert_fails(open_as("text.gpkg", NULL, NULL), "E0301");
    write_text("cut.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Fea");
    assert_fails(open_as("cut.geojson", NULL, NULL), "E0301");
    ck_assert_str_eq(err.file, "cut.geojson");
    ck_assert_int_eq(ct_file_kind("text.gpkg"), CT_FILE_NEITHER);
    const char *real = real_file("wuhan/malformed-wuhan-boundary.geojson");
    if (real != NULL)
        assert_fails(open_as(real, NULL, NULL), "E0301");
}
END_TEST

/* A Shapefile of 20 squares; `keep` bytes of its .shp stay. */
static void write_shapefile(const char *path, long keep)
{
    OGRDataSourceH out = OGR_Dr_CreateDataSource(OGRGetDriverByName("ESRI Shapefile"), path, NULL);
    OGRLayerH layer = OGR_DS_CreateLayer(out, "s", NULL, wkbPolygon, NULL);
    for (int i = 0; i < 20; i++) {
        char wkt[200], *at = wkt;
        snprintf(wkt, sizeof wkt, "POLYGON((%d 0,%d 0,%d 0.5,%d 0))", i, i + 1, i + 1, i);
        OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGRGeometryH geometry = NULL;
        OGR_G_CreateFromWkt(&at, NULL, &geometry);
        OGR_F_SetGeometryDirectly(row, geometry);
        ck_assert_int_eq(OGR_L_CreateFeature(layer, row), OGRERR_NONE);
        OGR_F_Destroy(row);
    }
    OGR_DS_Destroy(out);
    if (keep > 0)
        ck_assert_int_eq(truncate(path, keep), 0);
}

static enum ct_status read_all(long *rows)
{
    enum ct_status status = ct_vector_next(vector, &feature, &more, &err);
    for (*rows = 0; status == CT_OK && more; (*rows)++)
        status = ct_vector_next(vector, &feature, &more, &err);
    return status;
}

START_TEST(shapefiles)
{
    long rows;
    write_shapefile("s.shp", 0);
    assert_fails(open_as("s.shp", NULL, NULL), "E0321");
    assert_ok(open_as("s.shp", NULL, "EPSG:4490"));
    assert_ok(read_all(&rows));
    ck_assert_int_eq(rows, 20);
    ct_vector_close(vector);
    write_shapefile("cut.shp", 1500);
    assert_ok(open_as("cut.shp", NULL, "EPSG:4490"));
    assert_fails(read_all(&rows), "E0313");
    ck_assert_int_lt(rows, 20);
    ct_vector_close(vector);
}
END_TEST

static enum ct_status count_part(void *context, const char *part, struct ct_error *ignored)
{
    (void)part;
    (void)ignored;
    ++*(int *)context;
    return CT_OK;
}

START_TEST(layers_and_parts)
{
    OGRDataSourceH out = OGR_Dr_CreateDataSource(OGRGetDriverByName("GPKG"), "two.gpkg", NULL);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(srs, 4326);
    OGR_DS_CreateLayer(out, "districts", srs, wkbPolygon, NULL);
    OGR_DS_CreateLayer(out, "points", srs, wkbPoint, NULL);
    OSRDestroySpatialReference(srs);
    OGR_DS_Destroy(out);
    assert_fails(open_as("two.gpkg", NULL, NULL), "E0305");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "districts, points"));
    assert_fails(open_as("two.gpkg", "district", NULL), "E0306");
    ck_assert_ptr_nonnull(strstr(err.hint[CT_EN], "\"districts\""));
    assert_ok(open_as("two.gpkg", "districts", NULL));
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert(!more);
    ct_vector_close(vector);
    ck_assert_int_eq(ct_file_kind("two.gpkg"), CT_FILE_VECTOR);
    write_shapefile("s.shp", 0);
    int parts = 0;
    assert_ok(ct_file_parts("s.shp", count_part, &parts, &err));
    ck_assert_int_ge(parts, 3);
}
END_TEST

/* A ring about the origin whose radius jumps: valid or not by chance. */
static struct ct_shape star(size_t n, double jump)
{
    struct ct_shape s = {.kind = CT_SHAPE_POLYGONS};
    ck_assert(ct_shape_begin(&s, false));
    for (size_t i = 0; i < n; i++) {
        double angle = 2 * M_PI * ((double)i + jump * (drand48() - 0.5)) / (double)n;
        double radius = 1 + 0.5 * (drand48() - 0.5);
        ck_assert(ct_shape_add(&s, radius * cos(angle), radius * sin(angle), false));
    }
    ck_assert(ct_shape_add(&s, s.lon[0], s.lat[0], false));
    return s;
}

/* What is called valid is valid to GEOS, and most valid rings are called so. */
START_TEST(quick_proof_of_validity)
{
    struct ct_geos geos;
    size_t valid = 0, proved = 0;
    ck_assert(ct_geos_begin(&geos));
    srand48(7);
    for (size_t k = 0; k < 3000; k++) {
        struct ct_shape s = star(5 + k % 200, (double)(k % 5));
        char reason[192];
        bool sure = ct_shape_surely_valid(&s);
        ck_assert(ct_geos_repair(&geos, &s, reason));
        ck_assert_msg(!sure || *reason == '\0', "%s", reason);
        valid += *reason == '\0';
        proved += sure;
        ct_shape_free(&s);
    }
    ck_assert_uint_gt(valid, 500);
    ck_assert_uint_lt(valid, 2500);
    ck_assert_uint_ge(proved * 100, valid * 99);
    ct_geos_end(&geos);
}
END_TEST

START_TEST(doubt_is_left_to_geos)
{
    const double rings[][6][2] = {
        {{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}, {0, 0}},  /* a vertex on an edge */
        {{0, 0}, {4, 0}, {6, 0}, {4, 0}, {0, 4}, {0, 0}},  /* a spike */
        {{0, 0}, {4, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}},  /* a vertex twice */
        {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}, {0, 0}}}; /* all on a line */
    for (size_t k = 0; k < sizeof rings / sizeof *rings; k++) {
        struct ct_shape s = {.kind = CT_SHAPE_POLYGONS};
        ck_assert(ct_shape_begin(&s, false));
        for (size_t i = 0; i < 6; i++)
            ck_assert(ct_shape_add(&s, rings[k][i][0], rings[k][i][1], false));
        ck_assert(!ct_shape_surely_valid(&s));
        ct_shape_free(&s);
    }
}
END_TEST

int main(void)
{
    GDALAllRegister();
    TCase *tests = tcase_create("vector");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, values_keep_their_digits);
    tcase_add_test(tests, codes_held_as_doubles);
    tcase_add_test(tests, rings_are_turned_and_closed);
    tcase_add_test(tests, collections_keep_the_highest_dimension);
    tcase_add_test(tests, invalid_polygons_are_mended);
    tcase_add_test(tests, curves_become_lines);
    tcase_add_test(tests, long_edges_get_vertices);
    tcase_add_test(tests, neighbours_stay_neighbours);
    tcase_add_test(tests, tables);
    tcase_add_test(tests, text_that_is_not_utf8);
    tcase_add_test(tests, files_that_cannot_be_read);
    tcase_add_test(tests, shapefiles);
    tcase_add_test(tests, layers_and_parts);
    tcase_add_test(tests, quick_proof_of_validity);
    tcase_add_test(tests, doubt_is_left_to_geos);
    return run_tests(suite_create("vector"), tests);
}
