/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load/city.h: fields by plan and by usual names, findings for each fault in the data, kinds,
 * the files that were read.
 */
#include "base/text.h"
#include "check/finding.h"
#include "gis/overlay.h"
#include "lib/folder.h"
#include "load/city.h"
#include "load/hash.h"
#include "load/inputs.h"
#include "load/locate.h"
#include "load/parts.h"
#include <math.h>

static struct ct_plan *plan;
static struct ct_findings findings;
static struct ct_city *city;

/* A square community as a row of communities.csv. */
#define SQUARE(west, south, east, north)                                                           \
    "\"POLYGON((" #west " " #south "," #east " " #south "," #east " " #north "," #west " " #north  \
    "," #west " " #south "))\""

static const char *const two_squares = "WKT,社区代码,社区名称,户数,城乡分类\n" SQUARE(
    114.00, 30.00, 114.01, 30.01) ",A,甲,500,111\n" SQUARE(114.01, 30.00, 114.02,
                                                           30.01) ",B,乙,300,乡村\n";
static const char *const points = "id,kind,建筑面积,lon,lat,serves\n"
                                  "f1,clinic,300,114.005,30.005,\n"
                                  "f2,school,,114.015,30.005,A;B\n";
static const char *const people = "people,lon,lat\n100,114.002,30.002\n50,114.012,30.002\n";

static void set(const char *path, const char *value)
{
    assert_ok(ct_plan_set(plan, path, value, &err));
}

/* Writes the three files (NULL: as they are above) and a plan for them. */
static void prepare(const char *communities, const char *facilities, const char *population)
{
    write_text("c.csv", communities ? communities : two_squares);
    write_text("f.csv", facilities ? facilities : points);
    write_text("p.csv", population ? population : people);
    ct_plan_free(plan);
    assert_ok(ct_plan_new(&plan, &err));
    set("communities.file", "c.csv");
    set("communities.crs", "EPSG:4490");
    set("population[0].file", "p.csv");
    set("facilities[0].file", "f.csv");
    set("radius", "500m");
}

static enum ct_status load(void)
{
    ct_city_free(city);
    ct_findings_free(&findings);
    return ct_city_load(plan, NULL, &findings, &city, &err);
}

static void finish(void)
{
    ct_city_free(city);
    ct_findings_free(&findings);
    ct_plan_free(plan);
}

/* How many findings of a code; the first of them in *first. */
static size_t found(const char *code, const struct ct_finding **first)
{
    size_t n = 0;
    for (size_t i = 0; i < findings.count; i++) {
        if (strcmp(findings.rows[i].code, code) != 0)
            continue;
        if (n++ == 0 && first != NULL)
            *first = &findings.rows[i];
    }
    return n;
}

static void assert_found(const char *code, const char *feature)
{
    const struct ct_finding *first = NULL;
    ck_assert_msg(found(code, &first) == 1, "%zu findings %s", found(code, NULL), code);
    ck_assert_str_eq(first->feature, feature);
    ck_assert_ptr_null(strchr(first->text[CT_EN], '{'));
    ck_assert_ptr_null(strchr(first->done[CT_ZH], '{'));
}

START_TEST(a_sound_city)
{
    prepare(NULL, NULL, NULL);
    assert_ok(load());
    ck_assert_uint_eq(findings.count, 0);
    const struct ct_communities *c = &city->communities;
    ck_assert_uint_eq(c->count, 2);
    ck_assert_str_eq(c->id[1], "B");
    ck_assert_str_eq(c->name[0], "甲");
    ck_assert_str_eq(c->street[0], "");
    ck_assert_double_eq(c->households[0], 500);
    ck_assert(isnan(c->population[0]));
    ck_assert_int_eq(c->area_type[0], CT_AREA_URBAN);
    ck_assert_int_eq(c->area_type[1], CT_AREA_RURAL);
    ck_assert_str_eq(city->crs, "EPSG:4547");
    ck_assert_double_eq(city->bounds[2], 114.02);
    ck_assert_uint_eq(city->overlaps.count, 0);
    ck_assert_uint_eq(city->kind_count, 2);
    ck_assert_str_eq(city->kinds[1].name, "school");
    ck_assert_str_eq(city->kinds[1].title[CT_ZH], "school");
    ck_assert_double_eq(city->kinds[0].radius_m[0], 500);
    const struct ct_facilities *f = &city->facilities;
    ck_assert_uint_eq(f->count, 2);
    ck_assert_double_eq(f->floor_area_m2[0], 300);
    ck_assert(isnan(f->floor_area_m2[1]));
    ck_assert_int_eq(f->community[1], 1);
    ck_assert_uint_eq(f->serves_start[2], 3); /* f1 where it stands, f2 as it says */
    ck_assert_uint_eq(f->serves[0], 0);
    ck_assert_uint_eq(f->serves[2], 1);
    ck_assert_int_eq(city->population[0].kind, CT_POPULATION_POINTS);
    ck_assert_str_eq(city->population[0].name, "people");
    ck_assert_double_eq(city->population[0].people[1], 50);
    ck_assert_uint_eq(city->file_count, 3);
    ck_assert_str_eq(city->files[0].path, "c.csv");
    ck_assert_int_eq(city->files[2].size, (long long)strlen(people));
}
END_TEST

/* FIPS 180-4, and the hash of nothing. */
START_TEST(hashes_are_those_of_the_standard)
{
    struct ct_input_file file = {.path = (char *)(uintptr_t) "abc.txt"};
    write_text("abc.txt", "abc");
    assert_ok(ct_hash_file(&file, &err));
    ck_assert_int_eq(file.size, 3);
    ck_assert_str_eq(file.sha256,
                     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    write_text("abc.txt", "");
    assert_ok(ct_hash_file(&file, &err));
    ck_assert_int_eq(file.size, 0);
    ck_assert_str_eq(file.sha256,
                     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    file.path = (char *)(uintptr_t) "none.txt";
    assert_fails(ct_hash_file(&file, &err), "E0301");
}
END_TEST

START_TEST(usual_names_are_read)
{
    const char *const tables[] = {"community", "population", "facility", "table", "area_type"};
    size_t words = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct ct_input_table table;
        assert_ok(ct_input_table_read(tables[i], &table, &err));
        for (size_t k = 0; k < table.count; k++) {
            ck_assert_str_ne(table.rows[k].title[CT_EN], "");
            ck_assert_str_ne(table.rows[k].title[CT_ZH], "");
            for (const char **name = table.rows[k].names; *name; name++, words++)
                ck_assert(ct_utf8_valid(*name, strlen(*name)));
        }
        ct_input_table_free(&table);
    }
    ck_assert_uint_gt(words, 80);
    struct ct_input_table none;
    ck_assert_int_eq(ct_input_table_read("none", &none, &err), CT_INTERNAL);
}
END_TEST

START_TEST(fields_of_the_plan)
{
    prepare(NULL, NULL, NULL);
    set("communities.fields.id", "社区名称");
    assert_ok(load());
    ck_assert_str_eq(city->communities.id[0], "甲");
    set("communities.fields.id", "社区编号");
    assert_fails(load(), "E0311");
    ck_assert_ptr_nonnull(strstr(err.hint[CT_EN], "社区名称"));
    prepare("WKT,code,adcode\n" SQUARE(0, 0, 1, 1) ",1,2\n", NULL, NULL);
    assert_fails(load(), "E0312");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "\"code\" and \"adcode\""));
    ck_assert_ptr_nonnull(strstr(err.hint[CT_EN], "--field community.id=code"));
    set("communities.fields.id", "adcode");
    set("population[0].fields.people", "persons");
    assert_fails(load(), "E0311");
}
END_TEST

START_TEST(faults_of_communities)
{
    prepare("WKT,id,households,population,area_type\n" SQUARE(
                114.00, 30.00, 114.01, 30.01) ",A,\"1,20\",-5,111\n"
                                              "\"POLYGON((114.01 30,114.02 30.01,114.02 30,114.01 "
                                              "30.01,114.01 30))\",B,0,9,郊区\n"
                                              ",C,7,8,111\n"
                                              "POLYGON EMPTY,D,7,8,111\n" SQUARE(
                                                  114.02, 30.00, 114.03, 30.01) ",,10,20,\n",
            NULL, NULL);
    assert_ok(load());
    ck_assert_uint_eq(city->communities.count, 3);
    assert_found("F0105", "A");
    assert_found("F0107", "A");
    assert_found("F0102", "B");
    assert_found("F0106", "B");
    assert_found("F0109", "B");
    ck_assert_uint_eq(found("F0104", NULL), 2);
    assert_found("F0110", city->communities.id[2]);
    ck_assert(isnan(city->communities.households[0]));
    ck_assert_double_eq(city->communities.households[1], 0);
    ck_assert_int_eq(city->communities.area_type[1], CT_AREA_UNKNOWN);
    const struct ct_finding *first = NULL;
    found("F0105", &first);
    ck_assert_str_eq(first->cell, "C2 households: 1,20");
    ck_assert_int_eq(first->row, 1);
    ck_assert_uint_eq(findings.errors, 0);
}
END_TEST

START_TEST(doubtful_ids)
{
    prepare("WKT,id\n" SQUARE(114.00, 30.00, 114.01, 30.01) ",A\n" SQUARE(114.01, 30.00, 114.02,
                                                                          30.01) ",A\n",
            NULL, NULL);
    assert_ok(load());
    assert_found("F0101", "A");
    ck_assert_uint_eq(findings.errors, 1);
    prepare("WKT,x1\n" SQUARE(114.00, 30.00, 114.02, 30.01) ",7\n", NULL, NULL);
    assert_ok(load());
    ck_assert_uint_eq(found("F0111", NULL), 1);
    ck_assert_str_eq(city->communities.id[0], "1"); /* the feature id */
}
END_TEST

START_TEST(layers_that_are_no_communities)
{
    prepare("WKT,id\nPOINT(114 30),A\n", NULL, NULL);
    assert_fails(load(), "E0316");
    ck_assert_ptr_nonnull(strstr(err.message[CT_ZH], "点"));
    prepare("WKT,id\n", NULL, NULL);
    assert_fails(load(), "E0307");
    prepare("WKT,id\n,A\n", NULL, NULL);
    assert_fails(load(), "E0308");
    prepare(NULL, "id,lon,lat\n", NULL);
    assert_fails(load(), "E0307");
    prepare(NULL, NULL, "people,lon,lat\n");
    assert_fails(load(), "E0307");
    ck_assert_ptr_null(city);
}
END_TEST

START_TEST(faults_of_facilities)
{
    prepare(NULL,
            "id,kind,floor_area,lon,lat,serves\n"
            "a,clinic,about 300,114.005,30.005,\"B, X\"\n"
            "a,clinic,-1,114.005,30.005,\n"
            "a#2,clinic,1,114.005,30.005,\n"
            "b,,1,114.005,30.005,\n"
            "c,clinic,1,,,\n"
            "d,clinic,1,114.5,30.5,\n",
            NULL);
    assert_ok(load());
    const struct ct_facilities *f = &city->facilities;
    ck_assert_uint_eq(f->count, 4);
    ck_assert_str_eq(f->id[0], "a");
    ck_assert_str_eq(f->id[1], "a#3");
    ck_assert_str_eq(f->id[2], "a#2");
    ck_assert_uint_eq(found("F0301", NULL), 2);
    assert_found("F0302", "d");
    assert_found("F0303", "a");
    assert_found("F0304", "a");
    assert_found("F0307", "c");
    assert_found("F0309", "b");
    ck_assert_int_eq(f->community[3], -1);
    ck_assert_uint_eq(f->serves_start[1], 1);
    ck_assert_uint_eq(f->serves[0], 1);       /* B, not where it stands */
    ck_assert_uint_eq(f->serves_start[4], 3); /* the one outside serves nobody */
}
END_TEST

START_TEST(kinds)
{
    prepare(NULL, NULL, NULL);
    set("kinds[0].name", "school");
    set("kinds[0].radius[0]", "300m");
    set("kinds[0].counts", "false");
    set("kinds[1].name", "park");
    set("kinds[1].title.zh", "公园");
    assert_ok(load());
    ck_assert_uint_eq(city->facilities.count, 1);
    ck_assert_uint_eq(city->facilities.kind[0], 0);
    assert_found("F0305", "f1");
    ck_assert_uint_eq(found("F0306", NULL), 1);
    ck_assert_double_eq(city->kinds[0].radius_m[0], 300);
    ck_assert(!city->kinds[0].counts);
    ck_assert_double_eq(city->kinds[1].radius_m[0], 500);
    ck_assert_str_eq(city->kinds[1].title[CT_ZH], "公园");
    ck_assert_str_eq(city->kinds[1].title[CT_EN], "park");

    prepare(NULL, "lon,lat\n114.005,30.005\n", NULL);
    assert_ok(load());
    ck_assert_str_eq(city->kinds[0].name, "facility");
    ck_assert_str_eq(city->facilities.id[0], "1");
    set("facilities[0].kind", "clinic");
    set("facilities[1].file", "f.csv"); /* the same again: ids by layer stay apart only by #2 */
    set("facilities[1].kind", "bank");
    assert_ok(load());
    ck_assert_uint_eq(city->kind_count, 2);
    ck_assert_str_eq(city->kinds[0].name, "bank");
    ck_assert_uint_eq(city->facilities.kind[0], 1);
    ck_assert_uint_eq(city->facilities.source[1], 1);
    ck_assert_str_eq(city->facilities.id[1], "f/1#2");
}
END_TEST

START_TEST(facilities_that_are_polygons)
{
    prepare(NULL, "WKT,id\n" SQUARE(114.004, 30.004, 114.006, 30.006) ",a\n", NULL);
    set("facilities[0].crs", "EPSG:4326");
    assert_ok(load());
    ck_assert_double_eq_tol(city->facilities.lon[0], 114.005, 1e-9);
    ck_assert_int_eq(city->facilities.community[0], 0);
    ck_assert_uint_eq(city->facilities.shape[0].vertices, 5);
    prepare(NULL, "WKT,id\n\"LINESTRING(114 30,115 31)\",a\n", NULL);
    set("facilities[0].crs", "EPSG:4326");
    assert_fails(load(), "E0308");
}
END_TEST

START_TEST(faults_of_population)
{
    prepare(NULL, NULL, "people,lon,lat\nmany,114.002,30.002\n-3,114.002,30.002\n5,,\n7,114,30\n");
    assert_ok(load());
    ck_assert_uint_eq(found("F0202", NULL), 2);
    assert_found("F0204", "3");
    ck_assert_uint_eq(city->population[0].count, 3);
    ck_assert_double_eq(city->population[0].people[0] + city->population[0].people[2], 7);
    prepare(NULL, NULL, "lon,lat\n114.002,30.002\n");
    assert_ok(load());
    ck_assert_uint_eq(found("F0203", NULL), 1);
    ck_assert_double_eq(city->population[0].people[0], 1);
    prepare(NULL, NULL, "people,lon,lat\n5,10,50\n");
    assert_ok(load());
    ck_assert_uint_eq(found("F0201", NULL), 1);
    ck_assert_uint_eq(findings.errors, 1);
    prepare(NULL, NULL, "WKT,n\n" SQUARE(114.00, 30.00, 114.01, 30.01) ",5\n");
    set("population[0].crs", "EPSG:4326");
    assert_fails(load(), "E0314");
    set("population[0].fields.people", "n");
    assert_ok(load());
    ck_assert_int_eq(city->population[0].kind, CT_POPULATION_POLYGONS);
    ck_assert_double_eq(city->population[0].people[0], 5);
}
END_TEST

START_TEST(output_crs)
{
    prepare(NULL, NULL, NULL);
    set("output.crs", "EPSG:32650");
    assert_ok(load());
    ck_assert_str_eq(city->crs, "EPSG:32650");
    set("output.crs", "EPSG:1");
    assert_fails(load(), "E0320");
}
END_TEST

START_TEST(real_cities)
{
    const char *path = real_file("singapore/sg_subzones.gpkg");
    if (path == NULL) {
        puts("skipped: no real data");
        return;
    }
    prepare(NULL, "lon,lat\n103.85,1.3\n", "people,lon,lat\n5,103.85,1.3\n");
    ct_plan_free(plan);
    assert_ok(ct_plan_new(&plan, &err));
    set("communities.file", path);
    set("communities.fields.id", "SUBZONE_C");
    set("population[0].file", real_file("singapore/singapore_pop_100m.tif"));
    set("facilities[0].file", real_file("singapore/sg_clinic.geojson"));
    assert_ok(load());
    ck_assert_uint_eq(city->communities.count, 323);
    ck_assert_uint_eq(city->facilities.count, 667);
    ck_assert_str_eq(city->crs, "EPSG:32648");
    ck_assert_uint_eq(findings.errors, 0);
    ck_assert_uint_eq(found("F0102", NULL), 9);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("city");
    TCase *tests = tcase_create("city");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, a_sound_city);
    tcase_add_test(tests, hashes_are_those_of_the_standard);
    tcase_add_test(tests, usual_names_are_read);
    tcase_add_test(tests, fields_of_the_plan);
    tcase_add_test(tests, faults_of_communities);
    tcase_add_test(tests, doubtful_ids);
    tcase_add_test(tests, layers_that_are_no_communities);
    tcase_add_test(tests, faults_of_facilities);
    tcase_add_test(tests, kinds);
    tcase_add_test(tests, facilities_that_are_polygons);
    tcase_add_test(tests, faults_of_population);
    tcase_add_test(tests, output_crs);
    tcase_add_test(tests, real_cities);
    tcase_add_checked_fixture(tests, NULL, finish);
    return run_tests(suite, tests);
}
