/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linear programs by GLPK (GPL-3), the one file that sees its types. Cost: GLPK's simplex, from the
 * last basis.
 */
#include "solve/program.h"
#include "base/fail.h"
#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>

struct ct_program {
    glp_prob *lp;
    int columns;
    int *index; /* [columns + 1], for rows; from 1 as GLPK counts */
    double *factor;
};

enum ct_status ct_program_new(size_t columns, struct ct_program **out, struct ct_error *err)
{
    struct ct_program *p = calloc(1, sizeof *p);

    if (p == NULL)
        return ct_fail_memory(err);
    p->columns = (int)columns;
    p->index = malloc((columns + 1) * sizeof *p->index);
    p->factor = malloc((columns + 1) * sizeof *p->factor);
    if (p->index == NULL || p->factor == NULL) {
        ct_program_free(p);
        return ct_fail_memory(err);
    }
    glp_term_out(GLP_OFF);
    p->lp = glp_create_prob();
    glp_set_obj_dir(p->lp, GLP_MAX);
    if (columns > 0)
        glp_add_cols(p->lp, p->columns);
    for (size_t j = 0; j < columns; j++)
        ct_program_column(p, j, 0, 1, 0);
    *out = p;
    return CT_OK;
}

void ct_program_free(struct ct_program *program)
{
    if (program == NULL)
        return;
    if (program->lp != NULL)
        glp_delete_prob(program->lp);
    free(program->index);
    free(program->factor);
    free(program);
}

static int kind_of(double least, double most)
{
    if (!isfinite(least))
        return isfinite(most) ? GLP_UP : GLP_FR;
    if (!isfinite(most))
        return GLP_LO;
    return least < most ? GLP_DB : GLP_FX;
}

enum ct_status ct_program_row(struct ct_program *program, const uint32_t *column,
                              const double *factor, size_t count, double least, double most,
                              struct ct_error *err)
{
    if (count > (size_t)program->columns)
        return ct_fail(err, CT_INTERNAL, "E0903", "reason", "a row longer than its program", NULL);
    int row = glp_add_rows(program->lp, 1);
    for (size_t k = 0; k < count; k++) {
        program->index[k + 1] = (int)column[k] + 1;
        program->factor[k + 1] = factor != NULL ? factor[k] : 1;
    }
    glp_set_mat_row(program->lp, row, (int)count, program->index, program->factor);
    glp_set_row_bnds(program->lp, row, kind_of(least, most), least, most);
    return CT_OK;
}

void ct_program_column(struct ct_program *program, size_t column, double least, double most,
                       double profit)
{
    int j = (int)column + 1;

    glp_set_col_bnds(program->lp, j, kind_of(least, most), least, most);
    glp_set_obj_coef(program->lp, j, profit);
    glp_set_col_kind(program->lp, j, GLP_IV);
}

static void read_off(const struct ct_program *program, double *value, double *dual)
{
    for (int j = 0; value != NULL && j < program->columns; j++)
        value[j] = glp_get_col_prim(program->lp, j + 1);
    for (int i = 0; dual != NULL && i < glp_get_num_rows(program->lp); i++)
        dual[i] = glp_get_row_dual(program->lp, i + 1);
}

enum ct_program_answer ct_program_best(struct ct_program *program, double *value, double *dual)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    if (glp_simplex(program->lp, &how) != 0) {
        glp_std_basis(program->lp);
        if (glp_simplex(program->lp, &how) != 0)
            return CT_PROGRAM_STOPPED;
    }
    int status = glp_get_status(program->lp);
    if (status != GLP_OPT)
        return status == GLP_NOFEAS ? CT_PROGRAM_IMPOSSIBLE : CT_PROGRAM_STOPPED;
    read_off(program, value, dual);
    return CT_PROGRAM_SOLVED;
}

void ct_program_stand(const struct ct_program *program, uint8_t *basis)
{
    for (int j = 0; j < program->columns; j++)
        *basis++ = (uint8_t)glp_get_col_stat(program->lp, j + 1);
    for (int i = 0; i < glp_get_num_rows(program->lp); i++)
        *basis++ = (uint8_t)glp_get_row_stat(program->lp, i + 1);
}

bool ct_program_idle(const struct ct_program *program, size_t row)
{
    return glp_get_row_stat(program->lp, (int)row + 1) == GLP_BS;
}

void ct_program_return(struct ct_program *program, const uint8_t *basis)
{
    for (int j = 0; j < program->columns; j++)
        glp_set_col_stat(program->lp, j + 1, *basis++);
    for (int i = 0; i < glp_get_num_rows(program->lp); i++)
        glp_set_row_stat(program->lp, i + 1, *basis++);
}

enum ct_program_answer ct_program_go_on(struct ct_program *program, double enough, size_t *steps,
                                        double *value, double *dual)
{
    glp_smcp how;
    int before = glp_get_it_cnt(program->lp);

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_DUALP;
    how.obj_ll = enough;
    how.it_lim = *steps < INT_MAX ? (int)*steps : INT_MAX;
    int failed = glp_simplex(program->lp, &how);
    if (failed != 0 && failed != GLP_EITLIM && failed != GLP_EOBJLL) {
        glp_std_basis(program->lp);
        failed = glp_simplex(program->lp, &how);
    }
    int steps_now = glp_get_it_cnt(program->lp);
    *steps = steps_now > before ? (size_t)(steps_now - before) : 0;
    read_off(program, value, dual);
    if (failed == 0 && glp_get_status(program->lp) == GLP_OPT)
        return CT_PROGRAM_SOLVED;
    return failed == 0 && glp_get_status(program->lp) == GLP_NOFEAS ? CT_PROGRAM_IMPOSSIBLE
                                                                    : CT_PROGRAM_STOPPED;
}

enum ct_program_answer ct_program_best_whole(struct ct_program *program, double seconds,
                                             double *value)
{
    glp_iocp how;
    enum ct_program_answer relaxed = ct_program_best(program, NULL, NULL);

    if (relaxed != CT_PROGRAM_SOLVED)
        return relaxed;
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.tm_lim = seconds < 1e6 ? (int)(seconds * 1000) + 1 : 1000000000;
    glp_intopt(program->lp, &how);
    int status = glp_mip_status(program->lp);
    if (status != GLP_FEAS && status != GLP_OPT)
        return status == GLP_NOFEAS ? CT_PROGRAM_IMPOSSIBLE : CT_PROGRAM_STOPPED;
    for (int j = 0; j < program->columns; j++)
        value[j] = round(glp_mip_col_val(program->lp, j + 1));
    return CT_PROGRAM_SOLVED;
}
