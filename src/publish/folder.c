/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See folder.h. A rename within one file system is whole or not at all; a move that fails half-way
 * through leaves files of both kinds, each of them whole.
 *
 * Source: rename(2), mkdtemp(3).
 */
#include "publish/folder.h"
#include "base/fail.h"
#include "base/text.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *joined(const char *folder, const char *name)
{
    struct ct_buffer text = {0};

    ct_buffer_printf(&text, "%s/%s", folder, name);
    if (text.failed)
        ct_buffer_free(&text);
    return text.data;
}

char *ct_folder_path(const struct ct_folder *folder, const char *name)
{
    return joined(folder->fresh, name);
}

static enum ct_status refused(const char *target, int reason, struct ct_error *err)
{
    return ct_fail(err, CT_OUTPUT, "E0502", "file", target, "folder", target, "reason",
                   strerror(reason), NULL);
}

enum ct_status ct_folder_begin(struct ct_folder *folder, const char *target, struct ct_error *err)
{
    folder->target = ct_text_copy(target);
    if (folder->target == NULL)
        return ct_fail_memory(err);
    folder->made = mkdir(target, 0777) == 0;
    if (!folder->made && errno != EEXIST)
        return refused(target, errno, err);
    folder->fresh = joined(target, ".catchment-XXXXXX");
    if (folder->fresh == NULL)
        return ct_fail_memory(err);
    if (mkdtemp(folder->fresh) != NULL)
        return CT_OK;
    free(folder->fresh);
    folder->fresh = NULL;
    return refused(target, errno, err);
}

static int is_file(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);

    if (fd < 0)
        return false;
    bool synced = fsync(fd) == 0 || errno == EINVAL; /* not every file system syncs a folder */
    close(fd);
    return synced;
}

typedef enum ct_status (*file_fn)(const char *from, const char *to, struct ct_error *err);

static enum ct_status must_be_free(const char *from, const char *to, struct ct_error *err)
{
    struct stat info;

    (void)from;
    return lstat(to, &info) == 0 ? ct_fail(err, CT_OUTPUT, "E0501", "file", to, NULL) : CT_OK;
}

static enum ct_status sync_file(const char *from, const char *to, struct ct_error *err)
{
    (void)to;
    if (sync_path(from, O_RDONLY))
        return CT_OK;
    return ct_fail(err, CT_OUTPUT, "E0505", "reason", strerror(errno), NULL);
}

static enum ct_status move_file(const char *from, const char *to, struct ct_error *err)
{
    if (rename(from, to) == 0)
        return CT_OK;
    return ct_fail(err, CT_OUTPUT, "E0505", "reason", strerror(errno), NULL);
}

static enum ct_status each(const struct ct_folder *folder, struct dirent **names, int count,
                           file_fn what, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    for (int i = 0; i < count && status == CT_OK; i++) {
        char *from = joined(folder->fresh, names[i]->d_name);
        char *to = joined(folder->target, names[i]->d_name);
        status = from != NULL && to != NULL ? what(from, to, err) : ct_fail_memory(err);
        free(from);
        free(to);
    }
    return status;
}

enum ct_status ct_folder_finish(struct ct_folder *folder, bool overwrite, struct ct_error *err)
{
    struct dirent **names = NULL;
    int count = scandir(folder->fresh, &names, is_file, by_name);
    enum ct_status status = CT_OK;

    if (count < 0)
        return refused(folder->target, errno, err);
    if (!overwrite)
        status = each(folder, names, count, must_be_free, err);
    if (status == CT_OK)
        status = each(folder, names, count, sync_file, err);
    if (status == CT_OK)
        status = each(folder, names, count, move_file, err);
    if (status == CT_OK)
        (void)sync_path(folder->target, O_RDONLY | O_DIRECTORY);
    for (int i = 0; i < count; i++)
        free(names[i]);
    free(names);
    return status;
}

static void remove_fresh(const char *fresh)
{
    struct dirent **names = NULL;
    int count = scandir(fresh, &names, is_file, by_name);

    for (int i = 0; i < count; i++) {
        char *path = joined(fresh, names[i]->d_name);
        if (path != NULL)
            unlink(path);
        free(path);
        free(names[i]);
    }
    free(names);
    rmdir(fresh);
}

void ct_folder_discard(struct ct_folder *folder)
{
    if (folder->fresh != NULL)
        remove_fresh(folder->fresh);
    if (folder->made)
        rmdir(folder->target); /* only where it is empty */
    free(folder->target);
    free(folder->fresh);
    *folder = (struct ct_folder){0};
}
