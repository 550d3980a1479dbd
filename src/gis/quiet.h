/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GDAL without its voice: between begin and end (they nest, one thread each) GDAL prints nothing
 * and its last complaint can be asked for. The first begin of a process registers the drivers.
 */
#ifndef CT_GIS_QUIET_H
#define CT_GIS_QUIET_H

#include <stdbool.h>

void ct_quiet_begin(void);
void ct_quiet_end(void);
/* Was there a failure since begin (or the last forget)? Its words, else "". */
bool ct_quiet_failed(void);
const char *ct_quiet_words(void);
void ct_quiet_forget(void);

#endif
