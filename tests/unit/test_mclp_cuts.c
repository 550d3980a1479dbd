/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts of site/mclp*.c against all sets of sites: no set breaks a cut, whatever rows it is made of,
 * nor what is left of it when sites are fixed; bounds with cuts are bounds, under every kind of
 * side constraint; two triangles, whose relaxation only a cut mends.
 */
#include "lib/covering.h"
#include "solve/mclp_cuts.h"

enum { PROBLEMS = 1500, SITES = 9, ROWS = 14, CUTS = 25 };

/* Cuts of 1, 3 and 5 rows of need 1, drawn; broken or not. */
static void draw_cuts(const struct ct_mclp *cover, uint64_t *state, struct ct_mclp_cuts *out)
{
    uint32_t rows[256];
    uint8_t scratch[64] = {0};
    size_t count = 0;

    for (uint32_t i = 0; i < cover->rows; i++)
        if (cover->need[i] == 1)
            rows[count++] = i;
    for (size_t c = 0; c < CUTS && count > 0; c++) {
        size_t size = 1 + 2 * covering_below(state, 3);
        if (size > count)
            continue;
        for (size_t k = 0; k < size; k++) {
            size_t other = k + covering_below(state, count - k);
            uint32_t kept = rows[k];
            rows[k] = rows[other];
            rows[other] = kept;
        }
        ck_assert_int_eq(ct_mclp_cuts_add(out, cover, rows, size, scratch, NULL), CT_OK);
    }
    for (size_t j = 0; j < sizeof scratch; j++)
        ck_assert_uint_eq(scratch[j], 0);
}

static bool covers(const struct ct_mclp *cover, size_t row, uint32_t set)
{
    unsigned count = 0;

    for (size_t k = cover->start[row]; k < cover->start[row + 1]; k++)
        count += set >> cover->site[k] & 1;
    return count >= cover->need[row];
}

/* What cut c allows beyond what `set` covers. */
static double room_of(const struct ct_mclp *cover, const struct ct_mclp_cuts *cuts, size_t c,
                      uint32_t set)
{
    double room = cuts->most[c];

    for (size_t k = cuts->start[c]; k < cuts->start[c + 1]; k++)
        room += set >> cuts->site[k] & 1 ? cuts->factor[k] : 0;
    for (size_t k = cuts->row_start[c]; k < cuts->row_start[c + 1]; k++)
        room -= covers(cover, cuts->row[k], set);
    return room;
}

static double worth_of(const struct ct_mclp *cover, uint32_t set)
{
    double sum = cover->constant;

    for (size_t j = 0; j < cover->sites; j++)
        sum += set >> j & 1 ? cover->own[j] : 0;
    for (size_t i = 0; i < cover->rows; i++)
        sum += covers(cover, i, set) ? cover->weight[i] : 0;
    return sum;
}

/* The best allowed set of the problem among those that a cover leaves; `open`: what is fixed. */
static double best_of(const struct ct_problem *problem, const struct ct_mclp *cover, uint32_t open)
{
    double best = -(double)INFINITY;

    for (uint32_t set = 0; set < 1U << cover->sites; set++) {
        uint32_t all = open;
        for (size_t j = 0; j < cover->sites; j++)
            all |= (set >> j & 1) << cover->name[j];
        if (covering_allows(&problem->choice, all))
            best = fmax(best, worth_of(cover, set));
    }
    return best;
}

static void all_sets_obey(const struct ct_mclp *cover, const struct ct_mclp_cuts *cuts)
{
    for (size_t c = 0; c < cuts->count; c++)
        for (uint32_t set = 0; set < 1U << cover->sites; set++)
            ck_assert_double_ge(room_of(cover, cuts, c, set), 0);
}

/* Bounds of the relaxation with and without cuts, at any step, hold for the best allowed set. */
static double bound_of(const struct ct_mclp *cover, const struct ct_mclp_cuts *cuts, double best)
{
    struct ct_relax relax = {0};

    ck_assert_int_eq(ct_relax_new(cover, cuts, NULL, &relax, NULL), CT_OK);
    for (int slice = 0; slice < 6; slice++) {
        ck_assert_int_eq(ct_relax_run(&relax, 60, -1, 0, NULL), CT_OK);
        ck_assert(relax.bound >= best);
    }
    double bound = relax.bound;
    ct_relax_free(&relax);
    return bound;
}

static uint32_t draw_state(const struct ct_mclp *root, uint64_t *state, enum ct_site_state *out)
{
    uint32_t open = 0;

    for (size_t j = 0; j < root->sites; j++) {
        size_t draw = covering_below(state, 6);
        out[j] = draw == 0 ? CT_SITE_REQUIRED : draw == 1 ? CT_SITE_FORBIDDEN : CT_SITE_FREE;
        open |= (uint32_t)(out[j] == CT_SITE_REQUIRED) << root->name[j];
    }
    return open;
}

static uint32_t required_of(const struct ct_choice *choice)
{
    uint32_t open = 0;

    for (size_t j = 0; choice->state != NULL && j < choice->sites; j++)
        open |= (uint32_t)(choice->state[j] == CT_SITE_REQUIRED) << j;
    return open;
}

START_TEST(no_set_breaks_a_cut)
{
    size_t cut = 0, left_cuts = 0, helped = 0;

    for (uint64_t seed = 1; seed <= PROBLEMS; seed++) {
        struct ct_problem problem = covering_random(seed, SITES, ROWS);
        struct ct_mclp root = {0}, left = {0};
        struct ct_mclp_cuts cuts = {0}, rest = {0};
        enum ct_site_state state[SITES + 8];
        uint64_t random = seed;
        ck_assert_int_eq(ct_mclp_new(&problem, &root, NULL), CT_OK);
        draw_cuts(&root, &random, &cuts);
        all_sets_obey(&root, &cuts);
        uint32_t open = required_of(&problem.choice);
        double best = best_of(&problem, &root, open);
        helped += bound_of(&root, &cuts, best) < bound_of(&root, NULL, best) - 0.01;
        open |= draw_state(&root, &random, state);
        ck_assert_int_eq(ct_mclp_fix(&root, state, &left, NULL), CT_OK);
        ck_assert_int_eq(ct_mclp_cuts_fix(&root, &cuts, state, &left, &rest, NULL), CT_OK);
        all_sets_obey(&left, &rest);
        (void)bound_of(&left, &rest, best_of(&problem, &left, open));
        cut += cuts.count;
        left_cuts += rest.count;
        ct_mclp_cuts_free(&cuts);
        ct_mclp_cuts_free(&rest);
        ct_mclp_free(&root);
        ct_mclp_free(&left);
        ct_problem_free(&problem);
    }
    ck_assert_uint_gt(cut, PROBLEMS * 5);
    ck_assert_uint_gt(left_cuts, cut / 100);
    ck_assert_uint_gt(helped, 20);
}
END_TEST

/* Two times three demands, each of two of three sites: half of each site reaches all six, but three
 * sites only five. */
static struct ct_problem triangles(void)
{
    struct ct_problem problem = {.share = -1};
    struct ct_reach_matrix *reach = &problem.reach;
    const uint32_t site[] = {0, 1, 1, 2, 0, 2, 3, 4, 4, 5, 3, 5};

    reach->sites = reach->demands = 6;
    reach->start = calloc(7, sizeof *reach->start);
    reach->site = malloc(sizeof site);
    reach->weight = calloc(6, sizeof *reach->weight);
    memcpy(reach->site, site, sizeof site);
    for (size_t i = 0; i < 6; i++) {
        reach->start[i + 1] = 2 * i + 2;
        reach->weight[i] = 10;
    }
    problem.choice = (struct ct_choice){.sites = 6, .least = 3, .most = 3, .budget = -1};
    return problem;
}

START_TEST(triangles_need_a_cut)
{
    struct ct_problem problem = triangles();
    struct ct_mclp cover = {0};
    struct ct_mclp_cuts cuts = {0};
    float x[6], y[6];
    size_t added = 0;

    for (size_t i = 0; i < 6; i++) {
        x[i] = 0.5F;
        y[i] = 1;
    }
    ck_assert_int_eq(ct_mclp_new(&problem, &cover, NULL), CT_OK);
    ck_assert_double_eq(best_of(&problem, &cover, 0), 50);
    ck_assert(bound_of(&cover, NULL, 50) >= 60);
    ck_assert_int_eq(ct_mclp_separate(&cover, x, y, 0, NULL, &cuts, &added, NULL), CT_OK);
    ck_assert_uint_eq(added, 2);
    ck_assert_uint_eq(cuts.count, 2);
    ck_assert_double_eq_tol(bound_of(&cover, &cuts, 50), 50, 0.1);
    const uint8_t marked[] = {0, 1};
    ct_mclp_cuts_keep(&cuts, marked);
    ck_assert_uint_eq(cuts.count, 1);
    all_sets_obey(&cover, &cuts);
    ck_assert_double_eq_tol(bound_of(&cover, &cuts, 50), 55, 0.1);
    ct_mclp_cuts_free(&cuts);
    ct_mclp_free(&cover);
    ct_problem_free(&problem);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mclp_cuts");
    TCase *tests = tcase_create("mclp_cuts");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, no_set_breaks_a_cut);
    tcase_add_test(tests, triangles_need_a_cut);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
