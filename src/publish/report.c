/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An output -> one self-contained HTML page: the template that the build made of src/report/, with
 * the output's tables and shapes put in as documents of JSON. Every document is a script of its own
 * that the page reads when it needs it, so that opening does not wait for all. The time of writing
 * does not go in: the same output gives the same bytes.
 */
#include "base/embedded.h"
#include "base/fail.h"
#include "base/text.h"
#include "catchment/publish.h"
#include "publish/output.h"
#include "publish/package.h"
#include "publish/report_parts.h"
#include "publish/script.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char mark[] = "<!--data-->"; /* of the template: here the documents go */

/* What the page has a place for; of an output that lacks a table, its part is left out. Other
 * tables of a proposal come behind, as the heads of layers/ say. */
static const struct ct_report_table known[] = {
    {"run", NULL, NULL, NULL},
    {"summary", NULL, NULL, NULL},
    {"county", "units", NULL, NULL},
    {"street", "units", NULL, NULL},
    {"planning_unit", "units", "community_ids", NULL},
    {"community", "units", NULL, NULL},
    {"change", "units", NULL, NULL},
    {"facility", "areas", NULL, NULL},
    {"service_area", "areas", NULL, NULL},
    {"gap", "areas", NULL, NULL},
    {"project", "areas", NULL, NULL},
    {"project_facility", "areas", NULL, NULL},
    {"finding", "areas", NULL, NULL},
    {"site", "areas", NULL, NULL},
    {"area_class", NULL, NULL, NULL},
    {"coverage", NULL, NULL, "level <> 'community' OR demand NOT IN ('households', 'area_m2')"},
    {"coverage_rate", NULL, NULL, NULL},
    {"floor_area", NULL, NULL, "level <> 'community'"},
    {"community_statistic", NULL, NULL, NULL},
    {"street_statistic", NULL, NULL, NULL},
    {"clause", NULL, NULL, NULL},
    {"verdict", NULL, "evidence", "result <> 'exempt'"},
    {"parameter", NULL, NULL, NULL},
    {"project_verdict", NULL, "evidence", NULL},
    {"project_nearby", NULL, NULL, NULL},
    {"project_effect", NULL, NULL, NULL},
    {"site_effect", NULL, NULL, NULL},
    {"assignment", NULL, NULL, NULL},
    {"curve", NULL, NULL, NULL},
    {"proposal", NULL, NULL, NULL},
    {"change_total", NULL, NULL, NULL},
    {"change_clause", NULL, NULL, NULL},
    {"change_verdict", NULL, NULL, NULL},
    {"change_facility", NULL, NULL, NULL},
    {"change_figure", NULL, NULL, "level <> 'community'"},
    {"query", NULL, NULL, NULL},
};
enum { KNOWN = sizeof known / sizeof *known };

static bool is_known(const char *name)
{
    for (size_t i = 0; i < KNOWN; i++)
        if (strcmp(known[i].name, name) == 0)
            return true;
    return false;
}

bool ct_report_table_next(size_t *i, struct ct_report_table *out)
{
    struct ct_layer_script script;

    if (*i < KNOWN) {
        *out = known[(*i)++];
        return true;
    }
    while (ct_layer_script((*i)++ - KNOWN, &script)) {
        if (strcmp(script.purposes, "site") != 0 || is_known(script.name))
            continue;
        *out = (struct ct_report_table){.shapes = *script.geometry ? "areas" : NULL};
        ct_text_fit(out->name, sizeof out->name, script.name);
        return true;
    }
    return false;
}

size_t ct_report_begin(struct ct_report *report, const char *name)
{
    ct_buffer_printf(report->out, "<script type=\"application/json\" id=\"data-%s\">", name);
    return report->out->size;
}

/* "<" stands in strings only, where \u003c means the same. */
void ct_report_end(struct ct_report *report, size_t start)
{
    struct ct_buffer *out = report->out, text = {0};
    size_t from = start;

    if (out->failed || memchr(out->data + start, '<', out->size - start) == NULL) {
        ct_buffer_add(out, "</script>\n");
        return;
    }
    for (size_t i = start; i < out->size; i++)
        if (out->data[i] == '<') {
            ct_buffer_add_n(&text, out->data + from, i - from);
            ct_buffer_add(&text, "\\u003c");
            from = i + 1;
        }
    ct_buffer_add_n(&text, out->data + from, out->size - from);
    out->size = start;
    ct_buffer_add_n(out, text.failed ? "" : text.data, text.size);
    out->failed |= text.failed;
    ct_buffer_free(&text);
    ct_buffer_add(out, "</script>\n");
}

static enum ct_status write_documents(struct ct_report *report, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    struct ct_report_table table;

    for (size_t i = 0; status == CT_OK && ct_report_table_next(&i, &table);)
        status = ct_report_table(report, &table, err);
    if (status == CT_OK)
        status = ct_report_shapes(report, err);
    if (status != CT_OK)
        return status;
    size_t start = ct_report_begin(report, "texts");
    ct_texts_write(&report->texts, report->out);
    ct_report_end(report, start);
    start = ct_report_begin(report, "index");
    ct_buffer_printf(report->out, "[%s]", report->index.size > 0 ? report->index.data : "");
    ct_report_end(report, start);
    return report->texts.failed || report->index.failed || report->out->failed ? ct_fail_memory(err)
                                                                               : CT_OK;
}

static enum ct_status fill(const char *output, const struct ct_embedded *template,
                           struct ct_buffer *page, struct ct_error *err)
{
    struct ct_report report = {.out = page};
    const char *at = strstr(template->text, mark);
    enum ct_status status = ct_output_open(output, &report.work, err);

    if (status == CT_OK) {
        ct_buffer_add_n(page, template->text, (size_t)(at - template->text));
        status = write_documents(&report, err);
        ct_buffer_add(page, at + sizeof mark - 1);
    }
    if (status == CT_OK && page->failed)
        status = ct_fail_memory(err);
    ct_texts_free(&report.texts);
    ct_buffer_free(&report.index);
    ct_work_close(report.work);
    return status;
}

static enum ct_status write_file(const struct ct_buffer *page, const char *path,
                                 struct ct_error *err)
{
    FILE *file = fopen(path, "wb");
    bool sound = file != NULL && fwrite(page->data, 1, page->size, file) == page->size;

    if (file != NULL && fclose(file) != 0)
        sound = false;
    return sound ? CT_OK : ct_fail(err, CT_OUTPUT, "E0505", "reason", strerror(errno), NULL);
}

static enum ct_status put(const struct ct_buffer *page, const char *path, bool overwrite,
                          struct ct_error *err)
{
    struct ct_package package = {0};
    enum ct_status status = ct_package_begin(&package, path, err);

    if (status == CT_OK)
        status = write_file(page, package.file, err);
    if (status == CT_OK)
        status = ct_package_finish(&package, overwrite, err);
    ct_package_discard(&package);
    return status;
}

enum ct_status ct_write_report(const char *output, const char *path, const struct ct_run *run,
                               struct ct_error *err)
{
    const struct ct_embedded *template = ct_embedded_find("report.html");
    struct ct_input_file input = {.path = (char *)output};
    struct ct_buffer page = {0};
    bool overwrite = run != NULL && run->overwrite;

    if (template == NULL || strstr(template->text, mark) == NULL)
        return ct_fail(err, CT_USAGE, "E0700", "file", path, NULL);
    enum ct_status status = ct_package_allowed(path, &input, 1, overwrite, err);
    if (status == CT_OK)
        status = fill(output, template, &page, err);
    if (status == CT_OK)
        status = put(&page, path, overwrite, err);
    ct_buffer_free(&page);
    return status;
}
