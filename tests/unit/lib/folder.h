/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fresh folder for a test that writes files; it is the working directory until it goes away.
 */
#ifndef FOLDER_H
#define FOLDER_H

#include "catchment/status.h"
#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct ct_error err;
static char folder[64];

static void setup(void)
{
    err = (struct ct_error){0};
    strcpy(folder, "/tmp/catchment-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *where)
{
    (void)about;
    (void)type;
    (void)where;
    return remove(path);
}

static void teardown(void)
{
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

static inline void write_bytes(const char *path, const void *data, size_t size)
{
    FILE *out = fopen(path, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(data, 1, size, out), size);
    ck_assert_int_eq(fclose(out), 0);
}

static inline void write_text(const char *path, const char *text)
{
    write_bytes(path, text, strlen(text));
}

/* The failure of a call is this code, and it has a message in both languages. */
static inline void assert_fails(enum ct_status status, const char *code)
{
    ck_assert_msg(status != CT_OK, "no error %s", code);
    ck_assert_msg(strcmp(err.code, code) == 0, "%s, not %s: %s", err.code, code,
                  err.message[CT_EN]);
    ck_assert_str_ne(err.message[CT_EN], "");
    ck_assert_str_ne(err.message[CT_ZH], "");
    ck_assert_ptr_null(strchr(err.message[CT_EN], '{'));
}

static inline void assert_ok(enum ct_status status)
{
    ck_assert_msg(status == CT_OK, "%s %s", err.code, err.message[CT_EN]);
}

/* A file of the real data (CATCHMENT_DATA, else ../shared/data beside the checkout), or NULL where
 * there are none. */
static inline const char *real_file(const char *name)
{
    static char path[512];
    const char *data = getenv("CATCHMENT_DATA"), *source = getenv("CATCHMENT_SOURCE");
    if (data != NULL)
        snprintf(path, sizeof path, "%s/%s", data, name);
    else
        snprintf(path, sizeof path, "%s/../shared/data/%s", source ? source : ".", name);
    return access(path, R_OK) == 0 ? path : NULL;
}

static inline int run_tests(Suite *suite, TCase *tests)
{
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(tests, setup, teardown);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

#endif
