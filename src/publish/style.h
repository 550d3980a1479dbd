/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * QGIS styles: layers/NAME.qml is the default style of a layer, layers/NAME.STYLE.qml another one,
 * layers/attributes.qml that of every table. They are templates (publish/template.h).
 */
#ifndef CT_PUBLISH_STYLE_H
#define CT_PUBLISH_STYLE_H

#include "gis/work.h"
#include "publish/script.h"

struct ct_style {
    char id[96];       /* the layer's name; of another style "community.verdict" */
    char title[2][96]; /* [CT_EN], [CT_ZH] */
    const char *qml;   /* the template */
    const char *head;  /* the file whose head says where it stands in a project */
    bool is_default;
};
/* The i-th style of a layer, the default one first; false past the last. O(size of the file). */
bool ct_style_of(const struct ct_layer_script *layer, size_t i, struct ct_style *out);

/* Fills the styles of the layers of a purpose into layer_style(layer, id, lang, name, qml,
 * is_default), each in both languages. */
enum ct_status CT_CHECKED ct_style_all(struct ct_work *work, const char *purpose,
                                       struct ct_error *err);

#endif
