#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the demo town 澄溪市 (Chengxi), which is INVENTED: no place, person or building is real.

    python3 layers/demo/generate.py [FOLDER]        (default: this file's own folder)

The same seed gives the same data everywhere: only random.Random and math are used. Places are metres
about the town's centre; communities, streets and projects are written in CGCS2000 / 3-degree
Gauss-Kruger CM 117E (EPSG:4548), people and facilities in CGCS2000 degrees (EPSG:4490), because a
department's layers do not agree either.

Deliberate faults: a facility outside the town, a community without
households, two communities that overlap by a sliver, a floor area that is no number, a facility name
that stands twice.
"""
import array
import csv
import math
import os
import random
import sys

from ground import LAKE, SEED, border, chance, in_water, neighbours, noise, river_width, river_x, seeds
from osgeo import gdal, ogr, osr

CENTRE = (512000.0, 3609000.0)  # EPSG:4548
COMMUNITIES = 60
CELL_DEG = 0.0005
NOTE = "虚构数据"
COUNTIES = {0: ("澄西区", "990101"), 1: ("澄东县", "990102")}
STREETS = {0: ["鼓楼街道", "西关街道", "柳浪街道", "青石镇"], 1: ["临江街道", "新港街道", "稻香镇", "望湖镇"]}
FIRST = "望临新东南永安福清和长兴文昌玉金丰翠云石"
SECOND = "溪桥园湖河塘苑井岗坪渡泉巷山亭"
KINDS = [  # name, letter, how many, floor area from and to (m2)
    ("社区服务站", "F", 46, 150, 820),
    ("卫生服务站", "W", 24, 120, 480),
    ("幼儿园", "Y", 38, 900, 4200),
    ("养老服务", "L", 22, 200, 1500),
    ("文化活动站", "H", 28, 120, 600),
]
WORKS = (-2300.0, 2300.0, 700.0)  # where factories are and nobody lives


def make_communities():
    """The cells nearest the centre (by an uneven measure), with their borders by neighbour."""
    points = seeds()

    def rank(i):
        x, y = points[i]
        angle = math.atan2(y, x)
        return math.hypot(x, y) / (1 + 0.16 * math.sin(2 * angle + 1) + 0.1 * math.cos(3 * angle))

    cells = []
    for i in sorted(range(len(points)), key=rank)[:COMMUNITIES]:
        around = neighbours(points, i)
        if around is None:
            raise SystemExit("a community is open: more seeds are needed")
        borders = []
        for k, j in enumerate(around):
            borders.append((j, border(points, i, j, around[k - 1], around[(k + 1) % len(around)])))
        cells.append({"seed": i, "at": points[i], "borders": borders})
    return cells


def ring(cell):
    line = [p for _, part in cell["borders"] for p in part[:-1]]
    return line + line[:1]


def group(cells, names):
    """Streets: the nearest of four centres, moved twice (Lloyd)."""
    centres = [min(cells, key=lambda c: math.hypot(*c["at"]))["at"]]
    while len(centres) < len(names):
        far = max(cells, key=lambda c: min(math.dist(c["at"], q) for q in centres))
        centres.append(far["at"])
    for _ in range(3):
        for c in cells:
            c["group"] = min(range(len(names)), key=lambda g: math.dist(c["at"], centres[g]))
        for g in range(len(names)):
            own = [c["at"] for c in cells if c["group"] == g]
            centres[g] = tuple(sum(v) / len(own) for v in zip(*own))
    for c in cells:
        c["street"] = names[c["group"]]


def name_communities(cells):
    rng = random.Random(f"{SEED}/names")
    used = set()
    for side in (0, 1):
        own = [c for c in cells if (c["at"][0] > river_x(c["at"][1])) == side]
        group(own, STREETS[side])
        counts = {}
        for c in sorted(own, key=lambda c: (c["group"], -c["at"][1])):
            county, code = COUNTIES[side]
            counts[c["group"]] = counts.get(c["group"], 0) + 1
            town = c["street"].endswith("街道")
            c["county"] = county
            distance = math.hypot(*c["at"])
            c["class"] = "111" if town and distance < 3300 else "112" if town else "121" if distance < 3600 else "220"
            office = (1 if town else 101) + c["group"]
            c["id"] = f"{code}{office:03d}{(200 if c['class'] == '220' else 0) + counts[c['group']]:03d}"
            name = None
            while name is None or name in used:
                name = rng.choice(FIRST) + rng.choice(SECOND)
            used.add(name)
            c["name"] = name + ("村" if c["class"] == "220" else "社区")


# --- people ---------------------------------------------------------------------------------------


def people_per_km2(x, y, villages):
    if in_water(x, y) or math.dist((x, y), WORKS[:2]) < WORKS[2]:
        return 0.0
    density = 21000 * math.exp(-((math.hypot(x, y) / 2100) ** 2))
    density += 15000 * math.exp(-((math.dist((x, y), (-1500, -2700)) / 800) ** 2))
    village = min(math.dist((x, y), v) for v in villages)
    density += 5200 * math.exp(-((village / 260) ** 2))
    lively = noise(x, y, 260, "blocks")
    if lively < 0.22 or density < 350:
        return 0.0
    return density * (0.35 + 1.3 * lively)


class Town:
    """What every layer needs: the two CRSs, the communities, the people."""

    def __init__(self):
        self.metres, self.degrees = crs(4548), crs(4490)
        self.to_degrees = osr.CoordinateTransformation(self.metres, self.degrees)
        self.to_metres = osr.CoordinateTransformation(self.degrees, self.metres)
        self.cells = make_communities()
        name_communities(self.cells)
        for c in self.cells:
            c["shape"] = polygon(ring(c))
            if not c["shape"].IsValid():
                raise SystemExit("a community is not valid: wiggle less")
        self.whole = ogr.Geometry(ogr.wkbMultiPolygon)
        for c in self.cells:
            self.whole.AddGeometry(c["shape"])
        self.whole = self.whole.UnionCascaded()
        self.make_people()

    def lonlat(self, x, y):
        lon, lat, _ = self.to_degrees.TransformPoint(CENTRE[0] + x, CENTRE[1] + y)
        return lon, lat

    def make_people(self):
        """Cells of people: all, and those of 65 and over; no data further than 900 m outside."""
        corners = [self.lonlat(x, y) for x in (-5600, 5600) for y in (-5600, 5600)]
        self.west = math.floor(min(c[0] for c in corners) / CELL_DEG) * CELL_DEG
        self.north = math.ceil(max(c[1] for c in corners) / CELL_DEG) * CELL_DEG
        self.columns = round((max(c[0] for c in corners) - self.west) / CELL_DEG)
        self.rows = round((self.north - min(c[1] for c in corners)) / CELL_DEG)
        villages = [c["at"] for c in self.cells]
        near = self.whole.Buffer(900)
        self.people, self.elders, self.homes = array.array("f"), array.array("f"), []
        for row in range(self.rows):
            lat = self.north - (row + 0.5) * CELL_DEG
            for column in range(self.columns):
                lon = self.west + (column + 0.5) * CELL_DEG
                x, y, _ = self.to_metres.TransformPoint(lon, lat)
                self.add_cell(round(x - CENTRE[0], 2), round(y - CENTRE[1], 2), villages, near)

    def add_cell(self, x, y, villages, near):
        if not near.Contains(point(x, y)):
            self.people.append(-9999)
            self.elders.append(-9999)
            return
        km2 = CELL_DEG**2 * (math.pi / 180 * 6371) ** 2 * math.cos(math.radians(32.6))
        people = round(people_per_km2(x, y, villages) * km2, 3)
        share = 0.1 + 0.14 * noise(x, y, 1500, "age") + 0.04 * (math.hypot(x, y) < 1300)
        self.people.append(people)
        self.elders.append(round(people * share, 3))
        if people > 0:
            self.homes.append((x, y, people))

    def count_households(self):
        """The register, which is never quite what the raster says."""
        for c in self.cells:
            inside = [h for h in self.homes if c["shape"].Contains(point(h[0], h[1]))]
            people = sum(h[2] for h in inside)
            c["homes"] = inside
            c["people"] = round(people * (0.96 + 0.08 * chance("register", c["id"])))
            c["households"] = round(c["people"] / (2.35 + 0.6 * chance("size", c["id"])))
        empty = min(self.cells, key=lambda c: math.dist(c["at"], LAKE[:2]))
        empty["households"] = 0  # fault: the lake park has people but no households
        return empty


# --- files ----------------------------------------------------------------------------------------


def crs(code):
    out = osr.SpatialReference()
    out.ImportFromEPSG(code)
    out.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return out


def point(x, y):
    out = ogr.Geometry(ogr.wkbPoint)
    out.AddPoint_2D(x, y)
    return out


def line(points):
    out = ogr.Geometry(ogr.wkbLineString)
    for x, y in points:
        out.AddPoint_2D(x, y)
    return out


def polygon(points):
    outer = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in points:
        outer.AddPoint_2D(x, y)
    out = ogr.Geometry(ogr.wkbPolygon)
    out.AddGeometry(outer)
    return out


def moved(shape):
    """From about the centre to EPSG:4548, on centimetres."""
    parts = [shape.GetGeometryRef(k) for k in range(shape.GetGeometryCount())] or [shape]
    for part in parts:
        for k in range(part.GetPointCount()):
            x, y = part.GetPoint_2D(k)
            part.SetPoint_2D(k, round(CENTRE[0] + x, 2), round(CENTRE[1] + y, 2))
    return shape


def write_layer(folder, name, srs, kind, title, fields, rows):
    path = os.path.join(folder, name + ".gpkg")
    if os.path.exists(path):
        os.unlink(path)
    file = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = file.CreateLayer(name, srs, kind, [f"IDENTIFIER={title}（虚构）",
                             "DESCRIPTION=澄溪市是虚构的城市 / Chengxi is an invented town"])
    for field, type_ in fields:
        layer.CreateField(ogr.FieldDefn(field, type_))
    for shape, values in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for (field, _), value in zip(fields, values):
            feature.SetField(field, value)
        feature.SetGeometry(moved(shape))
        layer.CreateFeature(feature)


def write_communities(folder, town):
    text, whole = ogr.OFTString, ogr.OFTInteger
    fields = [("社区代码", text), ("社区名称", text), ("街道", text), ("区县", text), ("城乡分类", text),
              ("户数", whole), ("常住人口", whole), ("备注", text)]
    rows = []
    for c in sorted(town.cells, key=lambda c: c["id"]):
        rows.append((polygon(c.get("drawn") or ring(c)), [c["id"], c["name"], c["street"], c["county"],
                     c["class"], c["households"], c["people"], NOTE]))
    write_layer(folder, "communities", town.metres, ogr.wkbPolygon, "社区界", fields, rows)


def overlap(town):
    """Fault: one community is drawn up to 14 m over its neighbour along their border."""
    mine = next(c for c in town.cells if c["name"].endswith("社区") and 1200 < math.hypot(*c["at"]) < 1900
                and c["at"][0] < river_x(c["at"][1]) - 700)
    own = {c["seed"] for c in town.cells}
    longest = max((b for b in mine["borders"] if b[0] in own), key=lambda b: math.dist(b[1][0], b[1][-1]))
    moving = set(longest[1][2:-2])
    cx, cy = mine["at"]
    out = []
    for x, y in ring(mine):
        if (x, y) in moving:
            far = math.dist((x, y), (cx, cy))
            x, y = round(x + 14 * (x - cx) / far, 2), round(y + 14 * (y - cy) / far, 2)
        out.append((x, y))
    mine["drawn"] = out


def write_raster(folder, name, town, cells, title):
    path = os.path.join(folder, name + ".tif")
    file = gdal.GetDriverByName("GTiff").Create(path, town.columns, town.rows, 1, gdal.GDT_Float32, [
        "TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", "COMPRESS=DEFLATE", "PREDICTOR=3", "ZLEVEL=9"])
    file.SetGeoTransform((town.west, CELL_DEG, 0, town.north, 0, -CELL_DEG))
    file.SetSpatialRef(town.degrees)
    file.SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION", f"{title}, 虚构 / invented")
    file.GetRasterBand(1).SetNoDataValue(-9999)
    file.GetRasterBand(1).WriteRaster(0, 0, town.columns, town.rows, cells.tobytes())


def facility_sites(town, kind, number):
    """Communities with most people first, but not every one gets its own; some are far from homes."""
    order = sorted((c for c in town.cells if c["homes"]),
                   key=lambda c: -c["people"] * (0.25 + chance("share", kind, c["id"])))
    for n in range(number):
        c = order[n % len(order)]
        rng = random.Random(f"{SEED}/site/{kind}/{n}")
        x, y, _ = rng.choices(c["homes"], [h[2] for h in c["homes"]])[0]
        yield c, x + rng.uniform(-20, 20), y + rng.uniform(-20, 20), rng


def make_facilities(town):
    rows = []
    for kind, letter, number, low, high in KINDS:
        for n, (c, x, y, rng) in enumerate(facility_sites(town, kind, number)):
            area = round(low + (high - low) * rng.random() ** 1.7)
            name = c["name"].removesuffix("社区") + kind
            if any(r["设施名称"] == name for r in rows):
                name += "（分站）"
            lon, lat = town.lonlat(x, y)
            rows.append({"设施编号": f"{letter}{n + 1:03d}", "设施名称": name, "设施类别": kind, "建筑面积": str(area),
                         "服务社区": "", "所在楼层": str(rng.choice([1, 1, 1, 2])),
                         "建成年份": str(rng.randint(1996, 2024)), "经度": f"{lon:.6f}", "纬度": f"{lat:.6f}",
                         "备注": NOTE, "at": c})
    return rows


def spoil_facilities(town, rows):
    """The faults of the facility table, and the one building that two communities share."""
    shared = next(r for r in rows if r["设施编号"] == "F004")
    own = {c["seed"]: c for c in town.cells}
    beside = next(own[j] for j, _ in shared["at"]["borders"] if j in own)
    shared["服务社区"] = f"{shared['at']['id']};{beside['id']}"
    shared["备注"] = NOTE + "；两个社区合用"
    outside = next(r for r in rows if r["设施编号"] == "L022")
    lon, lat = town.lonlat(-5200, -4700)
    outside.update({"经度": f"{lon:.6f}", "纬度": f"{lat:.6f}"})
    next(r for r in rows if r["设施编号"] == "H007")["建筑面积"] = "约三百"
    twice = next(r for r in rows if r["设施编号"] == "Y012")
    next(r for r in rows if r["设施编号"] == "Y031")["设施名称"] = twice["设施名称"]


def write_facilities(folder, town):
    rows = make_facilities(town)
    spoil_facilities(town, rows)
    fields = [f for f in rows[0] if f != "at"]
    with open(os.path.join(folder, "facilities.csv"), "w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, fields, extrasaction="ignore", lineterminator="\r\n")
        out.writeheader()
        out.writerows(rows)
    return rows


def write_streets(folder, town):
    """Borders are streets, and from each community's middle a lane to each of them; the river has
    three bridges."""
    own = {c["seed"]: c for c in town.cells}
    rows, bridges = [], 0
    for c in sorted(town.cells, key=lambda c: c["id"]):
        for j, part in sorted(c["borders"]):
            middle = part[len(part) // 2]
            wet = j in own and own[j]["county"] != c["county"]
            if j in own and j < c["seed"]:
                continue
            if not wet:
                rows.append((line(part), [f"{c['street'][:2]}{len(rows) % 40 + 1}路", "支路", "是", NOTE]))
            bridges += wet
            if j in own and (not wet or bridges % 4 == 1):
                ends = [(round(x, 2), round(y, 2)) for x, y in (c["at"], own[j]["at"])]
                title = "桥" if wet else "巷"
                rows.append((line([ends[0], middle, ends[1]]),
                             [f"{c['name'][:2]}{title}", "桥梁" if wet else "巷道", "是", NOTE]))
    text = ogr.OFTString
    write_layer(folder, "streets", town.metres, ogr.wkbLineString, "道路",
                [("路名", text), ("等级", text), ("可步行", text), ("备注", text)], rows)


def write_water(folder, town):
    ys = [k * 60.0 for k in range(-84, 85)]
    banks = [(river_x(y) + river_width(y), y) for y in ys] + [(river_x(y) - river_width(y), y) for y in reversed(ys)]
    shore = []
    for k in range(72):
        angle = k * math.pi / 36
        far = LAKE[2] * (1 + 0.12 * math.sin(3 * angle) + 0.08 * math.cos(5 * angle))
        shore.append((LAKE[0] + far * math.cos(angle), LAKE[1] + far * math.sin(angle) / 1.5))
    rows = [(polygon(p + p[:1]), [name, NOTE]) for p, name in ((banks, "澄溪"), (shore, "望湖"))]
    write_layer(folder, "water", town.metres, ogr.wkbPolygon, "水系",
                [("名称", ogr.OFTString), ("备注", ogr.OFTString)], rows)


def block(x, y, width, height, turn):
    out = []
    for u, v in ((-1, -1), (1, -1), (1, 0.6), (0.7, 1), (-1, 1), (-1, -1)):
        a, b = u * width / 2, v * height / 2
        out.append((x + a * math.cos(turn) - b * math.sin(turn), y + a * math.sin(turn) + b * math.cos(turn)))
    return polygon(out)


def write_projects(folder, town):
    text, number = ogr.OFTString, ogr.OFTReal
    fields = [("项目编号", text), ("项目名称", text), ("建设单位", text), ("用地面积", number), ("户数", ogr.OFTInteger),
              ("住宅建筑面积", number), ("配建面积", number), ("送审阶段", text), ("备注", text)]
    rows = []
    for name, place, homes, floor, given in (
            ("翠湖雅苑", (2500, -1500, 330, 210, 0.3), 1350, 148500.0, 280.0),
            ("青石新城一期", (-2900, -1200, 300, 260, -0.2), 2100, 226800.0, 460.0)):
        shape = block(*place)
        rows.append((shape, [f"CX2025-{len(rows) + 1:02d}", name, "虚构建设单位", round(shape.Area(), 1), homes,
                     floor, given, "方案审查", NOTE]))
    write_layer(folder, "projects", town.metres, ogr.wkbPolygon, "新建住宅项目", fields, rows)


def write_project_facilities(folder):
    """The premises of the projects, a row a place."""
    fields = ("项目编号", "用房编号", "用房名称", "类别", "建筑面积", "所在楼层", "楼号", "独立出入口", "备注")
    rows = (("CX2025-01", "P01", "翠湖雅苑社区用房", "社区服务站", 280, 1, "3号楼", "是"),
            ("CX2025-02", "P02", "青石新城社区服务站", "社区服务站", 260, 1, "1号楼", "是"),
            ("CX2025-02", "P03", "青石新城文化活动站", "文化活动站", 200, 2, "6号楼", "否"),
            ("CX2025-02", "P04", "青石新城幼儿园", "幼儿园", 2400, 1, "8号楼", "是"))
    path = os.path.join(folder, "project_facilities.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(row + ("虚构数据",) for row in rows)


def write_candidates(folder, town):
    text = ogr.OFTString
    fields = [("候选编号", text), ("名称", text), ("类型", text), ("可用面积", ogr.OFTReal), ("备注", text)]
    rng = random.Random(f"{SEED}/candidates")
    rows = []
    for n in range(24):
        x, y, _ = rng.choices(town.homes, [1 + math.hypot(h[0], h[1]) / 800 for h in town.homes])[0]
        rows.append((point(x, y), [f"H{n + 1:02d}", f"候选点{n + 1}", rng.choice(["闲置用房", "储备地块", "学校旧址"]),
                     float(rng.randrange(200, 1500, 20)), NOTE]))
    write_layer(folder, "candidates", town.metres, ogr.wkbPoint, "选址候选点", fields, rows)


def main():
    gdal.UseExceptions()
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2025-01-01T00:00:00.000Z")
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    os.makedirs(folder, exist_ok=True)
    town = Town()
    town.count_households()
    write_facilities(folder, town)
    overlap(town)
    write_communities(folder, town)
    write_raster(folder, "pop", town, town.people, "常住人口")
    write_raster(folder, "pop65", town, town.elders, "65岁及以上人口")
    write_streets(folder, town)
    write_water(folder, town)
    write_projects(folder, town)
    write_project_facilities(folder)
    write_candidates(folder, town)


if __name__ == "__main__":
    main()
