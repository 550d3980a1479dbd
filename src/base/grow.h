/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arrays that grow: by half, so that n items cost O(n) in all.
 */
#ifndef CT_BASE_GROW_H
#define CT_BASE_GROW_H

#include <stdbool.h>
#include <stddef.h>

/* *data holds `count` items of `size` bytes and has room for *room: now for one more. False where
 * memory is short; *data is then as it was. */
bool ct_grow(void **data, size_t *room, size_t count, size_t size);

#endif
