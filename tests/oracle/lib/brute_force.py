# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures a city by brute force and compares with an audit:  brute_force.py CITY FOLDER AUDIT.gpkg

Shares nothing with the program but the input: polygons of GEOS through OGR, circles as polygons of
2880 corners of the same area in an ellipsoidal azimuthal equidistant projection about each facility,
each cell cut with GEOS, nearest facilities by sampling 12 x 12 points a cell.
"""
import collections
import csv
import math
import sys

import numpy
from osgeo import gdal, ogr, osr

CITIES = {
    "demo": {
        "communities": ("communities.gpkg", "社区代码"),
        "facilities": [("facilities.csv", None)],  # None: a kind field
        "radii": {"社区服务站": (500, 1000), "卫生服务站": (1000,), "幼儿园": (300,), "养老服务": (500,),
                  "文化活动站": (500,)},
        "demands": {"常住人口": "pop.tif", "65岁及以上": "pop65.tif"},
        "rows": 60 * 6 * 2,
        "tolerance": 2e-6,
        "loads": 158 * 2,
        "households": "户数",
        "counting": {"社区服务站", "养老服务", "文化活动站"},
    },
    "singapore": {
        "communities": ("sg_subzones.gpkg", "SUBZONE_C"),
        "facilities": [("sg_clinic.geojson", "clinic"), ("sg_pharmacy.geojson", "pharmacy"),
                       ("sg_eldercare.geojson", "eldercare")],
        "radii": {"clinic": (500,), "pharmacy": (500, 1000), "eldercare": (1000,)},
        "demands": {"residents": "singapore_pop_100m.tif"},
        "rows": 323 * 4,
        "tolerance": 2e-5,  # subzones of 4 ha with edges of many vertices, each on 0.1 mm
        "loads": None,  # one id stands in several files
        "households": None,
    },
}
CORNERS = 2880
SAMPLES = 12


def crs(text):
    out = osr.SpatialReference()
    out.SetFromUserInput(text)
    out.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return out


DEGREES, METRES = crs("EPSG:4490"), crs("EPSG:4548")


def polygon(points):
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in points:
        ring.AddPoint_2D(x, y)
    out = ogr.Geometry(ogr.wkbPolygon)
    out.AddGeometry(ring)
    return out


def circle(lon, lat, radius_m):
    around = crs(f"+proj=aeqd +lat_0={lat} +lon_0={lon} +ellps=GRS80")
    back = osr.CoordinateTransformation(around, DEGREES)
    step = 2 * math.pi / CORNERS
    r = radius_m * math.sqrt(step / math.sin(step))
    points = [(r * math.cos(k * step), r * math.sin(k * step)) for k in range(CORNERS)]
    return polygon([p[:2] for p in back.TransformPoints(points + points[:1])])


class Cells:
    """The people of one raster, with the cell as a polygon on demand."""

    def __init__(self, path):
        file = gdal.Open(path)
        self.west, self.dx, _, self.north, _, self.dy = file.GetGeoTransform()
        self.people = numpy.maximum(file.ReadAsArray().astype(float), 0)

    def within(self, shape):
        """(row, column, share of the cell inside shape) of every inhabited cell that it touches."""
        west, east, south, north = shape.GetEnvelope()
        prepared = shape.CreatePreparedGeometry()
        rows = range(max(0, math.floor((north - self.north) / self.dy)),
                     min(self.people.shape[0], math.floor((south - self.north) / self.dy) + 1))
        columns = range(max(0, math.floor((west - self.west) / self.dx)),
                        min(self.people.shape[1], math.floor((east - self.west) / self.dx) + 1))
        for r in rows:
            for c in columns:
                if self.people[r, c] > 0:
                    cell = self.cell(r, c)
                    if prepared.Contains(cell):
                        yield r, c, 1.0
                    elif prepared.Intersects(cell):
                        yield r, c, shape.Intersection(cell).GetArea() / cell.GetArea()

    def cell(self, r, c):
        x0, x1 = self.west + c * self.dx, self.west + (c + 1) * self.dx
        y0, y1 = self.north + r * self.dy, self.north + (r + 1) * self.dy
        return polygon([(x0, y1), (x1, y1), (x1, y0), (x0, y0), (x0, y1)])


def communities(path, field):
    file = ogr.Open(path)
    layer, out = file.GetLayer(0), {}
    projected = layer.GetSpatialRef().IsProjected()
    for feature in layer:
        shape = feature.geometry().Clone()
        if projected:
            shape.Segmentize(20)
            shape.Transform(osr.CoordinateTransformation(METRES, DEGREES))
        out[feature[field]] = shape if shape.IsValid() else shape.MakeValid()
    return out


def facilities(folder, sources):
    by_kind = collections.defaultdict(list)
    for name, kind in sources:
        if kind is None:
            with open(f"{folder}/{name}", encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    by_kind[row["设施类别"]].append((row["设施编号"], float(row["经度"]), float(row["纬度"])))
        else:
            file = ogr.Open(f"{folder}/{name}")
            for feature in file.GetLayer(0):
                by_kind[kind].append(("", feature.geometry().GetX(), feature.geometry().GetY()))
    return by_kind


def union(shapes):
    out = ogr.Geometry(ogr.wkbMultiPolygon)
    for shape in shapes:
        out.AddGeometry(shape)
    return out.UnionCascaded()


def cover(shapes, by_kind, all_radii, cells):
    """(community, kind, reach, demand) -> people; reach 0 is everyone."""
    areas = {("", 0): None}
    for kind, radii in all_radii.items():
        for radius in radii:
            areas[kind, radius] = union([circle(lon, lat, radius) for _, lon, lat in by_kind[kind]])
    out = {}
    for unit, shape in shapes.items():
        for (kind, radius), area in areas.items():
            part = shape if area is None else shape.Intersection(area)
            sums = dict.fromkeys(cells, 0.0)
            if not part.IsEmpty():
                for r, c, share in next(iter(cells.values())).within(part):
                    for demand in cells:
                        sums[demand] += share * cells[demand].people[r, c]
            for demand in cells:
                out[unit, kind, radius, demand] = sums[demand]
    return out


def loads(shapes, by_kind, cells):
    """(facility, demand) -> people whose nearest facility of its kind it is, by sampling."""
    first = next(iter(cells.values()))
    inside = numpy.zeros(first.people.shape)
    for r, c, share in first.within(union(shapes.values())):
        inside[r, c] = share
    rows, columns = numpy.nonzero(inside)
    forth = osr.CoordinateTransformation(DEGREES, METRES)
    steps = (numpy.arange(SAMPLES) + 0.5) / SAMPLES
    points = [(first.west + (c + u) * first.dx, first.north + (r + v) * first.dy)
              for r, c in zip(rows, columns) for v in steps for u in steps]
    places = numpy.array(forth.TransformPoints(points))[:, :2]
    out = {}
    for kind, sites in by_kind.items():
        at = numpy.array(forth.TransformPoints([s[1:] for s in sites]))[:, :2]
        nearest = numpy.empty(len(places), int)
        for k in range(0, len(places), 20000):
            d = ((places[k:k + 20000, None, :] - at[None, :, :]) ** 2).sum(axis=2)
            nearest[k:k + 20000] = d.argmin(axis=1)
        for demand in cells:
            weight = numpy.repeat((inside * cells[demand].people)[rows, columns] / SAMPLES**2, SAMPLES**2)
            sums = numpy.bincount(nearest, weight, len(sites))
            for site, people in zip(sites, sums):
                out[site[0], demand] = people
    return out


def floor_areas(folder, shapes, households, counting):
    """(community, kind) -> m2, kind * for all that count; shared buildings split by households."""
    out = collections.Counter()
    with open(folder + "/facilities.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            try:
                area = float(row["建筑面积"])
            except ValueError:
                continue
            at = ogr.CreateGeometryFromWkt(f"POINT({row['经度']} {row['纬度']})")
            served = [u for u in row["服务社区"].split(";") if u] or [u for u, s in shapes.items() if s.Contains(at)]
            everyone = sum(households[u] for u in served)
            for unit in served:
                part = area * households[unit] / everyone if len(served) > 1 else area
                out[unit, row["设施类别"]] += part
                if row["设施类别"] in counting:
                    out[unit, "*"] += part
    return out


def rows_of(audit, sql):
    layer = audit.ExecuteSQL(sql)
    return [[f.GetField(k) for k in range(f.GetFieldCount())] for f in layer]


def compare_cover(audit, expected):
    """Largest error of a total (relative) and of a covered share (absolute)."""
    worst_total = worst_share = 0.0
    rows = rows_of(audit, "select unit_id, kind, cast(reach as real), demand, total, covered from coverage "
                          "where level = 'community' and kind <> '*'")
    demands = {demand for _, _, _, demand in expected}
    rows = [row for row in rows if row[3] in demands]
    for unit, kind, reach, demand, total, covered in rows:
        everyone = expected[unit, "", 0, demand]
        worst_total = max(worst_total, abs(total - everyone) / max(everyone, 1))
        worst_share = max(worst_share, abs(covered - expected[unit, kind, round(reach), demand]) / max(everyone, 1))
    return len(rows), worst_total, worst_share


def compare_loads(audit, expected):
    worst = 0.0
    rows = rows_of(audit, "select facility_id, demand, people from load")
    for facility, demand, people in rows:
        want = expected[facility, demand]
        worst = max(worst, abs(people - want) / (want + 50))
    return len(rows), worst


def compare_floor_areas(audit, expected, households):
    """Largest error in m2 of a community's floor area, and of m2 per 100 households."""
    worst = 0.0
    rows = rows_of(audit, "select unit_id, kind, floor_area_m2, per_100_households from floor_area where level = 'community'")
    for unit, kind, area, rate in rows:
        want = expected[unit, kind]
        worst = max(worst, abs((area or 0) - want))
        if households[unit] == 0:
            worst = math.inf if rate is not None else worst
        else:
            worst = max(worst, abs((rate or 0) - 100 * want / households[unit]))
    return len(rows), worst


def main():
    ogr.UseExceptions()
    city, folder, audit = CITIES[sys.argv[1]], sys.argv[2], ogr.Open(sys.argv[3])
    name, field = city["communities"]
    shapes, by_kind = communities(f"{folder}/{name}", field), facilities(folder, city["facilities"])
    cells = {demand: Cells(f"{folder}/{raster}") for demand, raster in city["demands"].items()}
    count, total, share = compare_cover(audit, cover(shapes, by_kind, city["radii"], cells))
    print(f"coverage: {count} rows, totals within {total:.1e}, shares within {share:.1e}")
    wrong = count != city["rows"] or max(total, share) > city["tolerance"]
    if city["loads"]:
        count, load = compare_loads(audit, loads(shapes, by_kind, cells))
        print(f"loads: {count} rows, people within {load:.1e}")
        wrong = wrong or count != city["loads"] or load > 5e-3
    if city["households"]:
        file = ogr.Open(f"{folder}/{name}")
        households = {f[field]: f[city["households"]] for f in file.GetLayer(0)}
        count, area = compare_floor_areas(
            audit, floor_areas(folder, shapes, households, city["counting"]), households)
        print(f"floor area: {count} rows, within {area:.1e} m2")
        wrong = wrong or count != 60 * 6 or area > 1e-6
    if wrong:
        raise SystemExit("the audit does not agree with brute force")


if __name__ == "__main__":
    main()
