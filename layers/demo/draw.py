#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws an audit with QGIS as its layers stand in the file, with legend and scale:

    QT_QPA_PLATFORM=offscreen python3 layers/demo/draw.py AUDIT.gpkg MAP.png      (needs python3-qgis)
"""
import sys

from qgis.core import (QgsApplication, QgsLayoutExporter, QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemScaleBar,
                       QgsLayoutPoint, QgsLayoutSize, QgsPrintLayout, QgsProject, QgsUnitTypes, QgsVectorLayer)

LAYERS = ["facility", "gap", "county", "street", "community"]  # from the top
MM = QgsUnitTypes.LayoutMillimeters


def place(layout, item, x, y, width, height):
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, MM))
    item.attemptResize(QgsLayoutSize(width, height, MM))


def open_layers(path):
    for name in reversed(LAYERS):
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        if not layer.isValid():
            raise SystemExit(f"{path} has no layer {name}")
        title = layer.dataProvider().layerMetadata().title()
        layer.setName(title or name)
        QgsProject.instance().addMapLayer(layer)
        yield layer


def draw(path, picture):
    layers = list(open_layers(path))[::-1]
    project = QgsProject.instance()
    project.setCrs(layers[-1].crs())
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(300, 180, MM))
    view = QgsLayoutItemMap(layout)
    extent = layers[-1].extent()
    extent.scale(1.04)
    view.setCrs(layers[-1].crs())
    view.setLayers(layers)
    view.setRect(0, 0, 206, 176)
    place(layout, view, 2, 2, 206, 176)
    view.setExtent(extent)  # gives the item the extent's shape; back to its own, with all in view
    view.attemptResize(QgsLayoutSize(206, 176, MM))
    view.zoomToExtent(extent)
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(view)
    legend.setLegendFilterByMapEnabled(True)  # what is drawn, not all that could be
    place(layout, legend, 209, 6, 90, 150)
    scale = QgsLayoutItemScaleBar(layout)
    scale.setStyle("Line Ticks Up")
    scale.setLinkedMap(view)
    scale.applyDefaultSize()
    place(layout, scale, 212, 162, 50, 12)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 130
    if QgsLayoutExporter(layout).exportToImage(picture, settings) != QgsLayoutExporter.Success:
        raise SystemExit(f"{picture} cannot be written")


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    draw(sys.argv[1], sys.argv[2])
    QgsProject.instance().clear()
    application.exitQgis()
