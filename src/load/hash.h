/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SHA-256 of files (FIPS 180-4, by OpenSSL).
 */
#ifndef CT_LOAD_HASH_H
#define CT_LOAD_HASH_H

#include "load/city.h"

/* Fills size and sha256 of the file at out->path. O(size), in pieces of 1 MB. */
enum ct_status CT_CHECKED ct_hash_file(struct ct_input_file *file, struct ct_error *err);

#endif
