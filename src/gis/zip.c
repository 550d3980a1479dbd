/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GDAL's /vsizip/ and CPLCreateZip on files in memory, whose names hold the address of a local, so
 * that threads do not meet. O(size).
 */
#include "gis/zip.h"
#include "base/fail.h"
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <stdio.h>

enum { NAME_ROOM = 96, CHUNK = 1 << 16 };

static enum ct_status failed(struct ct_error *err)
{
    return ct_fail(err, CT_INTERNAL, "E0910", "name", "zip", "reason", CPLGetLastErrorMsg(), NULL);
}

static enum ct_status add_file(void *zip, const char *name, const char *data, size_t size,
                               struct ct_error *err)
{
    bool added = CPLCreateFileInZip(zip, name, NULL) == CE_None;

    for (size_t at = 0; added && at < size; at += CHUNK) {
        size_t n = size - at < CHUNK ? size - at : CHUNK;
        added = CPLWriteFileInZip(zip, data + at, (int)n) == CE_None;
    }
    if (added)
        added = CPLCloseFileInZip(zip) == CE_None;
    return added ? CT_OK : failed(err);
}

/* Closes the zip and appends its bytes. */
static enum ct_status finish(void *zip, const char *path, enum ct_status status,
                             struct ct_buffer *out, struct ct_error *err)
{
    vsi_l_offset size = 0;

    if (CPLCloseZip(zip) != CE_None && status == CT_OK)
        status = failed(err);
    const GByte *bytes = VSIGetMemFileBuffer(path, &size, FALSE);
    if (status == CT_OK && bytes != NULL)
        ct_buffer_add_n(out, (const char *)bytes, (size_t)size);
    VSIUnlink(path);
    return status == CT_OK && out->failed ? ct_fail_memory(err) : status;
}

enum ct_status ct_zip_pack(const char *name, const char *data, size_t size, struct ct_buffer *out,
                           struct ct_error *err)
{
    char path[NAME_ROOM];

    snprintf(path, sizeof path, "/vsimem/catchment-%p.zip", (void *)path);
    void *zip = CPLCreateZip(path, NULL);
    if (zip == NULL)
        return failed(err);
    return finish(zip, path, add_file(zip, name, data, size, err), out, err);
}

static enum ct_status read_file(const char *path, struct ct_buffer *out, struct ct_error *err)
{
    char chunk[4096];
    size_t n;
    VSILFILE *file = VSIFOpenL(path, "rb");

    if (file == NULL)
        return ct_fail(err, CT_INPUT, "E0711", NULL);
    while ((n = VSIFReadL(chunk, 1, sizeof chunk, file)) > 0)
        ct_buffer_add_n(out, chunk, n);
    VSIFCloseL(file);
    return out->failed ? ct_fail_memory(err) : CT_OK;
}

static enum ct_status change_file(const char *folder, const char *name, ct_zip_edit edit,
                                  void *user, void *zip, struct ct_error *err)
{
    struct ct_buffer path = {0}, content = {0};

    ct_buffer_printf(&path, "%s/%s", folder, name);
    enum ct_status status = path.failed ? ct_fail_memory(err) : read_file(path.data, &content, err);
    if (status == CT_OK)
        status = edit(user, name, &content, err);
    if (status == CT_OK)
        status = add_file(zip, name, content.data, content.size, err);
    ct_buffer_free(&path);
    ct_buffer_free(&content);
    return status;
}

static enum ct_status change_files(const char *folder, ct_zip_edit edit, void *user, void *zip,
                                   struct ct_error *err)
{
    char **names = VSIReadDirRecursive(folder);
    enum ct_status status = names != NULL ? CT_OK : ct_fail(err, CT_INPUT, "E0711", NULL);

    for (int i = 0; names != NULL && names[i] != NULL && status == CT_OK; i++)
        if (names[i][strlen(names[i]) - 1] != '/')
            status = change_file(folder, names[i], edit, user, zip, err);
    CSLDestroy(names);
    return status;
}

enum ct_status ct_zip_change(const char *data, size_t size, ct_zip_edit edit, void *user,
                             struct ct_buffer *out, struct ct_error *err)
{
    char from[NAME_ROOM], to[NAME_ROOM], folder[NAME_ROOM + 16];

    snprintf(from, sizeof from, "/vsimem/catchment-%p.zip", (void *)from);
    snprintf(to, sizeof to, "/vsimem/catchment-%p.zip", (void *)to);
    snprintf(folder, sizeof folder, "/vsizip/%s", from);
    VSILFILE *file = VSIFileFromMemBuffer(from, (GByte *)data, size, FALSE); /* not written to */
    if (file == NULL)
        return failed(err);
    VSIFCloseL(file);
    void *zip = CPLCreateZip(to, NULL);
    enum ct_status status = zip != NULL ? change_files(folder, edit, user, zip, err) : failed(err);
    if (zip != NULL)
        status = finish(zip, to, status, out, err);
    VSIUnlink(from);
    return status;
}
