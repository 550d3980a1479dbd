/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Did you mean": the nearest word by edit distance with neighbour swaps (optimal string
 * alignment), on characters. O(words x length^2); words over 63 characters have no neighbour.
 */
#include "base/text.h"

enum { ROOM = 64 };

/* Characters of a word with ASCII capitals folded; 0 where it is empty or too long. */
static size_t characters(const char *s, uint32_t out[ROOM])
{
    size_t count = 0;
    for (size_t n; (n = ct_utf8_next(s, &out[count])) > 0; s += n) {
        if (out[count] >= 'A' && out[count] <= 'Z')
            out[count] += 'a' - 'A';
        if (++count == ROOM)
            return 0;
    }
    return count;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
    size_t d[ROOM][ROOM];
    for (size_t i = 0; i <= na; i++) {
        for (size_t k = 0; k <= nb; k++) {
            if (i == 0 || k == 0) {
                d[i][k] = i + k;
                continue;
            }
            size_t best = least(d[i - 1][k], d[i][k - 1]) + 1;
            best = least(best, d[i - 1][k - 1] + (a[i - 1] != b[k - 1]));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                best = least(best, d[i - 2][k - 2] + 1);
            d[i][k] = best;
        }
    }
    return d[na][nb];
}

const char *ct_text_nearest(const char *word, const char *const *words)
{
    uint32_t a[ROOM], b[ROOM];
    size_t n = characters(word, a);
    if (n == 0)
        return NULL;
    size_t limit = n / 3 > 2 ? n / 3 : 2;
    size_t bound = least(limit, n - 1) + 1;
    const char *nearest = NULL;
    for (; *words; words++) {
        size_t m = characters(*words, b);
        size_t d = m > 0 ? distance(a, n, b, m) : bound;
        if (d < bound) {
            bound = d;
            nearest = *words;
        }
    }
    return nearest;
}
