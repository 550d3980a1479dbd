/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attribute values as UTF-8 text. Whole numbers keep all their digits and doubles print as the
 * shortest text that reads back the same, so a 12-digit code never becomes 3.4e+11. O(bytes).
 */
#include "base/fail.h"
#include "gis/vector_parts.h"
#include <ogr_api.h>
#include <stdint.h>
#include <string.h>

static bool add_value(const struct ct_vector *vector, struct ct_buffer *to, OGRFeatureH feature,
                      int i)
{
    OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, i));
    if (type != OFTReal)
        return ct_encoding_add(&vector->encoding, to, OGR_F_GetFieldAsString(feature, i));
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
        if (!add_value(vector, &v->text, feature, (int)i) && !v->text.failed)
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
