# SPDX-License-Identifier: GPL-3.0-or-later
"""Is a file a GeoPackage 1.3? check.py FILE...: the points of the abstract test suite that concern it.

Source: OGC 12-128r17, annex A (names of its tests stand beside each check), annex F.3 (R-tree), F.9
(schema). Nothing here knows what the program writes, but which tables QGIS itself adds.
"""
import os
import re
import sqlite3
import struct
import sys

TYPES = re.compile(r"(BOOLEAN|TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER|FLOAT|DOUBLE|REAL|TEXT(\(\d+\))?|BLOB(\(\d+\))?|DATE|DATETIME)$")
GEOMETRIES = ["GEOMETRY", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"]
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
TRIGGERS = ["insert", "update1", "update2", "update3", "update4", "delete"]


class File:
    def __init__(self, path):
        self.path, self.faults = path, []
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.tables = {n for (n,) in self.ask("select name from sqlite_master where type in ('table', 'view')")}

    def ask(self, sql, *values):
        return self.db.execute(sql, values).fetchall()

    def must(self, test, what, good):
        if not good:
            self.faults.append(f"{test}: {what}")

    def columns(self, table):
        return {c[1]: c for c in self.ask(f'pragma table_info("{table}")')}


def container(f):
    with open(f.path, "rb") as file:
        head = file.read(100)
    f.must("core/container/data/file_format", "magic", head[:16] == b"SQLite format 3\0")
    f.must("core/container/data/file_format/application_id", "GPKG", head[68:72] == b"GPKG")
    f.must("core/container/data/file_format/user_version", "10300", head[60:64] == struct.pack(">I", 10300))
    f.must("file", "no write-ahead log", head[18:20] == b"\1\1" and f.ask("pragma journal_mode") == [("delete",)])
    f.must("core/container/data/file_extension_name", ".gpkg", f.path.endswith(".gpkg"))
    for end in ("-wal", "-shm", "-journal"):
        f.must("file", f"no {end}", not os.path.exists(f.path + end))
    f.must("core/container/data/file_integrity", "integrity_check", f.ask("pragma integrity_check") == [("ok",)])
    f.must("core/container/data/file_integrity", "foreign_key_check", f.ask("pragma foreign_key_check") == [])


def reference_systems(f):
    for srs, organization, code in ((4326, "EPSG", 4326), (-1, "NONE", -1), (0, "NONE", 0)):
        row = f.ask("select organization, organization_coordsys_id from gpkg_spatial_ref_sys where srs_id = ?", srs)
        f.must("core/gpkg_spatial_ref_sys/data_values_default", f"{srs}", [(o.upper(), c) for o, c in row] == [(organization, code)])
    for srs, text in f.ask("select srs_id, definition from gpkg_spatial_ref_sys"):
        f.must("core/gpkg_spatial_ref_sys/data_values_required", f"definition of {srs}", bool(text))


def contents(f):
    known = {s for (s,) in f.ask("select srs_id from gpkg_spatial_ref_sys")}
    for table, kind, changed, srs in f.ask("select table_name, data_type, last_change, srs_id from gpkg_contents"):
        f.must("core/gpkg_contents/data/data_values_table_name", table, table in f.tables)
        f.must("core/gpkg_contents/data/data_values_data_type", f"{table}: {kind}", kind in ("features", "attributes"))
        f.must("core/gpkg_contents/data/data_values_last_change", f"{table}: {changed}", TIME.match(changed))
        f.must("core/gpkg_contents/data/data_values_srs_id", f"{table}: {srs}", srs is None or srs in known)
        columns = f.columns(table)
        keys = [c for c in columns.values() if c[5]]
        f.must("features, attributes: primary key", table, len(keys) == 1 and keys[0][2].upper() == "INTEGER")
        for c in columns.values():
            fit = TYPES.match(c[2].upper()) or (kind == "features" and c[2].upper() in GEOMETRIES)
            f.must("core/container/data/table_data_types", f"{table}.{c[1]}: {c[2]}", fit)
    listed = {t for (t,) in f.ask("select table_name from gpkg_contents")}
    extra = {t for (t,) in f.ask("select table_name from gpkg_extensions where table_name is not null")}
    for table in f.tables - listed - extra:
        f.must("core/container/data/file_contents", table, table.startswith(("gpkg_", "rtree_", "sqlite_")))


def geometry(f, table, srs, wanted, blob):
    """Header of StandardGeoPackageBinary; returns its box, None where it is empty."""
    magic, version, flags, of = blob[:2], blob[2], blob[3], blob[4:8]
    order = "<" if flags & 1 else ">"
    f.must("features/geometry_encoding/data/blob", f"{table}: header", magic == b"GP" and version == 0 and flags >> 5 == 0)
    f.must("features/geometry_encoding/data/blob", f"{table}: srs_id", struct.unpack(order + "i", of)[0] == srs)
    size = [0, 32, 48, 48, 64][flags >> 1 & 7]
    wkb = blob[8 + size:]
    kind = struct.unpack(("<" if wkb[0] else ">") + "I", wkb[1:5])[0]
    f.must("features/geometry_encoding/data/core_types_existing_sparse_data", f"{table}: {kind}", 1 <= kind <= 7)
    f.must("features/vector_features/data/data_values_geometry_type_name", f"{table}: {kind}", wanted in ("GEOMETRY", GEOMETRIES[kind]))
    if flags >> 4 & 1:
        return None
    if size:
        return struct.unpack(order + "4d", blob[8:40])
    f.must("features/geometry_encoding/data/blob", f"{table}: only points go without an envelope", kind == 1)
    x, y = struct.unpack(("<" if wkb[0] else ">") + "2d", wkb[5:21])
    return x, x, y, y


def features(f):
    for table, column, wanted, srs, z, m in f.ask("select * from gpkg_geometry_columns"):
        listed = f.ask("select data_type, srs_id, min_x, max_x, min_y, max_y from gpkg_contents where table_name = ?", table)
        f.must("features/geometry_columns/data_values_table_name", table, len(listed) == 1 and listed[0][0] == "features")
        f.must("features/geometry_columns/data_values_column_name", table, column in f.columns(table))
        f.must("features/geometry_columns/data_values_geometry_type_name", f"{table}: {wanted}", wanted in GEOMETRIES)
        f.must("features/geometry_columns/data_values_srs_id", table, listed[0][1] == srs)
        f.must("features/geometry_columns/data_values_z, m", table, z in (0, 1, 2) and m in (0, 1, 2))
        key = next(c[1] for c in f.columns(table).values() if c[5])
        boxes = {}
        for fid, blob in f.ask(f'select "{key}", "{column}" from "{table}" where "{column}" is not null'):
            box = geometry(f, table, srs, wanted, blob)
            if box:
                boxes[fid] = box
        rtree(f, table, column, boxes)
        if boxes:
            all_of = [pick(b[i] for b in boxes.values()) for i, pick in enumerate((min, max, min, max))]
            f.must("gpkg_contents: the box of a layer", table, all(abs(a - b) < 1e-6 for a, b in zip(all_of, listed[0][2:])))
    missing = f.ask("select table_name from gpkg_contents where data_type = 'features' except select table_name from gpkg_geometry_columns")
    f.must("features/geometry_columns/data_values", f"{missing}", not missing)


def rtree(f, table, column, boxes):
    name = f"rtree_{table}_{column}"
    scope = f.ask("select scope, definition from gpkg_extensions where table_name = ? and column_name = ? and extension_name = 'gpkg_rtree_index'", table, column)
    f.must("extensions/rtree/extension_name", table, len(scope) == 1 and scope[0][0] == "write-only" and scope[0][1].endswith("#extension_rtree"))
    if name not in f.tables:
        return f.must("extensions/rtree/implementation", table, False)
    f.must("extensions/rtree: rtreecheck", table, f.ask("select rtreecheck(?)", name) == [("ok",)])
    rows = {r[0]: r[1:] for r in f.ask(f'select id, minx, maxx, miny, maxy from "{name}"')}
    f.must("extensions/rtree: one entry a geometry", table, set(rows) == set(boxes))
    for fid in set(rows) & set(boxes):
        (a, b, c, d), (minx, maxx, miny, maxy) = boxes[fid], rows[fid]
        near = 1e-6 * (1 + max(abs(v) for v in boxes[fid]))  # 32-bit numbers, rounded outwards
        f.must("extensions/rtree: boxes", f"{table} {fid}", a - near <= minx <= a and b <= maxx <= b + near and c - near <= miny <= c and d <= maxy <= d + near)
    for trigger in TRIGGERS:
        there = f.ask("select 1 from sqlite_master where type = 'trigger' and name = ? and tbl_name = ?", f"{name}_{trigger}", table)
        f.must("extensions/rtree/implementation: triggers", f"{table}: {trigger}", there)
    return None


def extensions(f):
    for table, column, name, definition, scope in f.ask("select * from gpkg_extensions"):
        f.must("extension_mechanism/data_values_table_name", f"{name}: {table}", table is None or table in f.tables)
        f.must("extension_mechanism/data_values_column_name", f"{name}: {table}.{column}", column is None or column in f.columns(table))
        f.must("extension_mechanism/data_values_extension_name", name, re.match(r"[A-Za-z0-9]+_[A-Za-z0-9_]+$", name))
        f.must("extension_mechanism/data_values_definition", name, bool(definition))
        f.must("extension_mechanism/data_values_scope", f"{name}: {scope}", scope in ("read-write", "write-only"))


def schema(f):
    tables = [t for (t,) in f.ask("select table_name from gpkg_extensions where extension_name = 'gpkg_schema'")]
    f.must("extensions/schema/extension_name", f"{tables}", sorted(tables) == ["gpkg_data_column_constraints", "gpkg_data_columns"])
    known = {c for (c,) in f.ask("select constraint_name from gpkg_data_column_constraints")}
    listed = {t for (t,) in f.ask("select table_name from gpkg_contents")}
    for table, column, constraint in f.ask("select table_name, column_name, constraint_name from gpkg_data_columns"):
        f.must("extensions/schema/data_columns/data_values_table_name", table, table in listed)
        f.must("extensions/schema/data_columns/data_values_column_name", f"{table}.{column}", column in f.columns(table))
        f.must("extensions/schema/data_columns/data_values_constraint_name", f"{table}.{column}: {constraint}", constraint is None or constraint in known)


def counts(f):
    for table, count in f.ask("select table_name, feature_count from gpkg_ogr_contents"):
        rows = f.ask(f'select count(*) from "{table}"')[0][0]
        f.must("gpkg_ogr_contents", table, count == rows or (count is None and rows == 0))


def check(path):
    f = File(path)
    for part in (container, reference_systems, contents, features, extensions, schema, counts):
        part(f)
    return f.faults


if __name__ == "__main__":
    found = [f"{path}: {fault}" for path in sys.argv[1:] for fault in check(path)]
    print("\n".join(dict.fromkeys(found)))
    sys.exit(bool(found))
