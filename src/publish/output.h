/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An output of this program, opened to be read.
 */
#ifndef CT_PUBLISH_OUTPUT_H
#define CT_PUBLISH_OUTPUT_H

#include "gis/work.h"

/* Attaches the file to a bench as `name`, read only. E0690: not an output; E0301: unreadable. */
enum ct_status CT_CHECKED ct_output_attach(struct ct_work *work, const char *path, const char *name,
                                           struct ct_error *err);
/* A bench of its own with the file attached as `out`; close it with ct_work_close. */
enum ct_status CT_CHECKED ct_output_open(const char *path, struct ct_work **out,
                                         struct ct_error *err);
/* Has the attached file this table? */
enum ct_status CT_CHECKED ct_output_has(struct ct_work *work, const char *name, const char *table,
                                        bool *has, struct ct_error *err);

#endif
