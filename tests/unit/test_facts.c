/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * publish/facts.h: projects, premises, indicators, roles and origins as rows of the bench; a
 * workbook with dates, as a spreadsheet keeps them, read into them.
 */
#include "base/embedded.h"
#include "lib/small_city.h"
#include "publish/facts.h"
#include <gdal.h>
#include <ogr_api.h>

static struct ct_work *work;

/* A workbook of one questionnaire: a cell of a date, and one of a true date in text. */
static void write_workbook(const char *path)
{
    GDALAllRegister();
    GDALDatasetH file = GDALCreate(GDALGetDriverByName("XLSX"), path, 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH layer = GDALDatasetCreateLayer(file, "问卷", NULL, wkbNone, NULL);
    static const struct {
        const char *name;
        OGRFieldType type;
    } fields[] = {{"项目编号", OFTString},
                  {"移交日期", OFTDate},
                  {"住宅竣工日期", OFTString},
                  {"投资比例(%)", OFTReal}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(fields[i].name, fields[i].type);
        OGR_L_CreateField(layer, field, 1);
        OGR_Fld_Destroy(field);
    }
    OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(row, 0, "P1");
    OGR_F_SetFieldDateTime(row, 1, 2026, 1, 31, 0, 0, 0, 0);
    OGR_F_SetFieldString(row, 2, "2025年12月1日");
    OGR_F_SetFieldDouble(row, 3, 59.2);
    ck_assert_int_eq(OGR_L_CreateFeature(layer, row), OGRERR_NONE);
    OGR_F_Destroy(row);
    GDALClose(file);
}

static void make_city(void)
{
    prepare(NULL, NULL);
    write_text("x.csv",
               "WKT,项目编号,项目名称,分期,户数,阶段\n" SQUARE(
                   114.002, 30.002, 114.004,
                   30.004) ",P1,东园,1,700,移交\n" SQUARE(114.004, 30.002, 114.006,
                                                          30.004) ",P1,东园,2,650,移交\n"
                                                                  "POINT(115 31),P2,远园,,,\n");
    write_text("y.csv", "项目编号,用房编号,设施类别,建筑面积,楼层,独立出入口,lon,lat\n"
                        "P1,a,clinic,300,-1,否,114.003,30.003\nP2,b,zoo,,,,,\n");
    write_workbook("q.xlsx");
    set("kinds[0].name", "clinic");
    set("projects[0].file", "x.csv");
    set("projects[0].crs", "EPSG:4490");
    set("project_facilities[0].file", "y.csv");
    set("project_facilities[0].crs", "EPSG:4490");
    set("questionnaires[0].file", "q.xlsx");
    set("questionnaires[0].level", "project");
    assert_ok(load());
}

static void make_facts(void)
{
    struct ct_crs *crs = NULL;
    const struct ct_publication publication = {.plan = plan, .city = city, .findings = &findings};
    struct ct_facts facts = {.publication = &publication,
                             .plan = plan,
                             .city = city,
                             .findings = &findings,
                             .err = &err};
    make_city();
    facts.plan = plan;
    facts.city = city;
    assert_ok(ct_work_open(NULL, &work, &err));
    facts.work = work;
    assert_ok(
        ct_work_script(work, "facts", ct_embedded_find("queries/facts/00_facts.sql")->text, &err));
    assert_ok(ct_crs_new(city->crs, &crs, &err));
    assert_ok(ct_projector_new(crs, &facts.projector, &err));
    ct_facts_indicators(&facts);
    ct_facts_projects(&facts);
    ct_projector_free(facts.projector);
    ct_crs_free(crs);
    assert_ok(facts.status);
}

/* All rows of a SELECT, values with | between them and ; behind each row. */
static void assert_rows(const char *sql, const char *expected)
{
    struct ct_query *query = NULL;
    struct ct_buffer text = {0};
    bool row = true;
    assert_ok(ct_query_new(work, sql, &query, &err));
    for (assert_ok(ct_query_step(query, &row, &err)); row;
         assert_ok(ct_query_step(query, &row, &err))) {
        for (int i = 0; i < ct_query_columns(query); i++) {
            const char *value = ct_query_get_text(query, i);
            ct_buffer_printf(&text, "%s%s", i ? "|" : "", value ? value : "NULL");
        }
        ct_buffer_add(&text, ";");
    }
    ct_query_free(query);
    ck_assert(!text.failed);
    ck_assert_str_eq(text.data ? text.data : "", expected);
    ct_buffer_free(&text);
}

START_TEST(rows_of_the_bench)
{
    make_facts();
    assert_rows("SELECT project, project_id, name, stage, phases, households, population, zone"
                " FROM project",
                "0|P1|东园|handover|2|1350.0|NULL|0;1|P2|远园||1|NULL|NULL|NULL;");
    assert_rows("SELECT project, facility_id, kind_name, kind, floor_area_m2, storey, own_entrance"
                " FROM project_facility",
                "0|a|clinic|0|300.0|-1.0|0;1|b|zoo|NULL|NULL|NULL|NULL;");
    assert_rows("SELECT level, object, name, number, text, source, row FROM indicator",
                "project|P1|handover_date|NULL|2026-01-31|q.xlsx|1;"
                "project|P1|housing_built|NULL|2025-12-01|q.xlsx|1;"
                "project|P1|investment_share|59.2|59.2|q.xlsx|1;");
    assert_rows("SELECT kind, role FROM kind_role", "0|clinic;");
    assert_rows("SELECT layer, object, file, file_layer, row FROM origin ORDER BY rowid",
                "community|" CODE_A "|c.csv|c|1;community|" CODE_B "|c.csv|c|2;"
                "facility|0|f.csv|f|3;project|P1|x.csv|x|1;project|P1|x.csv|x|2;"
                "project|P2|x.csv|x|3;project_facility|a|y.csv|y|1;project_facility|b|y.csv|y|2;");
}
END_TEST

START_TEST(shapes_of_the_bench)
{
    make_facts();
    assert_rows("SELECT project, ST_GeometryType(ST_GeomFromWKB(wkb)) FROM project_shape",
                "0|MULTIPOLYGON;1|POINT;");
    assert_rows("SELECT project_facility, ST_GeometryType(ST_GeomFromWKB(wkb))"
                " FROM project_facility_shape",
                "0|POINT;1|NULL;");
    /* the ground as SpatiaLite measures it, back in degrees, is what was loaded */
    struct ct_query *query = NULL;
    bool row = false;
    assert_ok(ct_query_new(work,
                           "SELECT ST_Area(ST_GeomFromWKB(wkb)) FROM project_shape"
                           " WHERE project = 0",
                           &query, &err));
    assert_ok(ct_query_step(query, &row, &err));
    ck_assert_double_eq_tol(ct_query_get_number(query, 0), city->projects.polygon_area_m2[0],
                            1e-3 * city->projects.polygon_area_m2[0]);
    ct_query_free(query);
}
END_TEST

static void end(void)
{
    ct_work_close(work);
    work = NULL;
    finish();
}

int main(void)
{
    Suite *suite = suite_create("facts");
    TCase *tests = tcase_create("facts");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, rows_of_the_bench);
    tcase_add_test(tests, shapes_of_the_bench);
    tcase_add_checked_fixture(tests, NULL, end);
    return run_tests(suite, tests);
}
