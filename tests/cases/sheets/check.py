#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check.py OUT.gpkg PNG PDF: the colours of communities on the maps are those of their figures in the output, at
the places where the scale and the grid put them; names do not hide each other. check.py inside FILE.pdf: no word
leaves the page's margins. check.py site OUT.gpkg PNG PDF: new sites and their service areas are on the map where they
belong; the points of the curve are where the chart's axes say; the tables have the figures of the output."""
import collections
import math
import re
import subprocess
import sys

from osgeo import gdal, ogr

gdal.UseExceptions()
FRAME = (14, 24, 296, 246)  # mm on the A3 sheets
PER_MM = 150 / 25.4
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


def text_of(pdf):
    return subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout


def reader(layer, png, pdf):
    """The colour at a place of the output CRS, moved by so many mm on the paper; the scale."""
    scale = float(re.search(r"1:(\d+)", text_of(pdf))[1])
    west, east, south, north = layer.GetExtent()
    pixels = gdal.Open(png).ReadAsArray()

    def colour(x, y, right=0, down=0):
        px = FRAME[0] + FRAME[2] / 2 + (x - (west + east) / 2) / scale * 1000 + right
        py = FRAME[1] + FRAME[3] / 2 - (y - (south + north) / 2) / scale * 1000 + down
        return tuple(int(v) for v in pixels[:3, int(py * PER_MM), int(px * PER_MM)])
    return colour, scale


def check_colours(layer, png, pdf, colour_of):
    colour, _ = reader(layer, png, pdf)
    for feature in layer:
        found = collections.Counter(colour(x, y) for x, y in places(feature, None))
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


def share(colours, wanted):
    return sum(wanted(*c) for c in colours) / len(colours)


def check_sites(source, png, pdf):
    """Each has a red ring of 5 mm and a green one of the radius; a circle about a place without a site has not."""
    colour, scale = reader(source.GetLayer("community"), png, pdf)
    source_radius = next(f["value"] for f in source.GetLayer("proposal") if f["key"] == "radius_m")
    turns = [2 * math.pi * k / 72 for k in range(72)]

    def rings(x, y):
        mark = [colour(x, y, 2.5 * math.cos(t), 2.5 * math.sin(t)) for t in turns]
        area = [max((colour(x + (source_radius + d) * math.cos(t), y + (source_radius + d) * math.sin(t)) for d in (-8, 0, 8)),
                    key=lambda c: c[1] - c[0] - c[2]) for t in turns]
        return share(mark, lambda r, g, b: r > 150 and g < 100 and b < 100), share(area, lambda r, g, b: g > r + 25 and g > b + 15)
    sites = [f.GetGeometryRef().GetPoint_2D() for f in source.GetLayer("site")]
    for x, y in sites:
        mark, area = rings(x, y)
        if mark < 0.7 or area < 0.6:
            sys.exit(f"{png}: the site at {x:.0f} {y:.0f} has {mark:.0%} of its mark, {area:.0%} of its service area")
        mark, area = rings(x + 0.6 * source_radius, y + 0.6 * source_radius)
        if mark > 0.3 or area > 0.4:
            sys.exit(f"{png}: there is no site near {x:.0f} {y:.0f}")
    if not sites:
        sys.exit("no sites")


def check_curve(source, png, pdf):
    """The axes are told by where the numbers stand along them: a blue mark stands at every point."""
    page = [(x0, y0, x1, y1, word) for number, _, x0, y0, x1, y1, word in words(pdf) if number == 0]
    title = next(b for b in page if b[4] == "设施数")
    numbers = [((x0 + x1) / 2, (y0 + y1) / 2, x1, float(word)) for x0, y0, x1, y1, word in page
               if title[1] - 200 < y0 < title[1] and re.fullmatch(r"\d+", word)]
    row = max(n[1] for n in numbers)
    along = sorted((n[0], n[3]) for n in numbers if abs(n[1] - row) < 1)
    right = collections.Counter(round(n[2]) for n in numbers if abs(n[1] - row) >= 1).most_common(1)[0][0]
    up = sorted((n[1], n[3]) for n in numbers if abs(n[2] - right) < 1 and abs(n[1] - row) >= 1)

    def axis(ends):
        (a, va), (b, vb) = ends[0], ends[-1]
        return lambda value: a + (value - va) / (vb - va) * (b - a)
    at_x, at_y, pixels = axis(along), axis(up), gdal.Open(png).ReadAsArray()
    points = [(f["sites"], f["objective"]) for f in source.GetLayer("curve")]
    for sites, objective in points:
        px, py = at_x(sites) / 72 * 150, at_y(objective) / 72 * 150
        found = pixels[:3, int(py) - 4:int(py) + 5, int(px) - 4:int(px) + 5]
        if share([tuple(int(v) for v in c) for c in found.reshape(3, -1).T], lambda r, g, b: r < 90 and b > 130) < 0.5:
            sys.exit(f"{png}: no point of {sites} sites at {px:.0f} {py:.0f}")
    if len(points) < 2:
        sys.exit("no curve")


def check_tables(source, pdf):
    text = text_of(pdf).replace(" ", "")
    for f in source.GetLayer("site"):
        row = (f"{f['rank']}{f['site_id']}{f['name']}{f['street']}{f['community']}{math.ceil(f['floor_area_m2'] - 1e-6):,}{math.floor(f['available_m2']):,}"
               f"{'*' if f['available_m2'] < f['floor_area_m2'] else ''}{f['people_gained']:,.0f}{f['people_cumulative']:,.0f}{f['share']:.1%}{f['people_served']:,.0f}")
        if row not in text:
            sys.exit(f"{pdf}: no row {row}")
    for f in source.GetLayer("curve"):
        row = f"{f['sites']}{f['objective']:,.10g}{f['bound']:,.10g}0%{f['people']:,.0f}{f['share']:.1%}已证明最优"
        if f["status"] != "optimal" or row not in text:
            sys.exit(f"{pdf}: no row {row}")
    for f in source.GetLayer("site_effect"):
        figures = f"{f['before']:.2f}{f['after']:.2f}{f['after'] - f['before']:+.2f}"
        if not f["figure"].startswith("floor_area_m2") and figures not in text:
            sys.exit(f"{pdf}: no row of {f['figure']} of {f['unit_id']}: {figures}")


if sys.argv[1] == "site":
    output, png, pdf = sys.argv[2:]
    proposed = ogr.Open(output)
    check_sites(proposed, f"{png}/20_选址图.png", f"{pdf}/20_选址图.pdf")
    check_curve(proposed, f"{png}/21_选址表.png", f"{pdf}/21_选址表.pdf")
    check_tables(proposed, f"{pdf}/21_选址表.pdf")
    sys.exit()
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
