/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See quiet.h. GDAL's error handlers and last error are its own, per thread; nothing is kept here.
 */
#include "gis/quiet.h"
#include <cpl_error.h>
#include <gdal.h>

void ct_quiet_begin(void)
{
    if (GDALGetDriverCount() == 0)
        GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
}

void ct_quiet_end(void)
{
    CPLPopErrorHandler();
}

bool ct_quiet_failed(void)
{
    return CPLGetLastErrorType() >= CE_Failure;
}

const char *ct_quiet_words(void)
{
    return CPLGetLastErrorMsg();
}

void ct_quiet_forget(void)
{
    CPLErrorReset();
}
