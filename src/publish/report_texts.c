/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See report_parts.h. Hash: FNV-1a (Fowler, Noll, Vo), open addressing, at most half full.
 */
#include "publish/report_parts.h"
#include <stdlib.h>
#include <string.h>

void ct_texts_free(struct ct_texts *texts)
{
    ct_buffer_free(&texts->data);
    free(texts->start);
    free(texts->slots);
    *texts = (struct ct_texts){0};
}

static size_t hash_of(const char *text)
{
    uint64_t h = 0xcbf29ce484222325U;

    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 0x100000001b3U;
    return (size_t)(h ^ h >> 32);
}

static size_t slot_of(const struct ct_texts *texts, const char *text)
{
    size_t i = hash_of(text) & (texts->slot_count - 1);

    while (texts->slots[i] >= 0 &&
           strcmp(texts->data.data + texts->start[texts->slots[i]], text) != 0)
        i = (i + 1) & (texts->slot_count - 1);
    return i;
}

static bool grow(struct ct_texts *texts)
{
    size_t room = texts->room ? texts->room * 2 : 512, slot_count = 2 * room;
    int32_t *slots = malloc(slot_count * sizeof *slots);
    size_t *start = realloc(texts->start, room * sizeof *start);

    texts->start = start ? start : texts->start;
    if (slots == NULL || start == NULL) {
        free(slots);
        return false;
    }
    memset(slots, 0xff, slot_count * sizeof *slots);
    free(texts->slots);
    texts->slots = slots;
    texts->slot_count = slot_count;
    texts->room = room;
    for (size_t i = 0; i < texts->count; i++)
        slots[slot_of(texts, texts->data.data + start[i])] = (int32_t)i;
    return true;
}

int32_t ct_texts_place(struct ct_texts *texts, const char *text)
{
    if (text == NULL || texts->failed)
        return -1;
    if (texts->count == texts->room && !grow(texts)) {
        texts->failed = true;
        return -1;
    }
    size_t slot = slot_of(texts, text);
    if (texts->slots[slot] < 0) {
        texts->start[texts->count] = texts->data.size;
        ct_buffer_add_n(&texts->data, text, strlen(text) + 1);
        texts->failed |= texts->data.failed;
        texts->slots[slot] = (int32_t)texts->count++;
    }
    return texts->failed ? -1 : texts->slots[slot];
}

void ct_texts_write(const struct ct_texts *texts, struct ct_buffer *out)
{
    struct ct_json json;

    ct_json_begin_line(&json, out);
    ct_json_array(&json, NULL);
    for (size_t i = 0; i < texts->count; i++)
        ct_json_string(&json, NULL, texts->data.data + texts->start[i]);
    ct_json_end_array(&json);
}
