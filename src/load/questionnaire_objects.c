/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See questionnaire_objects.h.
 */
#include "load/questionnaire_objects.h"
#include "base/fail.h"
#include "base/text.h"
#include "load/parts.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CODE = 12, STREET_CODE = 9, COUNTY_CODE = 6 };

void ct_objects_free(struct ct_objects *objects)
{
    for (size_t i = 0; i < objects->count; i++) {
        free(objects->code[i]);
        free(objects->name[i]);
        free(objects->narrow[i]);
        free(objects->object[i]);
    }
    free(objects->code);
    free(objects->name);
    free(objects->narrow);
    free(objects->object);
    free(objects->first);
    free(objects->repeated);
    *objects = (struct ct_objects){0};
}

/* Room for so many ways. */
static bool make_room(struct ct_objects *o, size_t n)
{
    o->code = calloc(n + 1, sizeof *o->code);
    o->name = calloc(n + 1, sizeof *o->name);
    o->narrow = calloc(n + 1, sizeof *o->narrow);
    o->object = calloc(n + 1, sizeof *o->object);
    o->first = calloc(n + 1, sizeof *o->first);
    o->repeated = calloc(n + 1, sizeof *o->repeated);
    return o->code && o->name && o->narrow && o->object && o->first && o->repeated;
}

static bool add(struct ct_objects *o, const char *code, const char *name, const char *narrow,
                const char *object)
{
    size_t i = o->count++;
    o->code[i] = ct_text_copy(code);
    o->name[i] = ct_text_copy(name);
    o->narrow[i] = ct_text_copy(narrow);
    o->object[i] = ct_text_copy(object);
    o->first[i] = i;
    o->objects++;
    return o->code[i] && o->name[i] && o->narrow[i] && o->object[i];
}

/* Another code of the last object. */
static bool add_code(struct ct_objects *o, const char *code)
{
    size_t first = o->count - 1;
    bool good = add(o, code, "", "", o->object[first]);
    o->first[first + 1] = first;
    o->objects--;
    return good;
}

/* --- streets and counties ------------------------------------------------------------------- */

struct place {
    const char *street, *county, *id; /* of a community */
};

static int by_street(const void *a, const void *b)
{
    const struct place *s = a, *t = b;
    int order = strcmp(s->street, t->street);
    return order != 0 ? order : strcmp(s->county, t->county);
}

/* What the codes of n communities begin with: `digits` of 12; "" where they do not. */
static void find_code(const struct place *places, size_t n, size_t digits, char code[CODE + 1])
{
    snprintf(code, CODE + 1, "%.*s", (int)digits, places[0].id);
    for (size_t i = 0; i < n; i++)
        if (strlen(places[i].id) != CODE || strspn(places[i].id, "0123456789") != CODE ||
            strncmp(places[i].id, code, digits) != 0)
            code[0] = '\0';
}

/* One street or county: the n places of it. `several`: other counties have a street of its name. */
static bool add_place(struct ct_objects *o, enum ct_level level, const struct place *places,
                      size_t n, bool several)
{
    char code[CODE + 1];
    struct ct_buffer id = {0};
    bool street = level == CT_LEVEL_STREET;
    if (street && several && *places[0].county != '\0')
        ct_buffer_printf(&id, "%s/", places[0].county);
    ct_buffer_add(&id, places[0].street);
    bool good =
        !id.failed && add(o, id.data, places[0].street, street ? places[0].county : "", id.data);
    find_code(places, n, street ? STREET_CODE : COUNTY_CODE, code);
    if (good && *code != '\0')
        good = add_code(o, code);
    ct_buffer_free(&id);
    return good;
}

/* How many of the sorted places are those of the first. */
static size_t run_of(const struct place *places, size_t n)
{
    size_t run = 1;
    while (run < n && by_street(&places[0], &places[run]) == 0)
        run++;
    return run;
}

static bool add_places(struct ct_objects *o, enum ct_level level, const struct place *places,
                       size_t n)
{
    bool good = true;
    for (size_t i = 0, run = 0; good && i < n; i += run) {
        run = run_of(places + i, n - i);
        bool several = (i > 0 && strcmp(places[i - 1].street, places[i].street) == 0) ||
                       (i + run < n && strcmp(places[i + run].street, places[i].street) == 0);
        good = add_place(o, level, places + i, run, several);
    }
    return good;
}

/* Streets with their counties, or counties as streets of none. */
static bool streets_of(const struct ct_communities *c, enum ct_level level, struct ct_objects *o)
{
    struct place *places = calloc(c->count + 1, sizeof *places);
    size_t n = 0;
    if (places == NULL || !make_room(o, 2 * c->count)) {
        free(places);
        return false;
    }
    for (size_t i = 0; i < c->count; i++) {
        const char *name = level == CT_LEVEL_STREET ? c->street[i] : c->county[i];
        if (*name != '\0')
            places[n++] =
                (struct place){name, level == CT_LEVEL_STREET ? c->county[i] : "", c->id[i]};
    }
    if (n > 1)
        qsort(places, n, sizeof *places, by_street);
    bool good = add_places(o, level, places, n);
    free(places);
    return good;
}

/* --- others --------------------------------------------------------------------------------- */

/* Does another facility have the id, which was made "A#2" then? */
static bool is_repeated(const struct ct_id *sorted, size_t n, const char *id)
{
    struct ct_buffer second = {0};
    ct_buffer_printf(&second, "%s#2", id);
    bool found = !second.failed && ct_ids_find(sorted, n, second.data) >= 0;
    ct_buffer_free(&second);
    return found;
}

static bool facilities_of(const struct ct_facilities *f, struct ct_objects *o)
{
    struct ct_id *sorted = ct_ids_sorted(f->id, f->count);
    bool good = sorted && make_room(o, f->count);
    for (size_t i = 0; good && i < f->count; i++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", i);
        o->repeated[i] = is_repeated(sorted, f->count, f->id[i]);
        good = add(o, f->id[i], f->name[i], "", number);
    }
    free(sorted);
    return good;
}

static bool named(struct ct_objects *o, size_t n, char *const *id, char *const *name,
                  char *const *street)
{
    bool good = make_room(o, n);
    for (size_t i = 0; good && i < n; i++)
        good = add(o, id[i], name[i], street ? street[i] : "", id[i]);
    return good;
}

enum ct_status ct_objects_of(const struct ct_city *city, enum ct_level level,
                             struct ct_objects *out, struct ct_error *err)
{
    const struct ct_communities *c = &city->communities;
    const struct ct_planning_units *u = &city->planning_units;
    const struct ct_projects *p = &city->projects;
    bool good = false;
    *out = (struct ct_objects){0};
    if (level == CT_LEVEL_FACILITY)
        good = facilities_of(&city->facilities, out);
    else if (level == CT_LEVEL_STREET || level == CT_LEVEL_COUNTY)
        good = streets_of(c, level, out);
    else if (level == CT_LEVEL_COMMUNITY)
        good = named(out, c->count, c->id, c->name, c->street);
    else if (level == CT_LEVEL_PLANNING_UNIT)
        good = named(out, u->count, u->id, u->name, NULL);
    else if (level == CT_LEVEL_PROJECT)
        good = named(out, p->count, p->id, p->name, NULL);
    else
        good = make_room(out, 1) && add(out, "*", "*", "", "*");
    return good ? CT_OK : ct_fail_memory(err);
}

const char *ct_objects_feature(const struct ct_city *city, enum ct_level level,
                               const struct ct_objects *objects, size_t object)
{
    return level == CT_LEVEL_FACILITY ? city->facilities.id[object] : objects->object[object];
}

/* --- projects ------------------------------------------------------------------------------- */

enum ct_status ct_project_filling_begin(struct ct_project_filling *filling,
                                        const struct ct_reading *reading, struct ct_error *err)
{
    enum ct_status status = ct_project_fields_find(reading, &filling->fields, err);
    return status == CT_OK ? ct_input_table_read("stage", &filling->stages, err) : status;
}

void ct_project_filling_end(struct ct_project_filling *filling)
{
    ct_input_table_free(&filling->stages);
}

static enum ct_status tell_conflict(const struct ct_reading *reading, const char *id, int field,
                                    const char *had, const char *value, struct ct_error *err)
{
    struct ct_place place = ct_place_none;
    const char *name = ct_vector_field_name(reading->vector, (size_t)field);
    place.layer = ct_vector_layer_name(reading->vector);
    place.feature = id;
    place.row = reading->feature->row;
    place.cell = name;
    return ct_findings_add(reading->findings, "F0422", &place, err, "field", name, "had", had,
                           "value", value, "kept", had, "taken", "", NULL);
}

static enum ct_status fill_number(double *to, const struct ct_reading *reading, int field,
                                  const char *id, struct ct_error *err)
{
    double value = NAN;
    char had[32], said[32];
    enum ct_status status = ct_reading_number(reading, field, id, "F0504", &value, err);
    if (status != CT_OK || isnan(value))
        return status;
    if (isnan(*to)) {
        *to = value;
        return CT_OK;
    }
    ct_text_from_double(had, *to);
    ct_text_from_double(said, value);
    bool differ = fabs(*to - value) > 1e-9 * fmax(*to, value);
    return differ ? tell_conflict(reading, id, field, had, said, err) : CT_OK;
}

static enum ct_status fill_text(char **to, const char *text, const struct ct_reading *reading,
                                const char *id, int field, struct ct_error *err)
{
    if (*text == '\0' || strcmp(*to, text) == 0)
        return CT_OK;
    if (**to != '\0')
        return tell_conflict(reading, id, field, *to, text, err);
    free(*to);
    *to = ct_text_copy(text);
    return *to ? CT_OK : ct_fail_memory(err);
}

enum ct_status ct_project_fill(struct ct_city *city, const struct ct_reading *reading,
                               const struct ct_project_filling *filling, size_t project,
                               struct ct_error *err)
{
    struct ct_projects *p = &city->projects;
    const struct ct_project_fields *f = &filling->fields;
    const char *stage = "", *id = p->id[project];
    char *name = ct_reading_text(reading, f->name);
    enum ct_status status =
        name ? fill_text(&p->name[project], name, reading, id, f->name, err) : ct_fail_memory(err);
    free(name);
    if (status == CT_OK)
        status = ct_project_stage(reading, f->stage, &filling->stages, id, &stage, err);
    if (status == CT_OK)
        status = fill_text(&p->stage[project], stage, reading, id, f->stage, err);
    for (size_t k = 0; status == CT_OK && k < CT_PROJECT_NUMBERS; k++)
        status = fill_number(&ct_project_column(p, k)[project], reading, f->number[k], id, err);
    return status;
}
