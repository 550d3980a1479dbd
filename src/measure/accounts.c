/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What became of the people read: read = inside + outside - twice, and the findings about it.
 */
#include "measure/measuring.h"

#include <inttypes.h>
#include <stdio.h>

#define NOTHING 1e-9 /* share of the people read that is rounding */

void ct_measure_account(struct ct_measuring *m, size_t demand, double read)
{
    struct ct_account *account = &m->out->account[demand];
    const double *people = ct_people_of(m->out, demand);
    account->read = read;
    for (size_t z = 0; z < m->out->zones; z++)
        *(z < m->out->communities ? &account->inside : &account->twice) += people[z];
    account->outside = read - account->inside + account->twice;
    if (fabs(account->outside) < NOTHING * read)
        account->outside = 0;
}

static enum ct_status cells(struct ct_measuring *m, const char *layer, const char *code,
                            int64_t count, double sum, struct ct_error *err)
{
    struct ct_place place = ct_place_none;
    char count_text[32], sum_text[32];
    if (!count)
        return CT_OK;
    place.layer = layer;
    snprintf(count_text, sizeof count_text, "%" PRId64, count);
    snprintf(sum_text, sizeof sum_text, "%.6g", sum);
    return ct_findings_add(m->findings, code, &place, err, "count", count_text, "sum", sum_text,
                           (char *)NULL);
}

static enum ct_status people(struct ct_measuring *m, const char *layer, const char *code,
                             double number, double read, struct ct_error *err)
{
    struct ct_place place = ct_place_none;
    char number_text[32], share_text[32];
    if (number <= NOTHING * read)
        return CT_OK;
    place.layer = layer;
    place.people = number;
    snprintf(number_text, sizeof number_text, "%.2f", number);
    snprintf(share_text, sizeof share_text, "%.2f", 100 * number / read);
    return ct_findings_add(m->findings, code, &place, err, "people", number_text, "share",
                           share_text, (char *)NULL);
}

enum ct_status ct_measure_account_findings(struct ct_measuring *m, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t d = 0; !status && d < m->out->demands; d++) {
        const struct ct_account *a = &m->out->account[d];
        const char *layer = m->city->population[d].name;
        status = cells(m, layer, "F0250", a->negative, a->negative_sum, err);
        if (!status)
            status = cells(m, layer, "F0251", a->nan, 0, err);
        if (!status)
            status = people(m, layer, "F0252", a->outside, a->read, err);
        if (!status)
            status = people(m, layer, "F0253", a->twice, a->read, err);
    }
    return status;
}
