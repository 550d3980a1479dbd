/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long UTF-8 text is in another encoding, and whether it can be said there, character by
 * character.
 */
#ifndef CT_BASE_CHARSET_H
#define CT_BASE_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

struct ct_charset {
    void *converter; /* iconv_t; NULL: UTF-8 */
};

/* "UTF-8", "GBK", whatever iconv knows; false where it does not. */
bool ct_charset_open(struct ct_charset *charset, const char *name);
void ct_charset_close(struct ct_charset *charset);
/* Bytes of the whole text. *lacks: the first character that the encoding has not, or NULL. */
size_t ct_charset_size(const struct ct_charset *charset, const char *s, const char **lacks);
/* How many bytes of s (UTF-8) go into `most` bytes of the encoding, no character cut. */
size_t ct_charset_fit(const struct ct_charset *charset, const char *s, size_t most);

#endif
