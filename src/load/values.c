/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See values.h. O(length).
 * Source: days of months by the Gregorian calendar.
 */
#include "load/values.h"
#include "base/quantity.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- dates ---------------------------------------------------------------------------------- */

/* Up to `most` digits at *s as a number; -1 where there are none, or more. */
static int take_digits(const char **s, size_t most)
{
    size_t n = strspn(*s, "0123456789");
    int number = 0;
    if (n == 0 || n > most)
        return -1;
    for (; n > 0; n--)
        number = number * 10 + (*(*s)++ - '0');
    return number;
}

/* Goes behind `mark`, if it is there. */
static bool take_mark(const char **s, const char *mark)
{
    size_t n = strlen(mark);
    if (strncmp(*s, mark, n) != 0)
        return false;
    *s += n;
    return true;
}

static bool is_day(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return year >= 1900 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (leap && month == 2);
}

/* Nothing, or a time: " 00:00:00", "T08:30:00+08". */
static bool is_time(const char *s)
{
    return *s == '\0' || ((*s == ' ' || *s == 'T') && s[1] != '\0' &&
                          s[1 + strspn(s + 1, "0123456789:.+Z ")] == '\0');
}

/* Year, month and day with marks between them; 20260131 has none. */
static bool take_date(const char *s, int date[3])
{
    static const char *const marks[][3] = {
        {"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}};
    if (strspn(s, "0123456789") == 8) {
        long number = strtol(s, NULL, 10);
        date[0] = (int)(number / 10000);
        date[1] = (int)(number / 100 % 100);
        date[2] = (int)(number % 100);
        return is_time(s + 8);
    }
    date[0] = take_digits(&s, 4);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (date[0] < 0 || !take_mark(&s, marks[i][0]))
            continue;
        date[1] = take_digits(&s, 2);
        if (date[1] < 0 || !take_mark(&s, marks[i][1]))
            return false;
        date[2] = take_digits(&s, 2);
        return date[2] >= 0 && take_mark(&s, marks[i][2]) && is_time(s);
    }
    return false;
}

bool ct_value_date(const char *text, char out[11])
{
    int date[3] = {0};
    char *plain = ct_text_plain(text);
    bool good = plain && take_date(plain, date) && is_day(date[0], date[1], date[2]);
    if (good)
        snprintf(out, 11, "%04d-%02d-%02d", date[0] % 10000, date[1] % 100, date[2] % 100);
    free(plain);
    return good;
}

/* --- answers -------------------------------------------------------------------------------- */

bool ct_value_answer(const struct ct_input_table *answers, const char *text, double *out)
{
    bool yes = ct_input_names_has(ct_input_table_find(answers, "yes"), text);
    bool no = ct_input_names_has(ct_input_table_find(answers, "no"), text);
    *out = yes ? 1 : 0;
    return yes || no;
}

/* --- storeys -------------------------------------------------------------------------------- */

/* A number from 1 to 99 in digits, or in Chinese: 三, 十, 十二, 二十, 二十三; 0 where there is
 * none.
 */
static int take_number(const char **s)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int tens = 0, ones = 0;
    if (strspn(*s, "0123456789") > 0)
        return take_digits(s, 2);
    for (int i = 0; i < 9 && ones == 0; i++)
        ones = take_mark(s, digits[i]) ? i + 1 : 0;
    if (!take_mark(s, "十"))
        return ones;
    tens = ones > 0 ? ones : 1;
    ones = 0;
    for (int i = 0; i < 9 && ones == 0; i++)
        ones = take_mark(s, digits[i]) ? i + 1 : 0;
    return tens * 10 + ones;
}

/* One storey at *s; 0 where there is none. */
static int take_storey(const char **s)
{
    static const char *const below[] = {"地下", "负", "B", "b", "-"},
                             *const above[] = {"地上", "F", "f"},
                             *const ends[] = {"层", "楼", "F", "f"};
    int sign = 1, number = 0;
    (void)take_mark(s, "第");
    for (size_t i = 0; i < sizeof below / sizeof *below && sign > 0; i++)
        sign = take_mark(s, below[i]) ? -1 : 1;
    for (size_t i = 0; i < sizeof above / sizeof *above && sign > 0; i++)
        if (take_mark(s, above[i]))
            break;
    number = take_number(s);
    for (size_t i = 0; i < sizeof ends / sizeof *ends && number > 0; i++)
        if (take_mark(s, ends[i]))
            break;
    return number > 0 ? sign * number : 0;
}

bool ct_value_storey(const char *text, double *out)
{
    static const char *const between[] = {"-", "~", "至", "到", "、", ",", ";", "/"};
    char *plain = ct_text_plain(text);
    const char *s = plain ? plain : "";
    int lowest = take_storey(&s);
    while (lowest != 0 && *s != '\0') {
        bool more = false;
        for (size_t i = 0; i < sizeof between / sizeof *between && !more; i++)
            more = take_mark(&s, between[i]);
        int next = more ? take_storey(&s) : 0;
        lowest = next == 0 ? 0 : next < lowest ? next : lowest;
    }
    free(plain);
    *out = lowest != 0 ? (double)lowest : (double)NAN;
    return lowest != 0;
}
