/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that appears whole or not at all: written in a fresh folder beside its target, synced,
 * renamed. Whatever fails, an older target stays as it was, byte for byte.
 */
#ifndef CT_PUBLISH_PACKAGE_H
#define CT_PUBLISH_PACKAGE_H

#include "catchment/status.h"
#include "load/city.h"
#include <stdbool.h>

struct ct_package {
    char *target; /* symbolic links resolved */
    char *folder; /* fresh, beside the target */
    char *file;   /* in the folder: write here */
};

/* May the target be written? See ct_publish_allowed. */
enum ct_status CT_CHECKED ct_package_allowed(const char *path, const struct ct_input_file *inputs,
                                             size_t count, bool overwrite, struct ct_error *err);
/* Makes the folder. `package` is {0} before; ct_package_discard after, in any case. */
enum ct_status CT_CHECKED ct_package_begin(struct ct_package *package, const char *path,
                                           struct ct_error *err);
/* Syncs the file and puts it in the target's place; without `overwrite` never over another file. */
enum ct_status CT_CHECKED ct_package_finish(struct ct_package *package, bool overwrite,
                                            struct ct_error *err);
/* Removes what is left of the folder. */
void ct_package_discard(struct ct_package *package);

#endif
