/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads a plan from YAML 1.1 (libyaml), strictly: UTF-8, one document, known keys, each once, no
 * anchors, aliases or tags. Events are read once from first to last; the depth of recursion is that
 * of the table of keys. O(size).
 */
#include "base/fail.h"
#include "base/text.h"
#include "load/plan_keys.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { PATH_ROOM = 160, KEYS_ROOM = 128, NAME_ROOM = 40, FILE_MOST = 16 << 20 };

struct reader {
    yaml_parser_t parser;
    struct ct_plan *plan;
    const char *file;
    char path[PATH_ROOM]; /* of the value that is read; only known keys go in */
    bool version;         /* `catchment` was read */
    struct ct_error *err;
};

/* ct_fail at a place of the plan, with one name and value. */
static enum ct_status fail_at(struct reader *r, yaml_mark_t mark, const char *code,
                              const char *name, const char *value)
{
    char line[24], column[24];
    snprintf(line, sizeof line, "%zu", mark.line + 1);
    snprintf(column, sizeof column, "%zu", mark.column + 1);
    return ct_fail(r->err, CT_USAGE, code, name, value, "key", r->path, "file", r->file, "line",
                   line, "column", column, NULL);
}

static enum ct_status next_event(struct reader *r, yaml_event_t *event)
{
    if (yaml_parser_parse(&r->parser, event)) /* empties the event first */
        return CT_OK;
    if (r->parser.error == YAML_MEMORY_ERROR)
        return ct_fail_memory(r->err);
    yaml_mark_t mark =
        r->parser.error == YAML_READER_ERROR ? r->parser.mark : r->parser.problem_mark;
    return fail_at(r, mark, "E0121", "reason", r->parser.problem);
}

/* The next event of a type that is bound to come. */
static enum ct_status skip_event(struct reader *r, yaml_event_type_t *type)
{
    yaml_event_t event;
    enum ct_status status = next_event(r, &event);
    *type = event.type;
    yaml_event_delete(&event);
    return status;
}

/* Anchors, aliases and tags are refused. */
static enum ct_status check_plain(struct reader *r, const yaml_event_t *event)
{
    const yaml_char_t *anchor = NULL, *tag = NULL;
    char text[NAME_ROOM];
    if (event->type == YAML_ALIAS_EVENT)
        anchor = event->data.alias.anchor;
    else if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    }
    if (!anchor && !tag)
        return CT_OK;
    snprintf(text, sizeof text, "%s%s", anchor ? (event->type == YAML_ALIAS_EVENT ? "*" : "&") : "",
             (const char *)(anchor ? anchor : tag));
    return fail_at(r, event->start_mark, "E0126", "value", text);
}

/* What stands at r->path must be of another shape. */
static enum ct_status wrong_shape(struct reader *r, const yaml_event_t *event, unsigned shape)
{
    const char *code = "E0127";
    if (shape & CT_PLAN_SCALAR)
        code = "E0129";
    else if (shape & CT_PLAN_LIST)
        code = "E0128";
    return fail_at(r, event->start_mark, code, "key", *r->path ? r->path : r->file);
}

/* --- values --------------------------------------------------------------------------------- */

static enum ct_status read_value(struct reader *r, const yaml_event_t *event);

static struct ct_plan_value value_at(const struct reader *r, const yaml_event_t *event)
{
    return (struct ct_plan_value){.path = r->path,
                                  .text = "",
                                  .file = r->file,
                                  .line = (long)event->start_mark.line + 1,
                                  .column = (long)event->start_mark.column + 1};
}

static enum ct_status read_scalar(struct reader *r, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    struct ct_plan_value value = value_at(r, event);
    bool nothing = plain && (strcmp(text, "~") == 0 || strcmp(text, "null") == 0);
    if (!nothing && strlen(text) == event->data.scalar.length) /* no NUL in it */
        value.text = text;
    if (strcmp(r->path, "catchment") == 0)
        r->version = true;
    return ct_plan_put(r->plan, &value, r->err);
}

/* An empty list of numbers says nothing. */
static enum ct_status end_list(struct reader *r, const yaml_event_t *event, size_t entries)
{
    if (entries > 0 || !(ct_plan_shape(r->path) & CT_PLAN_SCALAR))
        return CT_OK;
    struct ct_plan_value value = value_at(r, event);
    return ct_plan_put(r->plan, &value, r->err);
}

static enum ct_status read_list(struct reader *r)
{
    size_t n = strlen(r->path);
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK; i++) {
        yaml_event_t event;
        status = next_event(r, &event);
        bool end = event.type == YAML_SEQUENCE_END_EVENT;
        if (status == CT_OK && !end) {
            snprintf(r->path + n, PATH_ROOM - n, "[%zu]", i);
            status = read_value(r, &event);
            r->path[n] = '\0';
        } else if (end) {
            status = end_list(r, &event, i);
        }
        yaml_event_delete(&event);
        if (end)
            break;
    }
    return status;
}

/* The keys of one mapping that were read. */
struct seen {
    char name[KEYS_ROOM][NAME_ROOM];
    long line[KEYS_ROOM];
    size_t count;
};

static enum ct_status check_twice(struct reader *r, const yaml_event_t *event, struct seen *seen)
{
    const char *name = (const char *)event->data.scalar.value;
    for (size_t i = 0; i < seen->count; i++) {
        if (strcmp(seen->name[i], name) != 0)
            continue;
        char first[24];
        snprintf(first, sizeof first, "%ld", seen->line[i]);
        return fail_at(r, event->start_mark, "E0125", "first", first);
    }
    if (seen->count < KEYS_ROOM) { /* more than there are names under any key */
        ct_text_fit(seen->name[seen->count], NAME_ROOM, name);
        seen->line[seen->count++] = (long)event->start_mark.line + 1;
    }
    return CT_OK;
}

static enum ct_status unknown_key(struct reader *r, const yaml_event_t *event, const char *path)
{
    struct ct_plan_value value = value_at(r, event);
    value.path = path;
    return ct_plan_unknown(&value, strlen(r->path), r->err);
}

/* Adds the key to r->path, where it is known. */
static enum ct_status enter_key(struct reader *r, const yaml_event_t *event)
{
    if (event->type != YAML_SCALAR_EVENT)
        return wrong_shape(r, event, CT_PLAN_SCALAR);
    struct ct_buffer path = {0};
    const char *name = (const char *)event->data.scalar.value;
    ct_buffer_printf(&path, "%s%s%s", r->path, *r->path ? "." : "", name);
    enum ct_status status = CT_OK;
    if (path.failed)
        status = ct_fail_memory(r->err);
    else if (*name == '\0' || strpbrk(name, ".[]") || ct_plan_shape(path.data) == 0)
        status = unknown_key(r, event, path.data);
    else
        ct_text_fit(r->path, PATH_ROOM, path.data);
    ct_buffer_free(&path);
    return status;
}

/* One key with its value; *more is false at the mapping's end. */
static enum ct_status read_pair(struct reader *r, struct seen *seen, bool *more)
{
    yaml_event_t key, value = {0};
    enum ct_status status = next_event(r, &key);
    *more = status == CT_OK && key.type != YAML_MAPPING_END_EVENT;
    if (!*more)
        goto done;
    status = check_plain(r, &key);
    if (status == CT_OK)
        status = enter_key(r, &key);
    if (status == CT_OK)
        status = check_twice(r, &key, seen);
    if (status == CT_OK)
        status = next_event(r, &value);
    if (status == CT_OK)
        status = read_value(r, &value);
done:
    yaml_event_delete(&key);
    yaml_event_delete(&value);
    return status;
}

static enum ct_status read_mapping(struct reader *r)
{
    struct seen seen = {0};
    size_t n = strlen(r->path);
    enum ct_status status = CT_OK;
    for (bool more = true; more && status == CT_OK;) {
        status = read_pair(r, &seen, &more);
        if (status == CT_OK)
            r->path[n] = '\0';
    }
    return status;
}

/* What `event` begins, at r->path. */
static enum ct_status read_value(struct reader *r, const yaml_event_t *event)
{
    unsigned shape = ct_plan_shape(r->path);
    enum ct_status status = check_plain(r, event);
    if (status != CT_OK)
        return status;
    if (event->type == YAML_SCALAR_EVENT && shape & CT_PLAN_SCALAR)
        return read_scalar(r, event);
    if (event->type == YAML_SEQUENCE_START_EVENT && shape & CT_PLAN_LIST)
        return read_list(r);
    if (event->type == YAML_MAPPING_START_EVENT && shape & CT_PLAN_MAPPING)
        return read_mapping(r);
    return wrong_shape(r, event, shape);
}

/* --- documents ------------------------------------------------------------------------------ */

static enum ct_status no_version(struct reader *r)
{
    return ct_fail(r->err, CT_USAGE, "E0132", "file", r->file, NULL);
}

/* The one document, from its first value to the end of the file. */
static enum ct_status read_document(struct reader *r)
{
    yaml_event_t event;
    yaml_event_type_t type;
    enum ct_status status = next_event(r, &event);
    if (status == CT_OK)
        status = read_value(r, &event);
    yaml_event_delete(&event);
    if (status == CT_OK)
        status = skip_event(r, &type); /* end of the document */
    if (status == CT_OK)
        status = skip_event(r, &type);
    if (status == CT_OK && type != YAML_STREAM_END_EVENT)
        return fail_at(r, r->parser.mark, "E0117", "file", r->file);
    return status == CT_OK && !r->version ? no_version(r) : status;
}

static enum ct_status read_stream(struct reader *r)
{
    yaml_event_type_t type;
    enum ct_status status = skip_event(r, &type); /* start of the stream */
    if (status == CT_OK)
        status = skip_event(r, &type);
    if (status == CT_OK && type == YAML_STREAM_END_EVENT)
        return no_version(r);
    return status == CT_OK ? read_document(r) : status;
}

/* --- files ---------------------------------------------------------------------------------- */

static enum ct_status read_file(const char *path, struct ct_buffer *text, struct ct_error *err)
{
    char part[4096];
    errno = 0;
    FILE *file = fopen(path, "rb");
    for (size_t n; file && text->size < FILE_MOST && (n = fread(part, 1, sizeof part, file)) > 0;)
        ct_buffer_add_n(text, part, n);
    int code = !file || ferror(file) ? errno : text->size >= FILE_MOST ? EFBIG : 0;
    if (file)
        fclose(file);
    if (code != 0)
        return ct_fail(err, CT_USAGE, "E0120", "file", path, "reason", strerror(code), NULL);
    ct_buffer_add_n(text, "", 0);
    if (text->failed)
        return ct_fail_memory(err);
    if (!ct_utf8_valid(text->data, text->size))
        return ct_fail(err, CT_USAGE, "E0131", "file", path, NULL);
    return CT_OK;
}

static enum ct_status read_text(struct ct_plan *plan, const struct ct_buffer *text,
                                struct ct_error *err)
{
    struct reader r = {.plan = plan, .file = plan->path, .err = err};
    if (!yaml_parser_initialize(&r.parser))
        return ct_fail_memory(err);
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text->data, text->size);
    enum ct_status status = read_stream(&r);
    yaml_parser_delete(&r.parser);
    return status;
}

enum ct_status ct_plan_read(const char *path, struct ct_plan **out, struct ct_error *err)
{
    struct ct_buffer text = {0};
    struct ct_plan *plan = NULL;
    *out = NULL;
    enum ct_status status = read_file(path, &text, err);
    if (status == CT_OK)
        status = ct_plan_new(&plan, err);
    if (status != CT_OK)
        goto done;
    plan->path = ct_text_copy(path);
    if (!plan->path) {
        status = ct_fail_memory(err);
        goto done;
    }
    status = read_text(plan, &text, err);
    if (status != CT_OK)
        goto done;
    free(plan->text);
    plan->text = text.data;
    text = (struct ct_buffer){0};
    *out = plan;
    plan = NULL;
done:
    ct_plan_free(plan);
    ct_buffer_free(&text);
    return status;
}
