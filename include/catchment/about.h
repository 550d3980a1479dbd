/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What this library is, can read, can write and can explain.
 */
#ifndef CATCHMENT_ABOUT_H
#define CATCHMENT_ABOUT_H

#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

const char *ct_version(void);

/* One row of `catchment doctor`: a linked library, a driver, a data file. */
struct ct_doctor_row {
    char part[64];   /* "GDAL", "driver GPKG", "proj.db" */
    char found[256]; /* version or path */
    bool ok;
    bool needed; /* by audits; else only by a product that `advice` names */
    char advice[2][256];
};
/* Fills up to `room` rows and returns how many there are. */
size_t ct_doctor(struct ct_doctor_row *rows, size_t room);

/* One output layer or table. */
struct ct_layer_view {
    const char *name, *kind; /* kind: "features" | "attributes" */
    const char *title[2];
    const char *columns; /* comma-separated, in order */
};
size_t ct_layers(void);
struct ct_layer_view ct_layer(size_t i);

/* The long text of an error or finding code, or NULL. */
const char *ct_explain(const char *code, enum ct_language lang);
size_t ct_codes(void);
const char *ct_code(size_t i);

#ifdef __cplusplus
}
#endif
#endif
