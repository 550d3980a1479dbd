/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes a plan for given files: what was recognised as keys, what was not as comments to fill in.
 * O(files x fields).
 */
#include "base/fail.h"
#include "base/text.h"
#include "load/plan_look.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct proposal {
    struct ct_buffer text;
    enum ct_language lang;
    const struct ct_look *looks;
    size_t count;
    const struct ct_look_names *names;
};

/* --- pieces of YAML ------------------------------------------------------------------------- */

static void comment(struct proposal *p, const char *before, const char *en, const char *zh)
{
    ct_buffer_printf(&p->text, "%s# %s\n", before, p->lang == CT_ZH ? zh : en);
}

/* Does YAML read it as it stands, as this very text? */
static bool is_plain(const char *s)
{
    size_t n = strlen(s);
    if (n == 0 || strcmp(s, "null") == 0 || s[0] == ' ' || s[n - 1] == ' ' || s[n - 1] == ':')
        return false;
    if (strchr("-?:,[]{}#&*!|>'\"%@`~=<", s[0]) || strpbrk(s, "\t,[]{}\\\"") || strstr(s, ": ") ||
        strstr(s, " #"))
        return false;
    for (uint32_t code = 0; *s; s += ct_utf8_next(s, &code))
        if (ct_utf8_next(s, &code) == 0 || code < 0x20 || (code >= 0x7f && code < 0xa0) ||
            code == 0xfeff || code >= 0xfffd)
            return false;
    return true;
}

/* A text as a scalar: plain, else in double quotes. */
static void scalar(struct ct_buffer *b, const char *s)
{
    if (is_plain(s)) {
        ct_buffer_add(b, s);
        return;
    }
    ct_buffer_add(b, "\"");
    uint32_t code = 0;
    for (size_t n; (n = ct_utf8_next(s, &code)) > 0; s += n) {
        if (code == '"' || code == '\\')
            ct_buffer_printf(b, "\\%c", (char)code);
        else if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0xfeff)
            ct_buffer_printf(b, "\\u%04x", (unsigned)code);
        else
            ct_buffer_add_n(b, s, n);
    }
    ct_buffer_add(b, "\"");
}

static void entry(struct proposal *p, const char *before, const char *key, const char *value)
{
    ct_buffer_printf(&p->text, "%s%s: ", before, key);
    scalar(&p->text, value);
    ct_buffer_add(&p->text, "\n");
}

/* The file's name without folder and ending. */
static void stem(const char *path, char *out, size_t size)
{
    const char *slash = strrchr(path, '/');
    ct_text_fit(out, size, slash && slash[1] ? slash + 1 : path);
    char *dot = strrchr(out, '.');
    if (dot && dot > out)
        *dot = '\0';
}

/* --- layers --------------------------------------------------------------------------------- */

static void write_field_list(struct proposal *p, const struct ct_look *look, const char *before)
{
    ct_buffer_printf(&p->text, "%s# %s", before,
                     p->lang == CT_ZH ? "文件中的字段：" : "fields of the file: ");
    for (size_t i = 0; i < look->field_count; i++) {
        if (i > 0)
            ct_buffer_add(&p->text, ", ");
        scalar(&p->text, look->fields[i]); /* a line break cannot end the comment */
    }
    ct_buffer_add(&p->text, "\n");
}

static void write_meaning(struct proposal *p, const struct ct_look *look,
                          const struct ct_input_names *meaning, const char *before)
{
    const char *field = ct_look_field(look, meaning);
    ct_buffer_printf(&p->text, "%s%s%s: ", before, field ? "" : "# ", meaning->meaning);
    if (field)
        scalar(&p->text, field);
    ct_buffer_printf(&p->text, "%s# %s\n", field ? "  " : " ", meaning->title[p->lang]);
}

static bool finds_any(const struct ct_look *look, const struct ct_input_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        if (ct_look_field(look, &table->rows[i]))
            return true;
    return false;
}

/* Fields by meaning. Without any the key itself is a comment, because it would have no value. */
static void write_fields(struct proposal *p, const struct ct_look *look,
                         const struct ct_input_table *table, bool places, const char *before)
{
    bool any = finds_any(look, table) || (places && finds_any(look, &p->names->place));
    char indent[32];
    snprintf(indent, sizeof indent, "%s  ", before);
    write_field_list(p, look, before);
    ct_buffer_printf(&p->text, "%s%sfields:\n", before, any ? "" : "# ");
    for (size_t i = 0; i < table->count; i++)
        write_meaning(p, look, &table->rows[i], indent);
    for (size_t i = 0; places && i < p->names->place.count; i++)
        if (ct_look_field(look, &p->names->place.rows[i]))
            write_meaning(p, look, &p->names->place.rows[i], indent);
}

static void write_crs(struct proposal *p, const struct ct_look *look, const char *before)
{
    if (!look->no_crs)
        return;
    comment(p, before, "The file does not say its coordinate reference system: fill it in.",
            "文件没有说明坐标系，请填写。");
    ct_buffer_printf(&p->text, "%s# crs: EPSG:4490\n", before);
}

static void write_communities(struct proposal *p)
{
    bool found = false;
    ct_buffer_add(&p->text, "\n");
    comment(p, "", "Community boundaries: the polygons that all results are about.",
            "社区边界：全部结果所依据的面。");
    for (size_t i = 0; i < p->count; i++) {
        const struct ct_look *look = &p->looks[i];
        if (look->role != CT_ROLE_COMMUNITIES || found)
            continue;
        found = true;
        ct_buffer_add(&p->text, "communities:\n");
        entry(p, "  ", "file", look->path);
        write_crs(p, look, "  ");
        write_fields(p, look, &p->names->community, false, "  ");
    }
    if (!found)
        ct_buffer_add(&p->text, "# communities:\n#   file: communities.gpkg\n");
}

static size_t count_role(const struct proposal *p, enum ct_role role)
{
    size_t n = 0;
    for (size_t i = 0; i < p->count; i++)
        n += p->looks[i].role == role;
    return n;
}

/* The n-th population layer is called what it was given, "people" where it is the only one, or as
 * its file, with its number where that is no name of its own. */
static void write_population_name(struct proposal *p, const struct ct_look *look, size_t number)
{
    char name[128], other_name[128];
    bool twice = false;
    stem(look->path, name, sizeof name);
    for (const struct ct_look *other = p->looks; other < look; other++) {
        stem(other->path, other_name, sizeof other_name);
        twice |= other->role == CT_ROLE_POPULATION && strcmp(name, other_name) == 0;
    }
    struct ct_buffer own = {0};
    ct_buffer_printf(&own, twice ? "%s_%zu" : "%s", name, number);
    const char *chosen = own.failed ? name : own.data;
    if (count_role(p, CT_ROLE_POPULATION) == 1)
        chosen = "people";
    entry(p, "  - ", "name", look->name ? look->name : chosen);
    ct_buffer_free(&own);
}

static void write_population_layer(struct proposal *p, const struct ct_look *look, size_t number)
{
    write_population_name(p, look, number);
    entry(p, "    ", "file", look->path);
    write_crs(p, look, "    ");
    if (look->kind == CT_FILE_VECTOR)
        write_fields(p, look, &p->names->population, false, "    ");
}

static void write_population(struct proposal *p)
{
    size_t number = 0;
    ct_buffer_add(&p->text, "\n");
    comment(
        p, "",
        "Population: a raster whose cells hold people (not people per km2), points or polygons.",
        "人口：像元值为人数（不是人口密度）的栅格，或点、面图层。");
    ct_buffer_add(&p->text, count_role(p, CT_ROLE_POPULATION) > 0
                                ? "population:\n"
                                : "# population:\n#   - {name: people, file: population.tif}\n");
    for (size_t i = 0; i < p->count; i++)
        if (p->looks[i].role == CT_ROLE_POPULATION)
            write_population_layer(p, &p->looks[i], ++number);
}

/* --- facilities ----------------------------------------------------------------------------- */

/* The kind of a layer that has no field of kinds, where there are several layers. */
static bool kind_of_file(const struct proposal *p, const struct ct_look *look, char kind[128])
{
    const struct ct_input_names *meaning = ct_input_table_find(&p->names->facility, "kind");
    if (look->role != CT_ROLE_FACILITIES || (meaning && ct_look_field(look, meaning)) ||
        count_role(p, CT_ROLE_FACILITIES) < 2)
        return false;
    stem(look->path, kind, 128);
    return true;
}

static void write_facilities(struct proposal *p)
{
    char kind[128];
    ct_buffer_add(&p->text, "\n");
    comment(p, "", "Facilities: points, polygons, or a table with coordinates.",
            "设施：点、面，或含坐标的表。");
    ct_buffer_add(&p->text, count_role(p, CT_ROLE_FACILITIES) > 0
                                ? "facilities:\n"
                                : "# facilities:\n#   - {file: facilities.csv, kind: clinic}\n");
    for (size_t i = 0; i < p->count; i++) {
        const struct ct_look *look = &p->looks[i];
        if (look->role != CT_ROLE_FACILITIES)
            continue;
        entry(p, "  - ", "file", look->path);
        write_crs(p, look, "    ");
        if (kind_of_file(p, look, kind))
            entry(p, "    ", "kind", kind);
        write_fields(p, look, &p->names->facility, true, "    ");
    }
}

/* Kinds of all layers, each once; false where there are too many to list, or none is named. */
static bool list_kinds(const struct proposal *p, char ***kinds, size_t *count)
{
    char own[128];
    *kinds = NULL;
    *count = 0;
    size_t room = 0;
    for (size_t i = 0; i < p->count; i++)
        room += p->looks[i].kind_count + 1;
    char **list = calloc(room + 1, sizeof *list);
    for (size_t i = 0; list && i < p->count; i++) {
        const struct ct_look *look = &p->looks[i];
        bool of_file = kind_of_file(p, look, own);
        for (size_t k = 0; k < (of_file ? 1 : look->kind_count); k++) {
            char *kind = of_file ? own : look->kinds[k];
            size_t same = 0;
            while (same < *count && strcmp(list[same], kind) != 0)
                same++;
            if (same == *count)
                list[(*count)++] = ct_text_copy(kind);
        }
    }
    *kinds = list;
    return *count > 0;
}

static void write_kinds(struct proposal *p)
{
    char **kinds = NULL;
    size_t count = 0;
    bool listed = list_kinds(p, &kinds, &count);
    for (size_t i = 0; i < p->count; i++)
        listed = listed && !p->looks[i].too_many_kinds;
    ct_buffer_add(&p->text, "\n");
    comment(p, "", "Kinds. A kind may have radii of its own: radius: [500m, 1000m]. counts: false",
            "设施类别。各类可有自己的半径：radius: [500m, 1000m]。counts: false 表示");
    comment(p, "", "leaves it out of floor area per 100 households and of the coverage rate.",
            "不计入每百户设施面积和设施覆盖率。");
    if (!listed)
        comment(p, "", "Without a list every kind that the data name is taken.",
                "不列出时，取数据中出现的全部类别。");
    else
        ct_buffer_add(&p->text, "kinds:\n");
    for (size_t i = 0; i < count; i++) {
        if (listed) {
            entry(p, "  - ", "name", kinds[i] ? kinds[i] : "");
            ct_buffer_add(&p->text, "    counts: true\n");
        }
        p->text.failed |= !kinds[i];
        free(kinds[i]);
    }
    free(kinds);
}

/* --- the rest ------------------------------------------------------------------------------- */

static void write_settings(struct proposal *p)
{
    ct_buffer_add(&p->text, "\n");
    comment(p, "", "CHECK: the service radius that your rules ask for, of kinds that have none.",
            "请核对：所依据标准规定的服务半径，用于没有自己半径的类别。");
    ct_buffer_add(&p->text, "radius: 500m\n\n");
    comment(p, "", "People a household, where the communities have no field of households.",
            "户均人口，用于社区没有户数字段时。");
    ct_buffer_add(&p->text, "# household_size: 2.6\n\n");
    comment(p, "",
            "Floor area: facilities that serve several communities are split by households, "
            "or counted whole.",
            "设施面积：服务多个社区的设施按户数分摊（split），或全额计入（whole）。");
    ct_buffer_add(&p->text, "floor_area:\n"
                            "  shared: split\n"
                            "  community_bounds: [200, 300, 400]\n"
                            "  per_100_households_bounds: [20, 30]\n"
                            "  required_urban: 300\n"
                            "  required_rural: 200\n\n");
    comment(p, "", "auto: the CGCS2000 3-degree zone in China, else UTM, else an equal-area CRS.",
            "auto：在中国为 CGCS2000 3 度带，其他地区为 UTM，范围过大时为等积坐标系。");
    ct_buffer_add(&p->text, "output: {crs: auto}\n");
}

static enum ct_status look_at_all(const struct ct_plan_input *inputs, size_t n,
                                  const struct ct_look_names *names, struct ct_look *looks,
                                  struct ct_error *err)
{
    bool have_communities = false;
    for (size_t i = 0; i < n; i++)
        have_communities |= inputs[i].role == CT_ROLE_COMMUNITIES;
    for (size_t i = 0; i < n; i++) {
        enum ct_status status = ct_look_at(&inputs[i], names, have_communities, &looks[i], err);
        if (status != CT_OK)
            return status;
        have_communities |= looks[i].role == CT_ROLE_COMMUNITIES;
    }
    return CT_OK;
}

static void write_all(struct proposal *p)
{
    comment(p, "", "A plan for catchment. Read it through, correct it, then run:",
            "catchment 方案。请通读并修改，然后运行：");
    comment(p, "  ", "catchment check PLAN.yaml", "catchment check 方案.yaml");
    comment(p, "  ", "catchment audit PLAN.yaml -o audit.gpkg",
            "catchment audit 方案.yaml -o audit.gpkg");
    ct_buffer_add(&p->text, "catchment: 1\n");
    write_communities(p);
    write_population(p);
    write_facilities(p);
    write_kinds(p);
    write_settings(p);
}

enum ct_status ct_plan_propose(const struct ct_plan_input *inputs, size_t n, enum ct_language lang,
                               char **yaml, struct ct_error *err)
{
    struct ct_look_names names = {0};
    struct proposal p = {.lang = lang, .count = n, .names = &names};
    *yaml = NULL;
    struct ct_look *looks = calloc(n + 1, sizeof *looks);
    enum ct_status status = looks ? ct_look_names_read(&names, err) : ct_fail_memory(err);
    if (status == CT_OK)
        status = look_at_all(inputs, n, &names, looks, err);
    if (status != CT_OK)
        goto done;
    p.looks = looks;
    write_all(&p);
    if (p.text.failed) {
        status = ct_fail_memory(err);
        goto done;
    }
    *yaml = p.text.data;
    p.text = (struct ct_buffer){0};
done:
    for (size_t i = 0; looks && i < n; i++)
        ct_look_free(&looks[i]);
    free(looks);
    ct_look_names_free(&names);
    ct_buffer_free(&p.text);
    return status;
}
