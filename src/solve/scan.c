/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers of instance files. O(size).
 */
#include "base/fail.h"
#include "solve/instance_parts.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum ct_status ct_scan_head(struct ct_scan *scan, const char *file, size_t most,
                            struct ct_error *err)
{
    FILE *in = fopen(file, "rb");
    long size = -1;

    *scan = (struct ct_scan){.file = file};
    if (in == NULL)
        return ct_fail(err, CT_INPUT, "E0301", "file", file, "reason", strerror(errno), NULL);
    if (fseek(in, 0, SEEK_END) == 0)
        size = ftell(in);
    rewind(in);
    scan->size = size > 0 ? (size_t)size : 0;
    size_t wanted = scan->size < most ? scan->size : most;
    scan->text = malloc(wanted + 1);
    size_t n = scan->text != NULL ? fread(scan->text, 1, wanted, in) : 0;
    fclose(in);
    if (scan->text == NULL)
        return ct_fail_memory(err);
    if (size < 0 || n != wanted)
        return ct_fail(err, CT_INPUT, "E0301", "file", file, "reason", strerror(EIO), NULL);
    scan->text[n] = '\0';
    scan->at = scan->text;
    scan->end = scan->text + n;
    return CT_OK;
}

enum ct_status ct_scan_open(struct ct_scan *scan, const char *file, struct ct_error *err)
{
    return ct_scan_head(scan, file, SIZE_MAX - 1, err);
}

void ct_scan_close(struct ct_scan *scan)
{
    free(scan->text);
    *scan = (struct ct_scan){0};
}

enum ct_status ct_scan_wrong(const struct ct_scan *scan, const char *wanted, struct ct_error *err)
{
    char line[24], found[40];
    long lines = 1;

    for (const char *at = scan->text; at < scan->at; at++)
        lines += *at == '\n';
    snprintf(line, sizeof line, "%ld", lines);
    snprintf(found, sizeof found, "%.*s", (int)strcspn(scan->at, "\r\n"), scan->at);
    return ct_fail(err, CT_INPUT, "E0821", "file", scan->file, "line", line, "wanted", wanted,
                   "value", found, NULL);
}

/* --- numbers ---------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Numbers with exponents or many digits. */
static bool take_slowly(const char **at, const char *end, double *out)
{
    char text[64], *stop = NULL;
    size_t n = 0;

    while (n < sizeof text - 1 && *at + n < end && strchr(" \t\r\n,;", (*at)[n]) == NULL)
        n++;
    memcpy(text, *at, n);
    text[n] = '\0';
    *out = strtod(text, &stop);
    if (stop == text || *stop != '\0')
        return false;
    *at += n;
    return true;
}

bool ct_number_take(const char **at, const char *end, double *out)
{
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *s = *at;
    bool minus = s < end && *s == '-';
    int64_t whole = 0;
    int digits = 0, decimals = 0;

    s += minus || (s < end && *s == '+');
    for (; s < end && is_digit(*s); s++, digits++)
        whole = digits < 16 ? whole * 10 + (*s - '0') : whole;
    if (s < end && *s == '.')
        for (s++; s < end && is_digit(*s); s++, digits++, decimals++)
            whole = digits < 16 ? whole * 10 + (*s - '0') : whole;
    bool plain = s == end || *s == ' ' || *s == '\n' || *s == '\r' || *s == '\t';
    if (digits == 0 || digits > 15 || !plain)
        return take_slowly(at, end, out);
    *out = (minus ? -1 : 1) * ((double)whole / powers[decimals]);
    *at = s;
    return true;
}

static void skip_blanks(struct ct_scan *scan)
{
    while (scan->at < scan->end && strchr(" \t\r\n", *scan->at) != NULL)
        scan->at++;
}

enum ct_status ct_scan_number(struct ct_scan *scan, double *out, struct ct_error *err)
{
    skip_blanks(scan);
    if (scan->at < scan->end && ct_number_take(&scan->at, scan->end, out))
        return CT_OK;
    return ct_scan_wrong(scan, "0.0", err);
}

enum ct_status ct_scan_count(struct ct_scan *scan, size_t least, size_t most, size_t *out,
                             struct ct_error *err)
{
    double number = 0;
    char wanted[64];

    skip_blanks(scan);
    const char *from = scan->at;
    enum ct_status status = ct_scan_number(scan, &number, err);
    if (status != CT_OK)
        return status;
    if (number < (double)least || number > (double)most || number != (double)(size_t)number) {
        scan->at = from;
        snprintf(wanted, sizeof wanted, "%zu .. %zu", least, most);
        return ct_scan_wrong(scan, wanted, err);
    }
    *out = (size_t)number;
    return CT_OK;
}

enum ct_status ct_scan_section(struct ct_scan *scan, const char *word, struct ct_error *err)
{
    const char *at = scan->at;

    for (; at < scan->end; at += strcspn(at, "\n")) {
        at += *at == '\n';
        if (strncmp(at, word, strlen(word)) != 0)
            continue;
        const char *stop = strchr(at, '\n');
        scan->at = stop != NULL ? stop + 1 : scan->end;
        return CT_OK;
    }
    return ct_scan_wrong(scan, word, err);
}
