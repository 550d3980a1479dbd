/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For tests that look for fonts: fontconfig 2.14 loses a few bytes of its configuration.
 */
#ifndef TEST_FONTS_H
#define TEST_FONTS_H

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

#endif
