/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment help: all commands, or one with its options; lines of at most 80 columns.
 */
#include "help.h"
#include "base/fail.h"
#include "base/text.h"
#include "commands.h"
#include <stdio.h>
#include <string.h>

enum { LINE_WIDTH = 80, HELP_COLUMN = 32 };

void option_heading(const struct option *option, struct ct_buffer *out)
{
    if (option->letter)
        ct_buffer_printf(out, "-%c, ", option->letter);
    else
        ct_buffer_add(out, "    ");
    ct_buffer_printf(out, "--%s", option->name);
    if (option->argument)
        ct_buffer_printf(out, " %s", option->argument);
}

/* How many bytes of s go on a line of `room` columns: to a blank, or, between wide characters,
 * anywhere. */
static size_t line_length(const char *s, size_t room)
{
    size_t used = 0, width = 0, end = 0;
    uint32_t code = 0;
    for (size_t n; (n = ct_utf8_next(s + used, &code)) > 0; used += n) {
        char one[8];
        ct_text_fit(one, n + 1, s + used);
        size_t columns = ct_text_width(one);
        if (width + columns > room)
            return end > 0 ? end : used;
        width += columns;
        if (code == ' ')
            end = used;
        else if (columns == 2)
            end = used + n;
    }
    return used;
}

/* Prints a text in lines of `room` columns; all but the first are indented. */
static void print_wrapped(const char *s, size_t room, int indent)
{
    for (bool first = true; *s; first = false) {
        size_t n = line_length(s, room);
        printf("%*s%.*s\n", first ? 0 : indent, "", (int)n, s);
        s += n;
        s += strspn(s, " ");
    }
}

static void print_option(const struct option *option, enum ct_language lang)
{
    struct ct_buffer heading = {0};
    option_heading(option, &heading);
    if (!heading.failed && ct_text_width(heading.data) + 4 <= HELP_COLUMN)
        printf("  %-*s", HELP_COLUMN - 2, heading.data);
    else if (!heading.failed)
        printf("  %s\n%*s", heading.data, HELP_COLUMN, "");
    print_wrapped(option->help[lang], LINE_WIDTH - HELP_COLUMN, HELP_COLUMN);
    ct_buffer_free(&heading);
}

static void print_command_options(const struct command *command, bool common, enum ct_language lang)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (option_belongs(&options[i], command) && (options[i].commands == 0) == common)
            print_option(&options[i], lang);
}

static bool has_own_options(const struct command *command)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (options[i].commands != 0 && option_belongs(&options[i], command))
            return true;
    return false;
}

static void print_command(const struct command *command, enum ct_language lang)
{
    static const char *const usage[2] = {"Usage: ", "用法："};
    static const char *const own[2] = {"\nOptions:", "\n选项："};
    static const char *const common[2] = {"\nOptions of every command:", "\n各命令通用的选项："};
    int indent = (int)ct_text_width(usage[lang]);
    for (size_t i = 0; i < 3 && command->usage[i]; i++) {
        printf("%*s%scatchment ", i ? indent : 0, "", i ? "" : usage[lang]);
        print_wrapped(command->usage[i], LINE_WIDTH - (size_t)indent - 10, indent + 10);
    }
    if (*command->more[lang]) {
        putchar('\n');
        print_wrapped(command->more[lang], LINE_WIDTH, 0);
    }
    if (has_own_options(command)) {
        puts(own[lang]);
        print_command_options(command, false, lang);
    }
    puts(common[lang]);
    print_command_options(command, true, lang);
}

static void print_overview(enum ct_language lang)
{
    puts(lang == CT_ZH
             ? "catchment – 社区设施评估：服务半径内有多少人、每百户设施面积、空白区在哪里\n\n"
               "用法：catchment 命令 [选项]\n\n命令："
             : "catchment - community facilities: who is within reach, how much floor "
               "area\n100 households have, where the gaps are\n\n"
               "Usage: catchment COMMAND [OPTIONS]\n\nCommands:");
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-12s%s\n", commands[i].name, commands[i].help[lang]);
    puts(lang == CT_ZH ? "\n`catchment help 命令` 说明一个命令及其选项。"
                       : "\n`catchment help COMMAND` shows a command with its options.");
    puts(lang == CT_ZH ? "退出码：0 正常；1 条款不达标（仅 --fail-on）；2 用法或方案有误；\n"
                         "3 输入无法读取；4 检查未通过；5 输出无法写入；70 程序内部错误；130 中断。"
                       : "Exit codes: 0 ok; 1 a rule is not met (with --fail-on); 2 usage or "
                         "plan; 3 input\ncannot be read; 4 check failed; 5 output cannot be "
                         "written; 70 a fault of ours;\n130 interrupted.");
}

enum ct_status run_help(const struct arguments *arguments, struct ct_error *err)
{
    if (has_option(arguments, OPTION_JSON_USAGE))
        return print_json_usage(err);
    if (has_option(arguments, OPTION_MAN)) {
        print_manual(arguments->lang);
        return CT_OK;
    }
    if (arguments->word_count == 0) {
        print_overview(arguments->lang);
        return CT_OK;
    }
    const struct command *command = find_command(arguments->words[0]);
    if (!command)
        return unknown_command(arguments->words[0], err);
    print_command(command, arguments->lang);
    return CT_OK;
}
