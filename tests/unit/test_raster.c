/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gis/raster.h: what cells mean (nodata, NaN, negative, scale), windows of any shape give the same
 * cells, and an error for each raster that cannot be used. Sums of the real rasters are those that
 * their source states.
 */
#include "gis/raster.h"
#include "lib/folder.h"
#include <float.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>

enum { SIDE = 40 };

/* What to make; members that are not set are plain. */
struct wish {
    GDALDataType type;
    const char *options[4];
    bool has_nodata, no_crs, no_place;
    double nodata, scale, offset;
};

static double cell[SIDE * SIDE];

static void fill(void)
{
    for (int i = 0; i < SIDE * SIDE; i++)
        cell[i] = i % 7;
}

static void make(const struct wish *wish)
{
    double place[6] = {114, 0.001, 0, 30, 0, -0.001};
    GDALDatasetH out = GDALCreate(GDALGetDriverByName("GTiff"), "r.tif", SIDE, SIDE, 1, wish->type,
                                  (char **)(uintptr_t)wish->options);
    ck_assert_ptr_nonnull(out);
    GDALRasterBandH band = GDALGetRasterBand(out, 1);
    if (!wish->no_place)
        GDALSetGeoTransform(out, place);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(srs, 4326);
    if (!wish->no_crs)
        GDALSetSpatialRef(out, srs);
    OSRDestroySpatialReference(srs);
    if (wish->has_nodata)
        GDALSetRasterNoDataValue(band, wish->nodata);
    if (wish->scale != 0) {
        GDALSetRasterScale(band, wish->scale);
        GDALSetRasterOffset(band, wish->offset);
    }
    ck_assert_int_eq(
        GDALRasterIO(band, GF_Write, 0, 0, SIDE, SIDE, cell, SIDE, SIDE, GDT_Float64, 0, 0),
        CE_None);
    GDALClose(out);
}

static struct ct_raster *raster;
static struct ct_raster_faults faults;

/* The sum over all cells, whatever type the band needs. */
static double sum_of(const char *path, enum ct_status *status)
{
    faults = (struct ct_raster_faults){0};
    assert_ok(ct_raster_open(path, 1, NULL, &raster, &err));
    const struct ct_raster_info *info = ct_raster_describe(raster);
    size_t n = (size_t)info->width * (size_t)info->height;
    double *wide = malloc(n * sizeof *wide), sum = 0;
    float *narrow = malloc(n * sizeof *narrow);
    if (ct_raster_is_double(raster))
        *status =
            ct_raster_read_double(raster, 0, 0, info->width, info->height, wide, &faults, &err);
    else
        *status = ct_raster_read(raster, 0, 0, info->width, info->height, narrow, &faults, &err);
    for (size_t i = 0; *status == CT_OK && i < n; i++)
        sum += ct_raster_is_double(raster) ? wide[i] : (double)narrow[i];
    free(wide);
    free(narrow);
    ct_raster_close(raster);
    return sum;
}

static double sum(void)
{
    enum ct_status status;
    double total = sum_of("r.tif", &status);
    assert_ok(status);
    return total;
}

static double expected(void)
{
    double total = 0;
    for (int i = 0; i < SIDE * SIDE; i++)
        total += cell[i] > 0 ? cell[i] : 0;
    return total;
}

START_TEST(types)
{
    const GDALDataType known[] = {GDT_Byte,    GDT_UInt16, GDT_Int16,  GDT_Int32,
                                  GDT_Float32, GDT_UInt32, GDT_Float64};
    fill();
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        make(&(struct wish){.type = known[i]});
        ck_assert_double_eq(sum(), expected());
        ck_assert_int_eq(faults.nodata + faults.nan + faults.negative, 0);
    }
    make(&(struct wish){.type = GDT_CFloat32});
    assert_fails(ct_raster_open("r.tif", 1, NULL, &raster, &err), "E0332");
}
END_TEST

START_TEST(cells_that_are_no_people)
{
    fill();
    double people = expected() - cell[0] - cell[1] - cell[2] - cell[3];
    cell[0] = -9999;
    cell[1] = NAN;
    cell[2] = -7;
    cell[3] = -0.5;
    make(&(struct wish){.type = GDT_Float32, .has_nodata = true, .nodata = -9999});
    ck_assert_double_eq(sum(), people);
    ck_assert_int_eq(faults.nodata, 1);
    ck_assert_int_eq(faults.nan, 1);
    ck_assert_int_eq(faults.negative, 2);
    ck_assert_double_eq(faults.negative_sum, -7.5);
    make(&(struct wish){.type = GDT_Float64, .has_nodata = true, .nodata = NAN});
    ck_assert_double_eq(sum(), people);
    ck_assert_int_eq(faults.nodata, 1);
    ck_assert_int_eq(faults.nan, 0);
    ck_assert_int_eq(faults.negative, 3);
}
END_TEST

/* The largest float as nodata, written with all or with few digits, and a nodata among the people.
 */
START_TEST(traps_of_nodata)
{
    const double written[] = {-(double)FLT_MAX, -3.4e38, -1.7976931348623157e308};
    fill();
    double people = expected() - cell[0];
    cell[0] = -(double)FLT_MAX;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        make(&(struct wish){.type = GDT_Float32, .has_nodata = true, .nodata = written[i]});
        ck_assert_double_eq(sum(), people);
        ck_assert_int_eq(faults.nodata, 1);
    }
    cell[0] = 0;
    make(&(struct wish){.type = GDT_Float32, .has_nodata = true, .nodata = 3});
    double threes = 0;
    for (int i = 0; i < SIDE * SIDE; i++)
        threes += cell[i] == 3;
    ck_assert_double_eq(sum(), people - 3 * threes);
    ck_assert_double_eq((double)faults.nodata, threes);
    cell[5] = 0.1; /* no double, as a float, is 0.1 */
    make(&(struct wish){.type = GDT_Float32, .has_nodata = true, .nodata = 0.1});
    sum();
    ck_assert_int_eq(faults.nodata, 1);
}
END_TEST

/* Nodata is compared before scale and offset. */
START_TEST(scale_and_offset)
{
    fill();
    double people = expected() - cell[0];
    cell[0] = -9999;
    make(&(struct wish){
        .type = GDT_Int16, .has_nodata = true, .nodata = -9999, .scale = 0.5, .offset = 2});
    ck_assert_double_eq(sum(), people * 0.5 + 2 * (SIDE * SIDE - 1));
    ck_assert_int_eq(faults.nodata, 1);
    make(&(struct wish){.type = GDT_Float32, .has_nodata = true, .nodata = -9999, .scale = 1});
    ck_assert_double_eq(sum(), people);
    assert_ok(ct_raster_open("r.tif", 1, NULL, &raster, &err));
    ck_assert(!ct_raster_is_double(raster));
    ct_raster_close(raster);
}
END_TEST

START_TEST(too_many_people)
{
    enum ct_status status;
    fill();
    cell[SIDE * 3 + 5] = 1e9;
    make(&(struct wish){.type = GDT_Float32});
    sum_of("r.tif", &status);
    assert_fails(status, "E0333");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "cell 5, 3 "));
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "1000000000"));
}
END_TEST

/* Any window reads the same cells, on block edges or not, in one piece or many. */
START_TEST(windows)
{
    static const char *const layouts[][4] = {{"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", NULL},
                                             {"COMPRESS=LZW", "BLOCKYSIZE=1", NULL, NULL},
                                             {"COMPRESS=DEFLATE", "BLOCKYSIZE=7", NULL, NULL}};
    static float out[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++)
        cell[i] = i;
    for (size_t layout = 0; layout < 3; layout++) {
        struct wish wish = {.type = GDT_Float32};
        memcpy(wish.options, layouts[layout], sizeof wish.options);
        make(&wish);
        assert_ok(ct_raster_open("r.tif", 1, NULL, &raster, &err));
        srand48(3);
        for (int k = 0; k < 300; k++) {
            int col = (int)(drand48() * SIDE), row = (int)(drand48() * SIDE);
            int width = 1 + (int)(drand48() * (SIDE - col)),
                height = 1 + (int)(drand48() * (SIDE - row));
            assert_ok(ct_raster_read(raster, col, row, width, height, out, &faults, &err));
            for (int i = 0; i < width * height; i++)
                ck_assert_int_eq((int)out[i], (row + i / width) * SIDE + col + i % width);
        }
        ct_raster_close(raster);
    }
}
END_TEST

START_TEST(place)
{
    double b[4];
    fill();
    make(&(struct wish){.type = GDT_Float32});
    assert_ok(ct_raster_open("r.tif", 1, NULL, &raster, &err));
    assert_ok(ct_raster_bounds(raster, b, &err));
    const double box[4] = {114, 29.96, 114.04, 30};
    for (int i = 0; i < 4; i++)
        ck_assert_double_eq_tol(b[i], box[i], 1e-12);
    ck_assert_str_eq(ct_raster_describe(raster)->crs, "EPSG:4326");
    ct_raster_close(raster);
    assert_fails(ct_raster_open("r.tif", 2, NULL, &raster, &err), "E0330");
    make(&(struct wish){.type = GDT_Float32, .no_crs = true});
    assert_fails(ct_raster_open("r.tif", 1, NULL, &raster, &err), "E0321");
    assert_ok(ct_raster_open("r.tif", 1, "EPSG:4490", &raster, &err));
    ct_raster_close(raster);
    make(&(struct wish){.type = GDT_Float32, .no_place = true});
    assert_fails(ct_raster_open("r.tif", 1, NULL, &raster, &err), "E0331");
}
END_TEST

START_TEST(damaged_files)
{
    enum ct_status status;
    fill();
    make(&(struct wish){.type = GDT_Float32, .options = {"COMPRESS=DEFLATE", "BLOCKYSIZE=4"}});
    FILE *file = fopen("r.tif", "r+b");
    ck_assert_ptr_nonnull(file);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fseek(file, size * 3 / 5, SEEK_SET);
    for (int i = 0; i < 60; i++)
        fputc(0xA5, file);
    fclose(file);
    sum_of("r.tif", &status);
    assert_fails(status, "E0302");
    ck_assert_str_eq(err.file, "r.tif");

    make(&(struct wish){.type = GDT_Float32, .options = {"BLOCKYSIZE=4"}});
    ck_assert_int_eq(truncate("r.tif", 4000), 0);
    sum_of("r.tif", &status);
    assert_fails(status, "E0302");
    ck_assert_int_eq(truncate("r.tif", 20), 0);
    assert_fails(ct_raster_open("r.tif", 1, NULL, &raster, &err), "E0301");
    ck_assert_int_eq(truncate("r.tif", 0), 0);
    assert_fails(ct_raster_open("r.tif", 1, NULL, &raster, &err), "E0304");
    assert_fails(ct_raster_open("none.tif", 1, NULL, &raster, &err), "E0303");
}
END_TEST

START_TEST(real_sums)
{
    const struct {
        const char *file;
        double people, tolerance; /* half of the last digit that is stated */
    } known[] = {{"ahrtal/wpop_ahrvalley.tif", 191420.39, 0.0051},
                 {"singapore/singapore_pop_100m.tif", 5398999.96, 0.0051},
                 {"wuhan/wuhan_worldpop_age20plus.tif", 9491334, 0.51},
                 {"wuhan/wuhan_worldpop_age65plus.tif", 1287681, 0.51}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        enum ct_status status;
        const char *path = real_file(known[i].file);
        if (path == NULL) {
            printf("skipped: %s\n", known[i].file);
            continue;
        }
        double people = sum_of(path, &status);
        assert_ok(status);
        ck_assert_double_eq_tol(people, known[i].people, known[i].tolerance);
        ck_assert_int_eq(faults.negative, 0);
    }
}
END_TEST

int main(void)
{
    GDALAllRegister();
    TCase *tests = tcase_create("raster");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, types);
    tcase_add_test(tests, cells_that_are_no_people);
    tcase_add_test(tests, traps_of_nodata);
    tcase_add_test(tests, scale_and_offset);
    tcase_add_test(tests, too_many_people);
    tcase_add_test(tests, windows);
    tcase_add_test(tests, place);
    tcase_add_test(tests, damaged_files);
    tcase_add_test(tests, real_sums);
    return run_tests(suite_create("raster"), tests);
}
