/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See gpkg_shape.h. Every length is checked against the bytes that are left, so that a damaged
 * file is an error and nothing else.
 *
 * Source: OGC 12-128r15 (GeoPackage 1.2), 2.1.3 "BLOB format"; ISO 19125-1, 8.2 (well-known binary,
 * with the codes +1000 for Z, +2000 for M, +3000 for both).
 */
#include "gis/gpkg_shape.h"
#include "base/fail.h"
#include <stdint.h>
#include <string.h>

enum { POINT = 1, LINE, POLYGON, MULTI_POINT, MULTI_LINE, MULTI_POLYGON, COLLECTION };
enum { MOST_NESTED = 8 };

struct bytes {
    const unsigned char *at, *end;
    bool swap; /* of the geometry that is read */
    bool memory;
};

static bool take(struct bytes *in, void *value, size_t size)
{
    unsigned char *to = value;

    if ((size_t)(in->end - in->at) < size)
        return false;
    for (size_t i = 0; i < size; i++)
        to[i] = in->at[in->swap ? size - 1 - i : i];
    in->at += size;
    return true;
}

static bool big_endian(void)
{
    const uint16_t one = 1;
    unsigned char first;

    memcpy(&first, &one, 1);
    return first == 0;
}

/* The header before the well-known binary; false where it is none. */
static bool take_header(struct bytes *in, bool *empty)
{
    static const size_t envelopes[] = {0, 32, 48, 48, 64};
    const unsigned char *head = in->at;

    if (in->end - head < 8 || head[0] != 'G' || head[1] != 'P')
        return false;
    size_t envelope = (head[3] >> 1) & 7U;
    *empty = (head[3] & 16U) != 0;
    if (envelope > 4 || (size_t)(in->end - head) < 8 + envelopes[envelope])
        return false;
    in->at += 8 + envelopes[envelope];
    return true;
}

/* Byte order, kind (without Z and M), and how many ordinates a vertex has. */
static bool take_kind(struct bytes *in, uint32_t *kind, size_t *ordinates)
{
    uint8_t order;

    in->swap = false;
    if (!take(in, &order, 1) || order > 1)
        return false;
    in->swap = (order == 0) != big_endian();
    if (!take(in, kind, sizeof *kind))
        return false;
    *ordinates = *kind >= 3000 ? 4 : *kind >= 1000 ? 3 : 2;
    *kind %= 1000;
    return *kind >= POINT && *kind <= COLLECTION;
}

static bool take_vertices(struct bytes *in, struct ct_shape *shape, size_t count, size_t ordinates)
{
    if ((size_t)(in->end - in->at) / (8 * ordinates) < count)
        return false;
    for (size_t i = 0; i < count; i++) {
        double v[4];
        for (size_t k = 0; k < ordinates; k++)
            if (!take(in, &v[k], 8))
                return false;
        if (!ct_shape_add(shape, v[0], v[1], false)) {
            in->memory = true;
            return false;
        }
    }
    return true;
}

static bool take_part(struct bytes *in, struct ct_shape *shape, bool hole, size_t ordinates,
                      bool single)
{
    uint32_t count = 1;

    if (!single && !take(in, &count, sizeof count))
        return false;
    if (!ct_shape_begin(shape, hole)) {
        in->memory = true;
        return false;
    }
    return take_vertices(in, shape, count, ordinates);
}

static enum ct_shape_kind kind_of(uint32_t kind)
{
    return kind == POINT ? CT_SHAPE_POINTS : kind == LINE ? CT_SHAPE_LINES : CT_SHAPE_POLYGONS;
}

/* A simple geometry; one of a lower dimension than what is there is passed over. */
static bool take_simple(struct bytes *in, struct ct_shape *shape, uint32_t kind, size_t ordinates)
{
    struct ct_shape passed = {0}, *to = shape;
    uint32_t parts = 1;
    bool sound = kind != POLYGON || take(in, &parts, sizeof parts);

    if (kind_of(kind) > shape->kind) {
        ct_shape_clear(shape);
        shape->kind = kind_of(kind);
    } else if (kind_of(kind) < shape->kind) {
        to = &passed;
    }
    for (uint32_t i = 0; sound && i < parts; i++)
        sound = take_part(in, to, i > 0, ordinates, kind == POINT);
    ct_shape_free(&passed);
    return sound;
}

static bool take_geometry(struct bytes *in, struct ct_shape *shape, int depth)
{
    uint32_t kind, count;
    size_t ordinates;

    if (depth > MOST_NESTED || !take_kind(in, &kind, &ordinates))
        return false;
    if (kind <= POLYGON)
        return take_simple(in, shape, kind, ordinates);
    if (!take(in, &count, sizeof count))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!take_geometry(in, shape, depth + 1))
            return false;
    return true;
}

enum ct_status ct_shape_from_gpkg(struct ct_shape *shape, const void *blob, size_t size,
                                  struct ct_error *err)
{
    struct bytes in = {.at = blob, .end = (const unsigned char *)blob + size};
    bool empty = false;

    ct_shape_clear(shape);
    shape->kind = CT_SHAPE_NONE;
    if (blob == NULL || size == 0)
        return CT_OK;
    if (take_header(&in, &empty) && (empty || take_geometry(&in, shape, 0)))
        return CT_OK;
    return in.memory ? ct_fail_memory(err)
                     : ct_fail(err, CT_INPUT, "E0301", "reason", "geometry", NULL);
}
