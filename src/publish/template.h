/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Templates of XML (styles, QGIS projects), filled from the bench, so that what depends on the city
 * needs no line of C:
 *     @layer@, @lang@, @zh:中文|en:English@   the layer, the language ("zh", "en"), one of two
 * texts
 *     <!-- part: fields -->                   the file layers/parts/fields.xml, filled likewise
 *     <!-- each: SELECT ... -->text with {column} or {=column}<!-- end -->
 *                                             the text once a row; values are escaped for XML,
 *                                             those with = are XML already
 * Blocks may stand in blocks: {column} and the parameter :column in a SELECT are then also those of
 * the rows around.
 */
#ifndef CT_PUBLISH_TEMPLATE_H
#define CT_PUBLISH_TEMPLATE_H

#include "base/text.h"
#include "gis/work.h"

/* Fills a template; E0910 where it is wrong. O(rows). */
enum ct_status CT_CHECKED ct_template_fill(struct ct_work *work, const char *layer,
                                           enum ct_language lang, const char *text,
                                           struct ct_buffer *out, struct ct_error *err);
/* Adds text as XML wants it. */
void ct_template_escape(struct ct_buffer *out, const char *s);

#endif
