/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The functions of formulas: SQLite's own that are pure and make no long text, and two of ours,
 * lists and days. O(length of their texts).
 *
 * Source: sqlite.org/lang_corefunc.html; days by H. Hinnant, "chrono-Compatible Low-Level Date
 * Algorithms", days_from_civil.
 */
#include "base/quantity.h"
#include "gis/formula_parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const ct_formula_functions[] = {
    "abs",   "ceil",   "coalesce", "days",  "floor",  "glob",  "ifnull", "iif",
    "instr", "length", "like",     "lists", "lower",  "max",   "min",    "nullif",
    "round", "sign",   "substr",   "trim",  "typeof", "upper", NULL};

/* --- lists(text, 'a|b') ---------------------------------------------------------------------- */

/* The end of the piece at s: the first of the marks, or the end of the text; *mark: its length. */
static const char *piece_end(const char *s, const char *const *marks, size_t *mark)
{
    for (; *s != '\0'; s++)
        for (const char *const *m = marks; *m != NULL; m++)
            if (strncmp(s, *m, strlen(*m)) == 0) {
                *mark = strlen(*m);
                return s;
            }
    *mark = 0;
    return s;
}

/* Is the word one of the items? -1: no memory. */
static int has_item(const char *items, const char *word)
{
    static const char *const marks[] = {";", "；", "、", ",", "，", "\n", "\r", NULL};
    size_t mark = 1;
    for (int found = 0; mark > 0;) {
        const char *end = piece_end(items, marks, &mark);
        char *item = strndup(items, (size_t)(end - items));
        found = item != NULL ? ct_text_same_name(item, word) : -1;
        free(item);
        if (found != 0)
            return found;
        items = end + mark;
    }
    return 0;
}

static int has_any(const char *items, const char *words)
{
    static const char *const marks[] = {"|", NULL};
    int found = 0;
    for (size_t mark = 1; found == 0 && mark > 0;) {
        const char *end = piece_end(words, marks, &mark);
        char *word = strndup(words, (size_t)(end - words));
        if (word == NULL)
            return -1;
        found = word[strspn(word, " ")] != '\0' ? has_item(items, word) : 0;
        free(word);
        words = end + mark;
    }
    return found;
}

static void lists(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    const char *items = (const char *)sqlite3_value_text(values[0]);
    const char *words = (const char *)sqlite3_value_text(values[1]);
    if (items == NULL || words == NULL)
        return;
    int found = has_any(items, words);
    if (found < 0)
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_int(context, found);
}

/* --- days(a, b) ------------------------------------------------------------------------------ */

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static int digits(const char *s, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++)
        value = value * 10 + (s[i] - '0');
    return value;
}

/* Days since 0000-03-01 of "2026-01-31"; false where it is no date. */
static bool day_number(const char *s, long *out)
{
    static const char form[] = "dddd-dd-dd";
    if (s == NULL || strlen(s) != sizeof form - 1)
        return false;
    for (size_t i = 0; form[i] != '\0'; i++)
        if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != '-')
            return false;
    int year = digits(s, 4), month = digits(s + 5, 2), day = digits(s + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
        return false;
    year -= month <= 2;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    *out = 365L * year + year / 4 - year / 100 + year / 400 + day_of_year;
    return true;
}

static void days(sqlite3_context *context, int n, sqlite3_value **values)
{
    long from = 0, to = 0;
    (void)n;
    if (day_number((const char *)sqlite3_value_text(values[0]), &from) &&
        day_number((const char *)sqlite3_value_text(values[1]), &to))
        sqlite3_result_double(context, (double)(to - from));
}

int ct_formula_register(sqlite3 *db)
{
    const int pure = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    int code = sqlite3_create_function_v2(db, "lists", 2, pure, NULL, lists, NULL, NULL, NULL);
    return code != SQLITE_OK
               ? code
               : sqlite3_create_function_v2(db, "days", 2, pure, NULL, days, NULL, NULL, NULL);
}
