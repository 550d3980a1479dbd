/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sources of a project's layers are "./NAME.gpkg|layername=...", and the project says the NAME
 * it was written for (layers/project.qgs, properties/catchment/file), which QGIS keeps when it
 * saves the project. A project without it is somebody else's and stays as it is. Other sources are
 * not touched. Works on a copy that takes the file's place when all is done. O(size).
 */
#include "base/fail.h"
#include "base/text.h"
#include "catchment/publish.h"
#include "gis/zip.h"
#include "publish/output.h"
#include "publish/package.h"
#include "publish/template.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char layer_mark[] = "|layername=";

/* --- one project ---------------------------------------------------------------------------- */

/* The name that the project was written for as it stands in the XML, or NULL. */
static char *written_for(const char *xml)
{
    static const char open[] = "<file type=\"QString\">";
    const char *ours = strstr(xml, "<catchment>"),
               *end = ours ? strstr(ours, "</catchment>") : NULL;
    const char *from = ours != NULL ? strstr(ours, open) : NULL;

    if (end == NULL || from == NULL || from > end)
        return NULL;
    from += strlen(open);
    return strndup(from, strcspn(from, "<"));
}

/* Appends `s` with `from` replaced by `to` wherever it stands. */
static void replace(struct ct_buffer *out, const char *s, const char *from, const char *to)
{
    for (const char *at; (at = strstr(s, from)) != NULL; s = at + strlen(from)) {
        ct_buffer_add_n(out, s, (size_t)(at - s));
        ct_buffer_add(out, to);
    }
    ct_buffer_add(out, s);
}

/* Replaces "BEFORE old AFTER" by "BEFORE new AFTER" in the text. */
static void rename_in(struct ct_buffer *xml, const char *before, const char *old,
                      const char *new_name, const char *after)
{
    struct ct_buffer from = {0}, to = {0}, changed = {0};

    ct_buffer_printf(&from, "%s%s%s", before, old, after);
    ct_buffer_printf(&to, "%s%s%s", before, new_name, after);
    if (!from.failed && !to.failed)
        replace(&changed, xml->data, from.data, to.data);
    changed.failed |= from.failed || to.failed;
    ct_buffer_free(&from);
    ct_buffer_free(&to);
    ct_buffer_free(xml);
    *xml = changed;
}

/* A file of the zip: the XML is changed, anything else kept. `user`: the new name, as in XML. */
static enum ct_status relink_file(void *user, const char *name, struct ct_buffer *content,
                                  struct ct_error *err)
{
    const char *new_name = user;
    size_t n = strlen(name);

    if (n < 4 || strcmp(name + n - 4, ".qgs") != 0 || content->data == NULL)
        return CT_OK;
    char *old = written_for(content->data);
    if (old == NULL)
        return CT_OK;
    rename_in(content, "./", old, new_name, layer_mark);
    if (!content->failed)
        rename_in(content, "<file type=\"QString\">", old, new_name, "</file>");
    free(old);
    return content->failed ? ct_fail_memory(err) : CT_OK;
}

/* --- the table ------------------------------------------------------------------------------ */

static int digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c != '\0' ? strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;

    return at != NULL ? (int)(at - digits) : -1;
}

static enum ct_status decode(const char *hex, struct ct_buffer *out, struct ct_error *err)
{
    for (; hex[0] != '\0'; hex += 2) {
        int high = digit(hex[0]), low = high < 0 ? -1 : digit(hex[1]);
        if (low < 0)
            return ct_fail(err, CT_INPUT, "E0711", NULL);
        char byte = (char)(high * 16 + low);
        ct_buffer_add_n(out, &byte, 1);
    }
    return out->failed ? ct_fail_memory(err) : CT_OK;
}

static enum ct_status relink_project(struct ct_query *update, const char *name, const char *hex,
                                     char *new_name, struct ct_error *err)
{
    struct ct_buffer zip = {0}, changed = {0};
    enum ct_status status = decode(hex, &zip, err);

    if (status == CT_OK)
        status = ct_zip_change(zip.data, zip.size, relink_file, new_name, &changed, err);
    if (status == CT_OK) {
        ct_query_blob(update, 1, changed.data, changed.size);
        ct_query_text(update, 2, name);
        status = ct_query_run(update, err);
    }
    ct_buffer_free(&zip);
    ct_buffer_free(&changed);
    return status;
}

static enum ct_status relink_all(struct ct_work *work, char *new_name, struct ct_error *err)
{
    static const char read[] =
        "CREATE TEMP TABLE project AS SELECT name, content FROM qgis_projects";
    struct ct_query *rows = NULL, *update = NULL;
    bool row = true;
    enum ct_status status = ct_work_script(work, "qgis_projects", read, err);

    if (status == CT_OK)
        status = ct_query_new(work, "SELECT name, content FROM temp.project", &rows, err);
    if (status == CT_OK)
        status = ct_query_new(
            work, "UPDATE main.qgis_projects SET content = lower(hex(?)) WHERE name = ?", &update,
            err);
    while (status == CT_OK) {
        status = ct_query_step(rows, &row, err);
        if (status != CT_OK || !row)
            break;
        const char *name = ct_query_get_text(rows, 0), *hex = ct_query_get_text(rows, 1);
        status = relink_project(update, name, hex != NULL ? hex : "", new_name, err);
    }
    ct_query_free(rows);
    ct_query_free(update);
    return status;
}

static enum ct_status relink_copy(const char *path, struct ct_error *err)
{
    const char *slash = strrchr(path, '/');
    struct ct_buffer name = {0};
    struct ct_work *work = NULL;

    ct_template_escape(&name, slash != NULL ? slash + 1 : path);
    enum ct_status status = name.failed ? ct_fail_memory(err) : ct_work_open(path, &work, err);
    if (status == CT_OK)
        status = relink_all(work, name.data, err);
    ct_work_close(work);
    ct_buffer_free(&name);
    return status;
}

/* --- the file ------------------------------------------------------------------------------- */

/* Is it an output with a project? */
static enum ct_status check(const char *output, struct ct_error *err)
{
    struct ct_work *work = NULL;
    bool has = false;
    enum ct_status status = ct_output_open(output, &work, err);

    if (status == CT_OK)
        status = ct_output_has(work, "out", "qgis_projects", &has, err);
    ct_work_close(work);
    if (status == CT_OK && !has)
        status = ct_fail(err, CT_INPUT, "E0710", "file", output, NULL);
    return status;
}

static enum ct_status copy_file(const char *from, const char *to, struct ct_error *err)
{
    char chunk[1 << 16];
    size_t n;
    FILE *in = fopen(from, "rbe"), *out = in != NULL ? fopen(to, "wbxe") : NULL;
    bool copied = out != NULL;

    while (copied && (n = fread(chunk, 1, sizeof chunk, in)) > 0)
        copied = fwrite(chunk, 1, n, out) == n;
    copied = copied && !ferror(in);
    int reason = errno;
    if (in != NULL)
        fclose(in);
    if (out != NULL && fclose(out) != 0 && copied) {
        copied = false;
        reason = errno;
    }
    return copied ? CT_OK : ct_fail(err, CT_OUTPUT, "E0505", "reason", strerror(reason), NULL);
}

enum ct_status ct_relink(const char *output, struct ct_error *err)
{
    struct ct_package package = {0};
    enum ct_status status = check(output, err);

    if (status == CT_OK)
        status = ct_package_allowed(output, NULL, 0, true, err);
    if (status == CT_OK)
        status = ct_package_begin(&package, output, err);
    if (status == CT_OK)
        status = copy_file(package.target, package.file, err);
    if (status == CT_OK)
        status = relink_copy(package.file, err);
    if (status == CT_OK)
        status = ct_package_finish(&package, true, err);
    ct_package_discard(&package);
    return status;
}
