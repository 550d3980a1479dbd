/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress on stderr, ten times a second at most, and Ctrl-C.
 */
#include "base/fail.h"
#include "base/text.h"
#include "run.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BAR_CELLS = 30 };
static const double bar_after_s = 1.0, bar_every_s = 0.1;

static volatile sig_atomic_t stop_asked; /* the one global: a signal handler reaches nothing else */

static void on_signal(int number)
{
    (void)number;
    if (stop_asked)
        _exit(CT_INTERRUPTED);
    stop_asked = 1;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static const char *stage_name(const char *stage, enum ct_language lang)
{
    static const char *const names[][2] = {
        {"load", "读取"},         {"check", "检查"}, {"measure", "测算"},
        {"surroundings", "周边"}, {"site", "选址"},  {"publish", "写出"},
    };
    for (size_t i = 0; lang == CT_ZH && i < sizeof names / sizeof *names; i++)
        if (strcmp(stage, names[i][0]) == 0)
            return names[i][1];
    return stage;
}

static void draw_bar(const char *stage, double share, enum ct_language lang)
{
    char cells[BAR_CELLS + 1];
    int full = (int)(share * BAR_CELLS);
    memset(cells, '.', BAR_CELLS);
    memset(cells, '#', (size_t)full);
    cells[BAR_CELLS] = '\0';
    fprintf(stderr, "\r\033[K%s [%s] %3d%%", stage_name(stage, lang), cells, (int)(share * 100));
    fflush(stderr);
}

static bool on_progress(void *context, const char *stage, double share)
{
    struct watch *watch = context;
    double now = seconds();
    bool new_stage = strcmp(stage, watch->stage) != 0;
    double wait = watch->shown > 0 ? watch->shown + bar_every_s : watch->started + bar_after_s;
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    if (watch->how == WATCH_JSON && (new_stage || now >= watch->shown + bar_every_s)) {
        fprintf(stderr, "{\"stage\": \"%s\", \"share\": %.3f}\n", stage, share);
        watch->shown = now;
    } else if (watch->how == WATCH_BAR && now >= wait) {
        draw_bar(stage, share, watch->lang);
        watch->shown = now;
    }
    ct_text_fit(watch->stage, sizeof watch->stage, stage);
    return !stop_asked;
}

/* A signal that the caller had us ignore (as a shell does for a job in the background) stays so. */
static void catch_signal(int number)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART}, before;
    sigemptyset(&action.sa_mask);
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(number, &action, NULL);
}

static enum ct_status read_threads(const char *text, int *threads, struct ct_error *err)
{
    long long number = 0;
    if (text && (!ct_text_integer(text, &number) || number < 0 || number > 64))
        return ct_fail(err, CT_USAGE, "E0103", "option", "--threads", "value", text, "expected",
                       "0..64", "expected_zh", "0..64", NULL);
    *threads = (int)number;
    return CT_OK;
}

enum ct_status start_watch(struct watch *watch, const struct arguments *arguments,
                           struct ct_run *run, struct ct_error *err)
{
    const char *how = option_value(arguments, OPTION_PROGRESS);
    bool automatic = !how || strcmp(how, "auto") == 0;
    *watch = (struct watch){.how = WATCH_NONE, .lang = arguments->lang, .started = seconds()};
    if (automatic ? isatty(STDERR_FILENO) : strcmp(how, "bar") == 0)
        watch->how = WATCH_BAR;
    else if (!automatic && strcmp(how, "json") == 0)
        watch->how = WATCH_JSON;
    catch_signal(SIGINT);
    catch_signal(SIGTERM);
    *run = (struct ct_run){.overwrite = has_option(arguments, OPTION_OVERWRITE),
                           .stamp = has_option(arguments, OPTION_STAMP),
                           .progress = on_progress,
                           .context = watch};
    return read_threads(option_value(arguments, OPTION_THREADS), &run->threads, err);
}

void end_watch(struct watch *watch)
{
    if (watch->how == WATCH_BAR && watch->shown > 0)
        fputs("\r\033[K", stderr);
}
