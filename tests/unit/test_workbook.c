/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Beyond Excel's limits, lowered: sheets of 20 rows and cells of 50 characters. The totals of what
 * goes on over several sheets are computed again by tests/cases/workbook/check.py.
 */
#include "publish/workbook.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

static void run(const char *command)
{
    ck_assert_msg(system(command) == 0, "%s", command);
}

START_TEST(goes_on_in_further_sheets)
{
    static const struct ct_workbook_limits limits = {20, 50};
    struct ct_error err = {0};
    char folder[] = "/tmp/catchment-XXXXXX", output[64], book[64], command[512];

    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(output, sizeof output, "%s/a.gpkg", folder);
    snprintf(book, sizeof book, "%s/a.xlsx", folder);
    snprintf(command, sizeof command,
             "\"$CATCHMENT\" audit layers/demo/plan.yaml -o %s --progress none >%s/said 2>&1",
             output, folder);
    run(command);
    ck_assert_int_eq(ct_workbook_write(output, book, &limits, CT_ZH, NULL, &err), CT_OK);
    snprintf(command, sizeof command,
             "/usr/bin/python3 tests/cases/workbook/check.py parts %s %s zh", output, book);
    run(command);
    snprintf(command, sizeof command, "rm -r %s", folder);
    run(command);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("workbook");
    TCase *cases = tcase_create("limits");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, goes_on_in_further_sheets);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures > 0;
}
