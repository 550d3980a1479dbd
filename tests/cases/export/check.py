# SPDX-License-Identifier: GPL-3.0-or-later
"""An export read back and compared with the output it was made of: check.py OUT.gpkg DIR FORMAT ENCODING

Every layer and table has all its rows; every value is the same (numbers to 1e-9, or the decimals that a
DBF has; texts exactly, long ones from the CSV beside); every place is within 1e-7 degrees. The output is
read by sqlite3 and OGR, the files by OGR and the csv module, the places are transformed by PROJ through
OGR's own layers.
"""
import csv
import glob
import os
import sqlite3
import sys

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
csv.field_size_limit(1 << 30)
out, folder, how, encoding = sys.argv[1:]
db = sqlite3.connect(out)
failed = 0


def must(what, wanted, got):
    global failed
    if wanted != got:
        failed += 1
        if failed < 20:
            print(f"{how} {what}\n  wanted: {wanted!r}\n  got:    {got!r}")


def csv_rows(name):
    path = os.path.join(folder, name)
    with open(path, "rb") as file:
        must(f"{name}: byte order mark", b"\xef\xbb\xbf", file.read(3))
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return [dict(zip(rows[0], row)) for row in rows[1:]]


fields = csv_rows("fields.csv")
texts = {}  # (table, fid, column) -> whole text
for path in glob.glob(os.path.join(folder, "*.texts.csv")):
    for row in csv_rows(os.path.basename(path)):
        texts[os.path.basename(path)[:-10], int(row["fid"]), row["column"]] = row["text"]


def source(table, geometry):
    key = "id" if table == "layer_styles" else "fid"
    cursor = db.execute(f'select * from "{table}" order by "{key}"')
    names = [d[0] for d in cursor.description]
    return key, [n for n in names if n != geometry], {row[names.index(key)]: dict(zip(names, row)) for row in cursor}


def same(what, wanted, got, decimals, blank):
    if isinstance(wanted, float):
        if got in (None, ""):
            return must(what, wanted, got)
        room = 1e-9 * abs(wanted) if decimals is None else max(1e-9 * abs(wanted), 0.51 * 10.0 ** -decimals)
        if not abs(float(got) - wanted) <= room:
            must(what, wanted, got)
    elif isinstance(wanted, int):
        must(what, wanted, None if got in (None, "") else int(got))
    elif blank:  # neither CSV nor DBF tells "" from NULL
        must(what, wanted or "", got or "")
    else:
        must(what, wanted, got)


def places(table):
    """fid -> geometry in lon/lat, by OGR from the output itself."""
    data = gdal.OpenEx(out)
    layer = data.GetLayerByName(table)
    degrees = osr.SpatialReference()
    degrees.SetFromUserInput("OGC:CRS84")
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    crs = layer.GetSpatialRef()
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to = osr.CoordinateTransformation(crs, degrees)
    found = {}
    for feature in layer:
        shape = feature.GetGeometryRef()
        if shape is not None:
            shape = shape.Clone()
            shape.Transform(to)
        found[feature.GetFID()] = shape
    return found


def vertices(shape):
    if shape.GetGeometryCount():
        return [v for i in range(shape.GetGeometryCount()) for v in vertices(shape.GetGeometryRef(i))]
    return [shape.GetPoint_2D(i) for i in range(shape.GetPointCount())]


def same_place(what, wanted, got):
    if wanted is None or got is None:
        return must(what, wanted is None, got is None)
    # The order of rings and where they begin is the format's own: each vertex has to be there.
    a, b = ({(round(x, 6), round(y, 6)) for x, y in vertices(s)} for s in (wanted, got))
    near = lambda v, s: any((round(v[0] + dx * 1e-6, 6), round(v[1] + dy * 1e-6, 6)) in s for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    if not (all(near(v, b) for v in a) and all(near(v, a) for v in b)):
        must(what + " vertices", sorted(a)[:3], sorted(b)[:3])
    # How far apart the outlines are, to 1e-7 degrees and the rounding of the 7th decimal.
    ordered = vertices(wanted), vertices(got)
    if len(ordered[0]) == len(ordered[1]) and how != "geojson":
        if wanted.GetGeometryName() == "POINT":
            far = max(abs(p - q) for v, w in zip(*ordered) for p, q in zip(v, w))
            must(what + " within 1e-7 degrees", True, far <= 1.01e-7)
    if wanted.GetDimension() == 2:
        room = 2e-7 * wanted.Boundary().Length()
        if not abs(wanted.GetArea() - got.GetArea()) <= room:
            must(what + " area", wanted.GetArea(), got.GetArea())
    for v in ordered[0][:: max(1, len(ordered[0]) // 50)]:
        far = min(max(abs(v[0] - w[0]), abs(v[1] - w[1])) for w in ordered[1])
        if far > 1.01e-7:
            must(what + " within 1e-7 degrees", v, far)


def read_ogr(path):
    data = gdal.OpenEx(path, gdal.OF_VECTOR)
    layer = data.GetLayer(0)
    names = [layer.GetLayerDefn().GetFieldDefn(i).GetName() for i in range(layer.GetLayerDefn().GetFieldCount())]
    crs = layer.GetSpatialRef()
    to = None
    if crs is not None:
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        degrees = osr.SpatialReference()
        degrees.SetFromUserInput("OGC:CRS84")
        to = osr.CoordinateTransformation(crs, degrees)
    for feature in layer:
        shape = feature.GetGeometryRef()
        if shape is not None:
            shape = shape.Clone()
            shape.Transform(to)
        yield {n: feature.GetField(i) for i, n in enumerate(names)}, shape


def decimals_of(note):
    return int(note.split()[0]) if note.endswith("decimals") else None


def check_table(table, files, geometry):
    key, columns, wanted = source(table, geometry)
    seen = set()
    shapes = places(table) if geometry and how != "csv" else {}
    for file in files:
        lines = [f for f in fields if f["file"] == file]
        must(f"{file}: columns", [key] + [c for c in columns if c != key], [f["column"] for f in lines])
        is_csv = file.endswith(".csv")
        found = ((row, None) for row in csv_rows(file)) if is_csv else read_ogr(os.path.join(folder, file))
        for row, shape in found:
            fid = int(row[key])
            must(f"{file}: {fid} stands once", False, fid in seen)
            seen.add(fid)
            for line in lines:
                value = wanted[fid][line["column"]]
                got = row[line["field"]]
                if encoding == "GBK" and not is_csv and isinstance(value, str):
                    value = value.replace("m²", "㎡")
                whole = texts.get((table, fid, line["column"]))
                if whole is not None and not is_csv:
                    must(f"{file} {fid} {line['column']}: cut", True, got.endswith("…") and whole.startswith(got[:-1]))
                    got = whole
                decimals = decimals_of(line["note_en"]) if how == "shp" and not is_csv else None
                same(f"{file} {fid} {line['column']}", value, got, decimals, is_csv or how == "shp")
            if geometry and how != "csv":
                same_place(f"{file} {fid}", shapes[fid], shape)
    must(f"{table}: rows", sorted(wanted), sorted(seen))
    return len(seen)


def check_csv_places(table, geometry, kind):
    shapes = places(table)
    for row in csv_rows(table + ".csv"):
        shape = shapes[int(row["fid"])]
        if shape is None:
            must(f"{table} {row['fid']}: no place", ("", ""), (row["lon"], row["lat"]))
            continue
        point = ogr.CreateGeometryFromWkt(f"POINT ({row['lon']} {row['lat']})")
        must(f"{table} {row['fid']}: its point is in it", True, point.Distance(shape) <= 1.5e-7)
    if kind != "POINT":
        rows = csv_rows(table + ".wkt.csv")
        must(f"{table}: outlines", len(shapes), len(rows))
        for row in rows:
            got = ogr.CreateGeometryFromWkt(row["wkt"]) if row["wkt"] else None
            same_place(f"{table} {row['fid']}", shapes[int(row["fid"])], got)


def check_names():
    """Names of a DBF: at most 10 bytes of the encoding, each once, as they stand in the file."""
    for file in {f["file"] for f in fields if f["file"].endswith((".shp", ".dbf"))}:
        names = [f["field"] for f in fields if f["file"] == file]
        must(f"{file}: names are unique", len(names), len({n.upper() for n in names}))
        with open(os.path.join(folder, file[:-4] + ".cpg"), encoding="ascii") as cpg:
            must(f"{file}: .cpg", encoding, cpg.read().strip())
        with open(os.path.join(folder, file[:-4] + ".dbf"), "rb") as dbf:
            raw = dbf.read()
        for i, name in enumerate(names):
            at = 32 + 32 * i
            stored = raw[at:at + 11].split(b"\0")[0]
            must(f"{file}: {name} in bytes", name.encode(encoding), stored)
            must(f"{file}: {name} fits", True, len(stored) <= 10)
        must(f"{file}: the header ends", 0x0D, raw[32 + 32 * len(names)])


kinds = dict(db.execute("select table_name, geometry_type_name from gpkg_geometry_columns"))
geometries = dict(db.execute("select table_name, column_name from gpkg_geometry_columns"))
tables = [t for (t,) in db.execute("select table_name from gpkg_contents")]
left_out = {"qgis_projects"} | ({"query", "layer_styles"} if how == "shp" else set())
rows = 0
for table in tables:
    if table in left_out:
        must(f"{table} is left out", [], glob.glob(os.path.join(folder, table + ".*")))
        continue
    files = list(dict.fromkeys(f["file"] for f in fields if f["table"] == table))
    must(f"{table} is there", True, len(files) > 0)
    rows += check_table(table, files, geometries.get(table))
    if how == "csv" and table in kinds:
        check_csv_places(table, geometries[table], kinds[table])
if how == "shp":
    check_names()
if rows == 0 or failed:
    print(f"{how}: {failed} differences in {rows} rows")
    sys.exit(1)
