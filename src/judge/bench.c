/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Objects on the bench. Three queries run beside each other in the order of the objects' ids: one
 * row an object, a row a role, a row an indicator; what belongs to an object is merged into its
 * cells, it is judged, and forgotten. Memory: one object.
 */
#include "judge/bench.h"
#include "base/embedded.h"
#include "base/fail.h"
#include "base/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct source {
    const char *objects, *roles; /* roles NULL: none */
} sources[CT_LEVELS] = {
    [CT_LEVEL_PROJECT] = {"queries/objects/project.sql", "queries/objects/project_role.sql"},
    [CT_LEVEL_FACILITY] = {"queries/objects/facility.sql", NULL},
    [CT_LEVEL_COMMUNITY] = {"queries/objects/unit.sql", "queries/objects/unit_role.sql"},
    [CT_LEVEL_STREET] = {"queries/objects/unit.sql", "queries/objects/unit_role.sql"},
    [CT_LEVEL_PLANNING_UNIT] = {"queries/objects/unit.sql", "queries/objects/unit_role.sql"},
    [CT_LEVEL_COUNTY] = {"queries/objects/unit.sql", "queries/objects/unit_role.sql"},
    [CT_LEVEL_CITY] = {"queries/objects/unit.sql", "queries/objects/unit_role.sql"},
};

static const char indicators_sql[] =
    "SELECT object, name, number, text FROM indicator WHERE level = :level ORDER BY object, name";
static const char judged_sql[] = "INSERT INTO judged VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

struct stream {
    struct ct_query *query; /* NULL: nothing */
    bool row;
};

/* Where a word is found: a column of the object, a column of a role's rows, or an indicator of its
 * name. */
struct place {
    const struct ct_word *word;
    int object_column; /* -1: none */
    int role_column;   /* -1: none */
    size_t role_size;  /* of the role's name in front */
    char *kept;        /* text of the cell */
};

struct docket {
    struct ct_judge *judge;
    enum ct_level level;
    struct place *places;
    struct ct_cell *cells;
    size_t count;
    struct stream objects, roles, indicators;
    int area_type_column, unit_id_column; /* of objects; -1: none */
    struct ct_query *insert;
    const char *unit_id; /* as the reader knows it */
    ct_verdict_fn also;
    void *context; /* of `also` */
};

/* --- streams --------------------------------------------------------------------------------- */

static enum ct_status step(struct stream *stream, struct ct_error *err)
{
    return ct_query_step(stream->query, &stream->row, err);
}

static enum ct_status open_stream(struct ct_work *work, const char *sql, enum ct_level level,
                                  struct stream *out, struct ct_error *err)
{
    enum ct_status status = ct_query_new(work, sql, &out->query, err);

    if (status != CT_OK)
        return status;
    ct_query_named_text(out->query, ":level", ct_level_names[level]);
    return step(out, err);
}

/* Moves to the first row whose id is not before `id`; false where it is another object's. */
static enum ct_status seek(struct stream *stream, const char *id, bool *here, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    int order = -1;

    while (stream->row && status == CT_OK) {
        const char *at = ct_query_get_text(stream->query, 0);
        order = at != NULL ? strcmp(at, id) : -1;
        if (order >= 0)
            break;
        status = step(stream, err);
    }
    *here = status == CT_OK && stream->row && order == 0;
    return status;
}

/* --- cells ----------------------------------------------------------------------------------- */

static enum ct_status set_text(struct docket *docket, size_t i, const char *text,
                               struct ct_error *err)
{
    free(docket->places[i].kept);
    docket->places[i].kept = ct_text_copy(text);
    docket->cells[i] = (struct ct_cell){
        .type = CT_VALUE_TEXT, .number = (double)NAN, .text = docket->places[i].kept};
    return docket->places[i].kept != NULL ? CT_OK : ct_fail_memory(err);
}

static enum ct_status set_column(struct docket *docket, size_t i, const struct ct_query *row,
                                 int column, struct ct_error *err)
{
    enum ct_value type = ct_query_type(row, column);

    if (type == CT_VALUE_TEXT)
        return set_text(docket, i, ct_query_get_text(row, column), err);
    docket->cells[i] = (struct ct_cell){.type = type, .number = ct_query_get_number(row, column)};
    return CT_OK;
}

/* Columns of the object; all else is not known yet. */
static enum ct_status take_object(struct docket *docket, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    for (size_t i = 0; i < docket->count && status == CT_OK; i++) {
        docket->cells[i] = (struct ct_cell){.type = CT_VALUE_NULL, .number = (double)NAN};
        if (docket->places[i].object_column >= 0)
            status =
                set_column(docket, i, docket->objects.query, docket->places[i].object_column, err);
    }
    return status;
}

static enum ct_status take_role(struct docket *docket, struct ct_error *err)
{
    const struct ct_query *row = docket->roles.query;
    const char *role = ct_query_get_text(row, 1);
    enum ct_status status = CT_OK;

    if (role == NULL)
        return CT_OK;
    size_t n = strlen(role);
    for (size_t i = 0; i < docket->count && status == CT_OK; i++) {
        const struct place *place = &docket->places[i];
        if (place->role_column >= 0 && place->role_size == n &&
            memcmp(place->word->name, role, n) == 0)
            status = set_column(docket, i, row, place->role_column, err);
    }
    return status;
}

/* A number, or the text where the word is one. */
static enum ct_status take_indicator(struct docket *docket, struct ct_error *err)
{
    const struct ct_query *row = docket->indicators.query;
    const char *name = ct_query_get_text(row, 1);

    for (size_t i = 0; i < docket->count; i++) {
        const struct place *place = &docket->places[i];
        if (place->object_column >= 0 || strcmp(place->word->name, name) != 0)
            continue;
        return set_column(docket, i, row, place->word->text ? 3 : 2, err);
    }
    return CT_OK;
}

static enum ct_status take_all(struct docket *docket, const char *id, struct stream *stream,
                               enum ct_status (*take)(struct docket *, struct ct_error *),
                               struct ct_error *err)
{
    bool here = true;
    enum ct_status status = CT_OK;

    while (status == CT_OK && here) {
        status = seek(stream, id, &here, err);
        if (status == CT_OK && here)
            status = take(docket, err);
        if (status == CT_OK && here)
            status = step(stream, err);
    }
    return status;
}

/* --- places ---------------------------------------------------------------------------------- */

static int find_column(const struct ct_query *query, const char *name)
{
    for (int i = 1; i < ct_query_columns(query); i++)
        if (strcmp(ct_query_column_name(query, i), name) == 0)
            return i;
    return -1;
}

/* "station_largest_m2": the column largest_m2 of the role station. */
static void find_role(const struct ct_query *roles, struct place *place)
{
    size_t n = strlen(place->word->name);

    for (int i = 2; i < ct_query_columns(roles); i++) {
        const char *column = ct_query_column_name(roles, i);
        size_t m = strlen(column);
        if (n <= m + 1 || strcmp(place->word->name + n - m, column) != 0 ||
            place->word->name[n - m - 1] != '_' ||
            (place->role_column >= 0 && n - m - 1 > place->role_size))
            continue;
        place->role_column = i;
        place->role_size = n - m - 1;
    }
}

static enum ct_status find_places(struct docket *docket, struct ct_error *err)
{
    while (ct_judge_word(docket->judge, docket->level, docket->count) != NULL)
        docket->count++;
    docket->places = calloc(docket->count + 1, sizeof *docket->places);
    docket->cells = calloc(docket->count + 1, sizeof *docket->cells);
    if (docket->places == NULL || docket->cells == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < docket->count; i++) {
        struct place *place = &docket->places[i];
        *place = (struct place){.word = ct_judge_word(docket->judge, docket->level, i),
                                .role_column = -1};
        place->object_column = find_column(docket->objects.query, place->word->name);
        if (place->object_column < 0 && docket->roles.query != NULL)
            find_role(docket->roles.query, place);
    }
    docket->area_type_column = find_column(docket->objects.query, "area_type");
    docket->unit_id_column =
        docket->level == CT_LEVEL_FACILITY ? find_column(docket->objects.query, "facility_id") : 0;
    return CT_OK;
}

/* --- verdicts -------------------------------------------------------------------------------- */

static enum ct_status insert_verdict(void *context, const struct ct_verdict *verdict,
                                     struct ct_error *err)
{
    struct docket *docket = context;
    const struct ct_clause *first = ct_judge_standards(docket->judge)->clauses;
    struct ct_query *row = docket->insert;

    ct_query_integer(row, 1, verdict->clause - first + 1);
    ct_query_text(row, 2, ct_level_names[verdict->level]);
    ct_query_text(row, 3, verdict->id);
    ct_query_text(row, 4, docket->unit_id);
    ct_query_number(row, 5, verdict->value);
    ct_query_number(row, 6, verdict->limit_value);
    ct_query_number(row, 7, verdict->gap);
    ct_query_text(row, 8, ct_result_names[verdict->result]);
    ct_query_text(row, 9, verdict->reason[CT_ZH]);
    ct_query_text(row, 10, verdict->reason[CT_EN]);
    ct_query_text(row, 11, verdict->evidence);
    enum ct_status status = ct_query_run(row, err);
    if (status == CT_OK && docket->also != NULL)
        status = docket->also(docket->context, verdict, err);
    return status;
}

static enum ct_status judge_object(struct docket *docket, struct ct_error *err)
{
    const struct ct_query *row = docket->objects.query;
    const char *id = ct_query_get_text(row, 0), *area_type = NULL;
    enum ct_status status = take_object(docket, err);

    if (status == CT_OK)
        status = take_all(docket, id, &docket->roles, take_role, err);
    if (status == CT_OK)
        status = take_all(docket, id, &docket->indicators, take_indicator, err);
    docket->unit_id = ct_query_get_text(row, docket->unit_id_column);
    if (docket->area_type_column >= 0)
        area_type = ct_query_get_text(row, docket->area_type_column);
    if (status == CT_OK)
        status = ct_judge_object(docket->judge, docket->level, id, area_type, docket->cells,
                                 insert_verdict, docket, err);
    return status;
}

static enum ct_status open_docket(struct ct_work *work, struct docket *docket, struct ct_error *err)
{
    const struct source *source = &sources[docket->level];
    enum ct_status status = open_stream(work, ct_embedded_find(source->objects)->text,
                                        docket->level, &docket->objects, err);

    if (status == CT_OK && source->roles != NULL)
        status = open_stream(work, ct_embedded_find(source->roles)->text, docket->level,
                             &docket->roles, err);
    if (status == CT_OK)
        status = open_stream(work, indicators_sql, docket->level, &docket->indicators, err);
    if (status == CT_OK)
        status = ct_query_new(work, judged_sql, &docket->insert, err);
    return status == CT_OK ? find_places(docket, err) : status;
}

static void close_docket(struct docket *docket)
{
    ct_query_free(docket->objects.query);
    ct_query_free(docket->roles.query);
    ct_query_free(docket->indicators.query);
    ct_query_free(docket->insert);
    for (size_t i = 0; docket->places != NULL && i < docket->count; i++)
        free(docket->places[i].kept);
    free(docket->places);
    free(docket->cells);
}

enum ct_status ct_judge_level(struct ct_work *work, struct ct_judge *judge, enum ct_level level,
                              ct_verdict_fn also, void *context, struct ct_error *err)
{
    struct docket docket = {.judge = judge, .level = level, .also = also, .context = context};

    if (!ct_judge_has(judge, level))
        return CT_OK;
    enum ct_status status = open_docket(work, &docket, err);
    while (status == CT_OK && docket.objects.row) {
        status = judge_object(&docket, err);
        if (status == CT_OK)
            status = step(&docket.objects, err);
    }
    close_docket(&docket);
    return status;
}
