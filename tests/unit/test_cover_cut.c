/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * solve/cover_cut.c: no cut is ever wrong. Small random rows, at least and at most, are cut at the
 * relaxation's solutions and at arbitrary fractions, cuts of cuts included; every whole point that
 * meets the rows must meet every cut. And cuts are worth their name: they exclude the point that
 * they were made for.
 */
#include "solve/cover_linear.h"
#include <check.h>
#include <stdlib.h>

enum { COLUMNS = 12, ROWS = 14, PROBLEMS = 3000, ROUNDS = 4, MOST = 20 };

static uint64_t below(uint64_t *state, uint64_t n)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (*state >> 33) % n;
}

static struct ct_cover *random_cover(uint64_t *state)
{
    struct ct_cover *cover = ct_cover_new(ROWS, COLUMNS, (size_t)ROWS * COLUMNS, 0);
    size_t entries = 0;

    ck_assert_ptr_nonnull(cover);
    cover->row_start[0] = 0;
    for (size_t i = 0; i < ROWS; i++) {
        size_t from = entries;
        for (uint32_t j = 0; j < COLUMNS; j++)
            if (below(state, 5) < 2)
                cover->row_column[entries++] = j;
        cover->row_start[i + 1] = entries;
        cover->most[i] = i % 4 == 3;
        cover->need[i] = (int64_t)below(state, (entries - from) / 2 + 1) + (cover->most[i] ? 1 : 0);
        cover->weight[i] = CT_COVER_MUST;
    }
    for (size_t j = 0; j < COLUMNS; j++) {
        cover->price[j] = (int64_t)below(state, 3) + 1;
        cover->site[j] = (uint32_t)j;
    }
    cover->entries = entries;
    return cover;
}

static bool meets(const struct ct_cover_linear *l, size_t row, uint32_t set)
{
    int64_t sum = 0;

    for (size_t k = l->start[row]; k < l->start[row + 1]; k++)
        sum += set >> l->column[k] & 1 ? l->factor[k] : 0;
    return sum >= l->least[row];
}

/* Of all points that meet the first rows, none breaks a later one. */
static void check_rows(const struct ct_cover_linear *l)
{
    for (uint32_t set = 0; set < 1U << COLUMNS; set++) {
        bool inside = true;
        for (size_t i = 0; i < ROWS && inside; i++)
            inside = meets(l, i, set);
        for (size_t i = ROWS; i < l->rows && inside; i++)
            ck_assert_msg(meets(l, i, set), "cut %zu excludes a whole point", i - ROWS);
    }
}

static double missing(const struct ct_cover_linear *l, size_t row, const double *x)
{
    double left = (double)l->least[row];

    for (size_t k = l->start[row]; k < l->start[row + 1]; k++)
        left -= l->factor[k] * x[l->column[k]];
    return left;
}

/* One round at the relaxation's solution, or at any fractions. */
static size_t cut(struct ct_cover_linear *l, struct ct_cover_desk *desk, bool any, uint64_t *state)
{
    struct ct_error err;
    double x[COLUMNS];
    size_t added = 0, before = l->rows;

    ct_cover_desk_bound(desk, 1000, INT64_MAX / 4, 10000);
    for (size_t j = 0; j < COLUMNS; j++)
        x[j] = any ? (double)below(state, 7) / 6 : desk->x[j];
    ck_assert_int_eq(ct_cover_cut(l, x, MOST, &added, &err), CT_OK);
    ck_assert_uint_eq(l->rows, before + added);
    for (size_t i = before; i < l->rows; i++)
        ck_assert(missing(l, i, x) > 0);
    ck_assert_int_eq(ct_cover_desk_more(desk, &err), CT_OK);
    return added;
}

START_TEST(no_cut_excludes_a_whole_point)
{
    size_t cuts = 0, behind = 0; /* cuts; those with a factor below nought: of "at most" rows */

    for (uint64_t seed = 1; seed <= PROBLEMS; seed++) {
        uint64_t state = seed * 7919;
        struct ct_cover_linear *linear = NULL;
        struct ct_cover_desk desk;
        struct ct_error err;
        ck_assert_int_eq(ct_cover_linear_new(random_cover(&state), &linear, &err), CT_OK);
        ck_assert_int_eq(ct_cover_desk_new(linear, &desk, &err), CT_OK);
        for (int round = 0; round < ROUNDS; round++)
            cuts += cut(linear, &desk, round % 2 != 0, &state);
        check_rows(linear);
        for (size_t k = linear->start[ROWS]; k < linear->entries; k++)
            behind += linear->factor[k] < 0;
        ct_cover_desk_free(&desk);
        ct_cover_linear_free(linear);
    }
    ck_assert_uint_gt(cuts, 3000);
    ck_assert_uint_gt(behind, 300);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cover_cut");
    TCase *cases = tcase_create("cuts");
    tcase_add_test(cases, no_cut_excludes_a_whole_point);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
