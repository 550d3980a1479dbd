# SPDX-License-Identifier: GPL-3.0-or-later
"""town.py DIR SEED: an invented town of four communities, with a plan in JSON, which is YAML.

No distance is within 1 % of a radius or of the spacing, so that whoever measures again need not do it finely.
"""
import csv
import json
import math
import os
import random
import sys

LON, LAT, SIDE = 117.1, 32.5, 0.012
RADII = {"站": 500.0, "养老": 400.0, "文化": 650.0}
SPACING = 300.0


def metres(a, b):
    """Between near places, by the radii of curvature of GRS80."""
    lat = math.radians((a[1] + b[1]) / 2)
    e2 = 0.00669438002290
    w = 1 - e2 * math.sin(lat) ** 2
    east = math.radians(b[0] - a[0]) * 6378137.0 / math.sqrt(w) * math.cos(lat)
    north = math.radians(b[1] - a[1]) * 6378137.0 * (1 - e2) / w ** 1.5
    return math.hypot(east, north)


def doubtful(d):
    return any(abs(d / limit - 1) < 0.01 for limit in [*RADII.values(), SPACING])


def place(rng, others):
    while True:
        at = (round(LON + 0.0005 + rng.random() * (2 * SIDE - 0.001), 7), round(LAT + 0.0005 + rng.random() * (2 * SIDE - 0.001), 7))
        if not any(doubtful(metres(at, o)) for o in others):
            return at


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows(rows)


def square(i, j):
    x, y = LON + i * SIDE, LAT + j * SIDE
    return [[[x, y], [x + SIDE, y], [x + SIDE, y + SIDE], [x, y + SIDE], [x, y]]]


def main(folder, seed, candidates=9):
    rng = random.Random(seed)
    os.makedirs(folder, exist_ok=True)
    communities = [{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": square(i, j)}, "properties": {
        "id": "99010100%d00%d" % (i + 1, j + 1), "name": "社区%d%d" % (i, j), "street": "街道%d" % i, "county": "区",
        "area_type": "urban", "households": 400 + 100 * i + 37 * j}} for i in range(2) for j in range(2)]
    with open(folder + "/communities.geojson", "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": communities}, file, ensure_ascii=False)
    spots = []
    for _ in range(candidates + 4):
        spots.append(place(rng, spots))
    homes = [(*place(rng, spots), rng.randint(5, 90)) for _ in range(70)]
    write(folder + "/homes.csv", ["lon", "lat", "people"], homes)
    kinds = ["站", "养老", "文化", "站"]
    write(folder + "/facilities.csv", ["id", "name", "kind", "floor_area", "lon", "lat"],
          [["F%d" % i, "设施%d" % i, kinds[i], 250 + 50 * i, *spots[candidates + i]] for i in range(4)])
    modes = ["新建", "合建", "购置", "改建", "租赁", ""]
    areas = [320, 700, 450, 820, 900]
    rows = [["H%d" % i, "候选%d" % i, *spots[i], "" if modes[i % 6] else 900000 + i, areas[i % 5], modes[i % 6]]
            for i in range(candidates)]
    header = ["编号", "名称", "lon", "lat", "造价", "可用面积", "建设方式"]
    write(folder + "/candidates.csv", header, rows)
    states = {1: "必选", 4: "禁选"}
    write(folder + "/open.csv", [*header, "取舍"],
          [[*r[:5], "" if i % 3 == 0 else r[5], r[6], states.get(i, "")] for i, r in enumerate(rows)])
    plan = {
        "catchment": 1, "title": "虚构小镇",
        "communities": {"file": "communities.geojson",
                        "fields": {k: k for k in ["id", "name", "street", "county", "area_type", "households"]}},
        "population": [{"name": "人口", "file": "homes.csv", "crs": "EPSG:4490"}],
        "facilities": [{"file": "facilities.csv", "crs": "EPSG:4490", "fields": {"id": "id", "kind": "kind", "floor_area": "floor_area"}}],
        "kinds": [{"name": k, "radius": "%gm" % r, "counts": k != "文化"} for k, r in RADII.items()],
        "site": {"model": "mclp", "demand": "uncovered", "candidates": [{"file": "candidates.csv", "crs": "EPSG:4490"}]}}
    with open(folder + "/base.json", "w", encoding="utf-8") as file:
        json.dump(plan, file, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *map(int, sys.argv[3:]))
