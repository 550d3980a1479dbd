/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The offsets of Chinese web maps: GCJ-02 (AMap, Tencent, Google China) and BD-09 (Baidu) as
 * functions of WGS 84 degrees, and their inverses. Nothing here knows a border: the formulas are
 * applied to every place, because the plan says which layer is shifted.
 *
 * The formulas are public; against what the services themselves return they are good to about
 * 0.7 m. The inverses are exact to 1e-7 m of the formulas, by fixed-point iteration: O(1), about
 * five evaluations.
 */
#ifndef CT_BASE_OFFSET_H
#define CT_BASE_OFFSET_H

enum ct_offset { CT_OFFSET_NONE, CT_OFFSET_GCJ02, CT_OFFSET_BD09 };

/* "gcj02", "bd09"; "none" for no offset. */
const char *ct_offset_name(enum ct_offset offset);
/* WGS 84 -> shifted, in place. */
void ct_offset_add(enum ct_offset offset, double *lon, double *lat);
/* Shifted -> WGS 84, in place. What is not finite stays as it is. */
void ct_offset_remove(enum ct_offset offset, double *lon, double *lat);

#endif
