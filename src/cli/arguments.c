/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parser of the command line. One pass, O(words x options); options may stand anywhere, after
 * "--" every word is an argument, "-" alone is one.
 */
#include "arguments.h"
#include "base/fail.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

enum ct_language choose_language(int argc, char *const *argv)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            return strcmp(argv[i] + 7, "zh") == 0 ? CT_ZH : CT_EN;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            return strcmp(argv[i + 1], "zh") == 0 ? CT_ZH : CT_EN;
    }
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]); // NOLINT(concurrency-mt-unsafe): one thread yet
        if (value && *value)
            return strncmp(value, "zh", 2) == 0 ? CT_ZH : CT_EN;
    }
    return CT_EN;
}

/* --- errors --------------------------------------------------------------------------------- */

static const char *command_name(const struct arguments *arguments)
{
    return arguments->command ? arguments->command->name : NULL;
}

enum ct_status unknown_command(const char *word, struct ct_error *err)
{
    const char *names[COMMANDS + 1] = {NULL};
    struct ct_buffer known = {0};
    for (size_t i = 0; i < COMMANDS; i++) {
        names[i] = commands[i].name;
        ct_buffer_printf(&known, "%s%s", i ? ", " : "", names[i]);
    }
    enum ct_status status =
        ct_fail(err, CT_USAGE, "E0100", "word", word, "nearest", ct_text_nearest(word, names),
                "known", known.failed ? "" : known.data, NULL);
    ct_buffer_free(&known);
    return status;
}

static enum ct_status unknown_option(const struct arguments *arguments, const char *word,
                                     struct ct_error *err)
{
    const char *names[OPTIONS + 1] = {NULL};
    size_t n = 0;
    for (size_t i = 0; i < OPTIONS; i++)
        if (!arguments->command || option_belongs(&options[i], arguments->command))
            names[n++] = options[i].name;
    char name[64], dashed[64];
    ct_text_fit(name, sizeof name, word);
    name[strcspn(name, "=")] = '\0';
    const char *nearest = ct_text_nearest(name + strspn(name, "-"), names);
    struct ct_buffer meant = {0};
    ct_buffer_printf(&meant, "--%s", nearest ? nearest : "");
    ct_text_fit(dashed, sizeof dashed, nearest && !meant.failed ? meant.data : "");
    ct_buffer_free(&meant);
    return ct_fail(err, CT_USAGE, "E0101", "option", name, "nearest", dashed, "command",
                   command_name(arguments), NULL);
}

/* ct_fail about an option; `known` goes to {known} and {expected}. */
static enum ct_status wrong_option(const char *code, const struct option *option, const char *value,
                                   const char *known, const struct arguments *arguments,
                                   struct ct_error *err)
{
    char name[64] = "--";
    ct_text_fit(name + 2, sizeof name - 2, option->name);
    const char *nearest = value ? ct_text_nearest(value, option->words) : NULL;
    return ct_fail(err, CT_USAGE, code, "option", name, "value", value, "nearest", nearest, "known",
                   known, "expected", known, "expected_zh", known, "argument", option->argument,
                   "command", command_name(arguments), NULL);
}

/* --- reading -------------------------------------------------------------------------------- */

struct words {
    int argc, next;
    char *const *argv;
};

static enum ct_status check_word(const struct option *option, const char *value,
                                 const struct arguments *arguments, struct ct_error *err)
{
    struct ct_buffer known = {0};
    for (size_t i = 0; option->words[i]; i++) {
        if (strcmp(option->words[i], value) == 0) {
            ct_buffer_free(&known);
            return CT_OK;
        }
        ct_buffer_printf(&known, "%s%s", i ? ", " : "", option->words[i]);
    }
    if (!option->words[0])
        return CT_OK;
    enum ct_status status =
        wrong_option("E0103", option, value, known.failed ? "" : known.data, arguments, err);
    ct_buffer_free(&known);
    return status;
}

/* Keeps an option; `value` is what stood behind "=" or the letter, NULL where nothing did. */
static enum ct_status take_option(struct arguments *out, const struct option *option,
                                  const char *value, struct words *words, struct ct_error *err)
{
    if (!option->repeatable && has_option(out, (enum option_id)(option - options)))
        return wrong_option("E0107", option, NULL, NULL, out, err);
    if (option->argument && !value) {
        if (words->next == words->argc)
            return wrong_option("E0102", option, NULL, NULL, out, err);
        value = words->argv[words->next++];
    }
    if (option->argument) {
        enum ct_status status = check_word(option, value, out, err);
        if (status != CT_OK)
            return status;
    }
    out->given[out->given_count++] = (struct given){option, value};
    return CT_OK;
}

/* "--name", "--name=value", "-o", "-oFILE". */
static enum ct_status read_option(struct arguments *out, const char *word, struct words *words,
                                  struct ct_error *err)
{
    const struct option *option = NULL;
    const char *value = NULL;
    if (word[1] == '-') {
        size_t n = strcspn(word + 2, "=");
        option = find_option(word + 2, n);
        value = word[2 + n] == '=' ? word + 3 + n : NULL;
    } else {
        option = find_letter(word[1]);
        value = word[2] ? word + 2 : NULL;
    }
    if (!option)
        return unknown_option(out, word, err);
    if (value && !option->argument)
        return wrong_option("E0109", option, NULL, NULL, out, err);
    return take_option(out, option, value, words, err);
}

static enum ct_status read_word(struct arguments *out, const char *word, struct ct_error *err)
{
    if (out->command) {
        out->words[out->word_count++] = word;
        return CT_OK;
    }
    out->command = find_command(word);
    return out->command ? CT_OK : unknown_command(word, err);
}

/* --- the command's own rules ---------------------------------------------------------------- */

static enum ct_status check_belongs(const struct arguments *arguments, struct ct_error *err)
{
    for (size_t i = 0; i < arguments->given_count; i++) {
        const struct option *option = arguments->given[i].option;
        if (option_belongs(option, arguments->command))
            continue;
        struct ct_buffer known = {0};
        for (size_t k = 0; k < COMMANDS; k++)
            if (option_belongs(option, &commands[k]))
                ct_buffer_printf(&known, "%s%s", known.size ? ", " : "", commands[k].name);
        enum ct_status status =
            wrong_option("E0106", option, NULL, known.failed ? "" : known.data, arguments, err);
        ct_buffer_free(&known);
        return status;
    }
    return CT_OK;
}

static enum ct_status check_words(const struct arguments *arguments, struct ct_error *err)
{
    const struct command *command = arguments->command;
    if (arguments->word_count > command->most_words)
        return ct_fail(err, CT_USAGE, "E0104", "word", arguments->words[command->most_words],
                       "command", command->name, NULL);
    if (arguments->word_count < command->least_words)
        return ct_fail(err, CT_USAGE, "E0105", "argument",
                       command->usage[0] + strlen(command->name) + 1, "usage", command->usage[0],
                       NULL);
    return CT_OK;
}

/* Makes it this command, with the options that belong to every command. */
static void become(struct arguments *out, enum command_id id)
{
    size_t kept = 0;
    for (size_t i = 0; i < out->given_count; i++)
        if (out->given[i].option->commands == 0)
            out->given[kept++] = out->given[i];
    out->given_count = kept;
    out->command = &commands[id];
}

/* Is one of the options given that belong to certain commands only? */
static bool has_own_option(const struct arguments *arguments)
{
    for (size_t i = 0; i < arguments->given_count; i++)
        if (arguments->given[i].option->commands != 0)
            return true;
    return false;
}

/* --help, --json-usage and --version are commands, too; nothing at all is help. */
static enum ct_status redirect(struct arguments *out, struct ct_error *err)
{
    bool help = has_option(out, OPTION_HELP) || has_option(out, OPTION_JSON_USAGE);
    if (!help && has_option(out, OPTION_VERSION)) {
        out->word_count = 0;
        become(out, COMMAND_VERSION);
    } else if (help || (!out->command && !has_own_option(out))) {
        out->word_count = 0;
        if (out->command)
            out->words[out->word_count++] = out->command->name;
        become(out, COMMAND_HELP);
    }
    if (out->command)
        return CT_OK;
    return ct_fail(err, CT_USAGE, "E0105", "argument", "COMMAND", "usage", "COMMAND", NULL);
}

enum ct_status read_arguments(int argc, char *const *argv, struct arguments *out,
                              struct ct_error *err)
{
    *out = (struct arguments){.lang = choose_language(argc, argv),
                              .given = calloc((size_t)argc + 1, sizeof *out->given),
                              .words = calloc((size_t)argc + 1, sizeof *out->words)};
    if (!out->given || !out->words)
        return ct_fail_memory(err);
    struct words words = {.argc = argc, .next = 1, .argv = argv};
    bool options_end = false;
    enum ct_status status = CT_OK;
    while (status == CT_OK && words.next < argc) {
        const char *word = argv[words.next++];
        if (!options_end && strcmp(word, "--") == 0)
            options_end = true;
        else if (!options_end && word[0] == '-' && word[1])
            status = read_option(out, word, &words, err);
        else
            status = read_word(out, word, err);
    }
    if (status == CT_OK)
        status = redirect(out, err);
    if (status == CT_OK)
        status = check_belongs(out, err);
    return status == CT_OK ? check_words(out, err) : status;
}

void free_arguments(struct arguments *arguments)
{
    free(arguments->given);
    free(arguments->words);
    *arguments = (struct arguments){0};
}

const char *split_name(const char *value, char name[NAME_ROOM])
{
    size_t n = strcspn(value, "=/:");
    bool named = value[n] == '=' && n > 0 && n < NAME_ROOM;
    memcpy(name, value, named ? n : 0);
    name[named ? n : 0] = '\0';
    return named ? value + n + 1 : value;
}

bool has_option(const struct arguments *arguments, enum option_id id)
{
    for (size_t i = 0; i < arguments->given_count; i++)
        if (arguments->given[i].option == &options[id])
            return true;
    return false;
}

const char *option_value(const struct arguments *arguments, enum option_id id)
{
    const char *value = NULL;
    for (size_t i = 0; i < arguments->given_count; i++)
        if (arguments->given[i].option == &options[id])
            value = arguments->given[i].value;
    return value;
}
