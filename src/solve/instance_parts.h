/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside site only: the readers of instances, and how numbers are taken from their files.
 */
#ifndef CT_SOLVE_INSTANCE_PARTS_H
#define CT_SOLVE_INSTANCE_PARTS_H

#include "solve/instance.h"

/* A file of numbers, all in memory. */
struct ct_scan {
    const char *file;
    char *text;
    const char *at, *end;
    size_t size; /* of the file */
};
enum ct_status CT_CHECKED ct_scan_open(struct ct_scan *scan, const char *file,
                                       struct ct_error *err);
/* Its first `most` bytes only. */
enum ct_status CT_CHECKED ct_scan_head(struct ct_scan *scan, const char *file, size_t most,
                                       struct ct_error *err);
void ct_scan_close(struct ct_scan *scan);
/* The next number, behind blanks and line ends. E0821 with the line where there is none. */
enum ct_status CT_CHECKED ct_scan_number(struct ct_scan *scan, double *out, struct ct_error *err);
enum ct_status CT_CHECKED ct_scan_count(struct ct_scan *scan, size_t least, size_t most,
                                        size_t *out, struct ct_error *err);
/* Goes behind the line that begins with this word; E0821 where there is none. */
enum ct_status CT_CHECKED ct_scan_section(struct ct_scan *scan, const char *word,
                                          struct ct_error *err);
enum ct_status ct_scan_wrong(const struct ct_scan *scan, const char *wanted, struct ct_error *err);

/* A decimal at *at, before `end`; *at moves behind it. Correctly rounded: at most 15 digits are
 * divided by a power of ten, others go to strtod. false where there is none. */
bool ct_number_take(const char **at, const char *end, double *out);

/* Rows of all demands by all sites, nearest first; `distance` of (site, demand). O(n m log n). */
enum ct_status CT_CHECKED ct_matrix_complete(size_t sites, size_t demands,
                                             int64_t (*distance)(const void *context, size_t site,
                                                                 size_t demand),
                                             const void *context, struct ct_reach_matrix *out,
                                             struct ct_error *err);

enum ct_status CT_CHECKED ct_instance_graph(const struct ct_solve *what, struct ct_instance *out,
                                            struct ct_error *err);
enum ct_status CT_CHECKED ct_instance_set_cover(const struct ct_solve *what,
                                                struct ct_instance *out, struct ct_error *err);
enum ct_status CT_CHECKED ct_instance_tsplib(const struct ct_solve *what, bool exact,
                                             struct ct_instance *out, struct ct_error *err);
enum ct_status CT_CHECKED ct_instance_points(const struct ct_solve *what, struct ct_instance *out,
                                             struct ct_error *err);
enum ct_status CT_CHECKED ct_instance_sjc(const struct ct_solve *what, struct ct_instance *out,
                                          struct ct_error *err);
enum ct_status CT_CHECKED ct_instance_census(const struct ct_solve *what, struct ct_instance *out,
                                             struct ct_error *err);
enum ct_status CT_CHECKED ct_instance_capacitated(const struct ct_solve *what,
                                                  struct ct_instance *out, struct ct_error *err);

/* Cover rows: demand i is reached by the sites for which `near` holds. */
enum ct_status CT_CHECKED ct_instance_cover(size_t sites, size_t demands, const double *weight,
                                            bool (*near)(const void *context, size_t site,
                                                         size_t demand),
                                            const void *context, struct ct_instance *out,
                                            struct ct_error *err);

#endif
