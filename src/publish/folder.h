/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files of a folder, each whole: all are written in a fresh folder inside the target, and moved
 * when the last is done. Other files of the target are left alone.
 */
#ifndef CT_PUBLISH_FOLDER_H
#define CT_PUBLISH_FOLDER_H

#include "catchment/status.h"
#include <stdbool.h>

struct ct_folder {
    char *target, *fresh;
    bool made; /* the target was not there before */
};

/* Makes the target where it is missing (not its parents), and the fresh folder. `folder` is {0}
 * before; ct_folder_discard after, in any case. E0502. */
enum ct_status CT_CHECKED ct_folder_begin(struct ct_folder *folder, const char *target,
                                          struct ct_error *err);
/* "fresh/name"; the caller frees it; NULL where memory is short. */
char *ct_folder_path(const struct ct_folder *folder, const char *name);
/* Syncs and moves every file, in the order of names. Without `overwrite` no file may be there
 * already, and none is moved then (E0501). */
enum ct_status CT_CHECKED ct_folder_finish(struct ct_folder *folder, bool overwrite,
                                           struct ct_error *err);
/* Removes what is left of the fresh folder, and of the target where nothing came of it. */
void ct_folder_discard(struct ct_folder *folder);

#endif
