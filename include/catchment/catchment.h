/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything public. */
#ifndef CATCHMENT_H
#define CATCHMENT_H
#include "catchment/about.h"
#include "catchment/audit.h"
#include "catchment/compare.h"
#include "catchment/explain.h"
#include "catchment/plan.h"
#include "catchment/publish.h"
#include "catchment/review.h"
#include "catchment/site.h"
#include "catchment/standards.h"
#include "catchment/status.h"
#endif
