/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment init: files -> a commented plan, on stdout or in a file that appears whole or not at
 * all.
 */
#include "base/fail.h"
#include "base/text.h"
#include "catchment/plan.h"
#include "commands.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum ct_role role_of(const struct option *option)
{
    switch ((enum option_id)(option - options)) {
    case OPTION_COMMUNITIES:
        return CT_ROLE_COMMUNITIES;
    case OPTION_POPULATION:
        return CT_ROLE_POPULATION;
    case OPTION_FACILITIES:
        return CT_ROLE_FACILITIES;
    default:
        return CT_ROLE_GUESS;
    }
}

/* One file to look at, with the texts that its input points to. */
struct input {
    char *path, name[NAME_ROOM];
};

/* The files in the order of options, then words. Names in a plan are relative to its folder: where
 * that is another one, they are made absolute. False where memory is short. */
static bool collect_inputs(const struct arguments *arguments, bool absolute, struct input *texts,
                           struct ct_plan_input *inputs, size_t *count)
{
    for (size_t i = 0; i < arguments->given_count + arguments->word_count; i++) {
        bool word = i >= arguments->given_count;
        const struct given *given = word ? NULL : &arguments->given[i];
        enum ct_role role = word ? CT_ROLE_GUESS : role_of(given->option);
        if (!word && role == CT_ROLE_GUESS)
            continue;
        struct input *text = &texts[*count];
        const char *path = word ? arguments->words[i - arguments->given_count] : given->value;
        if (role == CT_ROLE_POPULATION)
            path = split_name(path, text->name);
        text->path = absolute ? realpath(path, NULL) : NULL;
        if (!text->path)
            text->path = ct_text_copy(path);
        inputs[(*count)++] = (struct ct_plan_input){
            .path = text->path, .role = role, .name = *text->name ? text->name : NULL};
        if (!text->path)
            return false;
    }
    return true;
}

static enum ct_status cannot_write(const char *path, struct ct_error *err)
{
    return ct_fail(err, CT_OUTPUT, "E0591", "file", path, "reason", strerror(errno), NULL);
}

/* Writes beside the target, then renames. */
static enum ct_status write_whole(const char *path, const char *text, bool overwrite,
                                  struct ct_error *err)
{
    if (!overwrite && access(path, F_OK) == 0)
        return ct_fail(err, CT_OUTPUT, "E0501", "file", path, NULL);
    struct ct_buffer name = {0};
    ct_buffer_printf(&name, "%s.XXXXXX", path);
    if (name.failed)
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    int fd = mkstemp(name.data);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (!file) {
        status = cannot_write(path, err);
        goto done;
    }
    bool written =
        fputs(text, file) >= 0 && fflush(file) == 0 && fchmod(fd, 0644) == 0 && fsync(fd) == 0;
    written = fclose(file) == 0 && written;
    if (!written || rename(name.data, path) != 0) {
        status = cannot_write(path, err);
        unlink(name.data);
    }
done:
    ct_buffer_free(&name);
    return status;
}

enum ct_status run_init(const struct arguments *arguments, struct ct_error *err)
{
    const char *output = option_value(arguments, OPTION_OUTPUT);
    char *yaml = NULL;
    size_t n = 0, room = arguments->given_count + arguments->word_count + 1;
    struct ct_plan_input *inputs = calloc(room, sizeof *inputs);
    struct input *texts = calloc(room, sizeof *texts);
    enum ct_status status = CT_OK;
    if (!inputs || !texts ||
        !collect_inputs(arguments, output && strchr(output, '/'), texts, inputs, &n))
        status = ct_fail_memory(err);
    else if (n == 0)
        status = ct_fail(err, CT_USAGE, "E0105", "argument", "FILE", "usage",
                         arguments->command->usage[0], NULL);
    if (status == CT_OK)
        status = ct_plan_propose(inputs, n, arguments->lang, &yaml, err);
    if (status == CT_OK && output)
        status = write_whole(output, yaml, has_option(arguments, OPTION_OVERWRITE), err);
    else if (status == CT_OK)
        fputs(yaml, stdout);
    for (size_t i = 0; i < n; i++)
        free(texts[i].path);
    free(texts);
    free(inputs);
    free(yaml);
    return status;
}
