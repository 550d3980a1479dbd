/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of layers as gis/vector.h reads it: every row of encodings that Shapefiles come with,
 * CSV in GBK, UTF-8 with a mark and UTF-16, DXF with the right and the wrong code page, and text
 * that was garbled before.
 */
#include "lib/layer.h"
#include <gdal.h>
#include <ogr_api.h>

/* --- Shapefiles ------------------------------------------------------------------------------ */

/* s.shp: one point with the field 街道 (or its bytes) and the value 东湖街道, in GBK or UTF-8, the
 * language byte `ldid` in its .dbf, and a .cpg where one is given. */
static void write_shapefile(bool gbk, int ldid, const char *cpg)
{
    char *options[] = {(char *)(gbk ? "ENCODING=GBK" : "ENCODING=UTF-8"), NULL};
    OGRDataSourceH out =
        OGR_Dr_CreateDataSource(OGRGetDriverByName("ESRI Shapefile"), "s.shp", NULL);
    OGRLayerH layer = OGR_DS_CreateLayer(out, "s", NULL, wkbPoint, options);
    OGRFieldDefnH field = OGR_Fld_Create("街道", OFTString);
    ck_assert_int_eq(OGR_L_CreateField(layer, field, 1), OGRERR_NONE);
    OGR_Fld_Destroy(field);
    OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(row, 0, "东湖街道");
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(point, 0, 114, 30);
    OGR_F_SetGeometryDirectly(row, point);
    ck_assert_int_eq(OGR_L_CreateFeature(layer, row), OGRERR_NONE);
    OGR_F_Destroy(row);
    OGR_DS_Destroy(out);
    FILE *dbf = fopen("s.dbf", "r+b");
    ck_assert_ptr_nonnull(dbf);
    ck_assert_int_eq(fseek(dbf, 29, SEEK_SET), 0);
    ck_assert_int_eq(fputc(ldid, dbf), ldid);
    fclose(dbf);
    unlink("s.cpg");
    if (cpg != NULL)
        write_text("s.cpg", cpg);
}

/* The table of the ways in which departments' Shapefiles come. */
START_TEST(shapefiles)
{
    static const struct {
        bool gbk;
        int ldid;
        const char *cpg, *asked, *found;
    } rows[] = {
        {true, 0x4D, NULL, NULL, NULL},         {true, 0x7A, NULL, NULL, NULL},
        {true, 0, "GBK", NULL, NULL},           {true, 0, "936", NULL, NULL},
        {true, 0, "CP936", NULL, NULL},         {true, 0, "GB2312", NULL, NULL},
        {true, 0, "GB18030", NULL, NULL},       {true, 0, NULL, NULL, "F0430"},
        {true, 0x57, NULL, NULL, "F0431"},      {true, 0x03, NULL, NULL, "F0431"},
        {true, 0x57, "OEM", NULL, "F0431"},     {true, 0, "UTF-8", NULL, "F0431"},
        {true, 0x57, "UTF-8", NULL, "F0431"},   {true, 0x4D, "UTF-8", NULL, "F0431"},
        {true, 0, "ISO-8859-1", NULL, "F0431"}, {true, 0x57, NULL, "GBK", NULL},
        {true, 0, "UTF-8", "GB18030", NULL},    {false, 0, "UTF-8", NULL, NULL},
        {false, 0, NULL, NULL, NULL},           {false, 0x57, NULL, NULL, "F0431"},
        {false, 0x4D, NULL, NULL, "F0431"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_shapefile(rows[i].gbk, rows[i].ldid, rows[i].cpg);
        assert_ok(open_in("s.shp", rows[i].asked));
        ck_assert_msg(strcmp(ct_vector_field_name(vector, 0), "街道") == 0, "row %zu: %s", i,
                      ct_vector_field_name(vector, 0));
        next();
        ck_assert_str_eq(feature->text[0], "东湖街道");
        ck_assert_msg(ct_vector_notes(vector) == (rows[i].found != NULL), "row %zu", i);
        ck_assert(rows[i].found == NULL || note(rows[i].found) != NULL);
        ct_vector_close(vector);
    }
    write_shapefile(true, 0, NULL);
    assert_fails(open_in("s.shp", "UTF-8"), "E0318");
    assert_fails(open_in("s.shp", "klingon"), "E0318");
}
END_TEST

/* What another program garbled on the way into a GeoPackage. */
START_TEST(garbled_before)
{
    write_text("g.geojson", "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
                            "\"properties\":{\"name\":\"½ÖµÀ\"},\"geometry\":null}]}");
    assert_ok(open_in("g.geojson", NULL));
    next();
    ck_assert_str_eq(text_of("name"), "街道");
    ck_assert_ptr_nonnull(note("F0432"));
    ct_vector_close(vector);
}
END_TEST

/* --- DXF ------------------------------------------------------------------------------------- */

static void write_dxf(const char *page)
{
    char text[1024];
    snprintf(text, sizeof text,
             "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n9\n$DWGCODEPAGE\n3\n%s\n0\nENDSEC\n"
             "0\nSECTION\n2\nENTITIES\n0\nPOINT\n8\n\xD3\xC3\xB5\xD8\xBA\xEC\xCF\xDF\n10\n1.0\n20\n"
             "2.0\n0\nENDSEC\n0\nEOF\n",
             page);
    write_text("d.dxf", text);
}

START_TEST(drawings)
{
    static const char *const pages[] = {"ANSI_936", "ANSI_1252", "GB2312", "UTF-8"};
    for (size_t i = 0; i < 4; i++) {
        write_dxf(pages[i]);
        assert_ok(open_in("d.dxf", NULL));
        next();
        ck_assert_str_eq(text_of("Layer"), "用地红线");
        ck_assert_msg((note("F0431") != NULL) == (i == 1 || i == 3), "%s", pages[i]);
        ct_vector_close(vector);
    }
    assert_ok(open_in("d.dxf", "GBK"));
    next();
    ck_assert_str_eq(text_of("Layer"), "用地红线");
    ck_assert_uint_eq(ct_vector_notes(vector), 0);
    ct_vector_close(vector);
}
END_TEST

/* --- CSV ------------------------------------------------------------------------------------- */

START_TEST(csv_encodings)
{
    static const char gbk[] = "\xC3\xFB\xB3\xC6,n\n\xB6\xAB\xBA\xFE,1\n";
    static const char utf16[] = "\xFF\xFE\x0D\x54\xF0\x79,\0n\0\n\0\x1C\x4E\x56\x6E,\0"
                                "1\0\n\0";
    for (int i = 0; i < 4; i++) {
        if (i == 0)
            write_text("t.csv", gbk);
        else if (i == 1)
            write_text("t.csv", "\xEF\xBB\xBF名称,n\n东湖,1\n");
        else if (i == 2)
            write_text("t.csv", "名称\tn\r\n东湖\t1\r\n");
        else
            write_bytes("t.csv", utf16, sizeof utf16 - 1);
        assert_ok(open_in("t.csv", NULL));
        ck_assert_str_eq(ct_vector_layer_name(vector), "t");
        ck_assert_msg(strcmp(ct_vector_field_name(vector, 0), "名称") == 0, "%d: %s", i,
                      ct_vector_field_name(vector, 0));
        next();
        ck_assert_str_eq(text_of("名称"), "东湖");
        ck_assert_str_eq(text_of("n"), "1");
        ck_assert((note("F0430") != NULL) == (i == 0));
        assert_end();
        ct_vector_close(vector);
    }
    write_text("t.csv", gbk);
    assert_ok(open_in("t.csv", "CP936"));
    ck_assert_uint_eq(ct_vector_notes(vector), 0);
    ct_vector_close(vector);
    assert_fails(open_in("t.csv", "UTF-8"), "E0318");
}
END_TEST

/* --- real layers ----------------------------------------------------------------------------- */

START_TEST(real_shapefile)
{
    const char *path = real_file("beijing/街道_gbk_无cpg.shp");
    if (path == NULL) {
        puts("skipped: no real data");
        return;
    }
    const struct ct_vector_options options = {.path = path};
    assert_ok(ct_vector_open(&options, &vector, &err));
    ck_assert_ptr_nonnull(note("F0430"));
    for (size_t i = 0; i < ct_vector_fields(vector); i++)
        ck_assert(ct_utf8_valid(ct_vector_field_name(vector, i),
                                strlen(ct_vector_field_name(vector, i))));
    ct_vector_close(vector);
}
END_TEST

int main(void)
{
    GDALAllRegister();
    TCase *tests = tcase_create("layer_text");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, shapefiles);
    tcase_add_test(tests, garbled_before);
    tcase_add_test(tests, drawings);
    tcase_add_test(tests, csv_encodings);
    tcase_add_test(tests, real_shapefile);
    return run_tests(suite_create("layer_text"), tests);
}
