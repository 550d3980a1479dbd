/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Projects: polygons, points, tables and red lines of a drawing; phases; premises; areas stated and
 * drawn; questionnaires of projects.
 */
#include "base/offset.h"
#include "lib/small_city.h"

/* Area of a cell of degrees on GRS80 between its parallels, by summing thin strips. */
static double cell_m2(double width, double south, double north)
{
    const double a = 6378137, f = 1 / 298.257222101, e2 = f * (2 - f), degree = M_PI / 180;
    double sum = 0, step = (north - south) / 2000;
    for (int i = 0; i < 2000; i++) {
        double lat = (south + (i + 0.5) * step) * degree, w = 1 - e2 * sin(lat) * sin(lat);
        sum += a * cos(lat) / sqrt(w) * width * degree * a * (1 - e2) / pow(w, 1.5) * step * degree;
    }
    return sum;
}

static void with_projects(const char *file, const char *text)
{
    prepare(NULL, NULL);
    write_gbk(file, text);
    set("projects[0].file", file);
    set("projects[0].crs", "EPSG:4490");
    assert_ok(load());
}

static size_t project(const char *id)
{
    for (size_t i = 0; i < city->projects.count; i++)
        if (strcmp(city->projects.id[i], id) == 0)
            return i;
    ck_abort_msg("no project %s", id);
}

/* The value of an indicator of a project as text; "" where there is none. */
static const char *said(const char *id, const char *name)
{
    for (size_t i = 0; i < city->indicators.count; i++) {
        const struct ct_indicator *row = &city->indicators.rows[i];
        if (row->level == CT_LEVEL_PROJECT && strcmp(row->object, id) == 0 &&
            strcmp(row->name, name) == 0)
            return row->text;
    }
    return "";
}

#define G1   SQUARE(114.002, 30.002, 114.004, 30.004)
#define G2   SQUARE(114.003, 30.002, 114.005, 30.004)
#define G3   SQUARE(114.012, 30.002, 114.013, 30.003)
#define ROOM SQUARE(114.002, 30.002, 114.0021, 30.0021)
/* Crosses itself. */
#define BOW  "\"POLYGON((114.01 30,114.011 30.001,114.011 30,114.01 30.001,114.01 30))\""
#define HEAD "WKT,项目编号,项目名称,用地面积,户数,住宅建筑面积,配建面积,送审阶段,备注\n"

START_TEST(polygons)
{
    with_projects("x.csv", HEAD G1 ",P1,东园,42810㎡,\"1,350户\",13.5万㎡,300,方案审查,虚构\n" G3
                                   ",P2,西园,,,,,规划核实,\n");
    const struct ct_projects *p = &city->projects;
    ck_assert_uint_eq(p->count, 2);
    ck_assert_str_eq(p->id[0], "P1");
    ck_assert_str_eq(p->name[0], "东园");
    ck_assert_str_eq(p->stage[0], "plan");
    ck_assert_str_eq(p->stage[1], "completion");
    ck_assert_uint_eq(p->phases[0], 1);
    ck_assert_double_eq(p->households[0], 1350);
    ck_assert_double_eq(p->residential_floor_area_m2[0], 135000);
    ck_assert_double_eq(p->provided_m2[0], 300);
    ck_assert_double_eq(p->site_area_m2[0], 42810);
    ck_assert(isnan(p->population[0]) && isnan(p->floor_area_total_m2[0]));
    ck_assert(isnan(p->households[1]) && isnan(p->site_area_m2[1]));
    double area = cell_m2(0.002, 30.002, 30.004);
    ck_assert_double_eq_tol(p->polygon_area_m2[0], area, 1e-5 * area);
    ck_assert_double_eq_tol(p->lon[0], 114.003, 1e-9);
    ck_assert_int_eq(p->community[0], 0);
    ck_assert_int_eq(p->community[1], 1);
    ck_assert_uint_eq(found("F0506", NULL), 0); /* 42,810 of 42,8.. m2: within a hundredth */
    ck_assert_uint_eq(city->file_count, 4);
}
END_TEST

START_TEST(points_and_rows_without_a_place)
{
    with_projects("x.csv", "项目编号,户数,lon,lat\nP1,100,114.005,30.005\nP2,200,,\n,x,115,31\n");
    const struct ct_projects *p = &city->projects;
    ck_assert_uint_eq(p->count, 3);
    ck_assert_int_eq(p->shape[0].kind, CT_SHAPE_POINTS);
    ck_assert(isnan(p->polygon_area_m2[0]));
    ck_assert_int_eq(p->community[0], 0);
    ck_assert(isnan(p->lon[1]));
    ck_assert_int_eq(p->community[1], -1);
    assert_found("F0501", 1, "P2", "no place");
    assert_found("F0502", 1, "3", "no community");
    assert_found("F0504", 1, "3", "\"x\"");
    assert_found("F0510", 1, "3", "row 3");
    with_projects("y.csv", "项目编号,户数\nP1,100\n"); /* a table without columns of places */
    assert_found("F0501", 1, "P1", "no place");
    ck_assert_double_eq(city->projects.households[0], 100);
}
END_TEST

/* Coordinates as web maps have them are moved back. */
START_TEST(offsets_are_taken_out)
{
    char text[160];
    double lon = 114.005, lat = 30.005;
    ct_offset_add(CT_OFFSET_GCJ02, &lon, &lat);
    ck_assert(fabs(lon - 114.005) > 1e-3);
    prepare(NULL, NULL);
    snprintf(text, sizeof text, "项目编号,lon,lat\nP1,%.12f,%.12f\n", lon, lat);
    write_text("x.csv", text);
    set("projects[0].file", "x.csv");
    set("projects[0].crs", "EPSG:4490");
    set("projects[0].offset", "gcj02");
    assert_ok(load());
    ck_assert_double_eq_tol(city->projects.lon[0], 114.005, 1e-8);
    ck_assert_double_eq_tol(city->projects.lat[0], 30.005, 1e-8);
}
END_TEST

/* --- phases --------------------------------------------------------------------------------- */

START_TEST(phases_are_added)
{
    with_projects("x.csv",
                  "WKT,项目编号,分期,户数,人口,用地面积,阶段,住宅竣工日期,移交日期,移交面积,土地证,"
                  "移交单位\n" G1 ",P1,一期,700,2000,,在建,2025-03-01,2025-06-01,200,有,民政局\n" G3
                  ",P2,,10,,,,,,,,\n" G2
                  ",P1,二期,650,,,方案审查,2025-02-01,2025-07-01,100,无,街道办\n");
    const struct ct_projects *p = &city->projects;
    ck_assert_uint_eq(p->count, 2);
    ck_assert_str_eq(p->id[0], "P1");
    ck_assert_uint_eq(p->phases[0], 2);
    ck_assert_uint_eq(p->phase_start[1], 2);
    ck_assert_int_eq(p->phase[1].row, 3);
    ck_assert_double_eq(p->households[0], 1350);
    ck_assert(isnan(p->population[0])); /* the second phase does not say it */
    assert_found("F0505", 1, "P1", "population");
    ck_assert_str_eq(p->stage[0], "plan"); /* the least advanced */
    assert_found("F0508", 1, "P1", "different stages");
    double area = cell_m2(0.003, 30.002, 30.004); /* the two overlap by a third */
    ck_assert_double_eq_tol(p->polygon_area_m2[0], area, 1e-5 * area);
    ck_assert_str_eq(said("P1", "housing_built"), "2025-02-01");
    ck_assert_str_eq(said("P1", "handover_date"), "2025-07-01");
    ck_assert_str_eq(said("P1", "handover_area_m2"), "300");
    ck_assert_str_eq(said("P1", "land_certificate"), "无");
    ck_assert_str_eq(said("P1", "handover_to"), "民政局");
    assert_found("F0454", 1, "P1", "街道办");
}
END_TEST

START_TEST(phases_that_say_less)
{
    with_projects("x.csv", "项目编号,分期,户数,lon,lat,移交日期,移交面积,土地证,房产证,移交单位\n"
                           "P1,一期,700,114.005,30.005,2025-06-01,200,有,无,民政局\n"
                           "P1,二期,650,114.006,30.005,,,,,\n"
                           "P1,二期,650,114.007,30.005,2025-06-02,1,有,有,某局\n");
    const struct ct_projects *p = &city->projects;
    ck_assert_uint_eq(p->count, 1);
    ck_assert_uint_eq(p->phases[0], 2);
    ck_assert_double_eq(p->households[0], 1350); /* the second row of a phase is left out */
    assert_found("F0509", 1, "P1", "二期");
    ck_assert_uint_eq(p->shape[0].parts, 2);
    ck_assert_double_eq_tol(p->lon[0], 114.0055, 1e-9);
    assert_found("F0455", 3, "P1", "not all phases");
    ck_assert_str_eq(said("P1", "handover_date"), "");
    ck_assert_str_eq(said("P1", "handover_area_m2"), "");
    ck_assert_str_eq(said("P1", "land_certificate"), "");
    ck_assert_str_eq(said("P1", "house_certificate"), "无"); /* one that says no is enough */
    ck_assert_str_eq(said("P1", "handover_to"), "民政局");
}
END_TEST

START_TEST(phases_with_and_without_polygons)
{
    with_projects("x.csv", "WKT,项目编号,户数\n" G1 ",P1,1\nPOINT(114.005 30.005),P1,2\n");
    ck_assert_int_eq(city->projects.shape[0].kind, CT_SHAPE_POLYGONS);
    ck_assert(isnan(city->projects.polygon_area_m2[0]));
    ck_assert_double_eq(city->projects.households[0], 3);
    assert_found("F0521", 1, "P1", "polygon");
}
END_TEST

/* Whatever way rows are cut into phases, the sums are the same. */
START_TEST(sums_do_not_depend_on_phases)
{
    unsigned seed = (unsigned)_i * 2654435761U + 1;
    struct ct_buffer text = {0};
    double households[5] = {0}, areas[5] = {0};
    ct_buffer_add(&text, "项目编号,户数,住宅建筑面积,移交面积,lon,lat\n");
    for (int row = 0; row < 200; row++) {
        seed = seed * 1664525U + 1013904223U;
        unsigned p = (seed >> 8) % 5, n = (seed >> 12) % 1000;
        double area = n * 0.25;
        households[p] += n;
        areas[p] += area;
        ct_buffer_printf(&text, "P%u,%u,%.2f,%.2f,114.005,30.005\n", p, n, area, area);
    }
    ck_assert(!text.failed);
    prepare(NULL, NULL);
    write_bytes("x.csv", text.data, text.size);
    ct_buffer_free(&text);
    set("projects[0].file", "x.csv");
    set("projects[0].crs", "EPSG:4490");
    assert_ok(load());
    ck_assert_uint_eq(city->projects.count, 5);
    for (int k = 0; k < 5; k++) {
        char id[16];
        snprintf(id, sizeof id, "P%d", k);
        size_t i = project(id);
        ck_assert_double_eq(city->projects.households[i], households[k]);
        ck_assert_double_eq(city->projects.residential_floor_area_m2[i], areas[k]);
        ck_assert_double_eq(strtod(said(id, "handover_area_m2"), NULL), areas[k]);
    }
}
END_TEST

/* --- areas, stages, repairs ----------------------------------------------------------------- */

START_TEST(doubtful_projects)
{
    with_projects("x.csv", HEAD G1 ",P1,,40000,,,,施工招标,\n" BOW ",P2,,,,,,,\n");
    assert_found("F0506", 1, "P1", "40000.00 m²");
    assert_found("F0507", 1, "P1", "施工招标");
    assert_found("F0511", 1, "P2", "invalid");
    ck_assert_str_eq(city->projects.stage[0], "");
    set("parameters.area_tolerance", "0.1");
    assert_ok(load());
    assert_found("F0506", 0, "", "");
}
END_TEST

/* Closed polylines of a drawing in a projected system, with a text and an open line beside. */
static const char *const drawing =
    "0\nSECTION\n2\nHEADER\n9\n$DWGCODEPAGE\n3\nANSI_936\n0\nENDSEC\n"
    "0\nSECTION\n2\nENTITIES\n"
    "0\nLWPOLYLINE\n5\n10\n100\nAcDbEntity\n8\n用地红线\n100\nAcDbPolyline\n90\n4\n70\n1\n"
    "10\n500000\n20\n3320000\n10\n500200\n20\n3320000\n10\n500200\n20\n3320100\n10\n500000\n20\n"
    "3320100\n"
    "0\nLWPOLYLINE\n5\n11\n100\nAcDbEntity\n8\n用地红线\n100\nAcDbPolyline\n90\n3\n70\n1\n"
    "10\n500300\n20\n3320000\n10\n500400\n20\n3320000\n10\n500400\n20\n3320100\n"
    "0\nLWPOLYLINE\n5\n12\n100\nAcDbEntity\n8\n道路\n100\nAcDbPolyline\n90\n2\n70\n0\n"
    "10\n500300\n20\n3320000\n10\n500400\n20\n3320000\n"
    "0\nTEXT\n5\n13\n100\nAcDbEntity\n8\n注记\n100\nAcDbText\n10\n500100\n20\n3320050\n40\n5\n1\n"
    "东园\n"
    "0\nENDSEC\n0\nEOF\n";

START_TEST(red_lines)
{
    prepare("WKT,社区代码,户数\n" SQUARE(113.99, 29.9, 114.02, 30.1) ",A,1\n", NULL);
    write_gbk("r.dxf", drawing);
    write_text("q.csv", "项目编号,项目名称,户数,送审阶段,移交面积\n"
                        "用地红线-1,东园,1350,方案审查,300\n");
    set("projects[0].file", "r.dxf");
    set("projects[0].crs", "EPSG:4547"); /* central meridian 114 */
    set("questionnaires[0].file", "q.csv");
    set("questionnaires[0].level", "project");
    assert_ok(load());
    const struct ct_projects *p = &city->projects;
    ck_assert_uint_eq(p->count, 2);
    ck_assert_str_eq(p->id[0], "用地红线-1");
    ck_assert_str_eq(p->id[1], "用地红线-2");
    ck_assert_double_eq_tol(p->polygon_area_m2[0], 20000, 0.2); /* scale 1 at the meridian */
    ck_assert_double_eq_tol(p->polygon_area_m2[1], 5000, 0.2);
    ck_assert_str_eq(p->name[0], "东园");
    ck_assert_str_eq(p->stage[0], "plan");
    ck_assert_double_eq(p->households[0], 1350);
    ck_assert(isnan(p->households[1]));
    ck_assert_str_eq(said("用地红线-1", "handover_area_m2"), "300");
    assert_found("F0503", 1, "道路-1", "does not close");
    assert_found("F0518", 1, "", "1 points");
    ck_assert_uint_eq(found("F0510", NULL), 3);
    ck_assert_int_eq(p->community[0], 0);
}
END_TEST

START_TEST(questionnaire_of_projects)
{
    prepare(NULL, NULL);
    write_text("x.csv", "项目编号,项目名称,户数,lon,lat\nP1,东园,100,114.005,30.005\n");
    write_text("q.csv", "项目编号,户数,配建面积,住宅竣工日期\nP1,120,300,2025/1/2\nP9,1,1,\n");
    set("projects[0].file", "x.csv");
    set("projects[0].crs", "EPSG:4490");
    set("questionnaires[0].file", "q.csv");
    set("questionnaires[0].level", "project");
    assert_ok(load());
    ck_assert_double_eq(city->projects.households[0], 100);
    ck_assert_double_eq(city->projects.provided_m2[0], 300);
    ck_assert_str_eq(said("P1", "housing_built"), "2025-01-02");
    assert_found("F0422", 1, "P1", "120");
    assert_found("F0421", 1, "P9", "joins nothing");
}
END_TEST

/* --- premises ------------------------------------------------------------------------------- */

static void with_premises(const char *text)
{
    prepare(NULL, NULL);
    write_text("x.csv", "项目编号,户数,lon,lat\nP1,100,114.005,30.005\nP2,50,114.015,30.005\n");
    write_gbk("y.csv", text);
    set("projects[0].file", "x.csv");
    set("projects[0].crs", "EPSG:4490");
    set("project_facilities[0].file", "y.csv");
    set("project_facilities[0].crs", "EPSG:4490");
    set("kinds[0].name", "clinic");
    set("kinds[1].name", "station");
    set("kinds[1].title.zh", "服务站");
}

START_TEST(premises)
{
    with_premises("WKT,项目编号,用房编号,用房名称,设施类别,建筑面积,楼层,楼号,独立出入口\n"
                  ",P1,a,社区用房,服务站,300,1-2层,3#,是\n"
                  "POINT(114.016 30.006),P2,b,诊所,clinic,120,地下一层,,无\n"
                  ",P9,c,,clinic,1,,,\n"
                  ",P2,d,,菜场,x,夹层,,大概\n");
    assert_ok(load());
    const struct ct_project_facilities *f = &city->project_facilities;
    ck_assert_uint_eq(f->count, 3);
    ck_assert_uint_eq(f->project[0], 0);
    ck_assert_uint_eq(f->project[1], 1);
    ck_assert_str_eq(f->name[0], "社区用房");
    ck_assert_int_eq(f->kind[0], 1); /* by its title */
    ck_assert_int_eq(f->kind[1], 0);
    ck_assert_int_eq(f->kind[2], -1);
    ck_assert_str_eq(f->kind_name[2], "菜场");
    ck_assert_double_eq(f->floor_area_m2[0], 300);
    ck_assert_double_eq(f->storey[0], 1);
    ck_assert_double_eq(f->storey[1], -1);
    ck_assert_str_eq(f->building[0], "3#");
    ck_assert_double_eq(f->own_entrance[0], 1);
    ck_assert_double_eq(f->own_entrance[1], 0);
    ck_assert(!f->placed[0] && f->placed[1]);
    ck_assert_double_eq(f->lon[0], 114.005); /* its project's */
    ck_assert_double_eq(f->lon[1], 114.016);
    ck_assert(isnan(f->storey[2]) && isnan(f->own_entrance[2]) && isnan(f->floor_area_m2[2]));
    assert_found("F0512", 1, "P9", "row 3");
    assert_found("F0513", 1, "d", "菜场");
    assert_found("F0504", 3, "d", "\"x\"");
}
END_TEST

START_TEST(premises_with_polygons)
{
    with_premises("WKT,项目编号,用房编号,设施类别,建筑面积\n" ROOM ",P1,a,clinic,106.9\n" ROOM
                  ",P1,b,clinic,214\n" BOW ",P2,c,clinic,\n");
    assert_ok(load());
    const struct ct_project_facilities *f = &city->project_facilities;
    double area = cell_m2(0.0001, 30.002, 30.0021);
    ck_assert_double_eq_tol(f->polygon_area_m2[0], area, 1e-4 * area);
    assert_found("F0514", 1, "b", "214.00 m²");
    assert_found("F0520", 1, "c", "invalid");
    ck_assert(f->placed[2]);
    write_text("y.csv", "用房编号,建筑面积\na,1\n");
    assert_fails(load(), "E0336");
}
END_TEST

/* The projects of the demo: names, numbers and stages as its table has them. */
START_TEST(projects_of_the_demo)
{
    char path[512];
    snprintf(path, sizeof path, "%s/layers/demo/projects.gpkg", getenv("CATCHMENT_SOURCE"));
    if (getenv("CATCHMENT_SOURCE") == NULL)
        return;
    prepare(NULL, NULL);
    set("projects[0].file", path);
    assert_ok(load());
    ck_assert_uint_eq(city->projects.count, 2);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_str_ne(city->projects.stage[i], "");
        ck_assert(city->projects.households[i] > 0);
        ck_assert(city->projects.provided_m2[i] >= 0);
        ck_assert_double_eq_tol(city->projects.polygon_area_m2[i], city->projects.site_area_m2[i],
                                0.01 * city->projects.site_area_m2[i]);
    }
    ck_assert_uint_eq(found("F0504", NULL) + found("F0506", NULL) + found("F0507", NULL), 0);
    ck_assert_uint_eq(found("F0502", NULL), 2); /* it is another city */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("projects");
    TCase *tests = tcase_create("projects");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, polygons);
    tcase_add_test(tests, points_and_rows_without_a_place);
    tcase_add_test(tests, offsets_are_taken_out);
    tcase_add_test(tests, phases_are_added);
    tcase_add_test(tests, phases_that_say_less);
    tcase_add_test(tests, phases_with_and_without_polygons);
    tcase_add_loop_test(tests, sums_do_not_depend_on_phases, 0, 8);
    tcase_add_test(tests, doubtful_projects);
    tcase_add_test(tests, red_lines);
    tcase_add_test(tests, questionnaire_of_projects);
    tcase_add_test(tests, premises);
    tcase_add_test(tests, premises_with_polygons);
    tcase_add_test(tests, projects_of_the_demo);
    tcase_add_checked_fixture(tests, NULL, finish);
    return run_tests(suite, tests);
}
