/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment completion bash: a script made from the tables.
 */
#include "base/fail.h"
#include "commands.h"
#include <stdio.h>
#include <string.h>

static void print_names(void)
{
    for (size_t i = 0; i < COMMANDS; i++)
        printf("%s%s", i ? " " : "", commands[i].name);
}

static void print_options(const struct command *command)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (command ? option_belongs(&options[i], command) : options[i].commands == 0)
            printf(" --%s", options[i].name);
}

/* What the word after an option may be. */
static void print_values(const struct option *option)
{
    if (!option->argument)
        return;
    printf("        --%s", option->name);
    if (option->letter)
        printf("|-%c", option->letter);
    printf(") COMPREPLY=(");
    if (option->words[0]) {
        printf("$(compgen -W '");
        for (size_t i = 0; option->words[i]; i++)
            printf("%s%s", i ? " " : "", option->words[i]);
        printf("' -- \"$word\")");
    } else if (strstr(option->argument, "FILE")) {
        printf("$(compgen -f -- \"$word\")");
    }
    puts("); return ;;");
}

static void print_script(void)
{
    puts("# bash completion for catchment\n"
         "_catchment() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
         "    local known command='' w\n"
         "    case $before in");
    for (size_t i = 0; i < OPTIONS; i++)
        print_values(&options[i]);
    printf("    esac\n"
           "    for w in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
           "        case \" ");
    print_names();
    printf(" \" in *\" $w \"*) command=$w; break ;; esac\n"
           "    done\n"
           "    case $command in\n"
           "        '') known='");
    print_names();
    print_options(NULL);
    puts("' ;;");
    for (size_t i = 0; i < COMMANDS; i++) {
        printf("        %s) known='", commands[i].name);
        print_options(&commands[i]);
        puts("' ;;");
    }
    puts("    esac\n"
         "    if [[ -z $command || $word == -* ]]; then\n"
         "        COMPREPLY=($(compgen -W \"$known\" -- \"$word\"))\n"
         "    else\n"
         "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "    fi\n"
         "}\n"
         "complete -o filenames -F _catchment catchment");
}

enum ct_status run_completion(const struct arguments *arguments, struct ct_error *err)
{
    const char *shell = arguments->words[0];
    if (strcmp(shell, "bash") != 0)
        return ct_fail(err, CT_USAGE, "E0103", "option", "completion", "value", shell, "expected",
                       "bash", "expected_zh", "bash", NULL);
    print_script();
    return CT_OK;
}
