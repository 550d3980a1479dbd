/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding an embedded file by its path, O(log n).
 */
#include "base/embedded.h"
#include <stdlib.h>
#include <string.h>

static int compare_path(const void *path, const void *file)
{
    return strcmp(path, ((const struct ct_embedded *)file)->path);
}

const struct ct_embedded *ct_embedded_find(const char *path)
{
    return bsearch(path, ct_embedded, ct_embedded_count, sizeof *ct_embedded, compare_path);
}
