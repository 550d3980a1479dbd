/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan: every key, every way to get one wrong with its place, overriding, completeness.
 */
#include "load/plan.h"
#include "load/plan_keys.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/catchment-plan-XXXXXX";
static struct ct_plan *plan;
static struct ct_error err;

static void start(void)
{
    strcpy(path + strlen(path) - 6, "XXXXXX");
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    plan = NULL;
    memset(&err, 0, sizeof err);
}

static void stop(void)
{
    ct_plan_free(plan);
    unlink(path);
}

static enum ct_status read_bytes(const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, n, file), n);
    fclose(file);
    ct_plan_free(plan);
    plan = NULL;
    return ct_plan_read(path, &plan, &err);
}

static enum ct_status read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static void assert_reads(const char *text)
{
    enum ct_status status = read_text(text);
    ck_assert_msg(status == CT_OK, "%s %ld:%ld %s", err.code, err.line, err.column,
                  err.message[CT_EN]);
}

/* --- a whole plan --------------------------------------------------------------------------- */

static const char whole[] =
    "catchment: 1\n"
    "title: 示例市\n"
    "communities:\n"
    "  file: communities.gpkg\n"
    "  layer: community\n"
    "  crs: EPSG:4490\n"
    "  fields: {id: 社区编号, name: 社区名称, street: 街道, county: 区县, area_type: 城乡,\n"
    "           households: 户数, population: 常住人口}\n"
    "population:\n"
    "  - {name: residents, file: pop.tif, band: 2}\n"
    "  - {name: age65, file: /data/old.gpkg, fields: {people: n}}\n"
    "  - file: 'PG:dbname=city'\n"
    "facilities:\n"
    "  - {file: facilities.csv, kind: clinic,\n"
    "     fields: {id: a, name: b, kind: c, floor_area: d, lon: x, lat: y, serves: s}}\n"
    "kinds:\n"
    "  - {name: clinic, radius: [500m, 1km], counts: true, title: {zh: 诊所, en: Clinic}}\n"
    "  - {name: 药店, counts: false}\n"
    "radius: 300m # of those that have none\n"
    "household_size: 2.6\n"
    "floor_area: {shared: whole, community_bounds: [200, 300.5], per_100_households_bounds: 25,\n"
    "             required_urban: 310, required_rural: 210}\n"
    "output: {crs: \"EPSG:4547\", year: 2023年, compiled_by: 某市自然资源和规划局, date: "
    "2024-03-01}\n";

START_TEST(layers_of_a_whole_plan)
{
    assert_reads(whole);
    ck_assert_str_eq(plan->path, path);
    ck_assert_str_eq(plan->text, whole);
    ck_assert_str_eq(plan->title, "示例市");
    ck_assert_str_eq(plan->communities.file, "/tmp/communities.gpkg");
    ck_assert_str_eq(plan->communities.layer, "community");
    ck_assert_str_eq(plan->communities.crs, "EPSG:4490");
    ck_assert_int_eq(plan->communities.line, 4);
    ck_assert_uint_eq(plan->communities.field_count, 7);
    ck_assert_str_eq(ct_source_field(&plan->communities, "population"), "常住人口");
    ck_assert_int_eq(plan->communities.fields[6].line, 8);
    ck_assert_ptr_null(ct_source_field(&plan->communities, "people"));
    ck_assert_uint_eq(plan->population_count, 3);
    ck_assert_str_eq(plan->population[0].name, "residents");
    ck_assert_int_eq(plan->population[0].band, 2);
    ck_assert_str_eq(plan->population[1].file, "/data/old.gpkg");
    ck_assert_int_eq(plan->population[1].line, 11);
    ck_assert_str_eq(ct_source_field(&plan->population[1], "people"), "n");
    ck_assert_str_eq(plan->population[2].name, "people");
    ck_assert_str_eq(plan->population[2].file, "PG:dbname=city");
    ck_assert_int_eq(plan->population[2].band, 1);
    ck_assert_uint_eq(plan->facility_count, 1);
    ck_assert_str_eq(plan->facilities[0].kind, "clinic");
    ck_assert_str_eq(ct_source_field(&plan->facilities[0], "serves"), "s");
    ck_assert_int_eq(ct_plan_complete(plan, &err), CT_OK);
}
END_TEST

START_TEST(values_of_a_whole_plan)
{
    assert_reads(whole);
    ck_assert_uint_eq(plan->kind_count, 2);
    const struct ct_kind *kind = plan->kinds;
    ck_assert_str_eq(kind[0].name, "clinic");
    ck_assert_uint_eq(kind[0].radius_count, 2);
    ck_assert_double_eq(kind[0].radius_m[1], 1000);
    ck_assert(kind[0].counts && !kind[1].counts);
    ck_assert_str_eq(kind[0].title[CT_ZH], "诊所");
    ck_assert_str_eq(kind[0].title[CT_EN], "Clinic");
    ck_assert_str_eq(kind[1].title[CT_EN], "药店");
    ck_assert_uint_eq(kind[1].radius_count, 0);
    ck_assert_uint_eq(plan->default_radius_count, 1);
    ck_assert_double_eq(plan->default_radius_m[0], 300);
    ck_assert_double_eq(plan->household_size, 2.6);
    ck_assert_int_eq(plan->shared, CT_SHARED_WHOLE);
    ck_assert_uint_eq(plan->area_bound_count, 2);
    ck_assert_double_eq(plan->area_bounds_m2[1], 300.5);
    ck_assert_uint_eq(plan->per_100_bound_count, 1);
    ck_assert_double_eq(plan->per_100_bounds_m2[0], 25);
    ck_assert_double_eq(plan->required_urban_m2, 310);
    ck_assert_double_eq(plan->required_rural_m2, 210);
    ck_assert_str_eq(plan->output_crs, "EPSG:4547");
    ck_assert_str_eq(plan->output_year, "2023年");
    ck_assert_str_eq(plan->output_compiled_by, "某市自然资源和规划局");
    ck_assert_str_eq(plan->output_date, "2024-03-01");
}
END_TEST

START_TEST(defaults)
{
    assert_reads("\xef\xbb\xbf"
                 "catchment: 1\r\n"); /* a mark of UTF-8 is allowed */
    ck_assert_ptr_null(plan->title);
    ck_assert_ptr_null(plan->communities.file);
    ck_assert_double_eq(plan->household_size, 0);
    ck_assert_int_eq(plan->shared, CT_SHARED_SPLIT);
    ck_assert_uint_eq(plan->area_bound_count, 3);
    ck_assert_double_eq(plan->area_bounds_m2[2], 400);
    ck_assert_double_eq(plan->per_100_bounds_m2[1], 30);
    ck_assert_double_eq(plan->required_urban_m2, 300);
    ck_assert_double_eq(plan->required_rural_m2, 200);
    ck_assert_str_eq(plan->output_crs, "auto");
    ck_assert_ptr_null(plan->output_year);
}
END_TEST

/* --- each way to be wrong ------------------------------------------------------------------- */

static const struct {
    const char *text; /* after "catchment: 1\n" */
    const char *code;
    long line, column;
    const char *says; /* in message or hint */
} faults[] = {
    {"radus: 500m\n", "E0122", 2, 1, "Did you mean \"radius\"?"},
    {"wholly-else: 1\n", "E0122", 2, 1, "Keys known here: catchment, title, communities,"},
    {"communities:\n  fille: a\n", "E0122", 3, 3, "Did you mean \"file\"?"},
    {"communities: {fields: {hosueholds: a}}\n", "E0122", 2, 24, "Did you mean \"households\"?"},
    {"population:\n  - file: a\n    bnad: 1\n", "E0122", 4, 5, "population[0].bnad"},
    {"facilities: [{kinds: a}]\n", "E0122", 2, 15, "Did you mean \"kind\"?"},
    {"kinds: [{title: {fr: a}}]\n", "E0122", 2, 18, "Keys known here: en, zh."},
    {"output: {crs: auto, file: a}\n", "E0122", 2, 21,
     "Keys known here: crs, year, compiled_by, date."},
    {"'': 1\n", "E0122", 2, 1, "Keys known here"},
    {"communities.file: a\n", "E0122", 2, 1, "communities.file"},
    {"'radius[0]': 500m\n", "E0122", 2, 1, "radius[0]"},
    {"<<: {radius: 500m}\n", "E0122", 2, 1, "<<"},
    {"title:\n", "E0123", 2, 7, "a text"},
    {"title: ~\n", "E0123", 2, 8, "a text"},
    {"title: null\n", "E0123", 2, 8, "a text"},
    {"title: ''\n", "E0123", 2, 8, "a text"},
    {"title: \"a\\0b\"\n", "E0123", 2, 8, "a text"},
    {"communities: {file: }\n", "E0123", 2, 21, "the path of a file"},
    {"communities: {fields: {id: }}\n", "E0123", 2, 28, "the name of a field"},
    {"population: [{file: a, band: 0}]\n", "E0123", 2, 30, "a band number from 1"},
    {"population: [{file: a, band: 1.5}]\n", "E0123", 2, 30, "\"1.5\""},
    {"household_size: 2,6\n", "E0123", 2, 17, "\"2,6\""},
    {"household_size: 2.6 people\n", "E0123", 2, 17, "a number above 0"},
    {"household_size: 0\n", "E0123", 2, 17, "a number above 0"},
    {"household_size: -1\n", "E0123", 2, 17, "a number above 0"},
    {"household_size: .nan\n", "E0123", 2, 17, "a number above 0"},
    {"floor_area: {required_urban: 3oo}\n", "E0123", 2, 30, "\"3oo\""},
    {"floor_area: {shared: splitt}\n", "E0123", 2, 22, "Did you mean \"split\"?"},
    {"floor_area: {community_bounds: [200, 200]}\n", "E0123", 2, 38, "each larger"},
    {"floor_area: {community_bounds: [200, 100]}\n", "E0123", 2, 38, "community_bounds[1]"},
    {"floor_area: {community_bounds: [a]}\n", "E0123", 2, 33, "\"a\""},
    {"kinds: [{counts: yes}]\n", "E0123", 2, 18, "true or false"},
    {"kinds: [{counts: True}]\n", "E0123", 2, 18, "Did you mean \"true\"?"},
    {"radius: 5oom\n", "E0123", 2, 9, "lengths from 1m to 100km"},
    {"radius: []\n", "E0123", 2, 10, "lengths from 1m to 100km"},
    {"radius: 0m\n", "E0123", 2, 9, "lengths from 1m to 100km"},
    {"radius: 101km\n", "E0123", 2, 9, "lengths from 1m to 100km"},
    {"radius: [500m, 0.5km]\n", "E0123", 2, 16, "each once"},
    {"radius: [500m, 15min]\n", "E0123", 2, 16, "\"15min\""},
    {"radius: 500\n", "E0124", 2, 9, "500m"},
    {"kinds: [{name: a, radius: [500]}]\n", "E0124", 2, 28, "kinds[0].radius[0]"},
    {"catchment: 1\n", "E0125", 2, 1, "line 1"},
    {"communities: {file: a, file: b}\n", "E0125", 2, 24, "line 2"},
    {"kinds:\n- {name: a}\nradius: 5m\nkinds:\n- {name: b}\n", "E0125", 5, 1, "line 2"},
    {"title: &a x\n", "E0126", 2, 8, "&a"},
    {"title: *a\n", "E0126", 2, 8, "*a"},
    {"title: !!str x\n", "E0126", 2, 8, "tag:yaml.org,2002:str"},
    {"communities: &c {file: a}\n", "E0126", 2, 14, "&c"},
    {"radius: !list [5m]\n", "E0126", 2, 9, "!list"},
    {"communities: a.shp\n", "E0127", 2, 14, "communities must be a mapping"},
    {"population: [a.tif]\n", "E0127", 2, 14, "population[0] must be a mapping"},
    {"communities: [a.shp]\n", "E0127", 2, 14, "communities must be a mapping"},
    {"population: {file: a}\n", "E0128", 2, 13, "population must be a list"},
    {"kinds: clinic\n", "E0128", 2, 8, "kinds must be a list"},
    {"title: [a]\n", "E0129", 2, 8, "title must be a single value"},
    {"title: {zh: a}\n", "E0129", 2, 8, "title must be a single value"},
    {"radius: {a: 1}\n", "E0129", 2, 9, "radius must be a single value"},
    {"radius: [[5m]]\n", "E0129", 2, 10, "radius[0] must be a single value"},
    {"? [a]\n: b\n", "E0129", 2, 3, "must be a single value"},
    {"title: a: b\n", "E0121", 2, 9, "mapping values are not allowed"},
    {"\ttitle: a\n", "E0121", 2, 1, "tab"},
    {"title: 'a\n", "E0121", 3, 1, "unexpected end"},
    {"title: a\n---\ntitle: b\n", "E0117", 3, 4, "more than one"},
};

START_TEST(fault)
{
    char text[512];
    snprintf(text, sizeof text, "catchment: 1\n%s", faults[_i].text);
    ck_assert_int_eq(read_text(text), CT_USAGE);
    ck_assert_ptr_null(plan);
    ck_assert_msg(strcmp(err.code, faults[_i].code) == 0, "%s%s: %s", faults[_i].text, err.code,
                  err.message[CT_EN]);
    ck_assert_msg(strstr(err.message[CT_EN], faults[_i].says) ||
                      strstr(err.hint[CT_EN], faults[_i].says),
                  "%s%s\n%s", faults[_i].text, err.message[CT_EN], err.hint[CT_EN]);
    ck_assert_msg(err.line == faults[_i].line && err.column == faults[_i].column, "%s%ld:%ld",
                  faults[_i].text, err.line, err.column);
    ck_assert_str_eq(err.file, path);
    ck_assert_ptr_null(strstr(err.hint[CT_ZH], "{"));
}
END_TEST

static void assert_fault(enum ct_status status, const char *code)
{
    ck_assert_int_eq(status, CT_USAGE);
    ck_assert_str_eq(err.code, code);
}

START_TEST(files_that_are_no_plan)
{
    assert_fault(read_text(""), "E0132");
    assert_fault(read_text("# nothing\n"), "E0132");
    assert_fault(read_text("title: a\n"), "E0132");
    assert_fault(read_text("catchment: 2\n"), "E0123");
    assert_fault(read_text("just words\n"), "E0127");
    assert_fault(read_text("- a\n"), "E0127");
    assert_fault(read_bytes("catchment: 1\ntitle: \xc9\xe7\xc7\xf8\n", 25), "E0131");
    assert_fault(read_bytes("\xff\xfe"
                            "c\0",
                            4),
                 "E0131");
    assert_fault(read_bytes("catchment: 1\n\0", 14), "E0121");
    assert_fault(ct_plan_read("/tmp/no/such/plan.yaml", &plan, &err), "E0120");
    ck_assert_str_eq(err.file, "/tmp/no/such/plan.yaml");
    assert_fault(ct_plan_read("/tmp", &plan, &err), "E0120");
    ck_assert_ptr_null(plan);
}
END_TEST

/* Any cut of a plan is read or refused, never worse. */
START_TEST(truncated)
{
    for (size_t n = 0; n < strlen(whole); n++) {
        enum ct_status status = read_bytes(whole, n);
        ck_assert_msg(status == CT_OK || status == CT_USAGE, "%zu bytes", n);
        ck_assert_msg((status == CT_OK) == (plan != NULL), "%zu bytes", n);
    }
}
END_TEST

/* --- setting -------------------------------------------------------------------------------- */

static void new_plan(void)
{
    ck_assert_int_eq(ct_plan_new(&plan, &err), CT_OK);
}

static void set(const char *key, const char *value)
{
    enum ct_status status = ct_plan_set(plan, key, value, &err);
    ck_assert_msg(status == CT_OK, "%s: %s", key, err.message[CT_EN]);
}

START_TEST(building_from_nothing)
{
    new_plan();
    set("communities.file", "a.shp");
    set("communities.fields.id", "SUBZONE_C");
    set("population[0].file", "pop.tif");
    set("population[1].name", "65+");
    set("population[1].file", "old.tif");
    set("facilities[0].file", "f.csv");
    set("facilities[0].fields.kind", "类别");
    set("radius", "500m");
    set("radius[1]", "1 km");
    ck_assert_int_eq(ct_plan_complete(plan, &err), CT_OK);
    ck_assert_str_eq(plan->communities.file, "a.shp");
    ck_assert_uint_eq(plan->default_radius_count, 2);
    ck_assert_double_eq(plan->default_radius_m[1], 1000);
    ck_assert_str_eq(plan->population[0].name, "people");
    ck_assert_ptr_nonnull(strstr(plan->text, "# --set communities.file=a.shp\n"
                                             "# --set communities.fields.id=SUBZONE_C\n"));
}
END_TEST

START_TEST(overriding)
{
    assert_reads(whole);
    set("title", "a\nb");
    set("radius", "[200m, 400m]");
    set("kinds[0].radius[0]", "600m");
    set("kinds[1].name", "pharmacy");
    set("population[0].file", "new.tif");
    set("communities.fields.id", "CODE");
    set("floor_area.community_bounds", "100,200");
    ck_assert_uint_eq(plan->default_radius_count, 2);
    ck_assert_double_eq(plan->default_radius_m[1], 400);
    ck_assert_double_eq(plan->kinds[0].radius_m[0], 600);
    ck_assert_str_eq(plan->kinds[1].title[CT_ZH], "pharmacy");
    ck_assert_str_eq(plan->kinds[0].title[CT_ZH], "诊所");
    ck_assert_str_eq(plan->population[0].file, "new.tif"); /* relative to where we are */
    ck_assert_uint_eq(plan->communities.field_count, 7);
    ck_assert_str_eq(ct_source_field(&plan->communities, "id"), "CODE");
    ck_assert_uint_eq(plan->area_bound_count, 2);
    ck_assert_ptr_eq(strstr(plan->text, whole), plan->text);
    ck_assert_ptr_nonnull(strstr(plan->text, "\n# --set title=a\n# b\n# --set radius=[200m"));
    ck_assert_int_eq(ct_plan_set(plan, "radius", "[500m, x]", &err), CT_USAGE);
    ck_assert_uint_eq(plan->default_radius_count, 2);
    ck_assert_double_eq(plan->default_radius_m[1], 400);
    ck_assert_ptr_null(strstr(plan->text, "[500m, x]"));
}
END_TEST

static const struct {
    const char *key, *value, *code, *says;
} wrong_sets[] = {
    {"communites.file", "a", "E0122", "Did you mean \"communities\"?"},
    {"communities.fields.idd", "a", "E0122", "Did you mean \"id\"?"},
    {"communities", "a", "E0122", "communities"},
    {"population.file", "a", "E0122", "population.file"},
    {"population[0]", "a", "E0122", "population[0]"},
    {"communities[0].file", "a", "E0122", "communities[0].file"},
    {"title[0]", "a", "E0122", "title[0]"},
    {"", "a", "E0122", "Keys known here"},
    {"radius[2]", "500m", "E0130", "is 0"},
    {"population[1].file", "a", "E0130", "is 0"},
    {"population[].file", "a", "E0130", "no path"},
    {"population[x].file", "a", "E0130", "no path"},
    {"population[-1].file", "a", "E0130", "no path"},
    {"population[9999999].file", "a", "E0130", "no path"},
    {"population[0", "a", "E0130", "no path"},
    {"a[0][0][0][0]", "a", "E0130", "no path"},
    {"radius", "500", "E0124", "unit"},
    {"radius", "", "E0123", "lengths"},
    {"radius", "[]", "E0123", "lengths"},
    {"radius", "[500m,]", "E0123", "lengths"},
    {"household_size", "two", "E0123", "a number above 0"},
    {"title", "", "E0123", "a text"},
    {"floor_area.shared", "all", "E0123", "split or whole"},
};

START_TEST(wrong_set)
{
    new_plan();
    ck_assert_int_eq(ct_plan_set(plan, wrong_sets[_i].key, wrong_sets[_i].value, &err), CT_USAGE);
    ck_assert_msg(strcmp(err.code, wrong_sets[_i].code) == 0, "%s: %s", wrong_sets[_i].key,
                  err.code);
    ck_assert_msg(strstr(err.message[CT_EN], wrong_sets[_i].says) ||
                      strstr(err.hint[CT_EN], wrong_sets[_i].says),
                  "%s: %s\n%s", wrong_sets[_i].key, err.message[CT_EN], err.hint[CT_EN]);
    ck_assert_int_eq(err.line, 0);
    ck_assert_str_eq(err.file, "");
    ck_assert_str_eq(plan->text, "");
}
END_TEST

START_TEST(very_long_paths)
{
    char key[2000];
    memset(key, 'a', sizeof key);
    key[sizeof key - 1] = '\0';
    new_plan();
    ck_assert_int_eq(ct_plan_set(plan, key, "1", &err), CT_USAGE);
    for (size_t i = 1; i < sizeof key - 1; i += 2)
        key[i] = '.';
    ck_assert_int_eq(ct_plan_set(plan, key, "1", &err), CT_USAGE);
}
END_TEST

/* --- completeness --------------------------------------------------------------------------- */

START_TEST(what_is_missing)
{
    new_plan();
    assert_fault(ct_plan_complete(plan, &err), "E0110");
    set("communities.file", "a");
    assert_fault(ct_plan_complete(plan, &err), "E0111");
    set("population[0].band", "1");
    assert_fault(ct_plan_complete(plan, &err), "E0112");
    set("facilities[0].kind", "clinic");
    assert_fault(ct_plan_complete(plan, &err), "E0114");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "population[0]"));
    set("population[0].file", "b");
    assert_fault(ct_plan_complete(plan, &err), "E0114");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "facilities[0]"));
    set("facilities[0].file", "c");
    assert_fault(ct_plan_complete(plan, &err), "E0113");
    ck_assert_str_eq(err.message[CT_EN], "no service radius is given");
    set("kinds[0].counts", "true");
    assert_fault(ct_plan_complete(plan, &err), "E0116");
    set("kinds[0].name", "clinic");
    assert_fault(ct_plan_complete(plan, &err), "E0113");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "\"clinic\""));
    set("kinds[0].radius", "500m");
    ck_assert_int_eq(ct_plan_complete(plan, &err), CT_OK);
    set("kinds[1].name", "clinic");
    set("kinds[1].radius", "500m");
    assert_fault(ct_plan_complete(plan, &err), "E0115");
    set("kinds[1].name", "school");
    ck_assert_int_eq(ct_plan_complete(plan, &err), CT_OK);
    set("population[1].file", "d");
    assert_fault(ct_plan_complete(plan, &err), "E0115");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "\"people\""));
}
END_TEST

START_TEST(freeing_nothing)
{
    ct_plan_free(NULL);
    ck_assert_uint_eq(ct_plan_shape(""), CT_PLAN_MAPPING);
    ck_assert_uint_eq(ct_plan_shape("radius"), CT_PLAN_SCALAR | CT_PLAN_LIST);
    ck_assert_uint_eq(ct_plan_shape("radius[0]"), CT_PLAN_SCALAR);
    ck_assert_uint_eq(ct_plan_shape("kinds"), CT_PLAN_LIST);
    ck_assert_uint_eq(ct_plan_shape("kinds[3]"), CT_PLAN_MAPPING);
    ck_assert_uint_eq(ct_plan_shape("kind"), 0);
    ck_assert_uint_eq(ct_plan_shape("radius[0][0]"), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plan");
    TCase *tests = tcase_create("plan");
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(tests, start, stop);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, layers_of_a_whole_plan);
    tcase_add_test(tests, values_of_a_whole_plan);
    tcase_add_test(tests, defaults);
    tcase_add_loop_test(tests, fault, 0, sizeof faults / sizeof *faults);
    tcase_add_test(tests, files_that_are_no_plan);
    tcase_add_test(tests, truncated);
    tcase_add_test(tests, building_from_nothing);
    tcase_add_test(tests, overriding);
    tcase_add_loop_test(tests, wrong_set, 0, sizeof wrong_sets / sizeof *wrong_sets);
    tcase_add_test(tests, very_long_paths);
    tcase_add_test(tests, what_is_missing);
    tcase_add_test(tests, freeing_nothing);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
