/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arrays that grow.
 */
#include "base/grow.h"
#include <stdlib.h>

bool ct_grow(void **data, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return true;
    const size_t more = *room ? *room + *room / 2 + 16 : 64;
    void *p = realloc(*data, more * size);
    if (!p)
        return false;
    *data = p;
    *room = more;
    return true;
}
