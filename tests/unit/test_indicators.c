/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Indicators: columns of layers and questionnaires of every level, words of forms, what is doubled
 * or cannot be read; planning units, roles of kinds, registered households, codes.
 */
#include "lib/small_city.h"
#include "load/inputs.h"
#include "load/values.h"

#define ROOM SQUARE(114.001, 30.001, 114.002, 30.002)

/* --- words ---------------------------------------------------------------------------------- */

static const struct {
    const char *text, *date; /* NULL: none */
} dates[] = {
    {"2026/1/31", "2026-01-31"},
    {"2026-1-31", "2026-01-31"},
    {"2026.01.31", "2026-01-31"},
    {"20260131", "2026-01-31"},
    {"2026年1月31日", "2026-01-31"},
    {"２０２６年１月３１日", "2026-01-31"},
    {"2024-02-29", "2024-02-29"},
    {"2026/01/31 00:00:00", "2026-01-31"},
    {" 2026-12-01T08:30:00+08", "2026-12-01"},
    {"2000-02-29", "2000-02-29"},
    {"2026-02-29", NULL},
    {"1900-02-29", NULL},
    {"2026年1月", NULL},
    {"2026-1", NULL},
    {"2026", NULL},
    {"46053", NULL},
    {"2026-13-01", NULL},
    {"2026-00-10", NULL},
    {"2026-04-31", NULL},
    {"31/1/2026", NULL},
    {"2026-1/31", NULL},
    {"2026-1-31 开工", NULL},
    {"202601311", NULL},
    {"约2026-1-31", NULL},
    {"", NULL},
    {"1899-12-31", NULL},
    {"2026年1月31", NULL},
};

START_TEST(date)
{
    char out[11] = "";
    bool good = ct_value_date(dates[_i].text, out);
    ck_assert_msg(good == (dates[_i].date != NULL), "%s", dates[_i].text);
    if (good)
        ck_assert_str_eq(out, dates[_i].date);
}
END_TEST

/* Every day of 400 years: as many as the calendar has, and each as it is written. */
START_TEST(days_of_the_calendar)
{
    char text[40], out[11];
    int days = 0;
    for (int year = 2000; year < 2400; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= 31; day++) {
                snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                if (!ct_value_date(text, out))
                    continue;
                ck_assert_str_eq(out, text);
                days++;
            }
    ck_assert_int_eq(days, 146097);
}
END_TEST

static const struct {
    const char *text;
    double storey; /* 0: none */
} storeys[] = {
    {"1", 1},        {"2层", 2},   {"一层", 1},      {"第三层", 3},  {"F3", 3},      {"3F", 3},
    {"-1", -1},      {"B2", -2},   {"地下一层", -1}, {"负二层", -2}, {"地上2层", 2}, {"1-3层", 1},
    {"二至三层", 2}, {"-1~2", -1}, {"十二层", 12},   {"二十", 20},   {"１楼", 1},    {"3、1层", 1},
    {"0", 0},        {"裙楼", 0},  {"1.5", 0},       {"100层", 0},   {"2层局部", 0}, {"", 0},
};

START_TEST(storey)
{
    double out = 0;
    bool good = ct_value_storey(storeys[_i].text, &out);
    ck_assert_msg(good == (storeys[_i].storey != 0), "%s", storeys[_i].text);
    ck_assert_msg(good ? out == storeys[_i].storey : isnan(out), "%s: %g", storeys[_i].text, out);
}
END_TEST

/* --- looking -------------------------------------------------------------------------------- */

static const struct ct_indicator *look(enum ct_level level, const char *object, const char *name)
{
    const struct ct_indicator *one = NULL;
    for (size_t i = 0; i < city->indicators.count; i++) {
        const struct ct_indicator *row = &city->indicators.rows[i];
        if (row->level != level || strcmp(row->object, object) != 0 || strcmp(row->name, name) != 0)
            continue;
        ck_assert_msg(one == NULL, "%s %s twice", object, name);
        one = row;
    }
    return one;
}

static void assert_number(enum ct_level level, const char *object, const char *name, double number)
{
    const struct ct_indicator *row = look(level, object, name);
    ck_assert_msg(row != NULL, "no %s of %s", name, object);
    ck_assert_msg(fabs(row->number - number) < 1e-9, "%s: %.17g", name, row->number);
}

static void assert_text(enum ct_level level, const char *object, const char *name, const char *text)
{
    const struct ct_indicator *row = look(level, object, name);
    ck_assert_msg(row != NULL, "no %s of %s", name, object);
    ck_assert_str_eq(row->text, text);
}

/* --- columns of layers ---------------------------------------------------------------------- */

START_TEST(columns_of_layers_and_tables)
{
    prepare("WKT,社区代码,社区名称,户数,网格化管理,再就业率,办公用房面积\n" SQUARE_A "," CODE_A
            ",甲,500,是,59.2%,120㎡\n" SQUARE_B "," CODE_B ",乙,300,无,0.592,\n",
            "id,名称,kind,建筑面积,土地证,移交日期,功能用房,产权比例(%),lon,lat\n"
            "f1,甲站,a,300,有,2025年3月1日,图书室、活动室,50,114.005,30.005\n"
            "f2,乙站,a,300,未,2025年3月,,50,114.005,30.005\n");
    write_text("t.csv", "社区代码,社会平均工资（月）\n" CODE_A ",\"4,500元/月\"\n");
    set("tables[0].file", "t.csv");
    assert_ok(load());
    assert_number(CT_LEVEL_COMMUNITY, CODE_A, "grid_management", 1);
    assert_number(CT_LEVEL_COMMUNITY, CODE_B, "grid_management", 0);
    assert_number(CT_LEVEL_COMMUNITY, CODE_A, "reemployment_share", 59.2);
    assert_number(CT_LEVEL_COMMUNITY, CODE_B, "reemployment_share", 0.592); /* as it stands */
    assert_number(CT_LEVEL_COMMUNITY, CODE_A, "office_area_m2", 120);
    ck_assert_ptr_null(look(CT_LEVEL_COMMUNITY, CODE_B, "office_area_m2")); /* blank */
    assert_number(CT_LEVEL_FACILITY, "0", "land_certificate", 1);
    assert_number(CT_LEVEL_FACILITY, "1", "land_certificate", 0);
    assert_text(CT_LEVEL_FACILITY, "0", "handover_date", "2025-03-01");
    assert_text(CT_LEVEL_FACILITY, "0", "rooms", "图书室、活动室");
    assert_number(CT_LEVEL_FACILITY, "1", "ownership_share", 50);
    assert_found("F0450", 1, "f2", "2025年3月");
    const struct ct_indicator *row = look(CT_LEVEL_FACILITY, "1", "land_certificate");
    ck_assert_str_eq(row->file, "f.csv");
    ck_assert_int_eq(row->row, 2);
    ck_assert_str_eq(row->text, "未");
}
END_TEST

START_TEST(cells_that_cannot_be_read)
{
    prepare(NULL, NULL);
    write_text("q.csv", "社区代码,网格化管理,再就业率,办公用房面积,居委会工作经费(万元)\n" CODE_A
                        ",也许,三成,30人,1.2万\n" CODE_B ",×,59%~60%,约30㎡,12.5万元\n");
    set("questionnaires[0].file", "q.csv");
    set("questionnaires[0].level", "community");
    assert_ok(load());
    assert_found("F0450", 5, CODE_A, "也许");
    ck_assert_uint_eq(city->indicators.count, 3);
    assert_number(CT_LEVEL_COMMUNITY, CODE_B, "grid_management", 0);
    assert_number(CT_LEVEL_COMMUNITY, CODE_B, "office_area_m2", 30);
    assert_number(CT_LEVEL_COMMUNITY, CODE_B, "office_budget", 12.5);
    assert_found("F0442", 1, CODE_B, "约30㎡");
}
END_TEST

START_TEST(units_of_columns)
{
    prepare(NULL, NULL);
    write_text("q.csv", "社区代码,办公用房面积（亩）,办公面积,居委会工作经费\n,,,元\n" CODE_A
                        ",3,40,125000\n");
    set("questionnaires[0].file", "q.csv");
    set("questionnaires[0].level", "community");
    assert_ok(load());
    assert_number(CT_LEVEL_COMMUNITY, CODE_A, "office_area_m2", 2000); /* 15 亩 are 1 ha */
    assert_found("F0452", 1, "", "办公面积");
    assert_found("F0453", 1, "", "元");
    ck_assert_uint_eq(city->indicators.count, 1);
}
END_TEST

START_TEST(doubled)
{
    prepare(NULL, NULL);
    write_text("t.csv", "社区代码,再就业率\n" CODE_A ",70\n" CODE_B ",80\n");
    write_text("q.csv", "社区代码,再就业率\n" CODE_A ",75\n" CODE_B ",80%\n" CODE_A ",60\n");
    set("tables[0].file", "t.csv");
    set("questionnaires[0].file", "q.csv");
    set("questionnaires[0].level", "community");
    assert_ok(load());
    assert_number(CT_LEVEL_COMMUNITY, CODE_A, "reemployment_share", 70);
    assert_found("F0451", 1, CODE_A, "\"70\" and \"75\""); /* 80 and 80% are the same */
    assert_found("F0423", 1, CODE_A, "");
    set("tables[1].file", "q2.csv");
    set("tables[1].override", "true");
    write_text("q2.csv", "社区代码,再就业率\n" CODE_A ",90\n");
    assert_ok(load());
    assert_number(CT_LEVEL_COMMUNITY, CODE_A, "reemployment_share", 90);
    ck_assert_uint_eq(found("F0451", NULL), 2);
}
END_TEST

/* --- questionnaires ------------------------------------------------------------------------- */

static void ask(const char *level, const char *text)
{
    prepare(NULL, NULL);
    write_gbk("q.csv", text);
    set("questionnaires[0].file", "q.csv");
    set("questionnaires[0].level", level);
    assert_ok(load());
}

START_TEST(communities_by_code_or_name)
{
    ask("community", "社区代码,社区名称,街道,一站式窗口\n" CODE_A ",,,是\n,乙村村委会,二街,否\n"
                     ",丙社区,二街,是\n");
    assert_number(CT_LEVEL_COMMUNITY, CODE_A, "one_stop_window", 1);
    assert_number(CT_LEVEL_COMMUNITY, CODE_B, "one_stop_window", 0);
    assert_found("F0421", 1, "丙社区", "row 3");
}
END_TEST

START_TEST(streets_by_name_or_code)
{
    ask("street", "街道,一站式窗口\n一街,是\n二街,否\n三街,是\n");
    assert_number(CT_LEVEL_STREET, "一街", "one_stop_window", 1);
    assert_number(CT_LEVEL_STREET, "二街", "one_stop_window", 0);
    assert_found("F0421", 1, "三街", "row 3");
    ask("street", "街道代码,一站式窗口\n340402001000,是\n340403002,否\n");
    assert_number(CT_LEVEL_STREET, "一街", "one_stop_window", 1);
    assert_number(CT_LEVEL_STREET, "二街", "one_stop_window", 0);
    ask("street", "街道代码,街道名称,一站式窗口\n340402001000,,是\n,一街,否\n");
    assert_number(CT_LEVEL_STREET, "一街", "one_stop_window", 1);
    assert_found("F0423", 1, "一街", "row 2");
}
END_TEST

/* Two counties have a street of one name: its id is "county/street", as in table `unit`. */
START_TEST(streets_of_one_name)
{
    ask("street", "街道,一站式窗口\n一街,是\n");
    prepare("WKT,社区代码,社区名称,街道,区县,户数\n" SQUARE_A ",A,甲,一街,东区,5\n" SQUARE_B
            ",B,乙,一街,"
            "西区,3\n",
            NULL);
    write_text("q.csv", "区县,街道,一站式窗口\n西区,一街,否\n,一街,是\n东区,一街,是\n");
    set("questionnaires[0].file", "q.csv");
    set("questionnaires[0].level", "street");
    assert_ok(load());
    assert_number(CT_LEVEL_STREET, "西区/一街", "one_stop_window", 0);
    assert_number(CT_LEVEL_STREET, "东区/一街", "one_stop_window", 1);
    ck_assert_uint_eq(found("F0424", NULL) + found("F0423", NULL), 1);
}
END_TEST

START_TEST(counties_and_the_city)
{
    ask("county", "区县,直选率\n东区,30\n西区,40%\n");
    assert_number(CT_LEVEL_COUNTY, "东区", "direct_election_share", 30);
    assert_number(CT_LEVEL_COUNTY, "西区", "direct_election_share", 40);
    ask("city", "直选率\n55\n");
    assert_number(CT_LEVEL_CITY, "*", "direct_election_share", 55);
    ask("city", "名称,直选率\n某市,55\n");
    assert_number(CT_LEVEL_CITY, "*", "direct_election_share", 55);
    ask("city", "名称,直选率\n某市,55\n*,60\n");
    assert_number(CT_LEVEL_CITY, "*", "direct_election_share", 60);
    assert_found("F0421", 1, "某市", "row 1");
}
END_TEST

START_TEST(facilities_by_id)
{
    ask("facility", "设施编号,名称,有无土地证\nf2,,有\nf1,,有\n,乙站,无\n");
    assert_number(CT_LEVEL_FACILITY, "2", "land_certificate", 1);
    assert_number(CT_LEVEL_FACILITY, "1", "land_certificate", 0);
    assert_found("F0424", 1, "f1", ""); /* two facilities have this id */
    ck_assert_ptr_null(look(CT_LEVEL_FACILITY, "0", "land_certificate"));
}
END_TEST

START_TEST(tables_without_indicators)
{
    ask("community", "社区代码,备注\n" CODE_A ",无\n");
    assert_found("F0459", 1, "", "no column");
    ck_assert_uint_eq(city->indicators.count, 0);
}
END_TEST

/* --- planning units, kinds, communities ----------------------------------------------------- */

START_TEST(planning_units)
{
    prepare(NULL, NULL);
    write_text("u.csv",
               "WKT,单元编号,单元名称\n" SQUARE(113.99, 29.99, 114.0101, 30.02) ",U1,东\n");
    write_text("q.csv", "单元编号,一站式窗口\nU1,是\n");
    set("planning_units.file", "u.csv");
    set("planning_units.crs", "EPSG:4490");
    set("questionnaires[0].file", "q.csv");
    set("questionnaires[0].level", "planning_unit");
    assert_ok(load());
    const struct ct_planning_units *u = &city->planning_units;
    ck_assert_uint_eq(u->count, 1);
    ck_assert_str_eq(u->id[0], "U1");
    ck_assert_str_eq(u->name[0], "东");
    ck_assert_int_eq(u->of_community[0], 0);
    ck_assert_int_eq(u->of_community[1], -1);
    assert_found("F0456", 1, CODE_B, "no planning unit");
    assert_number(CT_LEVEL_PLANNING_UNIT, "U1", "one_stop_window", 1);
    write_text("u.csv", "WKT,单元编号\n\"POLYGON((114 30,114.01 30.01,114.01 30,114 30.01,114 "
                        "30))\",U1\n" SQUARE_B ",U2\n");
    assert_ok(load());
    assert_found("F0460", 1, "U1", "invalid");
    write_text("u.csv", "WKT,单元编号\n" SQUARE_A ",U1\n" SQUARE_B ",U1\n");
    assert_fails(load(), "E0337");
}
END_TEST

START_TEST(roles_of_kinds)
{
    prepare(NULL, NULL);
    set("kinds[0].name", "clinic");
    set("kinds[1].name", "服务站");
    set("kinds[1].roles", "[bus_stop, charity_shop]");
    set("kinds[2].name", "c");
    set("kinds[2].title.zh", "公交站");
    set("kinds[3].name", "kind of its own");
    assert_ok(load());
    ck_assert_uint_eq(city->kinds[0].role_count, 1);
    ck_assert_str_eq(city->kinds[0].roles[0], "clinic");
    ck_assert_uint_eq(city->kinds[1].role_count, 2);
    ck_assert_str_eq(city->kinds[1].roles[1], "charity_shop");
    ck_assert_uint_eq(city->kinds[2].role_count, 1);
    ck_assert_str_eq(city->kinds[2].roles[0], "bus_stop");
    ck_assert_uint_eq(city->kinds[3].role_count, 0);
}
END_TEST

START_TEST(registered_households_and_codes)
{
    prepare(NULL, NULL);
    assert_ok(load());
    ck_assert(isnan(city->communities.households[0]));
    ck_assert_double_eq(city->communities.registered[0], 500);
    ck_assert_double_eq(city->communities.registered[1], 300);
    assert_found("F0458", 1, "", "2 communities");
    ck_assert_int_eq(city->communities.area_type[0], CT_AREA_UNKNOWN);
    set("parameters.households_basis", "registered");
    set("parameters.area_type_from", "code");
    assert_ok(load());
    assert_found("F0458", 0, "", "");
    ck_assert_int_eq(city->communities.area_type[0], CT_AREA_URBAN); /* ...001 */
    ck_assert_int_eq(city->communities.area_type[1], CT_AREA_RURAL); /* ...201 */
    prepare("WKT,社区代码,户数,户籍户数\n" SQUARE_A ",A1,400,500\n", NULL);
    set("parameters.area_type_from", "code");
    assert_ok(load());
    assert_found("F0457", 1, "", "1 communities");
    ck_assert_double_eq(city->communities.households[0], 400);
    ck_assert_double_eq(city->communities.registered[0], 500);
    assert_found("F0458", 0, "", "");
}
END_TEST

/* A standard in a file is an input, one by name is none, even where a file has that name. */
START_TEST(files_of_standards)
{
    prepare(NULL, NULL);
    write_text("own.csv", "id\n");
    write_text("gansu-2012", "no standard\n");
    set("standard", "[gansu-2012, own.csv]");
    assert_ok(load());
    ck_assert_uint_eq(city->file_count, 4);
    ck_assert_str_eq(city->files[2].path, "own.csv");
    ck_assert_int_eq(city->files[2].size, 3);
}
END_TEST

START_TEST(land_of_facilities)
{
    prepare(NULL, "WKT,id,kind,用地面积\n" ROOM ",f1,a,\n" ROOM ",f2,a,2亩\n"
                  "POINT(114.001 30.001),f3,a,\n"
                  "POINT(114.001 30.001),f4,a,大\n");
    set("facilities[0].crs", "EPSG:4490");
    assert_ok(load());
    const double *land = city->facilities.land_area_m2;
    /* a cell of 0.001 degree on GRS80 between its parallels */
    double width = 0.001 * M_PI / 180, a = 6378137, f = 1 / 298.257222101, e2 = f * (2 - f);
    double zone = 0;
    for (int i = 0; i < 1000; i++) {
        double lat = (30.001 + (i + 0.5) * 1e-6) * M_PI / 180, w = 1 - e2 * sin(lat) * sin(lat);
        zone += a * cos(lat) / sqrt(w) * width * a * (1 - e2) / pow(w, 1.5) * 1e-6 * M_PI / 180;
    }
    ck_assert_double_eq_tol(land[0], zone, 1e-5 * zone);
    ck_assert_double_eq_tol(land[1], 2 * 1e4 / 15, 1e-9);
    ck_assert(isnan(land[2]) && isnan(land[3]));
    assert_found("F0470", 1, "f4", "大");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("indicators");
    TCase *tests = tcase_create("indicators");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, date, 0, sizeof dates / sizeof *dates);
    tcase_add_test(tests, days_of_the_calendar);
    tcase_add_loop_test(tests, storey, 0, sizeof storeys / sizeof *storeys);
    tcase_add_test(tests, columns_of_layers_and_tables);
    tcase_add_test(tests, cells_that_cannot_be_read);
    tcase_add_test(tests, units_of_columns);
    tcase_add_test(tests, doubled);
    tcase_add_test(tests, communities_by_code_or_name);
    tcase_add_test(tests, streets_by_name_or_code);
    tcase_add_test(tests, streets_of_one_name);
    tcase_add_test(tests, counties_and_the_city);
    tcase_add_test(tests, facilities_by_id);
    tcase_add_test(tests, tables_without_indicators);
    tcase_add_test(tests, planning_units);
    tcase_add_test(tests, roles_of_kinds);
    tcase_add_test(tests, registered_households_and_codes);
    tcase_add_test(tests, files_of_standards);
    tcase_add_test(tests, land_of_facilities);
    tcase_add_checked_fixture(tests, NULL, finish);
    return run_tests(suite, tests);
}
