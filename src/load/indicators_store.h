/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: indicators as they were read, before they are settled.
 */
#ifndef CT_LOAD_INDICATORS_STORE_H
#define CT_LOAD_INDICATORS_STORE_H

#include "load/indicators.h"

struct ct_indicator_read {
    struct ct_indicator row;
    const struct ct_input_names *names;
    enum ct_indicator_way way;
    size_t order;          /* of reading */
    char *layer, *feature; /* where it was read, for findings */
};

struct ct_indicator_store {
    struct ct_input_table names, answers;
    struct ct_indicator_read *rows;
    size_t count, room;
};

void ct_indicator_read_free(struct ct_indicator_read *read);
/* What the cells of an indicator are. */
enum ct_indicator_type { CT_TYPE_NUMBER, CT_TYPE_YES, CT_TYPE_DATE, CT_TYPE_TEXT };
enum ct_indicator_type ct_indicator_type(const struct ct_input_names *names);

#endif
