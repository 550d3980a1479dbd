#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check.py OUT.gpkg PNG PDF: the colours of communities on the maps are those of their figures in the output, at
the places where the scale and the grid put them; names do not hide each other. check.py inside FILE.pdf: no word
leaves the page's margins."""
import collections
import re
import subprocess
import sys

from osgeo import gdal, ogr

gdal.UseExceptions()
FRAME = (14, 24, 296, 246)  # mm on the A3 sheets
BLUE, PALE_BLUE, PALE, PEACH, ORANGE, GREY = ((131, 179, 214), (196, 221, 238), (250, 240, 205), (252, 199, 150),
                                              (241, 142, 102), (232, 232, 232))


def by_share(feature):
    share = feature["share"]
    if share is None:
        return GREY
    return next(c for low, c in ((0.8, BLUE), (0.6, PALE_BLUE), (0.4, PALE), (0.2, PEACH), (-1, ORANGE)) if share >= low)


def by_area(feature):  # the demo plan's bounds: 20, 30
    area = feature["per_100_households"]
    if area is None or area == 0:
        return GREY if area is None else ORANGE
    return next(c for low, c in ((30, BLUE), (20, PALE), (0, PEACH)) if area >= low)


def by_assessment(feature):
    return {"met": (102, 189, 99), "advise": (255, 247, 178), "unmet": (165, 0, 38), "unknown": (255, 255, 255),
            None: GREY}[feature["assessment"]]


def words(pdf):
    xml = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    for page, text in enumerate(xml.split("<page ")[1:]):
        height = float(re.search(r'height="([\d.]+)"', text)[1])
        for x0, y0, x1, y1, word in re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', text):
            yield page, height, float(x0), float(y0), float(x1), float(y1), word


def places(feature, box):
    """Points on a lattice inside the community, well off its border."""
    area = feature.GetGeometryRef()
    west, east, south, north = area.GetEnvelope()
    inner = area.Buffer(-0.08 * min(east - west, north - south))
    for i in range(1, 16):
        for k in range(1, 16):
            point = ogr.CreateGeometryFromWkt(f"POINT ({west + (east - west) * i / 16} {south + (north - south) * k / 16})")
            if inner.Contains(point):
                yield point.GetX(), point.GetY()


def check_colours(layer, png, pdf, colour_of):
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout
    scale = float(re.search(r"1:(\d+)", text)[1])
    west, east, south, north = layer.GetExtent()
    pixels = gdal.Open(png).ReadAsArray()
    per_mm = 150 / 25.4
    for feature in layer:
        found = collections.Counter()
        for x, y in places(feature, None):
            px = FRAME[0] + FRAME[2] / 2 + (x - (west + east) / 2) / scale * 1000
            py = FRAME[1] + FRAME[3] / 2 - (y - (south + north) / 2) / scale * 1000
            found[tuple(int(v) for v in pixels[:3, int(py * per_mm), int(px * per_mm)])] += 1
        wanted = colour_of(feature)
        near = sum(n for c, n in found.items() if max(abs(a - b) for a, b in zip(c, wanted)) <= 2)
        others = max((n for c, n in found.items() if max(abs(a - b) for a, b in zip(c, wanted)) > 2), default=0)
        if near <= others:
            sys.exit(f"{png}: {feature['name']} is {found.most_common(2)}, not {wanted}")
    layer.ResetReading()


def check_names(layer, pdf):
    names = {feature["name"] for feature in layer}
    layer.ResetReading()
    boxes = [(x0, y0, x1, y1, word) for _, _, x0, y0, x1, y1, word in words(pdf) if word in names]
    twice = [word for word, n in collections.Counter(box[4] for box in boxes).items() if n > 1]
    if twice:
        sys.exit(f"{pdf}: {twice} stand twice")
    if len(boxes) < 0.8 * len(names):
        sys.exit(f"{pdf}: {len(boxes)} of {len(names)} names")
    for i, a in enumerate(boxes):
        for b in boxes[i + 1:]:
            wide, tall = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            if wide > 1 and tall > 0.35 * min(a[3] - a[1], b[3] - b[1]):
                sys.exit(f"{pdf}: {a[4]} and {b[4]} hide each other")


if sys.argv[1] == "inside":
    lowest = [(y1, height, word) for _, height, _, _, _, y1, word in words(sys.argv[2]) if y1 > height - 15]
    if lowest:
        sys.exit(f"{sys.argv[2]}: {lowest[0][2]} leaves the page")
    sys.exit()
output, png, pdf = sys.argv[1:]
source = ogr.Open(output)
communities = source.GetLayer("community")
for name, colour_of in (("01_审计图_覆盖率", by_share), ("02_审计图_每百户面积", by_area), ("03_审计图_达标评价", by_assessment)):
    if name != "01_审计图_覆盖率":  # its gaps are hatched over the colours
        check_colours(communities, f"{png}/{name}.png", f"{pdf}/{name}.pdf", colour_of)
    check_names(communities, f"{pdf}/{name}.pdf")
    check_names(source.GetLayer("street"), f"{pdf}/{name}.pdf")
