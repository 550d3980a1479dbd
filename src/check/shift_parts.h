/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside check only: the parts of the detector of offsets.
 */
#ifndef CT_CHECK_SHIFT_PARTS_H
#define CT_CHECK_SHIFT_PARTS_H

#include "base/offset.h"
#include "check/finding.h"
#include "load/city.h"

/* A layer that may be shifted. */
struct ct_shifted {
    const char *name;
    char role[40];         /* its place in the plan: "facilities[0]" */
    enum ct_offset offset; /* declared, and taken out */
};

/* Moves a place of a layer to where it lies if the layer has `offset`, not the one declared; or,
 * with `of_lines`, against lines that have it. */
void ct_shift_move(bool of_lines, enum ct_offset declared, enum ct_offset offset, double *lon,
                   double *lat);

/* How that differs, in words for findings. */
struct ct_shift_words {
    char size[24]; /* metres */
    const char *direction, *direction_zh, *offset, *declare;
};
void ct_shift_measure(bool of_lines, enum ct_offset declared, enum ct_offset offset, double lon,
                      double lat, struct ct_shift_words *words);

/* shift_named.c: facilities against the communities that they name (F0412). */
enum ct_status CT_CHECKED ct_check_named(const struct ct_city *city, struct ct_findings *findings,
                                         struct ct_error *err);

#endif
