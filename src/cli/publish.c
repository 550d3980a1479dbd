/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment publish: an output -> what a department files. To add a product is to add a row to the
 * table of makers (and its option to options.c); they run in the order of the table, and what was
 * made before a failure stays.
 */
#include "base/fail.h"
#include "base/text.h"
#include "commands.h"
#include "print.h"
#include "run.h"
#include <string.h>

/* What one maker is asked for. */
struct making {
    const char *output;   /* the GeoPackage */
    const char *target;   /* the option's value; NULL where it takes none */
    const char *format;   /* one of the maker's formats; NULL where it has none */
    const char *encoding; /* NULL: not given */
    enum ct_language sheet_lang;
    enum ct_language lang;
    const struct ct_run *run;
};

enum { FORMATS = 5 };
struct maker {
    enum option_id option;
    const char *formats[FORMATS]; /* of --format, the first by default; NULL-terminated */
    enum ct_status (*make)(const struct making *making, struct ct_error *err);
};

static enum ct_status make_export(const struct making *making, struct ct_error *err)
{
    return ct_write_export(making->output, making->target, making->format, making->encoding,
                           making->run, err);
}

static enum ct_status make_report(const struct making *making, struct ct_error *err)
{
    return ct_write_report(making->output, making->target, making->run, err);
}

static enum ct_status make_relinked(const struct making *making, struct ct_error *err)
{
    return ct_relink(making->output, err);
}

static enum ct_status make_workbook(const struct making *making, struct ct_error *err)
{
    return ct_write_workbook(making->output, making->target, making->lang, making->run, err);
}

/* Sheets are Chinese, as their readers are, but where another language is asked for. */
static enum ct_status make_sheets(const struct making *making, struct ct_error *err)
{
    return ct_write_sheets(making->output, making->target, making->format, making->sheet_lang,
                           making->run, err);
}

static const struct maker makers[] = {
    {OPTION_WORKBOOK, {NULL}, make_workbook},
    {OPTION_RELINK, {NULL}, make_relinked},
    {OPTION_REPORT, {NULL}, make_report},
    {OPTION_SHEETS, {"pdf", "png", NULL}, make_sheets},
    {OPTION_EXPORT, {"shp", "geojson", "csv", "fgb", NULL}, make_export},
    {OPTIONS, {NULL}, NULL}, /* the end */
};

static bool has_format(const struct maker *maker, const char *format)
{
    for (int i = 0; maker->formats[i] != NULL; i++)
        if (strcmp(maker->formats[i], format) == 0)
            return true;
    return false;
}

/* The i-th --format, or NULL past the last. */
static const char *given_format(const struct arguments *arguments, size_t i)
{
    for (size_t k = 0; k < arguments->given_count; k++)
        if (arguments->given[k].option == &options[OPTION_FORMAT] && i-- == 0)
            return arguments->given[k].value;
    return NULL;
}

/* The last --format that fits the maker, else its first; NULL where it has none. */
static const char *format_of(const struct arguments *arguments, const struct maker *maker)
{
    const char *format = maker->formats[0], *given;
    for (size_t i = 0; (given = given_format(arguments, i)) != NULL; i++)
        if (has_format(maker, given))
            format = given;
    return format;
}

/* How many formats are given for one maker. */
static size_t count_formats(const struct arguments *arguments, const struct maker *maker)
{
    size_t count = 0;
    const char *given;
    for (size_t i = 0; (given = given_format(arguments, i)) != NULL; i++)
        count += has_format(maker, given);
    return count;
}

static enum ct_status nothing_asked(const struct arguments *arguments, struct ct_error *err)
{
    struct ct_buffer known = {0};
    for (const struct maker *m = makers; m->make != NULL; m++)
        ct_buffer_printf(&known, "%s--%s", known.size ? " | " : "", options[m->option].name);
    enum ct_status status =
        ct_fail(err, CT_USAGE, "E0105", "argument", known.failed ? "" : known.data, "usage",
                arguments->command->usage[0], NULL);
    ct_buffer_free(&known);
    return status;
}

/* E0695: fits none of what is asked for; `known` says what would. */
static enum ct_status check_format(const struct arguments *arguments, const char *format,
                                   struct ct_error *err)
{
    struct ct_buffer known = {0};
    bool fits = false;
    for (const struct maker *m = makers; m->make != NULL; m++) {
        if (!has_option(arguments, m->option))
            continue;
        fits |= has_format(m, format);
        for (int i = 0; m->formats[i] != NULL; i++) {
            if (i == 0)
                ct_buffer_printf(&known, "%s--%s: ", known.size ? "; " : "",
                                 options[m->option].name);
            ct_buffer_printf(&known, "%s%s", i ? ", " : "", m->formats[i]);
        }
    }
    enum ct_status status = CT_OK;
    if (!fits)
        status = ct_fail(err, CT_USAGE, "E0695", "value", format, "known",
                         known.size && !known.failed ? known.data : NULL, NULL);
    ct_buffer_free(&known);
    return status;
}

/* Something is asked for, every --format belongs to it, and none has two. */
static enum ct_status check_request(const struct arguments *arguments, struct ct_error *err)
{
    bool any = false;
    enum ct_status status = CT_OK;
    const char *format;
    for (const struct maker *m = makers; m->make != NULL && status == CT_OK; m++) {
        any |= has_option(arguments, m->option);
        if (has_option(arguments, m->option) && count_formats(arguments, m) > 1)
            status = ct_fail(err, CT_USAGE, "E0107", "option", "--format", NULL);
    }
    if (status == CT_OK && has_option(arguments, OPTION_ENCODING) &&
        !has_option(arguments, OPTION_EXPORT))
        status = ct_fail(err, CT_USAGE, "E0105", "argument", "--export DIR", "usage",
                         arguments->command->usage[2], NULL);
    if (status == CT_OK && !any)
        return nothing_asked(arguments, err);
    for (size_t i = 0; status == CT_OK && (format = given_format(arguments, i)) != NULL; i++)
        status = check_format(arguments, format, err);
    return status;
}

static enum ct_status make_one(const struct arguments *arguments, const struct maker *maker,
                               const struct ct_run *run, struct ct_error *err)
{
    struct making making = {.output = arguments->words[0],
                            .target = option_value(arguments, maker->option),
                            .format = format_of(arguments, maker),
                            .encoding = option_value(arguments, OPTION_ENCODING),
                            .sheet_lang =
                                has_option(arguments, OPTION_LANG) ? arguments->lang : CT_ZH,
                            .lang = arguments->lang,
                            .run = run};
    return maker->make(&making, err);
}

/* *made gets how many of the makers asked for were done, in order. */
static enum ct_status make_all(const struct arguments *arguments, const struct ct_run *run,
                               size_t *made, struct ct_error *err)
{
    enum ct_status status = check_request(arguments, err);
    *made = 0;
    for (const struct maker *m = makers; m->make != NULL && status == CT_OK; m++) {
        if (!has_option(arguments, m->option))
            continue;
        status = make_one(arguments, m, run, err);
        *made += status == CT_OK;
    }
    return status;
}

/* The first `made` of the makers that were asked for: into `json`, or a line each on stdout. */
static void each_made(const struct arguments *arguments, size_t made, struct ct_json *json)
{
    for (const struct maker *m = makers; m->make != NULL && made > 0; m++) {
        const char *target = option_value(arguments, m->option);
        if (!has_option(arguments, m->option))
            continue;
        made--;
        target = target ? target : arguments->words[0];
        if (!json) {
            printf(arguments->lang == CT_ZH ? "已写出：%s\n" : "Written: %s\n", target);
            continue;
        }
        ct_json_object(json, NULL);
        ct_json_string(json, "option", options[m->option].name);
        ct_json_string(json, "format", format_of(arguments, m));
        ct_json_string(json, "target", target);
        ct_json_end_object(json);
    }
}

static enum ct_status print_made(const struct arguments *arguments, size_t made,
                                 enum ct_status status, struct ct_error *err)
{
    struct ct_buffer text = {0};
    struct ct_json json;
    struct ct_error fault = {0};
    json_start(&json, &text, "publish");
    ct_json_string(&json, "output", arguments->words[0]);
    if (status != CT_OK)
        json_error(&json, err);
    ct_json_array(&json, "made");
    each_made(arguments, made, &json);
    ct_json_end_array(&json);
    enum ct_status written = json_finish(&json, &fault);
    if (written == CT_OK)
        return status;
    *err = fault;
    return written;
}

enum ct_status run_publish(const struct arguments *arguments, struct ct_error *err)
{
    struct ct_run run;
    struct watch watch;
    size_t made = 0;
    enum ct_status status = start_watch(&watch, arguments, &run, err);
    if (status == CT_OK)
        status = make_all(arguments, &run, &made, err);
    end_watch(&watch);
    if (has_option(arguments, OPTION_JSON))
        return print_made(arguments, made, status, err);
    each_made(arguments, made, NULL);
    return status;
}
