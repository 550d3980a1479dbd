/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * QGIS styles: layers/NAME.qml is the default style of a layer, layers/NAME.STYLE.qml another one,
 * layers/attributes.qml that of every table. What depends on the city (kinds, class bounds, column
 * titles) stands in repeated blocks:
 *     <!-- each: SELECT ... -->text with {column}<!-- end -->
 * where @layer@ in the SELECT is the layer's name and values are escaped for XML.
 */
#ifndef CT_PUBLISH_STYLE_H
#define CT_PUBLISH_STYLE_H

#include "base/text.h"
#include "gis/work.h"

/* Fills a template; O(rows). */
enum ct_status CT_CHECKED ct_style_fill(struct ct_work *work, const char *layer,
                                        const char *template_text, struct ct_buffer *out,
                                        struct ct_error *err);
/* Fills the styles of the layers of a purpose into layer_style(layer, name, qml, is_default). */
enum ct_status CT_CHECKED ct_style_all(struct ct_work *work, const char *purpose,
                                       struct ct_error *err);

#endif
