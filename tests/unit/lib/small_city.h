/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A city of two communities, two streets and three facilities, for tests that add tables and
 * projects to it.
 */
#ifndef SMALL_CITY_H
#define SMALL_CITY_H

#include "base/text.h"
#include "check/finding.h"
#include "folder.h"
#include "load/city.h"
#include <iconv.h>
#include <math.h>

static struct ct_plan *plan;
static struct ct_findings findings;
static struct ct_city *city;

#define SQUARE(west, south, east, north)                                                           \
    "\"POLYGON((" #west " " #south "," #east " " #south "," #east " " #north "," #west " " #north  \
    "," #west " " #south "))\""
#define CODE_A "340402001001"
#define CODE_B "340403002201"

#define SQUARE_A SQUARE(114.00, 30.00, 114.01, 30.01)
#define SQUARE_B SQUARE(114.01, 30.00, 114.02, 30.01)

static const char *const small_communities =
    "WKT,社区代码,社区名称,街道,区县,户籍户数\n" SQUARE_A "," CODE_A
    ",甲社区,一街,东区,500\n" SQUARE_B "," CODE_B ",乙村,二街,西区,300\n";
static const char *const small_facilities = "id,名称,kind,建筑面积,lon,lat\n"
                                            "f1,甲站,服务站,300,114.005,30.005\n"
                                            "f1,乙站,服务站,200,114.006,30.005\n"
                                            "f2,诊所甲,clinic,90,114.015,30.005\n";

static inline void set(const char *path, const char *value)
{
    assert_ok(ct_plan_set(plan, path, value, &err));
}

/* A plan for the city; `communities` and `facilities` NULL: as above. */
static inline void prepare(const char *communities, const char *facilities)
{
    write_text("c.csv", communities ? communities : small_communities);
    write_text("f.csv", facilities ? facilities : small_facilities);
    write_text("p.csv", "people,lon,lat\n100,114.002,30.002\n");
    ct_plan_free(plan);
    assert_ok(ct_plan_new(&plan, &err));
    set("communities.file", "c.csv");
    set("communities.crs", "EPSG:4490");
    set("population[0].file", "p.csv");
    set("facilities[0].file", "f.csv");
    set("radius", "500m");
}

static inline enum ct_status load(void)
{
    ct_city_free(city);
    ct_findings_free(&findings);
    return ct_city_load(plan, NULL, &findings, &city, &err);
}

static inline void finish(void)
{
    ct_city_free(city);
    ct_findings_free(&findings);
    ct_plan_free(plan);
    city = NULL;
    plan = NULL;
}

/* The same text in GBK, in a file. */
static inline void write_gbk(const char *path, const char *text)
{
    char out[8192], *to = out, *from = (char *)(uintptr_t)text;
    size_t n = strlen(text), room = sizeof out;
    iconv_t convert = iconv_open("GBK", "UTF-8");
    ck_assert(convert != (iconv_t)-1);
    ck_assert_uint_eq(iconv(convert, &from, &n, &to, &room), 0);
    iconv_close(convert);
    write_bytes(path, out, sizeof out - room);
}

/* How many findings of a code; the first of them in *first. */
static inline size_t found(const char *code, const struct ct_finding **first)
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

/* `count` findings of a code; the first is about `feature` and says `says`. */
static inline void assert_found(const char *code, size_t count, const char *feature,
                                const char *says)
{
    const struct ct_finding *first = NULL;
    size_t n = found(code, &first);
    for (size_t i = 0; n != count && i < findings.count; i++)
        printf("%s %s\n", findings.rows[i].code, findings.rows[i].text[CT_EN]);
    ck_assert_msg(n == count, "%zu findings %s", n, code);
    if (first == NULL)
        return;
    ck_assert_str_eq(first->feature, feature);
    ck_assert_ptr_nonnull(strstr(first->text[CT_EN], says));
    ck_assert_ptr_null(strchr(first->text[CT_EN], '{'));
    ck_assert_ptr_null(strchr(first->text[CT_ZH], '{'));
    if (strcmp(code, "F0458") != 0) { /* whose hint shows keys of a plan */
        ck_assert_ptr_null(strchr(first->done[CT_EN], '{'));
        ck_assert_ptr_null(strchr(first->done[CT_ZH], '{'));
    }
}

#endif
