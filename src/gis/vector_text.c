/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attribute values as UTF-8 text. Whole numbers keep all their digits and doubles print as the
 * shortest text that reads back the same, so a 12-digit code never becomes 3.4e+11. O(bytes).
 */
#include "base/fail.h"
#include "gis/vector_parts.h"
#include <iconv.h>
#include <ogr_api.h>
#include <stdint.h>
#include <string.h>

/* Chinese text of departments that is not UTF-8 is GBK; GB18030 holds all of it. */
static bool add_gb18030(struct ct_buffer *to, const char *s)
{
    iconv_t how = iconv_open("UTF-8", "GB18030");
    if (how == (iconv_t)-1)
        return false;
    char piece[512], *in = (char *)(uintptr_t)s;
    size_t left = strlen(s), done = 0;
    size_t start = to->size;
    while (left > 0 && done != (size_t)-1) {
        char *out = piece;
        size_t room = sizeof piece, before = left;
        done = iconv(how, &in, &left, &out, &room);
        ct_buffer_add_n(to, piece, sizeof piece - room);
        if (left < before)
            done = 0; /* the piece was full, or bad bytes come next */
    }
    iconv_close(how);
    return left == 0 && !to->failed && ct_utf8_valid(to->data + start, to->size - start);
}

bool ct_text_add_utf8(struct ct_buffer *to, const char *s)
{
    size_t n = strlen(s);
    if (!ct_utf8_valid(s, n))
        return add_gb18030(to, s);
    ct_buffer_add_n(to, s, n);
    return true;
}

static bool add_value(struct ct_buffer *to, OGRFeatureH feature, int i)
{
    OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, i));
    if (type != OFTReal)
        return ct_text_add_utf8(to, OGR_F_GetFieldAsString(feature, i));
    char number[32];
    ct_text_from_double(number, OGR_F_GetFieldAsDouble(feature, i));
    ct_buffer_add(to, number);
    return true;
}

enum ct_status ct_values_read(struct ct_vector *vector, void *feature, struct ct_error *err)
{
    struct ct_values *v = &vector->values;
    v->text.size = 0;
    for (size_t i = 0; i < v->count; i++) {
        v->offset[i] = SIZE_MAX;
        if (!OGR_F_IsFieldSetAndNotNull(feature, (int)i))
            continue;
        v->offset[i] = v->text.size;
        if (!add_value(&v->text, feature, (int)i))
            return ct_fail(err, CT_INPUT, "E0323", "row", vector->row, "field", vector->field[i],
                           NULL);
        ct_buffer_add_n(&v->text, "", 1);
    }
    if (v->text.failed)
        return ct_fail_memory(err);
    for (size_t i = 0; i < v->count; i++)
        v->value[i] = v->offset[i] == SIZE_MAX ? NULL : v->text.data + v->offset[i];
    return CT_OK;
}
