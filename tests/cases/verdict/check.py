# SPDX-License-Identifier: GPL-3.0-or-later
# check.py add PLAIN.gpkg DEMO     puts street centres and plazas into a copy of the demo
# check.py verdicts OUT.gpkg DEMO  reckons the verdicts on floor areas again
# check.py totals OUT.gpkg OUT.json
import collections
import csv
import json
import math
import sqlite3
import sys

command, path = sys.argv[1:3]
db = sqlite3.connect(path)
db.row_factory = sqlite3.Row


def rows(sql):
    return [dict(row) for row in db.execute(sql)]


def add(demo):
    # A centre in most streets and a plaza in most rural communities, where another facility stands.
    where = {}
    places = {}
    for line in csv.DictReader(open(demo + "/facilities.csv", encoding="utf-8-sig")):
        places[line["设施编号"]] = line["经度"], line["纬度"]
    for f in rows("SELECT facility_id, unit_id FROM facility WHERE unit_id <> ''"):
        where.setdefault(f["unit_id"], places[f["facility_id"]])
    communities = [c for c in rows("SELECT * FROM community ORDER BY unit_id") if c["unit_id"] in where]
    lines, centres, plazas = [], ["850", "800", "799.9", "500", "499.5", "", "1200"], ["1000", "999", "", "2500"]
    for street in sorted({c["street"] for c in communities}):
        if not centres:
            break
        first = next(c for c in communities if c["street"] == street)
        lines.append(["街道社区服务中心", centres.pop(0), "", *where[first["unit_id"]]])
    lines.append(["街道社区服务中心", "900", "", *lines[3][3:]])  # a second one
    for c in communities:
        if c["area_type"] == "rural" and plazas:
            lines.append(["活动广场", "", plazas.pop(0), *where[c["unit_id"]]])
    with open(demo + "/more.csv", "w", encoding="utf-8") as out:
        out.write("id,name,kind,floor_area,land_area,lon,lat\n")
        for i, line in enumerate(lines):
            out.write(f"M{i},more {i},{','.join(line)}\n")
    plan = open(demo + "/plan.yaml", encoding="utf-8").read()
    plan = plan.replace("facilities:\n", "facilities:\n  - {file: more.csv, crs: EPSG:4490}\n", 1)
    plan = plan.replace("kinds:\n", "kinds:\n  - {name: 街道社区服务中心, radius: 1000m, counts: true}\n"
                        "  - {name: 活动广场, radius: 500m, counts: false}\n", 1)
    open(demo + "/plan.yaml", "w", encoding="utf-8").write(plan)


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


class City:
    def __init__(self, demo):
        self.communities = {c["unit_id"]: c for c in rows("SELECT * FROM community")}
        stands = {f["facility_id"]: f for f in rows("SELECT * FROM facility")}
        self.facilities = []
        for line in csv.DictReader(open(demo + "/facilities.csv", encoding="utf-8-sig")):
            self.take(stands, line["设施编号"], line["设施类别"], line["建筑面积"], "", line["服务社区"])
        for line in csv.DictReader(open(demo + "/more.csv", encoding="utf-8")):
            self.take(stands, line["id"], line["kind"], line["floor_area"], line["land_area"], "")
        assert len(self.facilities) == len(stands)

    def take(self, stands, i, kind, floor, land, serves):
        named = [s for s in serves.replace("；", ";").replace(",", ";").split(";") if s.strip()]
        if not named and stands[i]["unit_id"]:
            named = [stands[i]["unit_id"]]
        households = [self.communities[s]["households"] for s in named]
        whole = None not in households and sum(households) > 0
        parts = {s: h / sum(households) if whole else 1 / len(named) for s, h in zip(named, households)}
        self.facilities.append({"kind": kind, "floor": number(floor), "land": number(land), "parts": parts})

    def units(self, level):
        """unit -> (its communities, households)"""
        if level == "community":
            return {i: ([i], c["households"]) for i, c in self.communities.items()}
        if level == "city":
            total = rows("SELECT households FROM floor_area WHERE level = 'city' LIMIT 1")[0]["households"]
            return {"*": (list(self.communities), total)}
        key = level
        return {u["unit_id"]: ([i for i, c in self.communities.items() if c[key] == u["name"]], u["households"])
                for u in rows(f"SELECT unit_id, name, households FROM {level}")}

    def inside(self, members, kinds):
        """(facility, its part) of the kinds that serve one of the communities"""
        for f in self.facilities:
            mine = [f["parts"][m] for m in members if m in f["parts"]]
            if f["kind"] in kinds and mine:
                yield f, 1 if len(mine) == len(f["parts"]) else sum(mine)


COUNTING = {"社区服务站", "养老服务", "文化活动站", "街道社区服务中心"}


def per_100(city, members, households):
    found = list(city.inside(members, COUNTING))
    if households is None or households == 0 or any(f["floor"] is None for f, _ in found):
        return None
    return sum(f["floor"] * part for f, part in found) * 100 / households


def largest(kinds, what):
    def value(city, members, households):
        found = [f[what] for f, _ in city.inside(members, kinds)]
        return None if None in found else max(found, default=0)
    return value


def count(kinds):
    return lambda city, members, households: len(list(city.inside(members, kinds)))


# clause -> levels, area type, value, limit
CLAUSES = {
    "QH-01": (["community", "street", "county", "city"], None, per_100, 20),
    "QH-28": (["street"], None, largest({"街道社区服务中心"}, "floor"), 500),
    "QH-29": (["community"], "urban", largest({"社区服务站"}, "floor"), 300),
    "QH-30": (["community"], "rural", largest({"社区服务站"}, "floor"), 200),
    "QH-31": (["community"], "rural", largest({"活动广场"}, "land"), 1000),
    "QH-33": (["community"], None, per_100, 20),
    "GS-01": (["street"], None, largest({"街道社区服务中心"}, "floor"), 800),
    "GS-02": (["community"], "urban", largest({"社区服务站"}, "floor"), 300),
    "GS-03": (["community", "street", "county", "city"], None, per_100, 20),
    "GS-10.street": (["street"], None, count({"街道社区服务中心"}), 1),
    "GS-10.community": (["community"], None, count({"社区服务站"}), 1),
}


def same(a, b):
    return a is b if None in (a, b) else math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def judge(city, clause, level, seen):
    _, area_type, measure, limit = CLAUSES[clause]
    for unit, (members, households) in city.units(level).items():
        found = seen[clause, level, unit]
        value = measure(city, members, households)
        gap = None if value is None else max(0, limit - value)
        result = "unknown" if value is None else "met" if value >= limit * (1 - 1e-9) else "unmet"
        if area_type is not None and city.communities[unit]["area_type"] != area_type:
            value, gap, result = None, None, "exempt"
        assert found["result"] == result, (clause, unit, value, found)
        assert same(found["value"], value) and same(found["gap"], gap), (clause, unit, value, gap, found)
        assert found["reason_zh"] and found["reason_en"], found
        evidence = json.loads(found["evidence"])
        words = evidence.get("values", {}).values()
        assert result in ("unknown", "exempt") or any(not isinstance(w, str) and same(w, value) for w in words), (found, evidence)
        yield result


def verdicts(demo):
    city = City(demo)
    seen = {}
    for v in rows("SELECT * FROM verdict"):
        key = v["clause"], v["level"], v["unit_id"]
        assert v["level"] == "facility" or key not in seen, key
        assert v["result"] in ("met", "unmet", "unknown", "exempt"), v
        assert v["result"] in ("met", "unmet") or v["gap"] is None, v
        seen[key] = v
    results = collections.Counter()
    for clause, (levels, *_) in CLAUSES.items():
        for level in levels:
            results.update(judge(city, clause, level, seen))
    assert min(results[r] for r in ("met", "unmet", "unknown", "exempt")) > 5, results
    objects = {level: len(city.units(level)) for level in ("community", "street", "county", "city")}
    objects["facility"] = len(city.facilities)
    objects["planning_unit"] = rows("SELECT count(*) n FROM planning_unit")[0]["n"]
    assert objects["planning_unit"] > 1
    conserved(objects)
    counted()
    assessed(city)


def levels_of(clause):
    words = clause["applies_to"].replace("province", "city").replace("_urban", "").replace("_rural", "")
    return set(words.split("|")) & {"community", "street", "county", "city", "facility", "planning_unit"}


def conserved(objects):
    found = {(r["clause"], r["level"]): r["n"]
             for r in rows("SELECT clause, level, count(*) n FROM verdict GROUP BY clause, level")}
    expected = {(c["clause"], level): objects[level] for c in rows("SELECT * FROM clause") for level in levels_of(c)}
    assert found == expected, set(found.items()) ^ set(expected.items())
    city = {(r["clause"], r["of_level"]): r["judged"] for r in rows("SELECT * FROM verdict_count WHERE level = 'city'")}
    assert city == expected, set(city.items()) ^ set(expected.items())


def counted():
    tally = collections.Counter()
    street = {c["unit_id"]: (c["street"], c["county"]) for c in rows("SELECT unit_id, street, county FROM community")}
    name = {(s["name"], s["county"]): s["unit_id"] for s in rows("SELECT unit_id, name, county FROM street")}
    for v in rows("SELECT * FROM verdict WHERE level = 'community'"):
        above = street[v["unit_id"]]
        units = [("city", "*")] + ([("county", above[1])] if above[1] else [])
        units += [("street", name[above])] if above[0] else []
        for unit in units:
            tally[unit + (v["clause"], v["result"])] += 1
    lines = rows("SELECT * FROM verdict_count WHERE of_level = 'community'")
    for line in lines:
        key = line["level"], line["unit_id"], line["clause"]
        counts = [tally.pop(key + (r,), 0) for r in ("met", "unmet", "unknown", "exempt")]
        assert counts == [line["met"], line["unmet"], line["unknown"], line["exempt"]], line
        assert sum(counts) == line["judged"]
        known = counts[0] + counts[1]
        assert same(line["share_met"], counts[0] / known if known else None), line
        assert same(line["share_known"], known / (known + counts[2]) if known + counts[2] else None), line
    assert lines and not tally, tally


def assessed(city):
    by_unit = collections.defaultdict(collections.Counter)
    for v in rows("SELECT * FROM verdict WHERE level = 'community'"):
        by_unit[v["unit_id"]]["must" if v["strength"] in ("must", "gate") else v["strength"], v["result"]] += 1
    for unit, c in city.communities.items():
        n = by_unit[unit]
        known = sum(count for (_, result), count in n.items() if result in ("met", "unmet"))
        expected = ("unmet" if n["must", "unmet"] else "unknown" if n["must", "unknown"] or not known
                    else "advise" if n["should", "unmet"] or n["target", "unmet"] else "met")
        assert c["assessment"] == expected and c["must_unmet"] == n["must", "unmet"], (c, n)
        assert c["unknown_clauses"] == sum(k for (_, result), k in n.items() if result == "unknown"), (c, n)


def totals(file):
    said = {(t["standard"], t["strength"]): t for t in json.load(open(file, encoding="utf-8"))["verdicts"]}
    expected = collections.Counter((v["standard"], v["strength"], v["result"]) for v in rows("SELECT * FROM verdict"))
    assert {key[:2] for key in expected} == set(said), said
    for (standard, strength), total in said.items():
        for result in ("met", "unmet", "unknown", "exempt"):
            assert total[result] == expected[standard, strength, result], total


{"add": add, "verdicts": verdicts, "totals": totals}[command](sys.argv[3])
