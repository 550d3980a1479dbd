/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GDAL's /vsizip/, read in blocks; a mark that two blocks share is found, as the end of each block
 * goes before the next.
 */
#include "gis/zip_count.h"
#include "base/text.h"
#include <cpl_vsi.h>
#include <string.h>

enum { BLOCK = 1 << 16, LONGEST = 64 };

static size_t count_in(const char *text, size_t size, const char *mark, size_t n)
{
    size_t count = 0;

    for (const char *at = text; (at = memmem(at, size - (size_t)(at - text), mark, n)) != NULL;
         at += n)
        count++;
    return count;
}

bool ct_zip_count(const char *zip, const char *name, const char *mark, size_t *count)
{
    struct ct_buffer path = {0};
    char block[BLOCK + LONGEST];
    size_t n = strlen(mark), kept = 0, got;

    *count = 0;
    ct_buffer_printf(&path, "/vsizip/{%s}/%s", zip, name);
    VSILFILE *file = path.failed || n >= LONGEST ? NULL : VSIFOpenL(path.data, "rb");
    ct_buffer_free(&path);
    if (file == NULL)
        return false;
    while ((got = VSIFReadL(block + kept, 1, BLOCK, file)) > 0) {
        *count += count_in(block, kept + got, mark, n);
        size_t size = kept + got;
        kept = size < n - 1 ? size : n - 1;
        memmove(block, block + size - kept, kept);
    }
    VSIFCloseL(file);
    return true;
}
