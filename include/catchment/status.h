/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Status and error values: every function of the library that can fail returns an
 * enum ct_status and fills a caller-owned struct ct_error (which may be NULL).
 * The library never prints, never exits and keeps no globals.
 */
#ifndef CATCHMENT_STATUS_H
#define CATCHMENT_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CT_CHECKED __attribute__((warn_unused_result))
#else
#define CT_CHECKED
#endif

/* The values are the exit codes of the command line. */
enum ct_status {
    CT_OK = 0,
    CT_RULE_UNMET = 1,    /* ran, but a rule is not met (only with --fail-on) */
    CT_USAGE = 2,         /* the call or the plan is wrong */
    CT_INPUT = 3,         /* an input cannot be read */
    CT_CHECK_FAILED = 4,  /* the data make results wrong */
    CT_OUTPUT = 5,        /* the output cannot be written */
    CT_INFEASIBLE = 6,    /* no answer exists */
    CT_INTERNAL = 70,     /* a fault of ours, or no memory */
    CT_INTERRUPTED = 130, /* stopped by the user */
};

enum ct_language { CT_EN = 0, CT_ZH = 1 };

/* One error, in both languages. Strings are always terminated; an unknown place is an empty
 * string, 0 (line, column, row) or NAN (lon, lat). {0} is a valid empty value. */
struct ct_error {
    enum ct_status status;
    char code[8];         /* stable, "E0421"; `catchment explain E0421` says more */
    char message[2][768]; /* [CT_EN], [CT_ZH] */
    char hint[2][512];    /* what to do */
    char file[512];
    char layer[128];
    char feature[128];
    long line, column; /* of a text file, from 1 */
    double lon, lat;   /* degrees; both 0 where unknown */
};

#ifdef __cplusplus
}
#endif
#endif
