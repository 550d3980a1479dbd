/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `catchment doctor` and `catchment layers`: what is linked, found and written. O(1) a row.
 */
#include "catchment/about.h"
#include "base/embedded.h"
#include "gis/linked.h"
#include "publish/paper.h"
#include <stdio.h>
#include <string.h>

/* Drivers that an audit needs, and without which only some inputs cannot be read. */
static const char *const drivers[] = {"GPKG", "GTiff", "ESRI Shapefile", "GeoJSON", "CSV"};
enum { DRIVERS = sizeof drivers / sizeof *drivers };

static void advise(struct ct_doctor_row *row, const char *en, const char *zh)
{
    snprintf(row->advice[CT_EN], sizeof row->advice[CT_EN], "%s", en);
    snprintf(row->advice[CT_ZH], sizeof row->advice[CT_ZH], "%s", zh);
}

static bool library_row(size_t i, struct ct_doctor_row *row)
{
    const char *name;
    char version[64];

    if (!ct_linked_library(i, &name, version))
        return false;
    snprintf(row->part, sizeof row->part, "%s", name);
    snprintf(row->found, sizeof row->found, "%s", version);
    row->ok = row->needed = true;
    return true;
}

static bool driver_row(size_t i, struct ct_doctor_row *row)
{
    if (i >= DRIVERS)
        return false;
    row->ok = ct_linked_driver(drivers[i]);
    row->needed = true;
    snprintf(row->part, sizeof row->part, "driver %s", drivers[i]);
    snprintf(row->found, sizeof row->found, "%s", row->ok ? "GDAL" : "");
    if (!row->ok)
        advise(row, "Install a GDAL that is built with this driver; unset GDAL_SKIP.",
               "请安装含有该驱动的 GDAL，并取消环境变量 GDAL_SKIP。");
    return true;
}

static bool data_row(size_t i, struct ct_doctor_row *row)
{
    if (i > 0)
        return false;
    snprintf(row->part, sizeof row->part, "proj.db");
    ct_linked_proj_db(row->found, sizeof row->found);
    row->ok = row->found[0] != '\0';
    row->needed = true;
    if (!row->ok)
        advise(row, "Install proj-data, or set PROJ_DATA to the folder that holds proj.db.",
               "请安装 proj-data，或将环境变量 PROJ_DATA 设为 proj.db 所在文件夹。");
    return true;
}

/* The page of `publish --report`. */
static bool page_row(size_t i, struct ct_doctor_row *row)
{
    if (i > 0)
        return false;
    row->ok = ct_embedded_find("report.html") != NULL;
    snprintf(row->part, sizeof row->part, "report page");
    snprintf(row->found, sizeof row->found, "%s", row->ok ? "HTML" : "");
    if (!row->ok)
        advise(row,
               "For publish --report: build the program again where node and npm are installed.",
               "publish --report 需要：请在装有 node 和 npm 的机器上重新编译本程序。");
    return true;
}

/* The fonts of `publish --sheets`. */
static bool font_row(size_t i, struct ct_doctor_row *row)
{
    if (i > 0)
        return false;
    snprintf(row->part, sizeof row->part, "font of sheets");
    row->ok = ct_paper_font(row->found, sizeof row->found);
    if (!row->ok)
        advise(row, "For publish --sheets: install fonts-noto-cjk, or another font with Chinese.",
               "publish --sheets 需要：请安装 fonts-noto-cjk 或其他中文字体。");
    return true;
}

size_t ct_doctor(struct ct_doctor_row *rows, size_t room)
{
    static bool (*const parts[])(size_t, struct ct_doctor_row *) = {library_row, driver_row,
                                                                    data_row, page_row, font_row};
    size_t n = 0;

    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
        for (size_t i = 0;; i++) {
            struct ct_doctor_row row = {0};
            if (!parts[part](i, &row))
                break;
            if (n < room)
                rows[n] = row;
            n++;
        }
    return n;
}

size_t ct_layers(void)
{
    return ct_embedded_layer_count;
}

struct ct_layer_view ct_layer(size_t i)
{
    const struct ct_embedded_layer *layer = &ct_embedded_layers[i];

    return (struct ct_layer_view){
        .name = layer->name,
        .kind = layer->kind,
        .title = {[CT_EN] = layer->title[CT_EN], [CT_ZH] = layer->title[CT_ZH]},
        .columns = layer->columns,
    };
}
