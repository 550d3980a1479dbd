/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Joins: by code, name within the street, place; what fails and what contradicts is told. And
 * communities that are points.
 */
#include "check/finding.h"
#include "lib/folder.h"
#include "load/city.h"
#include "load/join.h"
#include "load/locate.h"
#include <math.h>

static struct ct_plan *plan;
static struct ct_findings findings;
static struct ct_city *city;

#define SQUARE(west, east)                                                                         \
    "\"POLYGON((" #west " 30.00," #east " 30.00," #east " 30.01," #west " 30.01," #west " 30.00))" \
    "\""

static const char *const squares = "WKT,社区代码,社区名称,街道,户数,城乡分类\n" SQUARE(
    114.00,
    114.01) ",420102001001,新村,东街,500,111\n" SQUARE(114.01,
                                                       114.02) ",420102001002,花园社区,"
                                                               "东街,,\n" SQUARE(
                                                                   114.02,
                                                                   114.03) ",420102002001,新村,"
                                                                           "西街,300,210\n";

static void set(const char *path, const char *value)
{
    assert_ok(ct_plan_set(plan, path, value, &err));
}

static void prepare(const char *table, const char *facilities)
{
    write_text("c.csv", squares);
    write_text("f.csv", facilities ? facilities : "id,name,lon,lat\nf1,甲,114.005,30.005\n");
    write_text("p.csv", "people,lon,lat\n100,114.002,30.002\n");
    assert_ok(ct_plan_new(&plan, &err));
    set("communities.file", "c.csv");
    set("communities.crs", "EPSG:4490");
    set("population[0].file", "p.csv");
    set("facilities[0].file", "f.csv");
    set("radius", "500m");
    if (table == NULL)
        return;
    write_text("t.csv", table);
    set("tables[0].file", "t.csv");
}

static void finish(void)
{
    ct_city_free(city);
    ct_findings_free(&findings);
    ct_plan_free(plan);
}

static const struct ct_finding *first(const char *code, size_t *count)
{
    const struct ct_finding *row = NULL;
    *count = 0;
    for (size_t i = 0; i < findings.count; i++) {
        if (strcmp(findings.rows[i].code, code) != 0)
            continue;
        row = row ? row : &findings.rows[i];
        ++*count;
    }
    return row;
}

/* So many findings of a code; of the first, a word of its text. */
static void assert_found(const char *code, size_t wanted, const char *word)
{
    size_t count = 0;
    const struct ct_finding *row = first(code, &count);
    ck_assert_msg(count == wanted, "%zu findings %s, not %zu", count, code, wanted);
    for (int lang = CT_EN; row != NULL && lang <= CT_ZH; lang++)
        ck_assert_ptr_null(strchr(row->text[lang], '{'));
    if (row != NULL)
        ck_assert_msg(strstr(row->text[CT_EN], word) != NULL, "%s: no %s in: %s", code, word,
                      row->text[CT_EN]);
}

START_TEST(a_joiner_finds)
{
    char *code[] = {(char *)(uintptr_t) "420102000000", (char *)(uintptr_t) "420103",
                    (char *)(uintptr_t) "420104"};
    char *name[] = {(char *)(uintptr_t) "江岸区", (char *)(uintptr_t) "新村社区居委会",
                    (char *)(uintptr_t) "新村社区"};
    char *street[] = {(char *)(uintptr_t) "", (char *)(uintptr_t) "东街",
                      (char *)(uintptr_t) "西街"};
    static const struct {
        const char *code, *name, *street;
        enum ct_match how;
        size_t target;
    } cases[] = {{"420102", "", "", CT_MATCH_CODE, 0},
                 {"420103000000", "江岸区", "", CT_MATCH_CODE, 1},
                 {"420199", "江岸区", "", CT_MATCH_NAME, 0},
                 {"", " 江岸 区", "", CT_MATCH_NAME, 0},
                 {"110101", "江岸区", "", CT_MATCH_ELSEWHERE, 0},
                 {"", "新村社区", "", CT_MATCH_AMBIGUOUS, 0},
                 {"", "新村社区", "西街", CT_MATCH_NAME, 2},
                 {"", "新村社区居民委员会", "东街", CT_MATCH_NAME, 1},
                 {"", "新村社区", "南街", CT_MATCH_NONE, 0},
                 {"", "", "", CT_MATCH_NONE, 0},
                 {"NA", "", "", CT_MATCH_NONE, 0}};
    struct ct_joiner *joiner = NULL;
    assert_ok(ct_joiner_new(3, code, name, street, &joiner, &err));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum ct_match how = CT_MATCHES;
        size_t target = 0;
        assert_ok(ct_joiner_find(joiner, cases[i].code, cases[i].name, cases[i].street, &how,
                                 &target, &err));
        ck_assert_msg(how == cases[i].how, "case %zu: %d", i, (int)how);
        if (how == CT_MATCH_CODE || how == CT_MATCH_NAME)
            ck_assert_uint_eq(target, cases[i].target);
    }
    ct_joiner_free(joiner);
}
END_TEST

static const char *const table = "社区代码,社区名称,街道,户数,人口,城乡分类,lon,lat\n"
                                 ",新村,,1,1,,,\n"                     /* which? */
                                 "420102001001,,东街,510,1300,111,,\n" /* by code; 500 there */
                                 ",新村,西街,300,900,,,\n"             /* by name in the street */
                                 ",某处,,200,,乡村,114.015,30.005\n"   /* by place */
                                 ",无此地,,1,1,,,\n"                   /* none */
                                 "420102001001,,,1,1,,,\n"             /* once more */
                                 "110101001001,,,1,1,,,\n";            /* of another city */

START_TEST(a_table_fills_what_the_layer_lacks)
{
    prepare(table, NULL);
    assert_ok(ct_city_load(plan, NULL, &findings, &city, &err));
    const struct ct_communities *c = &city->communities;
    ck_assert_double_eq(c->households[0], 500);
    ck_assert_double_eq(c->population[0], 1300);
    ck_assert_double_eq(c->households[1], 200);
    ck_assert_int_eq(c->area_type[1], CT_AREA_RURAL);
    ck_assert_double_eq(c->population[2], 900);
    ck_assert_int_eq(c->area_type[2], CT_AREA_RURAL);
    assert_found("F0420", 1,
                 "7 rows were joined to 3 communities: by code 2, by name 1, by place 1; "
                 "failed 2; of other cities 1");
    assert_found("F0421", 1, "row 5");
    assert_found("F0422", 1, "500");
    assert_found("F0423", 1, "row 6");
    assert_found("F0424", 1, "row 1");
    ck_assert_uint_eq(city->file_count, 4);
    finish();
}
END_TEST

START_TEST(a_table_overrides_where_the_plan_says_so)
{
    prepare(table, NULL);
    set("tables[0].override", "true");
    assert_ok(ct_city_load(plan, NULL, &findings, &city, &err));
    ck_assert_double_eq(city->communities.households[0], 510);
    assert_found("F0422", 1, "510");
    finish();
}
END_TEST

START_TEST(a_table_for_facilities)
{
    prepare("设施编号,设施名称,建筑面积,lon,lat\nf2,,320,,\n,甲,150,,\n,别名,80,114.0152,30.005\n",
            "id,name,floor_area,lon,lat\nf1,甲,,114.005,30.005\nf2,乙,300,114.009,30.005\n"
            "f3,丙,,114.015,30.005\n");
    set("tables[0].join", "facility");
    assert_ok(ct_city_load(plan, NULL, &findings, &city, &err));
    ck_assert_double_eq(city->facilities.floor_area_m2[0], 150);
    ck_assert_double_eq(city->facilities.floor_area_m2[1], 300);
    ck_assert_double_eq(city->facilities.floor_area_m2[2], 80);
    assert_found("F0420", 1, "by code 1, by name 1, by place 1; failed 0");
    assert_found("F0422", 1, "320");
    finish();
}
END_TEST

START_TEST(facilities_that_name_their_community)
{
    prepare(NULL, "id,name,lon,lat,所属社区,街道\n"
                  "f1,a,114.005,30.005,420102001001,\n" /* as it stands */
                  "f2,b,114.005,30.005,花园社区,\n"     /* stands in the first */
                  "f3,c,114.015,30.005,新村,\n"         /* which? by place */
                  "f4,d,114.5,30.005,新村,西街\n"       /* stands outside all */
                  "f5,e,114.5,30.005,无此地,\n"         /* nowhere */
                  "f6,f,114.025,30.005,,\n");
    assert_ok(ct_city_load(plan, NULL, &findings, &city, &err));
    static const ptrdiff_t wanted[] = {0, 1, 1, 2, -1, 2};
    for (size_t i = 0; i < 6; i++)
        ck_assert_msg(city->facilities.community[i] == wanted[i], "f%zu", i + 1);
    assert_found("F0313", 2, "420102001001"); /* f2, f4 */
    assert_found("F0314", 2, "新村");         /* f3, f5 */
    assert_found("F0302", 1, "f5");
    assert_found("F0420", 1, "by code 1, by name 2, by place 1; failed 1");
    finish();
}
END_TEST

START_TEST(points_get_ground_within_their_county)
{
    prepare(NULL, NULL);
    write_text("points.csv", "id,lon,lat\nA,114.01,30.01\nB,114.03,30.01\nC,114.05,30.01\n"
                             "D,114.05,30.01\nE,115,30.01\n");
    write_text("w.csv", "WKT\n\"POLYGON((114 30,114.04 30,114.04 30.02,114 30.02,114 30))\"\n"
                        "\"POLYGON((114.04 30,114.08 30,114.08 30.02,114.04 30.02,114.04 30))\"\n");
    set("communities.file", "points.csv");
    assert_fails(ct_city_load(plan, NULL, &findings, &city, &err), "E0316");
    set("communities.thiessen", "true");
    set("communities.within", "w.csv");
    set("communities.within_crs", "EPSG:4490");
    assert_ok(ct_city_load(plan, NULL, &findings, &city, &err));
    const struct ct_communities *c = &city->communities;
    ck_assert_uint_eq(c->count, 3);
    ck_assert_str_eq(c->id[2], "C");
    double bounds[4];
    ck_assert(ct_shape_bounds(&c->shape[1], bounds));
    ck_assert_double_eq_tol(bounds[0], 114.02, 1e-9); /* half-way to A */
    ck_assert_double_eq_tol(bounds[2], 114.04, 1e-9); /* the county's, not half-way to C */
    ck_assert_double_eq_tol(bounds[3], 30.02, 1e-9);
    ck_assert_uint_eq(city->overlaps.count, 0);
    assert_found("F0116", 1, "3 communities");
    assert_found("F0117", 1, "\"E\"");
    assert_found("F0118", 1, "\"D\"");
    finish();
}
END_TEST

START_TEST(a_repair_is_shown)
{
    prepare(NULL, NULL);
    write_text("c.csv",
               "WKT,id\n\"POLYGON((114 30,114.02 30.02,114.02 30,114 30.02,114 30))\",A\n");
    assert_ok(ct_city_load(plan, NULL, &findings, &city, &err));
    size_t count = 0;
    const struct ct_finding *row = first("F0102", &count);
    ck_assert_uint_eq(count, 1);
    ck_assert_uint_eq(row->shape.vertices, 5); /* as it was drawn: its two halves cancel out */
    ck_assert_double_eq_tol(row->area_m2, ct_shape_area_m2(&city->communities.shape[0]),
                            1e-3 * row->area_m2);
    ck_assert_ptr_nonnull(strstr(row->done[CT_EN], "as drawn"));
    finish();
}
END_TEST

START_TEST(plans_that_lack_something)
{
    prepare("id\n", NULL);
    assert_fails(ct_plan_set(plan, "tables[0].join", "city", &err), "E0123");
    assert_fails(ct_plan_set(plan, "ranges.density", "[100, 50]", &err), "E0123");
    set("ranges.density", "[100, 500]");
    ck_assert_double_eq(plan->ranges[CT_RANGE_DENSITY].bounds[1], 500);
    assert_fails(ct_plan_set(plan, "ranges.density", "[1, 2, 3]", &err), "E0123");
    set("ranges.density", "7");
    assert_fails(ct_plan_complete(plan, &err), "E0135");
    set("ranges.density", "[0, 7]");
    set("communities.thiessen", "true");
    assert_fails(ct_plan_complete(plan, &err), "E0136");
    set("communities.within", "w.csv");
    assert_ok(ct_plan_complete(plan, &err));
    ct_plan_free(plan);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("join");
    tcase_add_test(tests, a_joiner_finds);
    tcase_add_test(tests, a_table_fills_what_the_layer_lacks);
    tcase_add_test(tests, a_table_overrides_where_the_plan_says_so);
    tcase_add_test(tests, a_table_for_facilities);
    tcase_add_test(tests, facilities_that_name_their_community);
    tcase_add_test(tests, points_get_ground_within_their_county);
    tcase_add_test(tests, a_repair_is_shown);
    tcase_add_test(tests, plans_that_lack_something);
    return run_tests(suite_create("join"), tests);
}
