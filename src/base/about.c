/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Version and the long texts of codes.
 */
#include "catchment/about.h"
#include "base/fail.h"

const char *ct_version(void)
{
    return CATCHMENT_VERSION;
}

const char *ct_explain(const char *code, enum ct_language lang)
{
    return ct_message_raw(code, CT_TEXT_EXPLAIN, lang);
}

size_t ct_codes(void)
{
    return ct_message_count();
}

const char *ct_code(size_t i)
{
    return ct_message_code(i);
}
