/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The streets of a city, as lines. O(vertices).
 */
#include "base/fail.h"
#include "base/text.h"
#include "load/parts.h"
#include "load/reading.h"

static bool append(struct ct_shape *to, const struct ct_shape *from)
{
    if (!ct_shape_reserve(to, from->vertices))
        return false;
    for (size_t part = 0; part < from->parts; part++) {
        if (!ct_shape_begin(to, false))
            return false;
        for (size_t i = from->start[part]; i < from->start[part + 1]; i++)
            if (!ct_shape_add(to, from->lon[i], from->lat[i], false))
                return false;
    }
    return true;
}

static enum ct_status read_lines(struct ct_reading *reading, struct ct_shape *lines,
                                 struct ct_error *err)
{
    bool more = true;
    enum ct_status status = CT_OK;
    lines->kind = CT_SHAPE_LINES;
    while (status == CT_OK) {
        status = ct_reading_next(reading, &more, err);
        if (status != CT_OK || !more)
            break;
        const struct ct_shape *shape = &reading->feature->shape;
        if (shape->parts > 0 && shape->kind != CT_SHAPE_LINES)
            status = ct_reading_wrong_kind(reading, shape->kind, "lines", "线", err);
        else if (!append(lines, shape))
            status = ct_fail_memory(err);
    }
    if (status == CT_OK && lines->parts == 0)
        status = ct_fail(err, CT_INPUT, "E0307", "file", reading->source->file, "layer",
                         ct_vector_layer_name(reading->vector), NULL);
    return status;
}

enum ct_status ct_load_streets(const struct ct_plan *plan, struct ct_findings *findings,
                               struct ct_city *city, struct ct_error *err)
{
    struct ct_reading reading;
    struct ct_streets *streets = &city->streets;
    if (plan->streets.file == NULL)
        return CT_OK;
    enum ct_status status = ct_reading_open(&reading, &plan->streets, "street", findings, err);
    if (status != CT_OK)
        return status;
    streets->offset = plan->streets.placing.offset;
    streets->layer = ct_text_copy(ct_vector_layer_name(reading.vector));
    if (streets->layer == NULL)
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = read_lines(&reading, &streets->lines, err);
    ct_reading_close(&reading);
    return status;
}
