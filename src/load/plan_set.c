/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The types of values in a plan. Nothing is guessed: a number with a stray letter, a length without
 * a unit or an empty text is refused, and what stood there before stays.
 */
#include "load/plan_set.h"
#include "base/text.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum ct_plan_answer ct_plan_replace_text(char **at, char *text)
{
    if (!text)
        return CT_PLAN_NO_MEMORY;
    free(*at);
    *at = text;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_version(const struct ct_plan_place *place,
                                         const struct ct_plan_value *value)
{
    (void)place;
    return strcmp(value->text, "1") == 0 ? CT_PLAN_STORED : CT_PLAN_WRONG;
}

static enum ct_plan_answer store_text(const struct ct_plan_place *place,
                                      const struct ct_plan_value *value)
{
    return *value->text ? ct_plan_replace_text(place->at, ct_text_copy(value->text))
                        : CT_PLAN_WRONG;
}

/* "/data/a.shp", "PG:dbname=city", "https://...": not relative to anything. */
static bool stands_alone(const char *file)
{
    size_t scheme = 0;
    while (isalnum((unsigned char)file[scheme]))
        scheme++;
    return *file == '/' || (scheme > 1 && file[scheme] == ':');
}

/* A file of the plan, from where we are; NULL where memory is short. */
static char *file_of(const struct ct_plan_value *value)
{
    const char *slash = value->file ? strrchr(value->file, '/') : NULL;
    if (!slash || stands_alone(value->text))
        return ct_text_copy(value->text);
    struct ct_buffer path = {0};
    ct_buffer_add_n(&path, value->file, (size_t)(slash + 1 - value->file));
    ct_buffer_add(&path, value->text);
    if (path.failed)
        ct_buffer_free(&path);
    return path.data;
}

static enum ct_plan_answer store_file(const struct ct_plan_place *place,
                                      const struct ct_plan_value *value)
{
    return *value->text ? ct_plan_replace_text(place->at, file_of(value)) : CT_PLAN_WRONG;
}

static struct ct_field_choice *find_field(struct ct_source *source, const char *meaning)
{
    for (size_t i = 0; i < source->field_count; i++)
        if (strcmp(source->fields[i].meaning, meaning) == 0)
            return &source->fields[i];
    return NULL;
}

static struct ct_field_choice *add_field(struct ct_source *source, const char *meaning)
{
    struct ct_field_choice *fields =
        realloc(source->fields, (source->field_count + 1) * sizeof *fields);
    if (!fields)
        return NULL;
    source->fields = fields;
    char *copy = ct_text_copy(meaning);
    if (!copy)
        return NULL;
    struct ct_field_choice *field = &fields[source->field_count++];
    *field = (struct ct_field_choice){.meaning = copy};
    return field;
}

static enum ct_plan_answer store_field(const struct ct_plan_place *place,
                                       const struct ct_plan_value *value)
{
    if (!*value->text)
        return CT_PLAN_WRONG;
    struct ct_field_choice *field = find_field(place->owner, place->name);
    if (!field)
        field = add_field(place->owner, place->name);
    if (!field)
        return CT_PLAN_NO_MEMORY;
    field->line = value->line;
    return ct_plan_replace_text(&field->name, ct_text_copy(value->text));
}

static enum ct_plan_answer store_band(const struct ct_plan_place *place,
                                      const struct ct_plan_value *value)
{
    long long band = 0;
    if (!ct_text_integer(value->text, &band) || band < 1 || band > 65535)
        return CT_PLAN_WRONG;
    *(int *)place->at = (int)band;
    return CT_PLAN_STORED;
}

/* Titles that were not given follow the name. */
static enum ct_plan_answer store_kind_name(const struct ct_plan_place *place,
                                           const struct ct_plan_value *value)
{
    struct ct_kind *kind = place->owner;
    if (!*value->text)
        return CT_PLAN_WRONG;
    for (int lang = CT_EN; lang <= CT_ZH; lang++) {
        bool given =
            kind->title[lang] && (!kind->name || strcmp(kind->title[lang], kind->name) != 0);
        if (!given &&
            ct_plan_replace_text(&kind->title[lang], ct_text_copy(value->text)) != CT_PLAN_STORED)
            return CT_PLAN_NO_MEMORY;
    }
    return ct_plan_replace_text(&kind->name, ct_text_copy(value->text));
}

static enum ct_plan_answer store_truth(const struct ct_plan_place *place,
                                       const struct ct_plan_value *value)
{
    bool truth = strcmp(value->text, "true") == 0;
    if (!truth && strcmp(value->text, "false") != 0)
        return CT_PLAN_WRONG;
    *(bool *)place->at = truth;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_shared(const struct ct_plan_place *place,
                                        const struct ct_plan_value *value)
{
    bool whole = strcmp(value->text, "whole") == 0;
    if (!whole && strcmp(value->text, "split") != 0)
        return CT_PLAN_WRONG;
    *(enum ct_shared *)place->at = whole ? CT_SHARED_WHOLE : CT_SHARED_SPLIT;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_offset(const struct ct_plan_place *place,
                                        const struct ct_plan_value *value)
{
    for (enum ct_offset offset = CT_OFFSET_NONE; offset <= CT_OFFSET_BD09; offset++) {
        if (strcmp(value->text, ct_offset_name(offset)) != 0)
            continue;
        *(enum ct_offset *)place->at = offset;
        return CT_PLAN_STORED;
    }
    return CT_PLAN_WRONG;
}

static enum ct_plan_answer store_positive(const struct ct_plan_place *place,
                                          const struct ct_plan_value *value)
{
    double number = 0;
    if (!ct_text_number(value->text, &number) || number <= 0)
        return CT_PLAN_WRONG;
    *(double *)place->at = number;
    return CT_PLAN_STORED;
}

enum ct_plan_answer ct_plan_put_number(const struct ct_plan_place *place, double number)
{
    double **list = place->at;
    if (place->index >= *place->count) {
        double *more = realloc(*list, (*place->count + 1) * sizeof *more);
        if (!more)
            return CT_PLAN_NO_MEMORY;
        *list = more;
        ++*place->count;
    }
    (*list)[place->index] = number;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_number(const struct ct_plan_place *place,
                                        const struct ct_plan_value *value)
{
    double number = 0;
    return ct_text_number(value->text, &number) ? ct_plan_put_number(place, number) : CT_PLAN_WRONG;
}

/* A radius stands once in its list. */
static enum ct_plan_answer store_length(const struct ct_plan_place *place,
                                        const struct ct_plan_value *value)
{
    double length_m = 0, number = 0;
    if (ct_text_number(value->text, &number))
        return CT_PLAN_NO_UNIT;
    if (!ct_text_length_m(value->text, &length_m) || length_m < 1 || length_m > 100000)
        return CT_PLAN_WRONG;
    const double *list = *(double **)place->at;
    for (size_t i = 0; i < *place->count; i++)
        if (i != place->index && list[i] == length_m) // NOLINT: the very same number is meant
            return CT_PLAN_WRONG;
    return ct_plan_put_number(place, length_m);
}

/* Class bounds rise. */
static enum ct_plan_answer store_bound(const struct ct_plan_place *place,
                                       const struct ct_plan_value *value)
{
    double number = 0;
    if (!ct_text_number(value->text, &number) || number <= 0)
        return CT_PLAN_WRONG;
    const double *list = *(double **)place->at;
    size_t i = place->index;
    if ((i > 0 && list[i - 1] >= number) || (i + 1 < *place->count && list[i + 1] <= number))
        return CT_PLAN_WRONG;
    return ct_plan_put_number(place, number);
}

static enum ct_plan_answer store_join(const struct ct_plan_place *place,
                                      const struct ct_plan_value *value)
{
    bool facility = strcmp(value->text, "facility") == 0;
    if (!facility && strcmp(value->text, "community") != 0)
        return CT_PLAN_WRONG;
    *(enum ct_join *)place->at = facility ? CT_JOIN_FACILITY : CT_JOIN_COMMUNITY;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_level(const struct ct_plan_place *place,
                                       const struct ct_plan_value *value)
{
    for (int level = 0; level < CT_LEVELS; level++) {
        if (strcmp(value->text, ct_level_names[level]) != 0)
            continue;
        *(enum ct_level *)place->at = (enum ct_level)level;
        return CT_PLAN_STORED;
    }
    return CT_PLAN_WRONG;
}

/* Takes over `text`. */
enum ct_plan_answer ct_plan_put_text(const struct ct_plan_place *place, char *text)
{
    char ***list = place->at;
    if (place->index < *place->count)
        return ct_plan_replace_text(&(*list)[place->index], text);
    char **more = text ? realloc(*list, (*place->count + 1) * sizeof *more) : NULL;
    if (!more) {
        free(text);
        return CT_PLAN_NO_MEMORY;
    }
    *list = more;
    more[(*place->count)++] = text;
    return CT_PLAN_STORED;
}

/* Without the blanks around it: "a, b" is "a" and "b". */
static char *trimmed(const char *text)
{
    text += strspn(text, " ");
    size_t n = strlen(text);
    for (; n > 0 && text[n - 1] == ' '; n--)
        ;
    return strndup(text, n);
}

static enum ct_plan_answer store_word(const struct ct_plan_place *place,
                                      const struct ct_plan_value *value)
{
    return value->text[strspn(value->text, " ")] ? ct_plan_put_text(place, trimmed(value->text))
                                                 : CT_PLAN_WRONG;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n > m && ct_text_equal_fold(text + n - m, end);
}

bool ct_plan_is_file(const char *standard)
{
    static const char *const endings[] = {".csv", ".xlsx", ".ods", ".xls", ".txt"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(standard, endings[i]))
            return true;
    return strchr(standard, '/') != NULL;
}

/* The name of a standard that comes with the program, or a file. */
static enum ct_plan_answer store_standard(const struct ct_plan_place *place,
                                          const struct ct_plan_value *value)
{
    char *text = trimmed(value->text);
    enum ct_plan_answer answer = text ? CT_PLAN_WRONG : CT_PLAN_NO_MEMORY;
    struct ct_plan_value plain = *value;
    plain.text = text;
    if (text && *text)
        answer =
            ct_plan_put_text(place, ct_plan_is_file(text) ? file_of(&plain) : ct_text_copy(text));
    free(text);
    return answer;
}

static struct ct_plan_parameter *find_parameter(struct ct_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->parameter_count; i++)
        if (strcmp(plan->parameters[i].name, name) == 0)
            return &plan->parameters[i];
    struct ct_plan_parameter *more =
        realloc(plan->parameters, (plan->parameter_count + 1) * sizeof *more);
    if (!more)
        return NULL;
    plan->parameters = more;
    more[plan->parameter_count] = (struct ct_plan_parameter){.name = ct_text_copy(name)};
    return more[plan->parameter_count].name ? &more[plan->parameter_count++] : NULL;
}

/* Of any name: what the names are is for others to say. */
static enum ct_plan_answer store_parameter(const struct ct_plan_place *place,
                                           const struct ct_plan_value *value)
{
    if (!*value->text)
        return CT_PLAN_WRONG;
    char *text = ct_text_copy(value->text);
    struct ct_plan_parameter *parameter = text ? find_parameter(place->owner, place->name) : NULL;
    if (!parameter) {
        free(text);
        return CT_PLAN_NO_MEMORY;
    }
    parameter->line = value->line;
    return ct_plan_replace_text(&parameter->value, text);
}

/* The low and the high bound of a range. */
static enum ct_plan_answer store_range(const struct ct_plan_place *place,
                                       const struct ct_plan_value *value)
{
    double number = 0;
    const double *list = *(double **)place->at;
    size_t i = place->index;
    if (!ct_text_number(value->text, &number) || number < 0 || i > 1 ||
        (i == 1 && number <= list[0]))
        return CT_PLAN_WRONG;
    return ct_plan_put_number(place, number);
}

const struct ct_plan_type ct_plan_version = {store_version, {"1", "1"}, {NULL}};
const struct ct_plan_type ct_plan_text = {store_text, {"a text", "文字"}, {NULL}};
const struct ct_plan_type ct_plan_file = {store_file, {"the path of a file", "文件路径"}, {NULL}};
const struct ct_plan_type ct_plan_field = {
    store_field, {"the name of a field of the file", "文件中的字段名"}, {NULL}};
const struct ct_plan_type ct_plan_band = {
    store_band, {"a band number from 1", "从 1 起的波段号"}, {NULL}};
const struct ct_plan_type ct_plan_kind_name = {store_kind_name, {"a text", "文字"}, {NULL}};
const struct ct_plan_type ct_plan_truth = {
    store_truth, {"true or false", "true 或 false"}, {"true", "false", NULL}};
const struct ct_plan_type ct_plan_shared = {
    store_shared, {"split or whole", "split 或 whole"}, {"split", "whole", NULL}};
const struct ct_plan_type ct_plan_offset = {
    store_offset, {"gcj02, bd09 or none", "gcj02、bd09 或 none"}, {"gcj02", "bd09", NULL}};
const struct ct_plan_type ct_plan_numbers = {
    store_number, {"a list of numbers: [1.5, -2]", "数字列表：[1.5, -2]"}, {NULL}};
const struct ct_plan_type ct_plan_points = {
    store_number,
    {"control points of four numbers each: [[x, y, lon, lat], ...]",
     "控制点，每点四个数：[[x, y, 经度, 纬度], ...]"},
    {NULL}};
const struct ct_plan_type ct_plan_positive = {
    store_positive, {"a number above 0", "大于 0 的数"}, {NULL}};
const struct ct_plan_type ct_plan_lengths = {
    store_length,
    {"lengths from 1m to 100km, each once: 500m, or [500m, 1km]",
     "1m 至 100km 的长度，各不相同：500m 或 [500m, 1km]"},
    {NULL}};
const struct ct_plan_type ct_plan_ascending = {
    store_bound,
    {"numbers above 0, each larger than the one before: [200, 300, 400]",
     "大于 0 且依次增大的数：[200, 300, 400]"},
    {NULL}};
const struct ct_plan_type ct_plan_bounds = {
    store_range,
    {"two numbers from 0, the lower one first: [50, 100000]",
     "两个不小于 0 的数，小数在前：[50, 100000]"},
    {NULL}};
const struct ct_plan_type ct_plan_join = {store_join,
                                          {"community or facility", "community 或 facility"},
                                          {"community", "facility", NULL}};
const struct ct_plan_type ct_plan_level = {
    store_level,
    {"project, facility, community, street, planning_unit, county or city",
     "project、facility、community、street、planning_unit、county 或 city"},
    {"project", "facility", "community", "street", "planning_unit", "county", "city", NULL}};
const struct ct_plan_type ct_plan_words = {
    store_word, {"a list of names: [a, b]", "名称列表：[a, b]"}, {NULL}};
const struct ct_plan_type ct_plan_standards = {
    store_standard,
    {"names of standards or files: qinghai-2013, or [qinghai-2013, ours.csv]",
     "标准名称或文件：qinghai-2013 或 [qinghai-2013, ours.csv]"},
    {NULL}};
const struct ct_plan_type ct_plan_parameters = {
    store_parameter, {"the value of the parameter", "参数的取值"}, {NULL}};
