/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A command line, read by the tables of options.h: every option known, of this command, with a
 * value where it needs one, and once where it may stand once.
 */
#ifndef CT_CLI_ARGUMENTS_H
#define CT_CLI_ARGUMENTS_H

#include "options.h"

struct given {
    const struct option *option;
    const char *value; /* NULL where the option takes none */
};

struct arguments {
    enum ct_language lang;
    const struct command *command;
    struct given *given; /* in the order of the command line */
    size_t given_count;
    const char **words; /* arguments that are no options, without the command; NULL-terminated */
    size_t word_count;
};

/* The language that is asked for: --lang, else LC_ALL, LC_MESSAGES, LANG. */
enum ct_language choose_language(int argc, char *const *argv);
/* CT_USAGE with E0100..E0107. --help makes it the command help, --version the command version. */
enum ct_status CT_CHECKED read_arguments(int argc, char *const *argv, struct arguments *out,
                                         struct ct_error *err);
void free_arguments(struct arguments *arguments);

/* E0100, with the nearest command. */
enum ct_status unknown_command(const char *word, struct ct_error *err);

/* "residents=pop.tif": the name goes to `name`, and the file is returned; "pop.tif" has none. */
enum { NAME_ROOM = 128 };
const char *split_name(const char *value, char name[NAME_ROOM]);

bool has_option(const struct arguments *arguments, enum option_id id);
/* The last value given, or NULL. */
const char *option_value(const struct arguments *arguments, enum option_id id);

#endif
