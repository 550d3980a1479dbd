/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command line. The exit code is the status (include/catchment/status.h).
 */
#include "arguments.h"
#include "base/fail.h"
#include "print.h"
#include <errno.h>
#include <string.h>

/* What was printed must arrive. */
static enum ct_status flush_output(struct ct_error *err)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return CT_OK;
    return ct_fail(err, CT_OUTPUT, "E0590", "reason", strerror(errno ? errno : EIO), NULL);
}

int main(int argc, char **argv)
{
    struct arguments arguments;
    struct ct_error error = {0};
    enum ct_status status = read_arguments(argc, argv, &arguments, &error);
    if (status == CT_OK)
        status = arguments.command->run(&arguments, &error);
    if (status == CT_OK)
        status = flush_output(&error);
    if (status != CT_OK && *error.code)
        print_error(stderr, &error, arguments.lang);
    free_arguments(&arguments);
    return (int)status;
}
