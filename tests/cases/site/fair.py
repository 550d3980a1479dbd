# SPDX-License-Identifier: GPL-3.0-or-later
"""fair.py TOWN OUT.gpkg key=value...: shares of districts, against every allowed set of candidates.

TOWN is a folder of town.py, or the demo town. Keys: demand (uncovered or all), fairness, over, sites, least, spacing (m), pair (two ids by a
comma). People, districts and distances are found here anew: cells by GDAL and OGR, distances by Vincenty.
"""
import csv
import itertools
import os
import sqlite3
import sys

import town
from ellipsoid import distance, near

folder, out = sys.argv[1:3]
wish = dict(pair.split("=") for pair in sys.argv[3:])
over, least = wish.get("over", "community"), float(wish.get("least", 0))


def of_town():
    """Homes as (place, people, district), existing facilities, candidates."""
    homes = []
    for h in town.read(folder, "homes.csv"):
        c = town.community(h["at"])
        homes.append((h["at"], float(h["people"]), {"community": c, "street": "S%d" % (int(c[1]) // 2), "county": "T"}[over]))
    return homes, [s["at"] for s in town.read(folder, "stations.csv")], \
        {p["id"]: p["at"] for p in town.read(folder, "places.csv")}, town.RADIUS


def degrees(path):
    from osgeo import ogr, osr
    source = ogr.Open(path)
    layer = source.GetLayer(0)
    to = osr.SpatialReference()
    to.ImportFromEPSG(4490)
    to.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    way = osr.CoordinateTransformation(layer.GetSpatialRef(), to)
    for feature in layer:
        shape = feature.GetGeometryRef().Clone()
        shape.Transform(way)
        yield shape, feature.items()


def of_demo():
    """Cells of the raster, cut by communities; ground that two claim is the first one's."""
    from osgeo import gdal, ogr
    field = {"community": "社区代码", "street": "街道", "county": "区县"}[over]
    units, left = [], None
    for shape, items in degrees(folder + "/communities.gpkg"):
        shape = shape.Buffer(0)
        own = shape if left is None else shape.Difference(left)
        left = shape if left is None else left.Union(shape)
        units.append((own, own.GetEnvelope(), str(items[field])))
    raster = gdal.Open(folder + "/pop.tif")
    x0, dx, _, y0, _, dy = raster.GetGeoTransform()
    people, nodata = raster.ReadAsArray(), raster.GetRasterBand(1).GetNoDataValue()
    homes = []
    for row, column in itertools.product(range(raster.RasterYSize), range(raster.RasterXSize)):
        value = float(people[row][column])
        if not value > 0 or value == nodata:
            continue
        w, n = x0 + column * dx, y0 + row * dy
        cell = ogr.CreateGeometryFromWkt("POLYGON((%.12f %.12f,%.12f %.12f,%.12f %.12f,%.12f %.12f,%.12f %.12f))" % (
            w, n, w + dx, n, w + dx, n + dy, w, n + dy, w, n))
        for shape, (e0, e1, e2, e3), unit in units:
            if e0 < w + dx and w < e1 and e2 < n and n + dy < e3:
                part = cell.Intersection(shape).GetArea() / abs(dx * dy)
                if part > 0:
                    homes.append(((w + dx / 2, n + dy / 2), value * part, unit))
    with open(folder + "/facilities.csv", encoding="utf-8-sig") as file:
        old = [(float(r["经度"]), float(r["纬度"])) for r in csv.DictReader(file) if r["设施类别"] == "社区服务站"]
    places = {f["候选编号"]: (g.GetX(), g.GetY()) for g, f in degrees(folder + "/candidates.gpkg")}
    return homes, old, {k: p for k, p in places.items() if not any(near(p, e, 300) for e in old)}, 500.0


is_demo = os.path.exists(folder + "/pop.tif")
homes, old, places, RADIUS = of_demo() if is_demo else of_town()
names = sorted(places)
whole, before, gain = {}, {}, {}
for at, people, unit in homes:
    whole[unit] = whole.get(unit, 0) + people
    if any(near(at, e, RADIUS) for e in old):
        before[unit] = before.get(unit, 0) + people
        continue
    reach = frozenset(i for i, k in enumerate(names) if near(at, places[k], RADIUS))
    if reach:
        gain[unit, reach] = gain.get((unit, reach), 0) + people
compared = sorted({unit for unit, _ in gain})
clash = {frozenset(names.index(k) for k in wish["pair"].split(","))} if "pair" in wish else set()
if "spacing" in wish:
    clash |= {frozenset(p) for p in itertools.combinations(range(len(names)), 2)
              if distance(places[names[p[0]]], places[names[p[1]]]) < float(wish["spacing"])}


def parts(chosen):
    now = dict(before)
    for (unit, reach), people in gain.items():
        if reach & chosen:
            now[unit] = now.get(unit, 0) + people
    return now


def worth(chosen):
    """A list to be made large, first things first; None where a share is too small."""
    now = parts(chosen)
    shares = sorted(round(now.get(u, 0) / whole[u], 9) for u in compared)
    if shares[0] < least - 1e-9:
        return None
    return {"": [], "worst": shares[:1], "lexicographic": shares}[wish.get("fairness", "")] + [round(sum(now.values()), 3)]


best, sets = None, 0
for size in range(int(wish["sites"]) + 1):
    for chosen in map(frozenset, itertools.combinations(range(len(names)), size)):
        if any(pair <= chosen for pair in clash):
            continue
        value = worth(chosen)
        sets += 1
        if value is not None and (best is None or value > best):
            best = value

failed = 0


def check(what, good, *values):
    global failed
    if not good:
        failed = 1
        print(wish, what, *values)


if not os.path.exists(out):
    check("there is a plan", best is None, best)
    sys.exit(failed)
base = sqlite3.connect(out)
said = {k: (v, t) for k, v, t in base.execute("select key, value, text from proposal")}
opened = frozenset(names.index(k) for k, in base.execute("select site_id from site"))
rows = base.execute("select rank, unit_id, people, before, after, bound, proved from fairness order by fid").fetchall()
own, now = worth(opened), parts(opened)
near_to = 2e-5 if is_demo else 1e-9
check("worth", best is not None and all(abs(a - b) <= max(near_to, 2e-6 * b) for a, b in zip(own, best)), own[:4], best and best[:4])
check("allowed", len(opened) <= int(wish["sites"]) and not any(pair <= opened for pair in clash), opened)
check("status", said["status"][1] == "optimal" and said["bound"][0] == said["objective"][0], said["status"], said["bound"])
objective = best[0] if "fairness" in wish else best[-1] - (sum(before.values()) if wish["demand"] == "uncovered" else 0)
check("objective", abs(said["objective"][0] - objective) < (near_to if "fairness" in wish else 0.01), said["objective"], objective)
check("districts", sorted(r[1] for r in rows) == sorted(whole) or is_demo, len(rows), len(whole))
check("compared", sorted(r[1] for r in rows if r[0]) == compared, len(compared))
check("ranks", [r[0] for r in rows if r[0]] == list(range(1, len(compared) + 1)), rows)
for rank, unit, people, was, will, bound, proved in rows:
    if unit not in whole:
        check("an empty unit", people == 0 and rank is None, unit)
        continue
    check("people", abs(people - whole[unit]) < max(0.01, 1e-4 * people), unit, people, whole[unit])
    check("share before", abs(was - before.get(unit, 0) / whole[unit]) < 1e-4, unit, was, before.get(unit, 0) / whole[unit])
    check("share after", abs(will - now.get(unit, 0) / whole[unit]) < 1e-4, unit, will)
    asked = rank and ("lexicographic" == wish.get("fairness") or (rank == 1 and "fairness" in wish))
    check("bound", (bound is not None and proved == 1 and abs(bound - will) < 1e-12) if asked else bound is None, unit, bound, proved)
shares = [r[4] for r in rows if r[0]]
check("order", shares == sorted(shares), shares)
check("said", said["worst_after"][0] == shares[0] and said["compared"][0] == len(compared)
      and said["left_out"][0] == len(rows) - len(compared), said["worst_after"])
check("sets", sets > 20, sets)
sys.exit(failed)
