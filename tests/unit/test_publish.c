/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The GeoPackage as a file: what is in it, equal bytes for equal inputs, whole or not at all.
 */
#include "base/embedded.h"
#include "catchment/about.h"
#include "gis/work.h"
#include "lib/fonts.h"
#include "lib/town.h"
#include "publish/script.h"
#include "publish/style.h"
#include "publish/template.h"
#include <signal.h>
#include <sys/resource.h>

static struct town town;
static char folder[64];

static void setup(void)
{
    town_build(&town);
    town_enter(folder);
}

static void teardown(void)
{
    town_free(&town);
    town_leave(folder);
}

static void publish(const char *path)
{
    struct ct_error err = {0};
    ck_assert_msg(town_publish(&town, path, NULL, &err) == CT_OK, "%s", err.message[CT_EN]);
}

static void refused(const char *path, const struct ct_run *run, const char *code)
{
    struct ct_error err = {0};
    ck_assert_int_eq(town_publish(&town, path, run, &err), CT_OUTPUT);
    ck_assert_str_eq(err.code, code);
}

/* The one text that a SELECT on a file gives. */
static void assert_text(const char *path, const char *sql, const char *expected)
{
    struct ct_error err = {0};
    struct ct_work *work = NULL;
    struct ct_query *query = NULL;
    bool row = false;

    ck_assert_int_eq(ct_work_open(path, &work, &err), CT_OK);
    ck_assert_msg(ct_query_new(work, sql, &query, &err) == CT_OK, "%s", err.message[CT_EN]);
    ck_assert_int_eq(ct_query_step(query, &row, &err), CT_OK);
    ck_assert_msg(row, "%s", sql);
    const char *found = ct_query_get_text(query, 0);
    ck_assert_msg(found != NULL && strcmp(found, expected) == 0, "%s: %s", sql, found);
    ct_query_free(query);
    ct_work_close(work);
}

static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    ck_assert_ptr_nonnull(bytes);
    ck_assert_uint_eq(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

static void assert_same_bytes(const char *a, const char *b)
{
    size_t size_a, size_b;
    char *bytes_a = read_file(a, &size_a), *bytes_b = read_file(b, &size_b);

    ck_assert_uint_eq(size_a, size_b);
    ck_assert_int_eq(memcmp(bytes_a, bytes_b, size_a), 0);
    free(bytes_a);
    free(bytes_b);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void assert_only(const char *expected)
{
    char command[256];
    snprintf(command, sizeof command, "test \"$(ls -A | tr '\\n' ' ')\" = '%s '", expected);
    ck_assert_msg(system(command) == 0, "there is more than %s", expected);
}

START_TEST(layers_and_rows)
{
    static const struct {
        const char *layer, *rows;
    } layers[] = {{"community", "4"},    {"street", "2"}, {"county", "2"},     {"facility", "5"},
                  {"service_area", "4"}, {"gap", "2"},    {"finding", "3"},    {"coverage", "144"},
                  {"floor_area", "27"},  {"load", "10"},  {"gap_demand", "4"}, {"nearest", "4"}};
    char sql[96];

    publish("out.gpkg");
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\"", layers[i].layer);
        assert_text("out.gpkg", sql, layers[i].rows);
    }
    assert_text("out.gpkg", "SELECT identifier FROM gpkg_contents WHERE table_name = 'gap'",
                "服务盲区");
    assert_text("out.gpkg", "PRAGMA user_version", "10300");
    assert_text("out.gpkg", "PRAGMA journal_mode", "delete");
    assert_text("out.gpkg",
                "SELECT count(*) FROM gpkg_contents c WHERE data_type = 'features'"
                " AND srs_id = 4547",
                "8");
    assert_only("out.gpkg");
}
END_TEST

START_TEST(geometry_is_in_the_output_crs)
{
    publish("out.gpkg");
    /* 114 E is the central meridian of EPSG:4547, at 500 km; a square of 0.01 degrees there */
    assert_text("out.gpkg",
                "SELECT CAST(round(min_x) AS INTEGER) || ' '"
                " || CAST(round((max_x - min_x) / 100) AS INTEGER)"
                " FROM gpkg_contents WHERE table_name = 'community'",
                "500000 38");
    assert_text("out.gpkg", "SELECT count(*) FROM finding WHERE geom IS NOT NULL", "2");
}
END_TEST

START_TEST(styles_and_titles)
{
    publish("out.gpkg");
    assert_text("out.gpkg",
                "SELECT count(*) FROM gpkg_contents WHERE data_type = 'features'"
                " AND table_name NOT IN (SELECT f_table_name FROM layer_styles"
                " WHERE useAsDefault)",
                "0");
    assert_text("out.gpkg",
                "SELECT group_concat(styleName) FROM layer_styles"
                " WHERE f_table_name = 'community'",
                "社区,界线,人口密度,每百户设施面积,达标评价");
    assert_text("out.gpkg",
                "SELECT count(*) FROM layer_styles WHERE styleQML LIKE '%each:%'"
                " OR styleQML LIKE '%{%}%' OR styleQML LIKE '%@layer@%'",
                "0");
    assert_text("out.gpkg",
                "SELECT styleQML LIKE '%value=\"clinic''s &lt;&amp;&gt;\"%'"
                " FROM layer_styles WHERE f_table_name = 'facility'",
                "1");
    assert_text("out.gpkg",
                "SELECT title FROM gpkg_data_columns WHERE table_name = 'community'"
                " AND column_name = 'area_m2'",
                "面积 (m²)");
}
END_TEST

START_TEST(run_says_how)
{
    const struct ct_run stamped = {.stamp = true};
    struct ct_error err = {0};

    publish("out.gpkg");
    assert_text("out.gpkg", "SELECT group_concat(value, ' ') FROM run WHERE key LIKE 'input%'",
                "a.shp 34 11 b.csv 12 00");
    assert_text("out.gpkg", "SELECT value FROM run WHERE key = 'radius_m.station'", "500 1000");
    assert_text("out.gpkg", "SELECT value FROM run WHERE key = 'plan'", "catchment: 1\n");
    assert_text("out.gpkg", "SELECT count(*) FROM run WHERE key IN ('seconds', 'peak_mb')", "0");
    assert_text("out.gpkg",
                "SELECT count(*) FROM query WHERE name = 'coverage'"
                " AND sql LIKE '%covered / total%'",
                "1");
    ck_assert_int_eq(town_publish(&town, "stamped.gpkg", &stamped, &err), CT_OK);
    assert_text("stamped.gpkg",
                "SELECT count(*) FROM run"
                " WHERE key IN ('seconds', 'peak_mb')",
                "2");
}
END_TEST

START_TEST(equal_inputs_give_equal_bytes)
{
    ck_assert_int_eq(mkdir("other", 0700), 0);
    publish("out.gpkg");
    publish("other/out.gpkg");
    assert_same_bytes("out.gpkg", "other/out.gpkg");
}
END_TEST

START_TEST(nothing_to_show_is_no_error)
{
    town.measures.gap_count = 0;
    town.findings.count = 0;
    town.city.facilities.count = 0;
    town.measures.assignment_count = 0;
    for (size_t i = 0; i < KINDS * COMMUNITIES; i++)
        town.nearest[i] = (struct ct_nearest){-1, NAN};
    publish("out.gpkg");
    assert_text("out.gpkg", "SELECT count(*) FROM gap", "0");
    assert_text("out.gpkg",
                "SELECT floor_area_m2 FROM floor_area WHERE level = 'city'"
                " AND kind = '*'",
                "0.0");
}
END_TEST

START_TEST(an_output_is_not_replaced_unasked)
{
    const struct ct_run overwrite = {.overwrite = true};
    struct ct_error err = {0};

    write_file("out.gpkg", "old");
    refused("out.gpkg", NULL, "E0501");
    refused("missing/out.gpkg", NULL, "E0502");
    refused(".", &overwrite, "E0502");
    assert_only("out.gpkg");
    ck_assert_int_eq(town_publish(&town, "out.gpkg", &overwrite, &err), CT_OK);
    assert_text("out.gpkg", "SELECT count(*) FROM community", "4");
}
END_TEST

START_TEST(left_over_journals_are_refused)
{
    static const char *const names[] = {"out.gpkg-wal", "out.gpkg-journal", "out.gpkg-shm"};
    const struct ct_run overwrite = {.overwrite = true};

    for (int i = 0; i < 3; i++) {
        write_file(names[i], "");
        refused("out.gpkg", &overwrite, "E0503");
        ck_assert_int_eq(unlink(names[i]), 0);
    }
}
END_TEST

START_TEST(an_input_is_never_replaced)
{
    const struct ct_run overwrite = {.overwrite = true};

    write_file("input.gpkg", "data");
    ck_assert_int_eq(symlink("input.gpkg", "link.gpkg"), 0);
    town.files[0].path = (char *)"input.gpkg";
    refused("./input.gpkg", &overwrite, "E0504");
    refused("link.gpkg", &overwrite, "E0504");
}
END_TEST

/* Wherever it fails or is stopped, the old file stays and nothing is left beside it. */
static bool stop_after(void *context, const char *stage, double share)
{
    (void)stage;
    (void)share;
    return (*(int *)context)-- > 0;
}

START_TEST(a_stop_leaves_the_old_output)
{
    struct ct_error err = {0};
    int reports, stops = 0;

    publish("out.gpkg");
    write_file("copy", "");
    ck_assert_int_eq(system("cp out.gpkg copy"), 0);
    town.households[0] = 1234;
    for (int allowed = 0;; allowed++) {
        struct ct_run run = {.overwrite = true, .progress = stop_after, .context = &reports};
        reports = allowed;
        if (town_publish(&town, "out.gpkg", &run, &err) == CT_OK)
            break;
        ck_assert_str_eq(err.code, "E0901");
        assert_same_bytes("out.gpkg", "copy");
        assert_only("copy out.gpkg");
        stops++;
    }
    ck_assert_int_ge(stops, 3);
    assert_text("out.gpkg",
                "SELECT CAST(households AS INTEGER) FROM community"
                " WHERE unit_id = 'A'",
                "1234");
}
END_TEST

START_TEST(a_failure_leaves_the_old_output)
{
    const struct ct_run overwrite = {.overwrite = true};

    publish("out.gpkg");
    ck_assert_int_eq(system("cp out.gpkg copy"), 0);
    strcpy(town.city.crs, "EPSG:none");
    struct ct_error err = {0};
    ck_assert_int_ne(town_publish(&town, "out.gpkg", &overwrite, &err), CT_OK);
    ck_assert_str_ne(err.code, "");
    assert_same_bytes("out.gpkg", "copy");
    assert_only("copy out.gpkg");
}
END_TEST

/* A disk that is full after so many bytes: the system refuses to let files grow further. */
START_TEST(a_full_disk_leaves_the_old_output)
{
    const struct ct_run overwrite = {.overwrite = true};
    struct ct_error err = {0};
    struct rlimit all;

    publish("out.gpkg");
    ck_assert_int_eq(system("cp out.gpkg copy"), 0);
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &all), 0);
    /* Check notes every assertion in a file of its own, which is a few KB long by now */
    for (rlim_t room = 16384; room < 256 * 1024; room *= 2) {
        const struct rlimit full = {room, all.rlim_max};
        ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &full), 0);
        ck_assert_int_eq(town_publish(&town, "out.gpkg", &overwrite, &err), CT_OUTPUT);
        ck_assert_str_eq(err.code, "E0505");
        ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &all), 0);
        assert_same_bytes("out.gpkg", "copy");
        assert_only("copy out.gpkg");
    }
}
END_TEST

START_TEST(every_layer_has_its_head)
{
    struct ct_layer_script layer;
    size_t n = 0;

    for (; ct_layer_script(n, &layer); n++) {
        struct ct_layer_view view = ct_layer(n);
        ck_assert_str_eq(view.name, layer.name);
        ck_assert_str_eq(view.kind, layer.kind);
        ck_assert_str_eq(view.title[CT_ZH], layer.title[CT_ZH]);
        ck_assert_str_ne(layer.title[CT_EN], "");
        ck_assert_int_eq(strcmp(layer.kind, "features") == 0, layer.geometry[0] != '\0');
        ck_assert_uint_gt(layer.column_count, 0);
        for (size_t i = 0; i < layer.column_count; i++) {
            ck_assert_msg(strstr(view.columns, layer.columns[i].name) != NULL, "%s", layer.name);
            ck_assert_str_ne(layer.columns[i].title[CT_EN], "");
            ck_assert_str_ne(layer.columns[i].title[CT_ZH], "");
        }
    }
    ck_assert_uint_eq(n, ct_layers());
}
END_TEST

START_TEST(style_blocks)
{
    struct ct_error err = {0};
    struct ct_work *work = NULL;
    struct ct_buffer out = {0};

    ck_assert_int_eq(ct_work_open(NULL, &work, &err), CT_OK);
    ck_assert_int_eq(ct_template_fill(work, "gap", CT_ZH,
                                      "a<!-- each: SELECT 1 AS n, '<\"&>@layer@' AS s UNION ALL"
                                      " SELECT 2, NULL -->[{n}{s}{other}]<!-- end -->z",
                                      &out, &err),
                     CT_OK);
    ck_assert_str_eq(out.data, "a[1&lt;&quot;&amp;&gt;gap{other}][2{other}]z");
    ck_assert_int_eq(ct_template_fill(work, "gap", CT_ZH, "<!-- each: SELECT 1 -->", &out, &err),
                     CT_INTERNAL);
    ck_assert_int_eq(
        ct_template_fill(work, "gap", CT_ZH, "<!-- each: SELEKT -->x<!-- end -->", &out, &err),
        CT_INTERNAL);
    ck_assert_str_eq(err.code, "E0910");
    ct_buffer_free(&out);
    /* Blocks in blocks, values that are XML, texts in a language, parts. */
    ck_assert_int_eq(ct_template_fill(work, "gap", CT_EN,
                                      "<!-- each: SELECT 2 AS n, '<b/>' AS x -->{=x}"
                                      "<!-- each: SELECT :n * 10 AS m, 'in' AS x -->{n},{m},{x};"
                                      "<!-- end -->{m}<!-- end -->@lang@ @zh:中|en:b@ @zh:c",
                                      &out, &err),
                     CT_OK);
    ck_assert_str_eq(out.data, "<b/>2,20,in;{m}en b @zh:c");
    ck_assert_int_eq(ct_template_fill(work, "gap", CT_EN, "<!-- part: nothing -->", &out, &err),
                     CT_INTERNAL);
    ct_buffer_free(&out);
    ct_work_close(work);
}
END_TEST

START_TEST(doctor)
{
    size_t n = ct_doctor(NULL, 0);
    struct ct_doctor_row *rows = calloc(n, sizeof *rows);

    ck_assert_uint_eq(ct_doctor(rows, n), n);
    for (size_t i = 0; i < n; i++) {
        ck_assert_str_ne(rows[i].part, "");
        ck_assert_msg(rows[i].ok, "%s", rows[i].part);
        ck_assert_str_ne(rows[i].found, "");
    }
    free(rows);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("publish");
    TCase *tests = tcase_create("publish");
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, layers_and_rows);
    tcase_add_test(tests, geometry_is_in_the_output_crs);
    tcase_add_test(tests, styles_and_titles);
    tcase_add_test(tests, run_says_how);
    tcase_add_test(tests, equal_inputs_give_equal_bytes);
    tcase_add_test(tests, nothing_to_show_is_no_error);
    tcase_add_test(tests, an_output_is_not_replaced_unasked);
    tcase_add_test(tests, left_over_journals_are_refused);
    tcase_add_test(tests, an_input_is_never_replaced);
    tcase_add_test(tests, a_stop_leaves_the_old_output);
    tcase_add_test(tests, a_failure_leaves_the_old_output);
    tcase_add_test(tests, a_full_disk_leaves_the_old_output);
    tcase_add_test(tests, every_layer_has_its_head);
    tcase_add_test(tests, style_blocks);
    tcase_add_test(tests, doctor);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
