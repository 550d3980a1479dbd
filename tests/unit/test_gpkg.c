/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gis/wkb.h byte by byte, and gis/gpkg.h: rows in, a sound file out, errors for what cannot be.
 */
#include "gis/gpkg.h"
#include "gis/wkb.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct ct_error err;
static char folder[64];

static void setup(void)
{
    err = (struct ct_error){0};
    strcpy(folder, "/tmp/catchment-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static void teardown(void)
{
    unlink("out.gpkg");
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}

static void ring(struct ct_shape *shape, bool hole, double x, double y, double size)
{
    ck_assert(ct_shape_begin(shape, hole));
    ck_assert(ct_shape_add(shape, x, y, false));
    ck_assert(ct_shape_add(shape, x + size / 2, y, true)); /* densified: not written */
    ck_assert(ct_shape_add(shape, x + size, y, false));
    ck_assert(ct_shape_add(shape, x, y + size, false));
    ck_assert(ct_shape_add(shape, x, y, false));
}

/* What SpatiaLite reads from the bytes. */
static void assert_reads(const struct ct_wkb *wkb, const char *expected)
{
    struct ct_work *work = NULL;
    struct ct_query *query = NULL;
    bool row = false;

    ck_assert_int_eq(ct_work_open(NULL, &work, &err), CT_OK);
    ck_assert_int_eq(ct_query_new(work, "SELECT AsText(ST_GeomFromWKB(?))", &query, &err), CT_OK);
    ct_query_blob(query, 1, wkb->data, wkb->size);
    ck_assert_int_eq(ct_query_step(query, &row, &err), CT_OK);
    ck_assert_str_eq(ct_query_get_text(query, 0), expected);
    ct_query_free(query);
    ct_work_close(work);
}

START_TEST(polygons_with_holes)
{
    struct ct_shape shape = {.kind = CT_SHAPE_POLYGONS};
    struct ct_crs *crs = NULL;
    struct ct_projector *projector = NULL;
    struct ct_wkb wkb = {0};

    ck_assert_int_eq(ct_crs_new("EPSG:4326", &crs, &err), CT_OK);
    ck_assert_int_eq(ct_projector_new(crs, &projector, &err), CT_OK);
    ring(&shape, false, 0, 0, 8);
    ring(&shape, true, 1, 1, 2);
    ring(&shape, false, 20, 0, 8);
    ck_assert_int_eq(ct_wkb_from_shape(&wkb, &shape, projector, &err), CT_OK);
    assert_reads(&wkb, "MULTIPOLYGON(((0 0, 8 0, 0 8, 0 0), (1 1, 3 1, 1 3, 1 1)), "
                       "((20 0, 28 0, 20 8, 20 0)))");
    ct_shape_clear(&shape);
    ck_assert_int_eq(ct_wkb_from_shape(&wkb, &shape, projector, &err), CT_OK);
    ck_assert_uint_eq(wkb.size, 0);
    ct_wkb_free(&wkb);
    ct_shape_free(&shape);
    ct_projector_free(projector);
    ct_crs_free(crs);
}
END_TEST

START_TEST(points_and_lines)
{
    struct ct_shape shape = {.kind = CT_SHAPE_POINTS};
    struct ct_crs *crs = NULL;
    struct ct_projector *projector = NULL;
    struct ct_wkb wkb = {0};

    ck_assert_int_eq(ct_crs_new("EPSG:4326", &crs, &err), CT_OK);
    ck_assert_int_eq(ct_projector_new(crs, &projector, &err), CT_OK);
    ck_assert(ct_shape_begin(&shape, false));
    ck_assert(ct_shape_add(&shape, 1, 2, false));
    ck_assert_int_eq(ct_wkb_from_shape(&wkb, &shape, projector, &err), CT_OK);
    assert_reads(&wkb, "POINT(1 2)");
    ck_assert(ct_shape_add(&shape, 3, 4, false));
    ck_assert_int_eq(ct_wkb_from_shape(&wkb, &shape, projector, &err), CT_OK);
    assert_reads(&wkb, "MULTIPOINT(1 2, 3 4)");
    shape.kind = CT_SHAPE_LINES;
    ck_assert_int_eq(ct_wkb_from_shape(&wkb, &shape, projector, &err), CT_OK);
    assert_reads(&wkb, "MULTILINESTRING((1 2, 3 4))");
    ck_assert_int_eq(ct_wkb_from_point(&wkb, 5, 6, &err), CT_OK);
    assert_reads(&wkb, "POINT(5 6)");
    ct_wkb_free(&wkb);
    ct_shape_free(&shape);
    ct_projector_free(projector);
    ct_crs_free(crs);
}
END_TEST

static const struct ct_column columns[] = {
    {"name", CT_COLUMN_TEXT, {"name", "名称"}, ""},
    {"n", CT_COLUMN_INTEGER, {"number", "数"}, ""},
    {"value", CT_COLUMN_REAL, {"value", "值"}, "m"},
};
static const struct ct_gpkg_layer layer = {"place", "地点", "Places", "POINT", columns, 3};

static enum ct_status write_rows(const char *sql, size_t *count)
{
    struct ct_work *work = NULL;
    struct ct_query *rows = NULL;
    struct ct_gpkg *gpkg = NULL;
    enum ct_status status;

    ck_assert_int_eq(ct_work_open(NULL, &work, &err), CT_OK);
    ck_assert_int_eq(ct_query_new(work, sql, &rows, &err), CT_OK);
    ck_assert_int_eq(ct_gpkg_create("out.gpkg", "EPSG:4547", &gpkg, &err), CT_OK);
    status = ct_gpkg_write(gpkg, &layer, rows, count, &err);
    if (status == CT_OK)
        status = ct_gpkg_close(gpkg, &err);
    else
        ct_gpkg_abandon(gpkg);
    ct_query_free(rows);
    ct_work_close(work);
    return status;
}

START_TEST(rows_are_written)
{
    struct ct_work *work = NULL;
    struct ct_query *query = NULL;
    size_t count = 0;
    bool row = false;

    ck_assert_int_eq(write_rows("SELECT ST_AsBinary(MakePoint(1, 2)), '甲', 3, 0.5"
                                " UNION ALL SELECT NULL, NULL, NULL, NULL",
                                &count),
                     CT_OK);
    ck_assert_uint_eq(count, 2);
    ck_assert_int_eq(ct_work_open("out.gpkg", &work, &err), CT_OK);
    ck_assert_int_eq(
        ct_query_new(work,
                     "SELECT group_concat(fid || coalesce(name, '-') || coalesce(n, '-')"
                     " || coalesce(value, '-') || (geom IS NULL)) FROM place",
                     &query, &err),
        CT_OK);
    ck_assert_int_eq(ct_query_step(query, &row, &err), CT_OK);
    ck_assert_str_eq(ct_query_get_text(query, 0), "1甲30.50,2---1");
    ct_query_free(query);
    ct_work_close(work);
}
END_TEST

START_TEST(what_cannot_be_written_is_an_error)
{
    struct ct_gpkg *gpkg = NULL;
    size_t count = 0;

    ck_assert_int_eq(write_rows("SELECT x'00ff', 'a', 1, 2", &count), CT_OUTPUT);
    ck_assert_str_eq(err.code, "E0505");
    unlink("out.gpkg");
    ck_assert_int_eq(write_rows("SELECT NULL, 'a'", &count), CT_INTERNAL);
    ck_assert_int_eq(ct_gpkg_create("missing/out.gpkg", "EPSG:4547", &gpkg, &err), CT_OUTPUT);
    ck_assert_ptr_null(gpkg);
    ck_assert_int_eq(ct_gpkg_create("other.gpkg", "EPSG:none", &gpkg, &err), CT_OUTPUT);
    ck_assert_str_eq(err.code, "E0509");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("gpkg");
    TCase *tests = tcase_create("gpkg");
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, polygons_with_holes);
    tcase_add_test(tests, points_and_lines);
    tcase_add_test(tests, rows_are_written);
    tcase_add_test(tests, what_cannot_be_written_is_an_error);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
