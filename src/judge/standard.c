/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Standards: where they are read from, and how later ones go over earlier ones. A clause is found
 * by its id in O(clauses).
 */
#include "judge/standard.h"
#include "base/fail.h"
#include "base/script.h"
#include "judge/standard_parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char folder[] = "queries/standards/", ending[] = ".csv";

/* --- complaints ------------------------------------------------------------------------------- */

enum ct_status ct_complaints_add(struct ct_complaints *complaints, const struct ct_error *error,
                                 struct ct_error *err)
{
    if (complaints->rows == NULL &&
        (complaints->rows = calloc(CT_COMPLAINTS, sizeof *complaints->rows)) == NULL)
        return ct_fail_memory(err);
    if (complaints->count < CT_COMPLAINTS)
        complaints->rows[complaints->count] = *error;
    complaints->count++;
    return CT_OK;
}

void ct_complaints_free(struct ct_complaints *complaints)
{
    free(complaints->rows);
    *complaints = (struct ct_complaints){0};
}

/* --- names and places ------------------------------------------------------------------------- */

bool ct_standard_built_in(size_t i, char name[64])
{
    const struct ct_embedded *file = ct_script_file(folder, ending, i);
    if (file == NULL)
        return false;
    const char *base = file->path + sizeof folder - 1;
    snprintf(name, 64, "%.*s", (int)(strlen(base) - (sizeof ending - 1)), base);
    return true;
}

const char *ct_standard_file(const struct ct_standard *standard, char path[128])
{
    if (standard->file != NULL)
        ct_text_fit(path, 128, standard->file);
    else
        snprintf(path, 128, "%s%s%s", folder, standard->name, ending);
    return path;
}

void ct_clause_cell(const struct ct_standard *standard, const struct ct_clause *clause,
                    enum ct_field field, char cell[32])
{
    if (standard->column[field] < 0)
        snprintf(cell, 32, "row %ld", clause->row);
    else
        ct_rows_address((size_t)clause->row - 1, (size_t)standard->column[field], cell);
}

/* --- memory ----------------------------------------------------------------------------------- */

void ct_clause_free(struct ct_clause *clause)
{
    char *const owned[] = {clause->id,         clause->section,   clause->applies_to,
                           clause->condition,  clause->measure,   clause->limit,
                           clause->limit_high, clause->unit,      clause->year,
                           clause->quote_zh,   clause->text_zh,   clause->text_en,
                           clause->source,     clause->confidence};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        free(owned[i]);
    *clause = (struct ct_clause){0};
}

static void free_standard(struct ct_standard *standard)
{
    char *const owned[] = {standard->name,         standard->file,        standard->title[CT_EN],
                           standard->title[CT_ZH], standard->document,    standard->issued,
                           standard->period,       standard->note[CT_EN], standard->note[CT_ZH]};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        free(owned[i]);
}

void ct_standards_free(struct ct_standards *standards)
{
    for (size_t i = 0; i < standards->clause_count; i++)
        ct_clause_free(&standards->clauses[i]);
    for (size_t i = 0; i < standards->standard_count; i++)
        free_standard(&standards->standards[i]);
    free(standards->clauses);
    free(standards->standards);
    *standards = (struct ct_standards){0};
}

/* --- one standard ----------------------------------------------------------------------------- */

/* E0610, with the built-in names. */
static enum ct_status unknown(const char *name, struct ct_error *err)
{
    char names[32][64], list[400] = "";
    const char *known[33] = {NULL};
    size_t used = 0;
    for (size_t i = 0; i < 32 && ct_standard_built_in(i, names[i]); i++) {
        known[i] = names[i];
        if (used < sizeof list)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "",
                                     names[i]);
    }
    return ct_fail(err, CT_USAGE, "E0610", "name", name, "nearest", ct_text_nearest(name, known),
                   "known", list, NULL);
}

static bool is_file(const char *name)
{
    static const char *const endings[] = {".csv", ".xlsx", ".ods", ".xls", ".txt"};
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t m = strlen(endings[i]);
        if (n > m && ct_text_equal_fold(name + n - m, endings[i]))
            return true;
    }
    return access(name, F_OK) == 0;
}

/* "standards/my-own.xlsx" is "my-own". */
static char *name_of_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    return dot != NULL && dot != base ? strndup(base, (size_t)(dot - base)) : ct_text_copy(base);
}

static enum ct_status start(struct ct_standard *standard, const char *name, bool built_in,
                            struct ct_error *err)
{
    char **const texts[] = {
        &standard->title[CT_EN], &standard->title[CT_ZH], &standard->document,   &standard->issued,
        &standard->period,       &standard->note[CT_EN],  &standard->note[CT_ZH]};
    *standard = (struct ct_standard){.name = built_in ? ct_text_copy(name) : name_of_file(name),
                                     .file = built_in ? NULL : ct_text_copy(name)};
    bool good = standard->name != NULL && (built_in || standard->file != NULL);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        good = (*texts[i] = ct_text_copy("")) != NULL && good;
    for (enum ct_field f = 0; f < CT_FIELDS; f++)
        standard->column[f] = -1;
    return good ? CT_OK : ct_fail_memory(err);
}

static enum ct_status read_grid(const char *name, struct ct_rows *grid, bool *built_in,
                                struct ct_error *err)
{
    char path[128];
    snprintf(path, sizeof path, "%s%s%s", folder, name, ending);
    const struct ct_embedded *file = ct_embedded_find(path);
    *built_in = file != NULL;
    if (file != NULL)
        return ct_rows_from_text(file->text, file->size, grid, err);
    enum ct_status status = is_file(name) ? ct_rows_from_file(name, grid, err) : unknown(name, err);
    if (status == CT_INPUT && err != NULL)
        ct_text_fit(err->file, sizeof err->file, name);
    return status;
}

/* A standard without a title is called by its name. */
static enum ct_status name_titles(struct ct_standard *standard, struct ct_error *err)
{
    for (int lang = CT_EN; lang <= CT_ZH; lang++) {
        const char *other = standard->title[lang == CT_EN ? CT_ZH : CT_EN];
        if (*standard->title[lang] != '\0')
            continue;
        free(standard->title[lang]);
        standard->title[lang] = ct_text_copy(*other != '\0' ? other : standard->name);
        if (standard->title[lang] == NULL)
            return ct_fail_memory(err);
    }
    return CT_OK;
}

/* One standard alone. */
static enum ct_status read_one(const char *name, struct ct_standards *out,
                               struct ct_complaints *complaints, struct ct_error *err)
{
    bool built_in = false;
    struct ct_standard_reading r = {.into = out, .complaints = complaints};
    *out = (struct ct_standards){.standards = calloc(1, sizeof *out->standards)};
    if (out->standards == NULL)
        return ct_fail_memory(err);
    enum ct_status status = read_grid(name, &r.grid, &built_in, err);
    if (status == CT_OK) {
        out->standard_count = 1;
        r.standard = out->standards;
        status = start(r.standard, name, built_in, err);
    }
    if (status == CT_OK)
        status = ct_input_table_read("standard", &r.columns, err);
    if (status == CT_OK)
        status = ct_input_table_read("standard_word", &r.words, err);
    if (status == CT_OK)
        status = ct_standard_take(&r, err);
    if (status == CT_OK)
        status = name_titles(r.standard, err);
    ct_input_table_free(&r.columns);
    ct_input_table_free(&r.words);
    ct_rows_free(&r.grid);
    return status;
}

/* --- several ---------------------------------------------------------------------------------- */

/* Moves a clause to those that are there; one with its id gives way. The room is there. */
static void put_clause(struct ct_standards *to, struct ct_clause *clause)
{
    size_t i = 0;
    while (i < to->clause_count && strcmp(to->clauses[i].id, clause->id) != 0)
        i++;
    if (i < to->clause_count)
        ct_clause_free(&to->clauses[i]);
    else
        to->clause_count++;
    clause->standard = to->standard_count;
    to->clauses[i] = *clause;
    *clause = (struct ct_clause){0};
}

/* Moves everything of `from` behind `to`. */
static enum ct_status append(struct ct_standards *to, struct ct_standards *from,
                             struct ct_error *err)
{
    struct ct_clause *clauses =
        realloc(to->clauses, (to->clause_count + from->clause_count + 1) * sizeof *clauses);
    if (clauses != NULL)
        to->clauses = clauses;
    struct ct_standard *standards =
        realloc(to->standards, (to->standard_count + 1) * sizeof *standards);
    if (standards != NULL)
        to->standards = standards;
    if (clauses == NULL || standards == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < from->clause_count; i++)
        put_clause(to, &from->clauses[i]);
    to->standards[to->standard_count++] = from->standards[0];
    from->standard_count = 0;
    from->clause_count = 0;
    return CT_OK;
}

enum ct_status ct_standards_read_all(const char *const *names, size_t count,
                                     struct ct_standards *out, struct ct_complaints *complaints,
                                     struct ct_error *err)
{
    enum ct_status status = CT_OK;
    *out = (struct ct_standards){0};
    for (size_t i = 0; status == CT_OK && i < count; i++) {
        struct ct_standards one = {0};
        status = read_one(names[i], &one, complaints, err);
        if (status == CT_OK)
            status = append(out, &one, err);
        ct_standards_free(&one);
    }
    if (status != CT_OK)
        ct_standards_free(out);
    return status;
}

enum ct_status ct_standards_read(const char *const *names, size_t count, struct ct_standards *out,
                                 struct ct_error *err)
{
    struct ct_complaints complaints = {0};
    enum ct_status status = ct_standards_read_all(names, count, out, &complaints, err);
    if (status == CT_OK && complaints.count > 0) {
        ct_standards_free(out);
        status = complaints.rows[0].status;
        if (err != NULL)
            *err = complaints.rows[0];
    }
    ct_complaints_free(&complaints);
    return status;
}
