/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The models that src/site has, a file each; models.c lists them.
 */
#ifndef CT_SOLVE_MODELS_H
#define CT_SOLVE_MODELS_H

#include "solve/problem.h"

extern const struct ct_model ct_model_lscp, ct_model_mclp, ct_model_pmedian, ct_model_pcenter,
    ct_model_capacitated_cover, ct_model_capacitated_pmedian, ct_model_fair_mclp;

#endif
