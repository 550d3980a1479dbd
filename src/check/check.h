/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * city -> findings: what is doubtful in a city that could be loaded. Nothing is changed, and
 * nothing here is of severity "error": results stay right, but somebody should look.
 */
#ifndef CT_CHECK_CHECK_H
#define CT_CHECK_CHECK_H

#include "check/finding.h"
#include "load/city.h"

/* All checks below, in their order. */
enum ct_status CT_CHECKED ct_check_city(const struct ct_city *city, struct ct_findings *findings,
                                        struct ct_error *err);

/* shift.c: a layer that looks shifted against another as web maps shift (GCJ-02, BD-09): places
 * against streets, borders against borders (F0411), facilities against the communities that they
 * name (F0412). O(n). */
enum ct_status CT_CHECKED ct_check_shifts(const struct ct_city *city, struct ct_findings *findings,
                                          struct ct_error *err);

#endif
