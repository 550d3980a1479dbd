/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whole or not at all, by rename(2) within one folder. A -wal, -journal or -shm beside the target
 * would be applied to the new file by SQLite ("database disk image is malformed"), so such a target
 * is refused.
 *
 * Source: sqlite.org/howtocorrupt.html sections 1.4 and 2.6; rename(2), renameat2(2).
 */
#include "publish/package.h"
#include "base/fail.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const companions[] = {"-wal", "-journal", "-shm"};
enum { COMPANIONS = sizeof companions / sizeof *companions };

static char *joined(const char *a, const char *b, const char *c)
{
    struct ct_buffer text = {0};

    ct_buffer_printf(&text, "%s%s%s", a, b, c);
    if (text.failed) {
        ct_buffer_free(&text);
        return NULL;
    }
    return text.data;
}

/* The folder of a path: "." where it names none. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return ct_text_copy(".");
    return slash == path ? ct_text_copy("/") : strndup(path, (size_t)(slash - path));
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static enum ct_status check_folder(const char *path, struct ct_error *err)
{
    struct stat info;
    enum ct_status status = CT_OK;
    char *folder = folder_of(path);

    if (folder == NULL)
        return ct_fail_memory(err);
    if (stat(folder, &info) != 0)
        status = ct_fail(err, CT_OUTPUT, "E0502", "file", path, "folder", folder, "reason",
                         strerror(errno), NULL);
    else if (!S_ISDIR(info.st_mode) || access(folder, W_OK | X_OK) != 0)
        status = ct_fail(err, CT_OUTPUT, "E0502", "file", path, "folder", folder, "reason",
                         strerror(S_ISDIR(info.st_mode) ? EACCES : ENOTDIR), NULL);
    free(folder);
    return status;
}

static enum ct_status check_companions(const char *path, struct ct_error *err)
{
    for (size_t i = 0; i < COMPANIONS; i++) {
        struct stat info;
        char *companion = joined(path, companions[i], "");
        if (companion == NULL)
            return ct_fail_memory(err);
        bool found = lstat(companion, &info) == 0;
        free(companion);
        if (found)
            return ct_fail(err, CT_OUTPUT, "E0503", "file", path, "suffix", companions[i], NULL);
    }
    return CT_OK;
}

static bool is_input(const struct stat *target, const struct ct_input_file *inputs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct stat input;
        if (stat(inputs[i].path, &input) == 0 && input.st_dev == target->st_dev &&
            input.st_ino == target->st_ino)
            return true;
    }
    return false;
}

enum ct_status ct_package_allowed(const char *path, const struct ct_input_file *inputs,
                                  size_t count, bool overwrite, struct ct_error *err)
{
    struct stat info;
    enum ct_status status = check_folder(path, err);

    if (status == CT_OK)
        status = check_companions(path, err);
    if (status != CT_OK || stat(path, &info) != 0)
        return status;
    if (is_input(&info, inputs, count))
        return ct_fail(err, CT_OUTPUT, "E0504", "file", path, NULL);
    if (!S_ISREG(info.st_mode))
        return ct_fail(err, CT_OUTPUT, "E0502", "file", path, "folder", path, "reason",
                       strerror(S_ISDIR(info.st_mode) ? EISDIR : EEXIST), NULL);
    return overwrite ? CT_OK : ct_fail(err, CT_OUTPUT, "E0501", "file", path, NULL);
}

static enum ct_status make_folder(struct ct_package *package, struct ct_error *err)
{
    char *folder = folder_of(package->target);
    enum ct_status status = CT_OK;

    if (folder == NULL)
        return ct_fail_memory(err);
    package->folder = joined(folder, "/.catchment-", "XXXXXX");
    if (package->folder == NULL) {
        status = ct_fail_memory(err);
    } else if (mkdtemp(package->folder) == NULL) {
        status = ct_fail(err, CT_OUTPUT, "E0502", "file", package->target, "folder", folder,
                         "reason", strerror(errno), NULL);
        free(package->folder);
        package->folder = NULL;
    }
    free(folder);
    return status;
}

enum ct_status ct_package_begin(struct ct_package *package, const char *path, struct ct_error *err)
{
    enum ct_status status;

    package->target = realpath(path, NULL);
    if (package->target == NULL)
        package->target = ct_text_copy(path);
    if (package->target == NULL)
        return ct_fail_memory(err);
    status = make_folder(package, err);
    if (status != CT_OK)
        return status;
    package->file = joined(package->folder, "/", name_of(package->target));
    return package->file != NULL ? CT_OK : ct_fail_memory(err);
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

/* Some file systems cannot rename without replacing; they say EINVAL. */
static int move(const char *from, const char *to, bool overwrite)
{
    if (overwrite)
        return rename(from, to);
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    if (access(to, F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    return rename(from, to);
}

enum ct_status ct_package_finish(struct ct_package *package, bool overwrite, struct ct_error *err)
{
    enum ct_status status = check_companions(package->file, err);
    char *folder = NULL;

    if (status == CT_OK)
        status = check_companions(package->target, err);
    if (status != CT_OK)
        return status;
    if (!sync_path(package->file, O_RDONLY))
        return ct_fail(err, CT_OUTPUT, "E0505", "reason", strerror(errno), NULL);
    if (move(package->file, package->target, overwrite) != 0)
        return errno == EEXIST ? ct_fail(err, CT_OUTPUT, "E0501", "file", package->target, NULL)
                               : ct_fail(err, CT_OUTPUT, "E0505", "reason", strerror(errno), NULL);
    folder = folder_of(package->target);
    if (folder != NULL)
        (void)sync_path(folder, O_RDONLY | O_DIRECTORY);
    free(folder);
    return CT_OK;
}

void ct_package_discard(struct ct_package *package)
{
    if (package->file != NULL) {
        unlink(package->file);
        for (size_t i = 0; i < COMPANIONS; i++) {
            char *companion = joined(package->file, companions[i], "");
            if (companion != NULL)
                unlink(companion);
            free(companion);
        }
    }
    if (package->folder != NULL)
        rmdir(package->folder);
    free(package->target);
    free(package->folder);
    free(package->file);
    *package = (struct ct_package){0};
}
