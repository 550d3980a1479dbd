/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: what `site` of a plan must hold.
 */
#ifndef CT_LOAD_PLAN_SITE_H
#define CT_LOAD_PLAN_SITE_H

#include "load/plan.h"

/* CT_OK where the plan has no `site`. E0830: something that is needed is missing; E0831: two things
 * that do not go together; E0833: a list that does not fall or rise. */
enum ct_status CT_CHECKED ct_plan_check_site(const struct ct_plan *plan, struct ct_error *err);

#endif
