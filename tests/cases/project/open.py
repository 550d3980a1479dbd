# SPDX-License-Identifier: GPL-3.0-or-later
"""open.py KIND OUT.gpkg FOLDER [GOLDEN]: opens both projects of an output (KIND: audit, review or compare)
in QGIS and holds them against what they must be; draws every theme and sheet into FOLDER and compares
them with the pictures in GOLDEN (CATCHMENT_GOLDEN=1 writes these)."""
import os
import re
import sqlite3
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import (QgsApplication, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils,
                       QgsLayoutExporter, QgsLayoutItemLegend, QgsLayoutItemMap,
                       QgsMapRendererParallelJob, QgsMapSettings, QgsProject)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

CJK = re.compile("[\u4e00-\u9fff]")
GROUPS = {
    "audit": "01 02 03 04 05 07 09 10 16 99", "review": "01 02 03 04 05 06 07 09 10 12 16 99", "compare": "17 99"}
THEMES = {"audit": "服务半径覆盖 每百户设施面积 服务盲区 达标评价 常住人口分布 数据质量问题",
          "compare": "覆盖率变化 每百户设施面积变化"}
THEMES["review"] = "新建住宅项目审查 " + THEMES["audit"]
NAMES = {"01": "01_行政区界_市县", "02": "02_街道界", "03": "03_社区界", "05": "05_社区服务设施_现状", "07": "07_服务范围_直线",
         "09": "09_服务盲区", "10": "10_社区达标评价", "12": "12_项目审查结论", "16": "16_数据质量问题"}
# Golden pictures: of themes, and of sheets.
PICTURES = {"audit": {"服务半径覆盖": "coverage", "每百户设施面积": "floor_area", "服务盲区": "gaps", "达标评价": "verdicts",
                      "常住人口分布": "people", "数据质量问题": "findings"},
            "review": {"新建住宅项目审查": "projects"},
            "compare": {"覆盖率变化": "coverage", "每百户设施面积变化": "floor_area"}}
SHEETS = {"审计图A3": "a3", "审查附图A4": "a4"}
DIFFERENCE = 6.0  # of 255: other versions of a font stay below


def read(path, name):
    project = QgsProject()
    assert project.read(f"geopackage:{os.path.abspath(path)}?projectName={name}"), project.error()
    return project


def legend_texts(legend):
    texts = []
    for layer in legend.model().rootGroup().findLayers():
        texts += [layer.name()] + [node.data(0) for node in legend.model().layerLegendNodes(layer)]
    return [t for t in texts if t]


def check_round(scale):
    assert abs(scale / float("%.2g" % scale) - 1) < 1e-6, scale


def check_common(project, path):
    db = sqlite3.connect(path)
    broken = [l.id() for l in project.mapLayers().values() if not l.isValid()]
    assert not broken, broken
    (srs,) = db.execute("SELECT DISTINCT srs_id FROM gpkg_geometry_columns").fetchone()
    assert project.crs().authid() == f"EPSG:{srs}" and project.ellipsoid() == project.crs().ellipsoidAcronym()
    for layer in project.mapLayers().values():
        assert layer.readOnly() and (not layer.isSpatial() or layer.crs() == project.crs()), layer.id()
    for relation in project.relationManager().relations().values():
        assert relation.isValid(), relation.id()
    themes, names = project.mapThemeCollection(), [l.name() for l in project.layoutManager().printLayouts()]
    for theme in themes.mapThemes():
        assert themes.mapThemeVisibleLayers(theme), theme
    assert len(set(names)) == len(names)
    for layout in project.layoutManager().printLayouts():
        (page,) = layout.pageCollection().pages()
        sides = (page.pageSize().width(), page.pageSize().height())
        assert sides in ((420, 297), (210, 297)), sides
        for item in layout.items():
            if isinstance(item, QgsLayoutItemMap):
                assert item.followVisibilityPreset() and item.followVisibilityPresetName() in themes.mapThemes()
                check_round(item.scale())


def check_words(project, chinese):
    """Names, titles and codes are in the project's language; kinds and places are as the data call them."""
    for node in project.layerTreeRoot().findGroups() + project.layerTreeRoot().findLayers():
        assert bool(CJK.search(node.name())) == chinese, node.name()
    for layer in project.mapLayers().values():
        for field in layer.fields():
            if field.name() not in ("fid", "id"):
                title = field.alias()
                if title != "SQL" and "人/公顷" not in title:
                    assert title and bool(CJK.search(title)) == chinese, (layer.id(), title)
    codes = re.compile(r"\b(met|unmet|unknown|exempt|advise|approve|refuse|supply|urban|rural|error|warning|note)\b")
    for layout in project.layoutManager().printLayouts():
        for item in layout.items():
            if isinstance(item, QgsLayoutItemLegend):
                texts = legend_texts(item)
                assert len(texts) > 4, (layout.name(), texts)
                for text in texts:
                    assert not chinese or not codes.search(text), text


def shown(layer, field, value):
    i = layer.fields().indexOf(field)
    setup = layer.editorWidgetSetup(i)
    formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter(setup.type())
    return formatter.representValue(layer, i, setup.config(), None, value)


def check_chinese(project, kind, path):
    root, db = project.layerTreeRoot(), sqlite3.connect(path)
    groups = [g.name() for g in root.findGroups()]
    assert [g[:2] for g in groups] == GROUPS[kind].split(), groups
    for group in groups:
        assert NAMES.get(group[:2], group) == group
    assert sorted(project.mapThemeCollection().mapThemes()) == sorted(THEMES[kind].split())
    layouts = {l.name(): l for l in project.layoutManager().printLayouts()}
    assert len(layouts) == len(THEMES[kind].split()) + (kind == "review") and "审计图A3" in layouts, list(layouts)
    marks = [b.name() for b in project.bookmarkManager().bookmarks()]
    if kind == "compare":
        assert marks == ["全市"]
        return
    counties = [row[0] for row in db.execute("SELECT name FROM county ORDER BY fid")]
    assert marks == ["全市"] + counties, marks
    for name, mark in zip(counties, project.bookmarkManager().bookmarks()[1:]):
        feature = next(f for f in project.mapLayer("catchment_county").getFeatures() if f["name"] == name)
        assert mark.extent().buffered(1).contains(feature.geometry().boundingBox()), name
    community = project.mapLayer("catchment_community_verdict")
    assert [shown(community, "assessment", v) for v in ("met", "unmet", "unknown")] == ["达标", "不达标", "无法判定"]
    assert shown(community, "area_type", "rural") == "农村"
    assert shown(project.mapLayer("catchment_facility"), "counts", 1) == "是"
    assert shown(community, "share", 0.123456) == "0.1235"
    feature = next(community.getFeatures())
    for child in ("verdict", "coverage", "floor_area"):
        relation = project.relationManager().relation(f"catchment_community_verdict-catchment_{child}_community")
        found = len(list(relation.getRelatedFeatures(feature)))
        (want,) = db.execute(f"SELECT count(*) FROM {child} WHERE level = 'community' AND unit_id = ?",
                             (feature["unit_id"],)).fetchone()
        assert found == want > 0, (child, found, want)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(community))
    context.setFeature(feature)
    tip = QgsExpression.replaceExpressionText(community.mapTipTemplate(), context)
    assert feature["name"] in tip and "达标评价" not in feature["name"] and "[%" not in tip, tip
    check_atlas(layouts["审计图A3"], db, "street")
    if kind == "review":
        check_atlas(layouts["审查附图A4"], db, "project")


def check_atlas(layout, db, table):
    atlas = layout.atlas()
    assert atlas.enabled() and atlas.beginRender()
    (want,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert atlas.count() == want, (atlas.count(), want)
    names = []
    while atlas.next():
        names.append(atlas.currentFilename())
        for item in layout.items():
            if isinstance(item, QgsLayoutItemMap):
                box = layout.reportContext().feature().geometry().boundingBox()
                assert item.extent().intersects(box), names[-1]
                assert table == "project" or item.extent().contains(box), names[-1]
                check_round(item.scale())
    atlas.endRender()
    assert sorted(names) == sorted(r[0] for r in db.execute(f"SELECT name FROM {table}")), names


def draw_theme(project, theme):
    themes, settings = project.mapThemeCollection(), QgsMapSettings()
    settings.setLayers(themes.mapThemeVisibleLayers(theme))
    settings.setLayerStyleOverrides(themes.mapThemeStyleOverrides(theme))
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.bookmarkManager().bookmarks()[0].extent().buffered(300))
    settings.setOutputSize(QSize(720, 600))
    settings.setBackgroundColor(QColor("white"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors(), [e.message for e in job.errors()]
    return job.renderedImage()


def draw_sheet(layout, folder):
    exporter, settings = QgsLayoutExporter(layout), QgsLayoutExporter.PdfExportSettings()
    atlas = layout.atlas()
    if layout.pageCollection().page(0).pageSize().width() < 300:
        assert atlas.beginRender() and atlas.first()
    assert exporter.exportToPdf(os.path.join(folder, layout.name() + ".pdf"), settings) == QgsLayoutExporter.Success
    image = exporter.renderPageToImage(0, dpi=60)
    atlas.endRender()
    return image


def small(image):
    image = image.convertToFormat(QImage.Format_RGB32).scaled(180, 180, transformMode=1)
    return image.constBits().asstring(180 * 180 * 4)


def difference(a, b):
    """Mean over pixels and channels of what is left when details are gone."""
    a, b = small(a), small(b)
    return sum(abs(x - y) for x, y in zip(a, b)) / (len(a) * 3 / 4)


def compare(images, golden):
    """Each picture is that of its name, and of no other."""
    if os.environ.get("CATCHMENT_GOLDEN"):
        for name, image in images.items():
            image.scaled(240, 240, 1, 1).convertToFormat(QImage.Format_RGB888).save(os.path.join(golden, name), "PNG")
    kept = {name: QImage(os.path.join(golden, name)) for name in images}
    for name, image in images.items():
        assert not kept[name].isNull(), f"no golden picture {name}"
        far = difference(image, kept[name])
        assert far < DIFFERENCE, f"{name} differs by {far:.2f} of 255 from its golden picture"
    for name, image in images.items():
        for other in images:
            assert other == name or difference(image, kept[other]) > difference(image, kept[name]), (name, other)
        blank = QImage(240, 240, QImage.Format_RGB32)
        blank.fill(QColor("white"))
        assert difference(blank, kept[name]) > DIFFERENCE, f"{name} could as well be blank"


def main():
    kind, path, folder = sys.argv[1:4]
    app = QgsApplication([], False)
    app.initQgis()
    for name in ("catchment", "catchment_en"):
        project = read(path, name)
        check_common(project, path)
        check_words(project, name == "catchment")
    project = read(path, "catchment")
    check_chinese(project, kind, path)
    if len(sys.argv) > 4:
        project = read(path, "catchment")  # its maps stand where an atlas was not yet
        images = {f"{kind}_{n}.png": draw_theme(project, t) for t, n in PICTURES[kind].items()}
        for layout in project.layoutManager().printLayouts():
            image = draw_sheet(layout, folder)
            if layout.name() in SHEETS:
                images[f"{kind}_{SHEETS[layout.name()]}.png"] = image
        for name, image in images.items():
            image.save(os.path.join(folder, name))
        compare(images, sys.argv[4])
    print(kind, "is as it should be")
    os._exit(0)  # QGIS 3.22 may fall over its own threads on the way out


main()
