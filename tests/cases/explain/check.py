# SPDX-License-Identifier: GPL-3.0-or-later
"""check.py PROGRAM OUT.gpkg SITE.gpkg DEMO: holds what `explain` prints against the tables and the input."""
import csv
import json
import math
import re
import sqlite3
import subprocess
import sys

program, out, proposal, demo = sys.argv[1:]
db = sqlite3.connect(out)


def explain(*words, of=out):
    text = subprocess.run([program, "explain", of, *words, "--json"], check=True,
                          capture_output=True, text=True).stdout
    return json.loads(text)["lines"]


def near(a, b):
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


def coalesce(*values):
    return next(v for v in values if v is not None)


# formulas: what is printed, computed by Python, is what stands in the table
checked = 0
for of, table, key, column in ((out, "community", "unit_id", "per_100_households"),
                               (out, "community", "unit_id", "share"), (out, "street", "unit_id", "share"),
                               (out, "county", "unit_id", "per_100_households"),
                               (out, "facility", "facility_id", "m2_per_100_households"),
                               (proposal, "site", "site_id", "share"),
                               (proposal, "unreachable", "unit_id", "share")):
    rows = sqlite3.connect(of).execute(f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL"
                      f" GROUP BY {key} HAVING count(*) = 1 ORDER BY fid LIMIT 12").fetchall()
    assert rows, table
    for name, value in rows:
        lines = [x for x in explain(table, name, column, of=of) if x["section"] == "formula"]
        assert len(lines) == 1, (table, name, lines)
        formula, numbers, result = lines[0]["en"]["text"].split(" = ")
        assert re.fullmatch(r"([0-9.e+*/(), -]|NULL|coalesce)+", numbers), numbers
        assert near(eval(numbers, {"coalesce": coalesce, "NULL": None}), value) and near(float(result), value), (table, name, lines)
        checked += 1

# facilities that count add up to the floor area, and stand in the input where explain says
with open(demo + "/facilities.csv", encoding="utf-8-sig", newline="") as source:
    listed = list(csv.DictReader(source))
for name, area in db.execute("SELECT unit_id, floor_area_m2 FROM community WHERE facilities > 0"
                             " AND floor_area_m2 IS NOT NULL ORDER BY fid LIMIT 10").fetchall():
    total = 0
    for line in explain("community", name):
        if line["section"] != "facility":
            continue
        text = line["en"]["text"]
        found = re.search(r", ([0-9.]+) m2(?:, part ([0-9.e-]+))?", text)
        if found:
            total += float(found[1]) * float(found[2] or 1)
        row = re.search(r"; (\S+?), feature \d+, row (\d+)$", text)
        assert row and row[1] == "facilities.csv", text
        code = line["en"]["title"].split(" ")[0]
        assert listed[int(row[2]) - 1]["设施编号"] == code, (text, code)
    assert math.isclose(total, area, rel_tol=2e-3), (name, total, area)
    inputs = [x for x in explain("community", name) if x["section"] == "input"]
    assert len(inputs) == 1 and "communities.gpkg" in inputs[0]["en"]["text"], inputs

# the queries are those of the output, each after those that make what it reads
lines = [x for x in explain("community", rows and "990101001001", "per_100_households")
         if x["section"] == "query"]
texts = dict(db.execute("SELECT name, sql FROM query"))
names = [x["en"]["title"].split(": ")[0] for x in lines]
assert names[-1] == "layers/community.sql" and "floor_area" in names and "gap" not in names, names
assert all(x["en"]["text"] == texts[n] for x, n in zip(lines, names))
print(checked, "formulas agree")
