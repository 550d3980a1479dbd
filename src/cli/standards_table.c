/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment standards table: the clauses of several documents in Markdown, a row a measure and a
 * column a document, by what they apply to. O(clauses^2).
 */
#include "base/fail.h"
#include "base/text.h"
#include "standards_parts.h"
#include <stdlib.h>
#include <string.h>

static const char *const levels[] = {
    "project",       "facility", "community", "community_urban", "community_rural", "street",
    "planning_unit", "county",   "city",      "province"};
enum { LEVELS = sizeof levels / sizeof *levels, MOST = 32 };

struct cells {
    struct ct_standard_set *sets[MOST];
    size_t count;
    const char *level;
};

static bool applies(const struct ct_clause_view *clause, const char *level)
{
    size_t n = strlen(level);
    for (const char *at = clause->applies_to; *at != '\0'; at += *at == '|') {
        size_t m = strcspn(at, "|");
        if (m == n && strncmp(at, level, n) == 0)
            return true;
        at += m;
    }
    return false;
}

/* A text within a table of Markdown. */
static void print_cell(const char *s)
{
    for (; *s != '\0'; s++)
        printf(*s == '|' ? "\\|" : *s == '\n' ? " " : "%c", *s);
}

/* --- titles of measures ----------------------------------------------------------------------- */

struct title {
    const char *name;
    bool found;
};

static bool print_title(void *context, const struct ct_column_view *column)
{
    struct title *title = context;
    if (strcmp(title->name, column->name) != 0)
        return true;
    title->found = true;
    print_cell(column->title[CT_ZH]);
    printf(" · ");
    print_cell(column->title[CT_EN]);
    printf("<br>`%s`", column->name);
    return false;
}

/* A column by its titles, another formula as it stands. */
static enum ct_status print_measure(const char *measure, const char *level, struct ct_error *err)
{
    struct title title = {measure, false};
    bool community = strncmp(level, "community", 9) == 0;
    if (*measure == '\0') {
        printf("—");
        return CT_OK;
    }
    enum ct_status status = ct_standard_columns(community                        ? "community"
                                                : strcmp(level, "province") == 0 ? "city"
                                                                                 : level,
                                                print_title, &title, err);
    if (status == CT_OK && !title.found) {
        printf("`");
        print_cell(measure);
        printf("`");
    }
    return status;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* The clauses of a standard that have this measure at this level, in its cell. */
static void print_clauses(const struct ct_standard_set *set, const char *level, const char *measure)
{
    bool first = true;
    for (size_t i = 0; i < ct_standard_set_clauses(set); i++) {
        struct ct_clause_view clause = ct_standard_set_clause(set, i);
        struct ct_buffer limit = {0};
        if (!applies(&clause, level) || strcmp(clause.measure, measure) != 0)
            continue;
        clause_limit(&clause, &limit);
        printf("%s%s ", first ? "" : "<br>", clause.id);
        if (limit.data != NULL && *limit.data != '\0') {
            print_cell(limit.data);
            printf(" ");
        }
        printf("%s", ct_clause_word(set, "strength", clause.strength, CT_ZH));
        ct_buffer_free(&limit);
        first = false;
    }
}

/* Was this measure seen at this level in a clause before? */
static bool seen(const struct cells *cells, size_t set, size_t clause, const char *measure)
{
    for (size_t s = 0; s <= set; s++)
        for (size_t i = 0; i < (s < set ? ct_standard_set_clauses(cells->sets[s]) : clause); i++) {
            struct ct_clause_view other = ct_standard_set_clause(cells->sets[s], i);
            if (applies(&other, cells->level) && strcmp(other.measure, measure) == 0)
                return true;
        }
    return false;
}

static void print_heading(const struct cells *cells)
{
    printf("\n## %s · %s\n\n| 度量 · measure |",
           ct_clause_word(cells->sets[0], "applies_to", cells->level, CT_ZH),
           ct_clause_word(cells->sets[0], "applies_to", cells->level, CT_EN));
    for (size_t s = 0; s < cells->count; s++)
        printf(" %s |", ct_standard_set_standard(cells->sets[s], 0).name);
    printf("\n|---|");
    for (size_t s = 0; s < cells->count; s++)
        printf("---|");
    printf("\n");
}

static enum ct_status print_level(const struct cells *cells, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    bool headed = false;
    for (size_t s = 0; s < cells->count; s++)
        for (size_t i = 0; status == CT_OK && i < ct_standard_set_clauses(cells->sets[s]); i++) {
            struct ct_clause_view clause = ct_standard_set_clause(cells->sets[s], i);
            if (!applies(&clause, cells->level) || seen(cells, s, i, clause.measure))
                continue;
            if (!headed)
                print_heading(cells);
            headed = true;
            printf("| ");
            status = print_measure(clause.measure, cells->level, err);
            for (size_t k = 0; k < cells->count; k++) {
                printf(" | ");
                print_clauses(cells->sets[k], cells->level, clause.measure);
            }
            printf(" |\n");
        }
    return status;
}

static void print_documents(const struct cells *cells)
{
    printf(
        "# 条款对照表 · Clauses of the standards\n\n"
        "由 `catchment standards table` 生成。每行一项度量，每列一份文件；单元格为条款编号、"
        "限值、约束力。\n\n"
        "Made by `catchment standards table`. A row a measure, a column a document; a cell has "
        "the id of the clause, its limit, and how binding it is: 应 must · 否决 gate · 宜 should "
        "· 目标 target · 报告 report.\n\n"
        "| 名称 · name | 文件 · document | 适用期 · period | 条款 · clauses "
        "|\n|---|---|---|---|\n");
    for (size_t s = 0; s < cells->count; s++) {
        struct ct_standard_view standard = ct_standard_set_standard(cells->sets[s], 0);
        printf("| %s | ", standard.name);
        print_cell(standard.title[CT_ZH]);
        printf("<br>");
        print_cell(standard.title[CT_EN]);
        printf(" | %s | %zu |\n", standard.period, ct_standard_set_clauses(cells->sets[s]));
    }
}

/* The standards that are named, or all built-in ones. */
static enum ct_status read_sets(const char *const *words, struct cells *cells, struct ct_error *err)
{
    char name[64];
    enum ct_status status = CT_OK;
    while (status == CT_OK && cells->count < MOST) {
        const char *next = words[0] != NULL                       ? words[cells->count]
                           : ct_standard_name(cells->count, name) ? name
                                                                  : NULL;
        if (next == NULL)
            break;
        status = read_standard(next, &cells->sets[cells->count], err);
        cells->count += status == CT_OK;
    }
    return status;
}

enum ct_status table_of_standards(const struct arguments *arguments, const char *const *words,
                                  struct ct_error *err)
{
    struct cells cells = {.count = 0};
    (void)arguments;
    enum ct_status status = read_sets(words, &cells, err);
    if (status == CT_OK)
        print_documents(&cells);
    for (size_t i = 0; status == CT_OK && i < LEVELS; i++) {
        cells.level = levels[i];
        status = print_level(&cells, err);
    }
    for (size_t i = 0; i < cells.count; i++)
        ct_standard_set_free(cells.sets[i]);
    return status;
}
