# SPDX-License-Identifier: GPL-3.0-or-later
"""second_year.py DEMO OUT: makes OUT/second (a plan and its data) and OUT/codes.csv from the demo."""
import csv
import os
import shutil
import sys

from osgeo import gdal, ogr

gdal.UseExceptions()
ogr.UseExceptions()


def touching(rows):
    """Two communities of one street whose borders share a line."""
    for i, a in enumerate(rows):
        for b in rows[i + 1:]:
            same = a["street"] == b["street"]
            if same and a["shape"].Intersection(b["shape"]).Length() > 0:
                return a, b
    raise SystemExit("no neighbours")


def halves(shape):
    west, east, south, north = shape.GetEnvelope()
    middle = (west + east) / 2
    for low, high in ((west - 1, middle), (middle, east + 1)):
        box = ogr.CreateGeometryFromWkt(
            f"POLYGON(({low} {south - 1},{high} {south - 1},{high} {north + 1},"
            f"{low} {north + 1},{low} {south - 1}))")
        yield shape.Intersection(box)


def communities(path):
    data = ogr.Open(path, 1)
    layer = data.GetLayer(0)
    rows = [{"fid": f.GetFID(), "id": f["社区代码"], "street": f["街道"],
             "shape": f.GetGeometryRef().Clone()} for f in layer]
    first, second = touching(rows)
    rest = [r for r in rows if r not in (first, second)]
    recoded, split, gone = rest[5], rest[12], rest[20]
    codes = [(first["id"], "990109001001"), (second["id"], "990109001001"),
             (recoded["id"], "990109001002"), (split["id"], "990109001003"),
             (split["id"], "990109001004")]
    change(layer, first, "990109001001", first["shape"].Union(second["shape"]), second)
    change(layer, recoded, "990109001002", recoded["shape"])
    west, east = halves(split["shape"])
    change(layer, split, "990109001003", west)
    add_half(layer, split, "990109001004", east)
    layer.DeleteFeature(second["fid"])
    layer.DeleteFeature(gone["fid"])
    return codes


def change(layer, row, code, shape, other=None):
    feature = layer.GetFeature(row["fid"])
    feature["社区代码"] = code
    feature.SetGeometry(shape)
    if other is not None:
        for field in ("户数", "常住人口"):
            both = [feature[field], layer.GetFeature(other["fid"])[field]]
            feature[field] = None if None in both else sum(both)
    layer.SetFeature(feature)


def add_half(layer, row, code, shape):
    """The households of a split community are those of its halves, which are not said twice."""
    feature = layer.GetFeature(row["fid"])
    households, people = feature["户数"], feature["常住人口"]
    feature["户数"], feature["常住人口"] = households // 3, people // 3
    layer.SetFeature(feature)
    half = feature.Clone()
    half.SetFID(-1)
    half["社区代码"] = code
    half["户数"], half["常住人口"] = households - households // 3, people - people // 3
    half.SetGeometry(shape)
    layer.CreateFeature(half)


def facilities(path, codes):
    with open(path, encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    names = list(rows[0])
    renamed = {old: new for old, new in codes if sum(o == old for o, _ in codes) == 1}
    for row in rows:
        row["服务社区"] = ";".join(renamed.get(c, c) for c in row["服务社区"].split(";"))
    rows[0]["建筑面积"] = "700"
    added = dict(rows[1], 设施编号="X001", 设施名称="新设服务站", 服务社区="")
    del rows[2]
    rows.append(added)
    with open(path, "w", encoding="utf-8-sig", newline="") as target:
        writer = csv.DictWriter(target, names)
        writer.writeheader()
        writer.writerows(rows)


def main():
    demo, out = sys.argv[1:]
    second = os.path.join(out, "second")
    os.mkdir(second)
    for name in ("plan.yaml", "communities.gpkg", "facilities.csv", "pop.tif", "pop65.tif"):
        shutil.copy(os.path.join(demo, name), second)
    codes = communities(os.path.join(second, "communities.gpkg"))
    facilities(os.path.join(second, "facilities.csv"), codes)
    with open(os.path.join(out, "codes.csv"), "w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([("原编号", "现编号")] + codes)


main()
