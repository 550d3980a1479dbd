/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The manual page in roff (man(7)) and the tables as JSON.
 */
#include "catchment/about.h"
#include "help.h"
#include "print.h"
#include <stdio.h>

/* Text of a roff line: backslashes and dashes escaped, no dot or quote in front. */
static void print_roff(const char *s)
{
    if (*s == '.' || *s == '\'')
        fputs("\\&", stdout);
    for (; *s; s++) {
        if (*s == '\\')
            fputs("\\e", stdout);
        else if (*s == '-')
            fputs("\\-", stdout);
        else
            putchar(*s);
    }
    putchar('\n');
}

static void section(const char *en, const char *zh, enum ct_language lang)
{
    printf(".SH %s\n", lang == CT_ZH ? zh : en);
}

static void manual_option(const struct option *option, enum ct_language lang)
{
    puts(".TP");
    if (option->letter)
        printf("\\fB\\-%c\\fR, ", option->letter);
    fputs("\\fB\\-\\-", stdout);
    for (const char *c = option->name; *c; c++)
        printf(*c == '-' ? "\\-" : "%c", *c);
    fputs("\\fR", stdout);
    if (option->argument)
        printf(" \\fI%s\\fR", option->argument);
    putchar('\n');
    print_roff(option->help[lang]);
}

static void manual_command(const struct command *command, enum ct_language lang)
{
    printf(".SS %s\n", command->name);
    print_roff(command->help[lang]);
    for (size_t i = 0; i < 3 && command->usage[i]; i++) {
        puts(".PP\n.nf");
        fputs("catchment ", stdout);
        print_roff(command->usage[i]);
        puts(".fi");
    }
    puts(".PP");
    print_roff(command->more[lang]);
    for (size_t i = 0; i < OPTIONS; i++)
        if (options[i].commands != 0 && option_belongs(&options[i], command))
            manual_option(&options[i], lang);
}

void print_manual(enum ct_language lang)
{
    printf(".TH CATCHMENT 1 \"\" \"catchment %s\"\n", ct_version());
    section("NAME", "名称", lang);
    print_roff(lang == CT_ZH ? "catchment - 社区设施评估"
                             : "catchment - audit of community facilities");
    section("SYNOPSIS", "用法", lang);
    puts("\\fBcatchment\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR]");
    section("COMMANDS", "命令", lang);
    for (size_t i = 0; i < COMMANDS; i++)
        manual_command(&commands[i], lang);
    section("OPTIONS OF EVERY COMMAND", "各命令通用的选项", lang);
    for (size_t i = 0; i < OPTIONS; i++)
        if (options[i].commands == 0)
            manual_option(&options[i], lang);
    section("EXIT STATUS", "退出码", lang);
    print_roff(lang == CT_ZH
                   ? "0 正常；2 用法或方案有误；3 输入无法读取；4 检查未通过；5 输出无法写入；70 "
                     "程序内部错误；130 中断。"
                   : "0 ok; 2 usage or plan; 3 input cannot be read; 4 check failed; 5 output "
                     "cannot be written; 70 a fault of ours; 130 interrupted.");
}

static void both(struct ct_json *json, const char *key, const char *const texts[2])
{
    ct_json_object(json, key);
    ct_json_string(json, "en", texts[CT_EN]);
    ct_json_string(json, "zh", texts[CT_ZH]);
    ct_json_end_object(json);
}

static void json_option(struct ct_json *json, const struct option *option)
{
    char letter[2] = {option->letter, '\0'};
    ct_json_object(json, NULL);
    ct_json_string(json, "name", option->name);
    ct_json_string(json, "letter", option->letter ? letter : NULL);
    ct_json_string(json, "argument", option->argument);
    ct_json_bool(json, "repeatable", option->repeatable);
    ct_json_array(json, "values");
    for (size_t i = 0; option->words[i]; i++)
        ct_json_string(json, NULL, option->words[i]);
    ct_json_end_array(json);
    ct_json_array(json, "commands");
    for (size_t i = 0; i < COMMANDS; i++)
        if (option_belongs(option, &commands[i]))
            ct_json_string(json, NULL, commands[i].name);
    ct_json_end_array(json);
    both(json, "help", option->help);
    ct_json_end_object(json);
}

enum ct_status print_json_usage(struct ct_error *err)
{
    struct ct_buffer text = {0};
    struct ct_json json;
    json_start(&json, &text, "help");
    ct_json_string(&json, "version", ct_version());
    ct_json_array(&json, "commands");
    for (size_t i = 0; i < COMMANDS; i++) {
        ct_json_object(&json, NULL);
        ct_json_string(&json, "name", commands[i].name);
        ct_json_array(&json, "usage");
        for (size_t k = 0; k < 3 && commands[i].usage[k]; k++)
            ct_json_string(&json, NULL, commands[i].usage[k]);
        ct_json_end_array(&json);
        both(&json, "help", commands[i].help);
        ct_json_end_object(&json);
    }
    ct_json_end_array(&json);
    ct_json_array(&json, "options");
    for (size_t i = 0; i < OPTIONS; i++)
        json_option(&json, &options[i]);
    ct_json_end_array(&json);
    return json_finish(&json, err);
}
