/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * judge/standard.h, compile.h: the built-in standards are whole and compile; a planner's own table
 * is read from CSV in any usual encoding and from XLSX, in Chinese or English; what is wrong is
 * said with its cell; a later row replaces an earlier one.
 */
#include "judge/compile.h"
#include "lib/folder.h"
#include <gdal.h>
#include <ogr_api.h>

static struct ct_standards standards;
static struct ct_complaints complaints;

static void leave(void)
{
    ct_standards_free(&standards);
    ct_complaints_free(&complaints);
}

static void read_all(const char *const *names, size_t count)
{
    struct ct_parameters parameters = {0};
    leave();
    assert_ok(ct_standards_read_all(names, count, &standards, &complaints, &err));
    assert_ok(ct_parameters_read(NULL, 0, &parameters, &err));
    assert_ok(ct_compile_all(&standards, &parameters, &complaints, &err));
    ct_parameters_free(&parameters);
}

static const struct ct_clause *clause(const char *id)
{
    for (size_t i = 0; i < standards.clause_count; i++)
        if (strcmp(standards.clauses[i].id, id) == 0)
            return &standards.clauses[i];
    ck_abort_msg("no clause %s", id);
}

/* Writes a table and reads it; the header of columns goes before it where `rows` has none. */
static void read_text(const char *rows)
{
    char text[4096];
    snprintf(text, sizeof text, "%s%s",
             strstr(rows, "strength") || strstr(rows, "约束力")
                 ? ""
                 : "id,applies_to,condition,measure,comparison,limit,strength\n",
             rows);
    write_text("own.csv", text);
    const char *name = "own.csv";
    read_all(&name, 1);
}

/* --- what is built in ------------------------------------------------------------------------- */

START_TEST(built_in)
{
    char names[16][64];
    const char *list[16];
    size_t n = 0;
    for (; n < 16 && ct_standard_built_in(n, names[n]); n++)
        list[n] = names[n];
    ck_assert_uint_eq(n, 7);
    read_all(list, n);
    for (size_t i = 0; i < complaints.count && i < CT_COMPLAINTS; i++)
        fprintf(stderr, "%s: %s\n", complaints.rows[i].file, complaints.rows[i].message[CT_EN]);
    ck_assert_uint_eq(complaints.count, 0);
    ck_assert_uint_eq(standards.standard_count, n);
    for (size_t i = 0; i < standards.clause_count; i++) {
        const struct ct_clause *c = &standards.clauses[i];
        ck_assert_msg(*c->quote_zh != '\0' || *c->text_zh != '\0', "%s: no Chinese", c->id);
        ck_assert_msg(*c->section != '\0' && *c->text_en != '\0' && *c->source != '\0' &&
                          *c->confidence != '\0',
                      "%s lacks a text", c->id);
        ck_assert_msg(c->levels != 0, "%s applies to nothing", c->id);
        ck_assert_msg(*c->quote_zh != '\0' || strcmp(c->confidence, "text") != 0,
                      "%s: no quotation", c->id);
    }
}
END_TEST

/* Every clause of the five documents stands in its standard, by the number of the list of clauses
 * (numbers that the list leaves out: QH-27). */
START_TEST(complete)
{
    static const struct {
        const char *name, *prefix;
        int last;
    } documents[] = {{"qinghai-2013", "QH", 54},
                     {"jiangsu-2006", "JS", 27},
                     {"huainan-2017", "HN", 31},
                     {"gansu-2012", "GS", 13},
                     {"shenzhen-2011", "SZ", 19}};
    for (size_t d = 0; d < sizeof documents / sizeof *documents; d++) {
        read_all(&documents[d].name, 1);
        for (int n = 1; n <= documents[d].last; n++) {
            char id[16];
            bool found = false;
            snprintf(id, sizeof id, "%s-%02d", documents[d].prefix, n);
            for (size_t i = 0; i < standards.clause_count; i++)
                found = found || strncmp(standards.clauses[i].id, id, strlen(id)) == 0;
            bool left_out = strcmp(id, "QH-27") == 0;
            ck_assert_msg(found != left_out, "%s %s", id, found ? "is there" : "is missing");
        }
    }
}
END_TEST

/* Numbers of the documents, as the list of clauses has them. */
START_TEST(numbers)
{
    static const struct {
        const char *id, *limit;
        enum ct_level level;
    } known[] = {
        {"QH-28", "500", CT_LEVEL_STREET},        {"QH-29", "300", CT_LEVEL_COMMUNITY},
        {"QH-30", "200", CT_LEVEL_COMMUNITY},     {"GS-01", "800", CT_LEVEL_STREET},
        {"GS-02", "300", CT_LEVEL_COMMUNITY},     {"GS-03", "20", CT_LEVEL_COMMUNITY},
        {"HN-07", "30", CT_LEVEL_COMMUNITY},      {"HN-08", "300", CT_LEVEL_COMMUNITY},
        {"SZ-02", "400", CT_LEVEL_PLANNING_UNIT}, {"SZ-05", "1000", CT_LEVEL_PLANNING_UNIT}};
    const char *const names[] = {"qinghai-2013", "gansu-2012", "huainan-2017", "shenzhen-2011"};
    read_all(names, 4);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const struct ct_clause *c = clause(known[i].id);
        ck_assert_msg(strcmp(c->limit, known[i].limit) == 0, "%s: %s", known[i].id, c->limit);
        ck_assert_msg(c->levels & 1u << known[i].level, "%s", known[i].id);
    }
    ck_assert(clause("QH-30")->rural && !clause("QH-30")->urban);
    ck_assert(clause("GS-02")->urban && !clause("GS-02")->rural);
}
END_TEST

/* --- a planner's own -------------------------------------------------------------------------- */

START_TEST(own_table)
{
    read_text("# 名称: 某市试行标准\n# note_en: one, two, three\n"
              "条款编号,适用对象,度量公式,比较,限值,约束力,单位\n"
              "甲-1,城市社区|街道,station_largest_m2,不小于,300,应,m2\n"
              "甲-2,农村社区|城市社区|全省,people,介于,100 .. :planning_unit_high,宜,人\n"
              ",,,,,,\n"
              "甲-3,新建住宅项目,own_entrance,是,,一票否决,\n"
              "甲-4,区县,people,,,报告,\n");
    ck_assert_uint_eq(complaints.count, 0);
    ck_assert_uint_eq(standards.clause_count, 4);
    ck_assert_str_eq(standards.standards[0].name, "own");
    ck_assert_str_eq(standards.standards[0].title[CT_ZH], "某市试行标准");
    ck_assert_str_eq(standards.standards[0].title[CT_EN], "某市试行标准");
    ck_assert_str_eq(standards.standards[0].note[CT_EN], "one, two, three");
    const struct ct_clause *c = clause("甲-1");
    ck_assert_uint_eq(c->levels, 1u << CT_LEVEL_COMMUNITY | 1u << CT_LEVEL_STREET);
    ck_assert(c->urban && !c->rural && c->comparison == CT_AT_LEAST && c->strength == CT_MUST);
    ck_assert_str_eq(c->applies_to, "community_urban|street");
    ck_assert_int_eq(c->row, 4);
    c = clause("甲-2");
    ck_assert_uint_eq(c->levels, 1u << CT_LEVEL_COMMUNITY | 1u << CT_LEVEL_CITY);
    ck_assert(!c->urban && !c->rural && c->comparison == CT_BETWEEN);
    ck_assert_str_eq(c->limit, "100");
    ck_assert_str_eq(c->limit_high, ":planning_unit_high");
    ck_assert(clause("甲-3")->comparison == CT_YES && clause("甲-3")->strength == CT_GATE);
    ck_assert_int_eq(clause("甲-3")->row, 7);
    ck_assert(clause("甲-4")->comparison == CT_REPORTED);
}
END_TEST

/* The same table as GB18030, as UTF-8 with a mark, with semicolons, and as a sheet. */
START_TEST(encodings)
{
    static const char gbk[] = "\xb1\xe0\xba\xc5,\xca\xca\xd3\xc3\xb6\xd4\xcf\xf3,\xb6\xc8\xc1\xbf,"
                              "\xb1\xc8\xbd\xcf,\xcf\xde\xd6\xb5,\xd4\xbc\xca\xf8\xc1\xa6\n"
                              "A,\xbd\xd6\xb5\xc0,people,\xb2\xbb\xd0\xa1\xd3\xda,5,\xd3\xa6\n";
    read_text("\xEF\xBB\xBF编号;适用对象;度量;比较;限值;约束力\nA;街道;people;不小于;5;应\n");
    ck_assert_uint_eq(complaints.count, 0);
    ck_assert_uint_eq(clause("A")->levels, 1u << CT_LEVEL_STREET);
    write_text("own.csv", gbk);
    const char *name = "own.csv";
    read_all(&name, 1);
    ck_assert_uint_eq(complaints.count, 0);
    ck_assert_uint_eq(clause("A")->levels, 1u << CT_LEVEL_STREET);
    ck_assert_str_eq(clause("A")->limit, "5");
}
END_TEST

START_TEST(sheet)
{
    static const char *const cells[][6] = {
        {"编号", "适用对象", "度量", "比较", "限值", "约束力"},
        {"# 名称: 表格", "", "", "", "", ""},
        {"A", "街道", "max(people, 3)", "不小于", "0.50", "应"},
        {"B", "街道", "peple", "不小于", "5", "应"},
    };
    GDALAllRegister();
    const char *name = "own.xlsx";
    GDALDatasetH file = GDALCreate(GDALGetDriverByName("XLSX"), name, 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH layer = GDALDatasetCreateLayer(file, "标准", NULL, wkbNone, NULL);
    for (int c = 0; c < 6; c++) {
        OGRFieldDefnH field = OGR_Fld_Create(cells[0][c], OFTString);
        OGR_L_CreateField(layer, field, 1);
        OGR_Fld_Destroy(field);
    }
    for (size_t r = 1; r < sizeof cells / sizeof *cells; r++) {
        OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        for (int c = 0; c < 6; c++)
            OGR_F_SetFieldString(row, c, cells[r][c]);
        ck_assert_int_eq(OGR_L_CreateFeature(layer, row), OGRERR_NONE);
        OGR_F_Destroy(row);
    }
    GDALClose(file);
    read_all(&name, 1);
    ck_assert_str_eq(standards.standards[0].title[CT_ZH], "表格");
    ck_assert_str_eq(clause("A")->limit, "0.50");
    ck_assert_uint_eq(complaints.count, 1);
    ck_assert_int_eq(complaints.rows[0].line, 4);
    ck_assert_int_eq(complaints.rows[0].column, 3);
    ck_assert(strstr(complaints.rows[0].hint[CT_EN], "\"people\"") != NULL);
}
END_TEST

static const struct {
    const char *rows, *code;
    long line, column;
    const char *says; /* message and hint */
} faults[] = {
    {"A,comunity,,1,>=,2,must\n", "E0615", 2, 2, "\"community\""},
    {"A,community|stret,,1,>=,2,must\n", "E0615", 2, 2, "\"street\""},
    {"A,street,,1,>>,2,must\n", "E0615", 2, 5, "between"},
    {"A,street,,1,>=,2,mustt\n", "E0615", 2, 7, "\"must\""},
    {"A,street,,1,>=,2,\n", "E0614", 2, 7, "strength"},
    {",street,,1,>=,2,must\n", "E0614", 2, 1, "id"},
    {"A,,,1,>=,2,must\n", "E0614", 2, 2, "applies_to"},
    {"A,street,,,>=,2,must\n", "E0614", 2, 4, "measure"},
    {"A,street,,1,>=,,must\n", "E0614", 2, 6, "limit"},
    {"A,street,,1,yes,2,must\n", "E0617", 2, 6, "no limit"},
    {"A,street,,1,,2,must\n", "E0617", 2, 6, "without a comparison"},
    {"A,street,,1,>=,2 .. 3,must\n", "E0617", 2, 6, "between"},
    {"A,street,,1,between,2,must\n", "E0617", 2, 6, "low .. high"},
    {"A,street,,1,between,2 .. 3 .. 4,must\n", "E0617", 2, 6, "low .. high"},
    {"A,street,,1,between,2 .. ,must\n", "E0617", 2, 6, "low .. high"},
    {"B,street,,1,>=,2,must\nA,street,,1,>=,2,must\n\nA,street,,1,>=,3,must\n", "E0616", 5, 1,
     "row 3"},
    {"A,street,,housholds,>=,2,must\n", "E0611", 2, 4, "\"households\""},
    {"A,street,peeple > 2,people,>=,2,must\n", "E0611", 2, 3, "\"people\""},
    {"A,street,,people,>=,:about_tolerence,must\n", "E0611", 2, 6, "\"about_tolerance\""},
    {"A,street,,people,between,1 .. nothing,must\n", "E0611", 2, 6, "nothing"},
    {"A,street|project,,equivalent_radius_m,>=,2,must\n", "E0611", 2, 4, "level project"},
    {"A,facility,,station_count,>=,2,must\n", "E0611", 2, 4, "level facility"},
    {"A,street,,(SELECT 1),>=,2,must\n", "E0611", 2, 4, "its own object only"},
    {"A,street,,1,>=,2,must,more\n", "E0613", 1, 8, "id, section"},
    {"# titel_zh: x\nA,street,,1,>=,2,must\n", "E0619", 2, 1, "\"title_zh\""},
    {"id,applies_to,strenth\nA,street,must\n,strength", "E0613", 1, 3, "\"strength\""},
    {"id,id,applies_to,strength\nA,A,street,must\n", "E0613", 1, 2, "id"},
    {"id,strength\nA,must\n", "E0612", 1, 1, "applies_to"},
    {"# title_zh: strength\n", "E0612", 2, 1, "id"},
};

START_TEST(fault)
{
    read_text(faults[_i].rows);
    ck_assert_msg(complaints.count > 0, "%s", faults[_i].rows);
    const struct ct_error *error = &complaints.rows[0];
    ck_assert_str_eq(error->code, faults[_i].code);
    ck_assert_int_eq(error->line, faults[_i].line);
    ck_assert_int_eq(error->column, faults[_i].column);
    ck_assert(strstr(error->file, "own.csv") != NULL);
    ck_assert_msg(strstr(error->message[CT_EN], faults[_i].says) != NULL ||
                      strstr(error->hint[CT_EN], faults[_i].says) != NULL,
                  "%s: %s / %s", faults[_i].rows, error->message[CT_EN], error->hint[CT_EN]);
    for (int lang = CT_EN; lang <= CT_ZH; lang++)
        ck_assert_msg(strchr(error->message[lang], '{') == NULL, "%s", error->message[lang]);
}
END_TEST

/* All that is wrong, not the first of it. */
START_TEST(every_fault)
{
    read_text("A,comunity,,1,>>,2,must\nB,street,a > 1,b,>=,c,must\nC,street,,people,>=,2,must\n");
    ck_assert_uint_eq(complaints.count, 5);
    ck_assert_uint_eq(standards.clause_count, 2);
    const char *name = "own.csv";
    ct_standards_free(&standards);
    assert_fails(ct_standards_read(&name, 1, &standards, &err), "E0615");
    ck_assert_uint_eq(standards.clause_count, 0);
}
END_TEST

START_TEST(no_such_standard)
{
    const char *name = "qinghai-2031", *file = "/nowhere/own.csv";
    assert_fails(ct_standards_read(&name, 1, &standards, &err), "E0610");
    ck_assert(strstr(err.hint[CT_EN], "\"qinghai-2013\"") != NULL);
    assert_fails(ct_standards_read(&file, 1, &standards, &err), "E0301");
    ck_assert_str_eq(err.file, file);
}
END_TEST

/* A later file goes over an earlier one, row by row, in its place. */
START_TEST(replaced)
{
    read_text("QH-28,street,,street_centre_largest_m2,>=,650,must\n"
              "X-1,street,,people,>=,1,must\n");
    const char *const names[] = {"qinghai-2013", "own.csv"};
    read_all(names, 1);
    size_t count = standards.clause_count, place = 0;
    while (strcmp(standards.clauses[place].id, "QH-28") != 0)
        place++;
    read_all(names, 2);
    ck_assert_uint_eq(standards.clause_count, count + 1);
    ck_assert_uint_eq(standards.standard_count, 2);
    ck_assert_str_eq(standards.clauses[place].limit, "650");
    ck_assert_str_eq(standards.clauses[place].id, "QH-28");
    ck_assert_uint_eq(standards.clauses[place].standard, 1);
    ck_assert_str_eq(standards.clauses[count].id, "X-1");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("standard");
    tcase_add_checked_fixture(tests, NULL, leave);
    tcase_add_test(tests, built_in);
    tcase_add_test(tests, complete);
    tcase_add_test(tests, numbers);
    tcase_add_test(tests, own_table);
    tcase_add_test(tests, encodings);
    tcase_add_test(tests, sheet);
    tcase_add_loop_test(tests, fault, 0, (int)(sizeof faults / sizeof *faults));
    tcase_add_test(tests, every_fault);
    tcase_add_test(tests, no_such_standard);
    tcase_add_test(tests, replaced);
    return run_tests(suite_create("standard"), tests);
}
