/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two tables of the command line: commands and options. Parser, help, manual page, completion
 * and --json-usage all read them, and nothing else knows an option.
 */
#ifndef CT_CLI_OPTIONS_H
#define CT_CLI_OPTIONS_H

#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>

struct arguments; /* arguments.h */

struct command {
    const char *name;
    const char *usage[3]; /* without "catchment "; NULL-terminated where there are fewer */
    const char *help[2];  /* one line */
    const char *more[2];  /* a paragraph */
    size_t least_words, most_words;
    enum ct_status (*run)(const struct arguments *arguments, struct ct_error *err);
};

enum command_id {
    COMMAND_INIT,
    COMMAND_CHECK,
    COMMAND_AUDIT,
    COMMAND_REVIEW,
    COMMAND_COMPARE,
    COMMAND_PUBLISH,
    COMMAND_SITE,
    COMMAND_SOLVE,
    COMMAND_EXPLAIN,
    COMMAND_STANDARDS,
    COMMAND_LAYERS,
    COMMAND_DOCTOR,
    COMMAND_COMPLETION,
    COMMAND_HELP,
    COMMAND_VERSION,
    COMMANDS
};
extern const struct command commands[COMMANDS];

struct option {
    const char *name;     /* without dashes */
    char letter;          /* short form, or 0 */
    const char *argument; /* what its value is, or NULL */
    unsigned commands;    /* bits 1u << enum command_id; 0: all, also before the command */
    bool repeatable;
    const char *help[2];
    const char *words[16]; /* the only values, NULL-terminated; none: any */
    const char *path;      /* of the plan, that the value goes to; NULL: the command knows */
};

enum option_id {
    OPTION_OUTPUT,
    OPTION_OVERWRITE,
    OPTION_COMMUNITIES,
    OPTION_POPULATION,
    OPTION_FACILITIES,
    OPTION_RADIUS,
    OPTION_FIELD,
    OPTION_KIND,
    OPTION_HOUSEHOLD_SIZE,
    OPTION_CRS,
    OPTION_STANDARD,
    OPTION_PARAMETER,
    OPTION_PROJECT,
    OPTION_FAIL_ON,
    OPTION_SET,
    OPTION_CODES,
    OPTION_MODEL,
    OPTION_SITES,
    OPTION_SHARE,
    OPTION_DEMAND,
    OPTION_TIME_LIMIT,
    OPTION_SEED,
    OPTION_REPORT,
    OPTION_SHEETS,
    OPTION_WORKBOOK,
    OPTION_EXPORT,
    OPTION_FORMAT,
    OPTION_ENCODING,
    OPTION_RELINK,
    OPTION_THREADS,
    OPTION_STAMP,
    OPTION_JSON,
    OPTION_MAN,
    OPTION_PROGRESS,
    OPTION_LANG,
    OPTION_JSON_USAGE,
    OPTION_HELP,
    OPTION_VERSION,
    OPTIONS
};
extern const struct option options[OPTIONS];

bool option_belongs(const struct option *option, const struct command *command);
/* The table of this index where NAME (n bytes) is an option or command; NULL where it is none. */
const struct option *find_option(const char *name, size_t n);
const struct option *find_letter(char letter);
const struct command *find_command(const char *name);

#endif
