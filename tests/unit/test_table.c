/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables as gis/vector.h reads them: quotations, titles, units, totals, remarks and merged cells of
 * CSV, XLSX and ODS; whatever bytes; and the real tables, where they are there.
 */
#include "lib/layer.h"
#include <gdal.h>
#include <ogr_api.h>

START_TEST(csv_quotations)
{
    write_text("q.csv", "a,b,c\r\n\"x, \"\"y\"\"\",\"two\nlines\",5\"\r\n,\"\",end");
    assert_ok(open_in("q.csv", NULL));
    next();
    ck_assert_str_eq(text_of("a"), "x, \"y\"");
    ck_assert_str_eq(text_of("b"), "two\nlines");
    ck_assert_str_eq(text_of("c"), "5\"");
    next();
    ck_assert_str_eq(text_of("a"), "");
    ck_assert_str_eq(text_of("c"), "end");
    assert_end();
    ct_vector_close(vector);
    write_text("q.csv", "a,b\n1,\"open\n2,3\n");
    assert_fails(open_in("q.csv", NULL), "E0313");
}
END_TEST

/* --- layout ---------------------------------------------------------------------------------- */

enum { FORM_COLUMNS = 5 };
static const char *const form[][FORM_COLUMNS] = {
    {"某区社区公共服务设施一览表", "", "", "", ""},
    {"填报单位：某区", "", "", "2024年", ""},
    {"街道", "社区\n名称", "代码", "户数（户）", "面积（万㎡）"},
    {"", "", "", "户", "万㎡"},
    {"东湖街道", "甲社区", "340402001001", "约1,200户", "1.2"},
    {"", "乙社区", "340402001002", "１２００", ""},
    {"小 计", "", "", "2400", "1.2"},
    {"", "", "", "", ""},
    {"西湖街道", "丙社区", "340402002001", "300余", "0.5"},
    {"合计：", "", "", "2700", "1.7"},
    {"注：户数为2023年底数。", "", "", "", ""},
    {"面积为建筑面积。", "", "", "", ""},
};
enum { FORM_ROWS = sizeof form / sizeof *form };

static void assert_form(const char *sheet)
{
    char cell[128], wanted[128];
    ck_assert_uint_eq(ct_vector_fields(vector), 5);
    ck_assert_str_eq(ct_vector_field_name(vector, 1), "社区名称");
    ck_assert_int_eq(ct_vector_field_index(vector, "面积(万m2)"), 4);
    ck_assert_str_eq(ct_vector_field_unit(vector, 3), "户");
    next();
    ck_assert_str_eq(text_of("代码"), "340402001001");
    ck_assert_str_eq(text_of("户数（户）"), "约1,200户");
    next();
    ck_assert_str_eq(text_of("街道"), "东湖街道"); /* a merged cell */
    ck_assert_str_eq(text_of("社区名称"), "乙社区");
    ct_vector_cell(vector, 2, cell);
    snprintf(wanted, sizeof wanted, "%sC6", sheet);
    ck_assert_str_eq(cell, wanted);
    next();
    ck_assert_int_eq(feature->row, 3);
    ck_assert_str_eq(text_of("街道"), "西湖街道");
    ct_vector_cell(vector, 3, cell);
    snprintf(wanted, sizeof wanted, "%sD9", sheet);
    ck_assert_str_eq(cell, wanted);
    assert_end();
    ck_assert_uint_eq(notes("F0433"), 2);
    ck_assert_uint_eq(notes("F0434"), 1);
    ck_assert_uint_eq(notes("F0435"), 2);
    ck_assert_int_eq(note("F0435")->row, 7);
    ck_assert_ptr_nonnull(strstr(note("F0435")->value, "2400"));
    snprintf(wanted, sizeof wanted, "%sA7", sheet);
    ck_assert_str_eq(note("F0435")->cell, wanted);
    ck_assert_uint_eq(notes("F0436"), 2);
    ck_assert_uint_eq(notes("F0437"), 1);
    ck_assert_str_eq(note("F0437")->value, "1");
    ct_vector_close(vector);
}

static void write_csv(const char *path)
{
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    for (int r = 0; r < FORM_ROWS; r++)
        for (int c = 0; c < FORM_COLUMNS; c++)
            fprintf(out, "\"%s\"%s", form[r][c], c + 1 < FORM_COLUMNS ? "," : "\n");
    fclose(out);
}

/* A workbook of two sheets; the second one is empty. */
static void write_workbook(const char *driver, const char *path)
{
    OGRDataSourceH out = OGR_Dr_CreateDataSource(OGRGetDriverByName(driver), path, NULL);
    OGRLayerH layer = OGR_DS_CreateLayer(out, "表一", NULL, wkbNone, NULL);
    for (int c = 0; c < FORM_COLUMNS; c++) { /* the driver writes the names as the first row */
        OGRFieldDefnH field = OGR_Fld_Create(form[0][c], OFTString);
        OGR_L_CreateField(layer, field, 1);
        OGR_Fld_Destroy(field);
    }
    for (int r = 1; r < FORM_ROWS; r++) {
        OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        for (int c = 0; c < FORM_COLUMNS; c++)
            if (*form[r][c] != '\0')
                OGR_F_SetFieldString(row, c, form[r][c]);
        ck_assert_int_eq(OGR_L_CreateFeature(layer, row), OGRERR_NONE);
        OGR_F_Destroy(row);
    }
    OGR_DS_CreateLayer(out, "表二", NULL, wkbNone, NULL);
    OGR_DS_Destroy(out);
}

START_TEST(forms)
{
    write_csv("form.csv");
    assert_ok(open_in("form.csv", NULL));
    assert_form("");
    write_workbook("XLSX", "form.xlsx");
    write_workbook("ODS", "form.ods");
    assert_ok(open_in("form.xlsx", NULL));
    assert_form("表一!");
    assert_ok(open_in("form.ods", NULL));
    assert_form("表一!");
}
END_TEST

START_TEST(names_in_two_rows)
{
    write_text("two.csv", "社区,人口,,户数\n,男,女,\n甲,1,2,3\n");
    assert_ok(open_in("two.csv", NULL));
    ck_assert_str_eq(ct_vector_field_name(vector, 0), "社区");
    ck_assert_str_eq(ct_vector_field_name(vector, 1), "人口_男");
    ck_assert_str_eq(ct_vector_field_name(vector, 2), "人口_女");
    ck_assert_str_eq(ct_vector_field_name(vector, 3), "户数");
    next();
    assert_end();
    ct_vector_close(vector);
}
END_TEST

START_TEST(plain_tables_stay_plain)
{
    write_text("p.csv", "id,name\n1,设计社区\n2,\n3,统计局家属院\n");
    assert_ok(open_in("p.csv", NULL));
    for (int i = 0; i < 3; i++)
        next();
    assert_end();
    ck_assert_uint_eq(ct_vector_notes(vector), 0);
    ct_vector_close(vector);
    write_text("u.csv", "人口统计表（单位：万人）,,\n区,常住人口,面积（平方公里）\n甲,12.5,3\n");
    assert_ok(open_in("u.csv", NULL));
    ck_assert_ptr_nonnull(strstr(ct_vector_field_unit(vector, 1), "万人"));
    next();
    assert_end();
    ct_vector_close(vector);
    write_text("n.csv", "id\n");
    assert_ok(open_in("n.csv", NULL));
    assert_end();
    ct_vector_close(vector);
}
END_TEST

/* --- any bytes ------------------------------------------------------------------------------- */

/* Reads what can be read; all of it is valid. Returns the values seen. */
static size_t read_bytes(void)
{
    size_t seen = 0;
    if (open_in("r.csv", NULL) != CT_OK)
        return 0;
    for (size_t i = 0; i < ct_vector_fields(vector); i++)
        ck_assert(ct_utf8_valid(ct_vector_field_name(vector, i),
                                strlen(ct_vector_field_name(vector, i))));
    more = true;
    while (ct_vector_next(vector, &feature, &more, &err) == CT_OK && more)
        for (size_t i = 0; i < ct_vector_fields(vector); i++) {
            const char *text = feature->text[i] ? feature->text[i] : "";
            ck_assert(ct_utf8_valid(text, strlen(text)));
            seen++;
        }
    for (size_t i = 0; i < ct_vector_notes(vector); i++) {
        const char *value = ct_vector_note(vector, i)->value;
        ck_assert(ct_utf8_valid(value, strlen(value)));
    }
    ct_vector_close(vector);
    return seen;
}

START_TEST(random_bytes)
{
    static const char marks[] = ",\n\"\r\t;a1";
    size_t seen = 0;
    srand48(11);
    for (int round = 0; round < 1500; round++) {
        char bytes[200];
        size_t n = (size_t)(drand48() * sizeof bytes);
        for (size_t i = 0; i < n; i++)
            bytes[i] = lrand48() % 40 ? marks[lrand48() % 8] : (char)lrand48();
        write_bytes("r.csv", bytes, n);
        seen += read_bytes();
    }
    ck_assert_uint_gt(seen, 1000);
}
END_TEST

/* --- real tables ----------------------------------------------------------------------------- */

/* The whole table in one text; the caller frees it. */
static char *whole(const char *path, size_t *rows)
{
    struct ct_buffer text = {0};
    const struct ct_vector_options options = {.path = path};
    assert_ok(ct_vector_open(&options, &vector, &err));
    for (size_t i = 0; i < ct_vector_fields(vector); i++)
        ct_buffer_printf(&text, "%s|", ct_vector_field_name(vector, i));
    *rows = 0;
    more = true;
    for (;;) {
        assert_ok(ct_vector_next(vector, &feature, &more, &err));
        if (!more)
            break;
        for (size_t i = 0; i < ct_vector_fields(vector); i++)
            ct_buffer_printf(&text, "%s|", feature->text[i]);
        ++*rows;
    }
    ct_vector_close(vector);
    return text.data;
}

START_TEST(real_register)
{
    const char *path = real_file("wuhan/武汉_街道社区名录_gcj02.csv");
    if (path == NULL) {
        puts("skipped: no real data");
        return;
    }
    size_t rows[2];
    char *utf8 = whole(path, &rows[0]);
    char *gbk = whole(real_file("wuhan/武汉_街道社区名录_gcj02_GBK.csv"), &rows[1]);
    ck_assert_uint_eq(rows[0], 3609);
    ck_assert_uint_eq(rows[1], 3609);
    ck_assert_str_eq(utf8, gbk);
    ck_assert_ptr_nonnull(strstr(utf8, "420102002000|大智街办事处|"));
    free(utf8);
    free(gbk);
}
END_TEST

/* Households of Wuhan's districts, by code. */
static double households(const char *path, size_t *rows)
{
    const struct ct_vector_options options = {.path = path};
    double sum = 0;
    *rows = 0;
    assert_ok(ct_vector_open(&options, &vector, &err));
    for (;;) {
        double value;
        assert_ok(ct_vector_next(vector, &feature, &more, &err));
        if (!more)
            return sum;
        ++*rows;
        const char *code = text_of("区划代码");
        if (strncmp(code, "4201", 4) == 0 && strcmp(code, "420100") != 0 &&
            ct_text_number(text_of("家庭户数"), &value))
            sum += value;
    }
}

START_TEST(real_census)
{
    const char *path = real_file("codes/census_county_2020_v1.xlsx");
    size_t rows;
    if (path == NULL) {
        puts("skipped: no real data");
        return;
    }
    double all = households(path, &rows);
    ck_assert_uint_eq(rows, 3358);
    ck_assert_uint_eq(ct_vector_fields(vector), 153);
    ct_vector_close(vector);
    ck_assert_double_eq(all, 4082533);
    ck_assert_double_eq(households(real_file("codes/七普_县级_节选_gbk.csv"), &rows), 4082533);
    ck_assert_ptr_nonnull(note("F0430"));
    ct_vector_close(vector);
}
END_TEST

int main(void)
{
    GDALAllRegister();
    TCase *tests = tcase_create("table");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, csv_quotations);
    tcase_add_test(tests, forms);
    tcase_add_test(tests, names_in_two_rows);
    tcase_add_test(tests, plain_tables_stay_plain);
    tcase_add_test(tests, random_bytes);
    tcase_add_test(tests, real_register);
    tcase_add_test(tests, real_census);
    return run_tests(suite_create("table"), tests);
}
