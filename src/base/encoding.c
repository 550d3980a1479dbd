/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See encoding.h. iconv knows the encodings; the names GBK, GB2312, CP936 all mean GB18030, which
 * holds them, because files that declare one of them hold characters of the others.
 */
#include "base/encoding.h"
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NO_CONVERTER ((iconv_t)-1)

/* Common characters in a hundred: Chinese beyond doubt, and Chinese at all. */
enum { SURE = 80, LIKELY = 50 };

static bool is_ascii(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s >= 0x80)
            return false;
    return true;
}

void ct_sample_add(struct ct_sample *sample, const char *s)
{
    if (!is_ascii(s) && sample->text.size < CT_SAMPLE_MOST)
        ct_buffer_add_n(&sample->text, s, strlen(s) + 1);
}

void ct_sample_free(struct ct_sample *sample)
{
    ct_buffer_free(&sample->text);
}

/* --- names ---------------------------------------------------------------------------------- */

static bool begins_with_any(const char *name, const char *const *words)
{
    for (; *words; words++)
        if (strncasecmp(name, *words, strlen(*words)) == 0)
            return true;
    return false;
}

/* The name iconv has for it: "936", "ANSI_936", "cp936" and "gbk" are all GB18030. */
static void usual_name(const char *name, char out[32])
{
    static const char *const chinese[] = {"GB",       "CP936", "936",         "ANSI936",
                                          "ANSI_936", "MS936", "WINDOWS-936", "X-GBK",
                                          "EUC-CN",   "EUCCN", "ISO-2022-CN", NULL};
    static const char *const utf8[] = {"UTF-8", "UTF8", "65001", "CP65001", NULL};
    if (begins_with_any(name, chinese))
        name = "GB18030";
    else if (begins_with_any(name, utf8))
        name = "UTF-8";
    if (strncasecmp(name, "ANSI_", 5) == 0)
        snprintf(out, 32, "CP%.20s", name + 5);
    else if (*name && strspn(name, "0123456789") == strlen(name))
        snprintf(out, 32, "CP%.20s", name);
    else
        ct_text_fit(out, 32, name);
}

static bool is_utf8(const char *name)
{
    return strcmp(name, "UTF-8") == 0;
}

/* Does every byte mean something in it, so that nothing is ever wrong? */
static bool is_one_byte(const char *name)
{
    static const char *const words[] = {"ISO-8859",    "ISO8859", "LATIN", "CP125",
                                        "WINDOWS-125", "CP4",     "CP7",   "CP8",
                                        "KOI8",        "MAC",     NULL};
    return begins_with_any(name, words);
}

/* --- converting ------------------------------------------------------------------------------ */

enum outcome { NOT_IN_IT, WHOLE, CUT };

static void shorten(struct ct_buffer *to, size_t size)
{
    if (!to->failed && to->data != NULL)
        to->data[to->size = size] = '\0';
}

/* All of s[0..n) as UTF-8, appended; nothing stays where it is not in the encoding. */
static enum outcome convert(iconv_t how, struct ct_buffer *to, const char *s, size_t n)
{
    char piece[512], *in = (char *)(uintptr_t)s;
    size_t start = to->size, left = n, done = 0;
    iconv(how, NULL, NULL, NULL, NULL);
    do {
        char *out = piece;
        size_t room = sizeof piece;
        errno = 0;
        done = iconv(how, &in, &left, &out, &room);
        ct_buffer_add_n(to, piece, sizeof piece - room);
    } while (done == (size_t)-1 && errno == E2BIG);
    bool cut = done == (size_t)-1 && errno == EINVAL;
    if (to->failed || (done == (size_t)-1 && !cut) ||
        !ct_utf8_valid(to->data + start, to->size - start)) {
        shorten(to, start);
        return NOT_IN_IT;
    }
    return cut ? CUT : WHOLE;
}

/* Chinese read as Latin-1, as bytes again; false where a character is none of Latin-1's upper
 * half. */
static bool to_latin1(struct ct_buffer *to, const char *s)
{
    while (*s) {
        uint32_t c = 0;
        s += ct_utf8_next(s, &c);
        if (c > 0xFF || (c >= 0x80 && c < 0xA0))
            return false;
        ct_buffer_add_n(to, (char[]){(char)c}, 1);
    }
    return !to->failed;
}

static bool add_garbled(const struct ct_encoding *encoding, struct ct_buffer *to, const char *s)
{
    struct ct_buffer bytes = {0};
    enum outcome outcome = NOT_IN_IT;
    if (to_latin1(&bytes, s))
        outcome = convert(encoding->converter, to, bytes.data, bytes.size);
    ct_buffer_free(&bytes);
    if (outcome == NOT_IN_IT)
        ct_buffer_add(to, s);
    return !to->failed;
}

bool ct_encoding_add(const struct ct_encoding *encoding, struct ct_buffer *to, const char *s)
{
    size_t n = strlen(s);
    bool each = encoding->why == CT_ENCODING_MIXED || encoding->why == CT_ENCODING_ASCII;
    bool utf8 = each || encoding->why == CT_ENCODING_GARBLED || is_utf8(encoding->name);
    if (is_ascii(s) || (utf8 && ct_utf8_valid(s, n))) {
        if (encoding->why == CT_ENCODING_GARBLED && !is_ascii(s))
            return add_garbled(encoding, to, s);
        ct_buffer_add_n(to, s, n);
        return !to->failed;
    }
    if (encoding->converter == NULL)
        return false;
    size_t start = to->size;
    enum outcome outcome = convert(encoding->converter, to, s, n);
    if (outcome == CUT && each)
        shorten(to, start);
    return outcome == WHOLE || (outcome == CUT && !each);
}

/* --- judging --------------------------------------------------------------------------------- */

struct trial {
    bool good;
    size_t cut;
};

/* Is every text of the sample in this encoding? */
static struct trial try_encoding(const char *name, const struct ct_sample *sample)
{
    struct trial trial = {.good = true};
    struct ct_buffer scratch = {0};
    iconv_t how = iconv_open("UTF-8", name);
    if (how == NO_CONVERTER)
        return (struct trial){0};
    for (size_t at = 0; trial.good && at < sample->text.size;) {
        const char *s = sample->text.data + at;
        size_t n = strlen(s);
        scratch.size = 0;
        enum outcome outcome = convert(how, &scratch, s, n);
        trial.good = outcome != NOT_IN_IT;
        trial.cut += outcome == CUT;
        at += n + 1;
    }
    iconv_close(how);
    ct_buffer_free(&scratch);
    return trial;
}

/* How many in a hundred of the two-byte characters are common ones: hanzi of the first level, marks
 * and full-width forms. */
static int common_percent(const char *bytes, size_t n)
{
    size_t pairs = 0, common = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char lead = (unsigned char)bytes[i];
        if (lead < 0x81 || i + 1 == n)
            continue;
        unsigned char trail = (unsigned char)bytes[++i];
        bool usual = (lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3);
        pairs++;
        common += usual && trail >= 0xA1;
    }
    return pairs ? (int)(common * 100 / pairs) : 0;
}

/* Is the sample, which is UTF-8, Chinese that was read as Latin-1? */
static bool is_garbled(const struct ct_sample *sample)
{
    struct ct_sample bytes = {0};
    bool latin = true;
    for (size_t at = 0; latin && at < sample->text.size;) {
        const char *s = sample->text.data + at;
        latin = to_latin1(&bytes.text, s);
        ct_buffer_add_n(&bytes.text, "", 1);
        at += strlen(s) + 1;
    }
    bool garbled = latin && try_encoding("GB18030", &bytes).good &&
                   common_percent(bytes.text.data, bytes.text.size) >= SURE;
    ct_sample_free(&bytes);
    return garbled;
}

/* Is this text UTF-8 of characters from U+3000 on, which as GB18030 would be odd ones? Hardly any
 * text in GB18030 is. */
static bool is_surely_utf8(const char *s, size_t n)
{
    bool wide = false;
    for (size_t i = 0; i < n && !wide; i++)
        wide = (unsigned char)s[i] >= 0xE3;
    return wide && ct_utf8_valid(s, n) && common_percent(s, n) < SURE;
}

static bool has_sure_utf8(const struct ct_sample *sample)
{
    for (size_t at = 0; at < sample->text.size;) {
        size_t n = strlen(sample->text.data + at);
        if (is_surely_utf8(sample->text.data + at, n))
            return true;
        at += n + 1;
    }
    return false;
}

struct judged {
    struct trial utf8, gb, declared;
    int percent;    /* of common characters, as GB18030 */
    bool some_utf8; /* a text is UTF-8 beyond doubt */
};

static void settle(struct ct_encoding *encoding, const char *name, enum ct_encoding_why why,
                   const struct trial *trial)
{
    ct_text_fit(encoding->name, sizeof encoding->name, name);
    encoding->why = why;
    encoding->cut = trial->cut;
}

/* What is declared, where it gives sound text. */
static bool settle_declared(struct ct_encoding *encoding, const struct judged *j)
{
    const char *name = encoding->declared;
    bool sound = *name != '\0' && j->declared.good;
    if (is_one_byte(name)) /* it takes all bytes: what is better? */
        sound = sound && !j->utf8.good && !(j->gb.good && j->percent >= SURE);
    else if (strcmp(name, "GB18030") == 0)
        sound = sound && !j->some_utf8;
    if (sound)
        settle(encoding, name, CT_ENCODING_DECLARED, &j->declared);
    return sound;
}

static void settle_found(struct ct_encoding *encoding, const struct judged *j)
{
    enum ct_encoding_why why = *encoding->declared ? CT_ENCODING_INSTEAD : CT_ENCODING_FOUND;
    if (j->utf8.good) {
        settle(encoding, "UTF-8", why, &j->utf8);
    } else if (j->gb.good && !j->some_utf8 && (j->percent >= LIKELY || j->gb.cut == 0)) {
        settle(encoding, "GB18030", why, &j->gb);
        encoding->doubtful = j->percent < LIKELY;
    } else {
        settle(encoding, "GB18030", CT_ENCODING_MIXED, &(struct trial){0});
    }
}

static bool settle_asked(struct ct_encoding *encoding, const char *asked,
                         const struct ct_sample *sample)
{
    char name[32];
    usual_name(asked, name);
    struct trial trial = try_encoding(name, sample);
    settle(encoding, name, CT_ENCODING_ASKED, &trial);
    return trial.good;
}

static void judge(struct ct_encoding *encoding, const struct ct_sample *sample)
{
    struct judged j = {.utf8 = try_encoding("UTF-8", sample),
                       .gb = try_encoding("GB18030", sample),
                       .percent = common_percent(sample->text.data, sample->text.size),
                       .some_utf8 = has_sure_utf8(sample)};
    if (*encoding->declared)
        j.declared = try_encoding(encoding->declared, sample);
    if (sample->text.size == 0)
        settle(encoding, "GB18030", CT_ENCODING_ASCII, &(struct trial){0});
    else if (j.utf8.good && is_garbled(sample))
        settle(encoding, "GB18030", CT_ENCODING_GARBLED, &j.utf8);
    else if (!settle_declared(encoding, &j))
        settle_found(encoding, &j);
}

bool ct_encoding_known(const char *name)
{
    char usual[32];
    usual_name(name, usual);
    iconv_t how = iconv_open("UTF-8", usual);
    if (how == NO_CONVERTER)
        return false;
    iconv_close(how);
    return true;
}

bool ct_encoding_choose(struct ct_encoding *encoding, const struct ct_sample *sample,
                        const char *asked, const char *declared)
{
    *encoding = (struct ct_encoding){0};
    if (declared != NULL && *declared != '\0' && ct_encoding_known(declared))
        usual_name(declared, encoding->declared);
    bool good = true;
    if (asked != NULL)
        good = settle_asked(encoding, asked, sample);
    else
        judge(encoding, sample);
    iconv_t how = iconv_open("UTF-8", encoding->name);
    encoding->converter = how == NO_CONVERTER ? NULL : how;
    return good && encoding->converter != NULL;
}

void ct_encoding_free(struct ct_encoding *encoding)
{
    if (encoding->converter != NULL)
        iconv_close(encoding->converter);
    *encoding = (struct ct_encoding){0};
}
