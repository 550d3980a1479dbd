/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In which encoding a layer's text is, found by trying: what the plan says, what the file declares
 * if it gives sound text, UTF-8, GB18030 (which holds GBK, GB2312, CP936). Whatever is read comes
 * out as valid UTF-8 or not at all.
 *
 * Chinese text read as Latin-1 ("½ÖµÀ") is valid, so that validity alone does not tell; what does
 * is that nine in ten characters of Chinese text are among the 3755 of GB2312's first level.
 */
#ifndef CT_BASE_ENCODING_H
#define CT_BASE_ENCODING_H

#include "base/text.h"

/* Text of a layer that is not ASCII, to judge by; {0} is empty. */
struct ct_sample {
    struct ct_buffer text; /* terminated strings, one behind the other */
};
/* Adds s where it is not ASCII; O(length). No more is kept than CT_SAMPLE_MOST bytes. */
enum { CT_SAMPLE_MOST = 8 << 20 };
void ct_sample_add(struct ct_sample *sample, const char *s);
void ct_sample_free(struct ct_sample *sample);

enum ct_encoding_why {
    CT_ENCODING_ASCII,    /* nothing to decide; text to come is tried one by one */
    CT_ENCODING_ASKED,    /* the plan says so */
    CT_ENCODING_DECLARED, /* the file says so */
    CT_ENCODING_FOUND,    /* nothing is declared; this one gives sound text */
    CT_ENCODING_INSTEAD,  /* what is declared gives no sound text */
    CT_ENCODING_GARBLED,  /* UTF-8 made by reading GBK as Latin-1, turned back */
    CT_ENCODING_MIXED,    /* some is UTF-8, some GB18030 */
};
struct ct_encoding {
    char name[32];     /* "UTF-8", "GB18030", what the plan says ... */
    char declared[32]; /* what the file says, "" where it says nothing */
    enum ct_encoding_why why;
    bool doubtful;   /* it is valid, but reads like no Chinese */
    size_t cut;      /* texts of the sample that end inside a character, which is left out */
    void *converter; /* iconv_t, NULL: none is needed */
};

/* Does the program know an encoding of this name? */
bool ct_encoding_known(const char *name);
/* `asked` and `declared` may be NULL; what is not known as a declared one is passed over. false
 * where `asked` is not known, or the sample is not in it. O(sample). Free it also after a failure.
 */
bool ct_encoding_choose(struct ct_encoding *encoding, const struct ct_sample *sample,
                        const char *asked, const char *declared);
void ct_encoding_free(struct ct_encoding *encoding);
/* Appends s as UTF-8; false where it is not in the encoding (nothing is appended) or memory is
 * short (to->failed). A last character that is cut is left out. ASCII costs one look. */
bool ct_encoding_add(const struct ct_encoding *encoding, struct ct_buffer *to, const char *s);

#endif
