# SPDX-License-Identifier: GPL-3.0-or-later
"""raw.py OUT.gpkg NAME: the projects inside an output, without QGIS: a table as QGIS makes it, a zip
without times, sound XML, sources relative to NAME. Prints the sum of what was looked at."""
import io
import sqlite3
import sys
import xml.etree.ElementTree as ET
import zipfile

path, name = sys.argv[1:]
db = sqlite3.connect(path)
(sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'qgis_projects'").fetchone()
assert sql == "CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)", sql
assert db.execute("SELECT count(*) FROM gpkg_contents WHERE table_name = 'qgis_projects'").fetchone() == (0,)
tables = {row[0] for row in db.execute("SELECT table_name FROM gpkg_contents")}
rows = {t: db.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables}
projects = db.execute("SELECT name, content FROM qgis_projects ORDER BY name").fetchall()
assert [p[0] for p in projects] == ["catchment", "catchment_en"], projects
for project, content in projects:
    assert isinstance(content, str)
    archive = zipfile.ZipFile(io.BytesIO(bytes.fromhex(content)))
    (entry,) = archive.infolist()
    assert entry.filename == project + ".qgs" and entry.date_time[0] == 1980, entry
    text = archive.read(entry).decode("utf-8")
    for left in ("{=", "@layer@", "@lang@", "@zh:", "|en:", "<!-- each", "<!-- part", "<!-- end"):
        assert left not in text, (project, left)
    xml = ET.fromstring(text)
    layers = {layer.findtext("id"): layer for layer in xml.iter("maplayer")}
    drawn = set()
    for layer in layers.values():
        source = layer.findtext("datasource")
        assert source.startswith(f"./{name}|layername="), source
        table = source.split("=", 1)[1].split("|")[0]
        assert rows[table] > 0, source
        drawn.add(table)
    for table in tables:
        assert (table in drawn) == (rows[table] > 0) or table == "layer_styles", table
    leaves = [leaf.get("id") for leaf in xml.find("layer-tree-group").iter("layer-tree-layer")]
    assert sorted(leaves) == sorted(layers), "tree and layers differ"
    assert sorted(i.text for i in xml.find("layer-tree-group/custom-order")) == sorted(layers)
    for group in ("visibility-presets", "Layouts"):
        for item in xml.find(group).iter("layer" if group[0] == "v" else "layer-tree-layer"):
            if item.get("id"):
                assert item.get("id") in layers, item.get("id")
    for relation in xml.iter("relation"):
        assert relation.get("referencingLayer") in layers and relation.get("referencedLayer") in layers
    print(project, len(layers), "layers,", len(list(xml.iter("Layout"))), "layouts")
