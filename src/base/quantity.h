/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers as departments write them: "约1,200户", "１２００", "1.2万人", "300余㎡". A table of
 * units (quantity.c) says what each is worth in the unit that results are given in: households,
 * people, square metres. What is not clearly one number is not read.
 */
#ifndef CT_BASE_QUANTITY_H
#define CT_BASE_QUANTITY_H

#include "base/text.h"

/* What a number counts. */
enum ct_dimension { CT_PURE, CT_HOUSEHOLDS, CT_PEOPLE, CT_AREA };

struct ct_quantity {
    double value;     /* in households, people, square metres */
    double factor;    /* of the unit that it was written in: 10000 for 万人 */
    bool approximate; /* 约, 余, 以上 ... */
};

/* Reads a whole text as one number that counts `dimension`. A number without a unit of its own is
 * multiplied by `factor`, the unit of its column. false for a range, another dimension, a number
 * with separators out of place, or no number at all. O(length). */
bool ct_quantity_read(const char *s, enum ct_dimension dimension, double factor,
                      struct ct_quantity *out);

/* Is the whole text a unit ("万人", "(㎡)", "单位：亩"), or a list of them ("人、户")? *factor gets
 * the worth of the one that counts `dimension` (CT_PURE: of the first that is known), and `unit`
 * (32 bytes, may be NULL) its name. */
bool ct_unit_read(const char *s, enum ct_dimension dimension, double *factor, char *unit);
/* The unit at the end of a column's name: "面积（㎡）", "人口/万人"; the length of the name before
 * it in *stem. false where there is none. */
bool ct_unit_of_name(const char *name, enum ct_dimension dimension, double *factor, char *unit,
                     size_t *stem);

/* The text with typographic variants made plain: full-width letters, digits and brackets as ASCII,
 * ㎡ as m2, ² as 2, all dashes as -, all blanks as one blank, none at the ends. NULL where memory
 * is short; the caller frees it. */
char *ct_text_plain(const char *s);
/* Are these two names of a column the same: plain, without blanks, case aside? */
bool ct_text_same_name(const char *a, const char *b);

/* A code that a spreadsheet turned into a number: "3.40402001001E11" is 340402001001 and 1001.0 is
 * 1001. */
enum ct_code_state {
    CT_CODE_AS_IS,
    CT_CODE_RESTORED, /* `out` (32 bytes) holds all its digits */
    CT_CODE_LOST,     /* digits are lost: 3.40402E+11 */
};
enum ct_code_state ct_code_read(const char *s, char *out);

#endif
