# SPDX-License-Identifier: GPL-3.0-or-later
"""Ratios, sums by level, classes and rates of an audit of the demo town, computed again.

    queries.py DEMO_FOLDER AUDIT.gpkg split|whole

Takes households, types and places of communities and the list of facilities from the town's own
files; of the audit only what was measured: people and reached people of each community, and in
which community a facility stands. Everything else in the audit is compared with plain loops over
these. Python's standard library only; exits 1 where a number differs.
"""
import csv
import math
import sqlite3
import sys
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

folder, audit, shared = sys.argv[1:]
town = sqlite3.connect(f"{folder}/communities.gpkg")
out = sqlite3.connect(audit)
compared = 0


def same(what, found, expected, tolerance=1e-9):
    global compared
    compared += 1
    if found is None or expected is None:
        good = found is None and expected is None
    else:
        good = math.isclose(found, expected, rel_tol=tolerance, abs_tol=tolerance)
    if not good:
        sys.exit(f"{what}: the audit has {found}, not {expected}")


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


# --- what the town's files say ---------------------------------------------------------------------
community = {}
for unit, street, county, kind, households in town.execute(
        'SELECT "社区代码", "街道", "区县", "城乡分类", "户数" FROM communities'):
    community[unit] = dict(street=street, county=county, households=households,
                           rural=kind.startswith("2"))  # the statistical office's class codes
COUNTS = {"社区服务站", "养老服务", "文化活动站"}
stands = dict(out.execute("SELECT facility_id, unit_id FROM facility"))
facilities = []
with open(f"{folder}/facilities.csv", encoding="utf-8-sig", newline="") as file:
    for row in csv.DictReader(file):
        serves = [unit for unit in row["服务社区"].split(";") if unit] or [stands[row["设施编号"]]]
        facilities.append(dict(id=row["设施编号"], kind=row["设施类别"], area=number(row["建筑面积"]),
                               serves=[unit for unit in serves if unit]))
kinds = sorted({facility["kind"] for facility in facilities})

units = {("city", "*"): set(community)}
for unit, row in community.items():
    units[("community", unit)] = {unit}
    units.setdefault(("street", row["street"]), set()).add(unit)
    units.setdefault(("county", row["county"]), set()).add(unit)


# --- floor area ------------------------------------------------------------------------------------
def part_of(facility, members):
    """The part of a facility that counts in a unit of these communities."""
    served = facility["serves"]
    inside = [unit for unit in served if unit in members]
    if not inside:
        return 0
    if shared == "whole" or len(inside) == len(served):
        return 1
    households = [community[unit]["households"] for unit in served]
    if None in households or sum(households) == 0:
        return len(inside) / len(served)
    return sum(community[unit]["households"] for unit in inside) / sum(households)


found_area = {row[:3]: row[3:] for row in out.execute(
    "SELECT level, unit_id, kind, households, facilities, floor_area_m2, per_100_households"
    " FROM floor_area")}
same("rows of floor_area", len(found_area), len(units) * (len(kinds) + 1))
own = {}  # community -> m2 and m2 per 100 households of all that count
for (level, unit), members in units.items():
    households = sum(community[member]["households"] for member in members)
    for kind in kinds + ["*"]:
        mine = [(part_of(f, members), f) for f in facilities
                if f["kind"] == kind or kind == "*" and f["kind"] in COUNTS]
        mine = [(part, f) for part, f in mine if part > 0]
        known = [part * f["area"] for part, f in mine if f["area"] is not None]
        area = math.fsum(known) if known or not mine else None
        rate = area * 100 / households if households and area is not None else None
        for name, found, expected in zip(("households", "facilities", "m2", "m2 per 100 households"),
                                         found_area[level, unit, kind], (households, len(mine), area, rate)):
            same(f"floor_area {level} {unit} {kind} {name}", found, expected)
        if kind == "*" and level == "community":
            own[unit] = area, rate

# --- classes and rates -------------------------------------------------------------------------------
for level, unit, bound, basis, n, reached, share in out.execute(
        "SELECT level, unit_id, bound_m2, basis, communities, at_or_above, share FROM area_class"):
    members = [m for m in units[level, unit] if basis == "community" or community[m]["households"] != 0]
    values = [own[m][basis != "community"] for m in members]
    expected = sum(value is not None and value >= bound for value in values)
    same(f"area_class {level} {unit} {basis} {bound} communities", n, len(members))
    same(f"area_class {level} {unit} {basis} {bound}", reached, expected)
    same(f"area_class {level} {unit} {basis} {bound} share", share, expected / len(members))

counting_served = {unit for f in facilities if f["kind"] in COUNTS for unit in f["serves"]}
for level, unit, kind, measure, numerator, denominator, rate in out.execute(
        "SELECT level, unit_id, area_type, measure, numerator, denominator, rate FROM coverage_rate"):
    members = [m for m in units[level, unit] if kind == "all" or community[m]["rural"] == (kind == "rural")]
    what = f"coverage_rate {level} {unit} {kind} {measure}"
    same(what + " rate", rate, numerator / denominator)
    if measure == "by_count":
        same(what, numerator, len(counting_served.intersection(members)))
        same(what + " of", denominator, len(members))
    elif measure == "by_area_bound":
        same(what, numerator, sum(own[m][0] is not None and own[m][0] >= (200 if community[m]["rural"] else 300)
                                  for m in members))
        same(what + " of", denominator, len(members))
    elif kind == "all":
        total, covered = out.execute("SELECT total, covered FROM coverage WHERE level = ? AND unit_id = ?"
                                     " AND kind = '*' AND demand = ?", (level, unit, "常住人口")).fetchone()
        same(what, numerator, covered)
        same(what + " of", denominator, total)

# --- statistics as they are printed --------------------------------------------------------------------
def half_up(n, d, decimals):
    """Percent of n in d by decimal arithmetic: "12.5", "13"."""
    step = Decimal(1).scaleb(-decimals)
    return f"{(Decimal(100) * n / d).quantize(step, ROUND_HALF_UP)}%" if d else None


def same_text(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: the audit has {found}, not {expected}")


def members_of(level, unit, kind):
    return [m for m in units[level, unit] if kind == "all" or community[m]["rural"] == (kind == "rural")]


has = {m: any(m in f["serves"] for f in facilities if f["kind"] in COUNTS) for m in community}
rows = out.execute("SELECT level, unit_id, area_type, communities, without_premises, below_200, from_200_below_300,"
                   " from_300_below_400, at_least_400, unknown, below_300, with_premises, rated, at_least_20,"
                   " at_least_30, coverage, at_least_20_share, at_least_30_share, coverage_fraction,"
                   " coverage_1_decimal, coverage_whole, households, floor_area_m2, per_100_households,"
                   " per_100_households_mean FROM community_statistic").fetchall()
same("rows of community_statistic", len(rows), sum(
    1 for level, unit in units if level != "community" for kind in ("all", "urban", "rural")
    if members_of(level, unit, kind)))
for level, unit, kind, *numbers in rows:
    members = members_of(level, unit, kind)
    area = {m: own[m][0] for m in members if has[m] and own[m][0] is not None}
    between = [sum(low <= value < high for value in area.values())
               for low, high in ((0, 200), (200, 300), (300, 400), (400, math.inf))]
    rated = [m for m in members if community[m]["households"] != 0]
    rates = [own[m][1] or 0 for m in rated]
    served = sum(has[m] for m in members)
    expected = [len(members), len(members) - served, *between, served - len(area), between[0] + between[1], served,
                len(rated), sum(rate >= 20 for rate in rates), sum(rate >= 30 for rate in rates)]
    what = f"community_statistic {level} {unit} {kind}"
    for i, (found, wanted) in enumerate(zip(numbers, expected)):
        same(f"{what} {i}", found, wanted)
    for i, (n, d) in enumerate(((served, len(members)), (expected[-2], len(rated)), (expected[-1], len(rated)))):
        same(f"{what} share {i}", numbers[12 + i], n / d if d else None)
    same_text(what, numbers[15:18], [f"{served}/{len(members)}", half_up(served, len(members), 1),
                                     half_up(served, len(members), 0)])
    households = sum(community[m]["households"] for m in members)
    parts = [(part_of(f, members), f["area"]) for f in facilities if f["kind"] in COUNTS]
    parts = [(part, size) for part, size in parts if part > 0]
    total = math.fsum(part * size for part, size in parts if size is not None)
    known = not parts or any(size is not None for _, size in parts)
    for i, wanted in enumerate((households, total if known else None,
                                total * 100 / households if households and known else None,
                                math.fsum(rates) / len(rates) if rates and known else None)):
        same(f"{what} amount {i}", numbers[18 + i], wanted)

for level, unit, kind, basis, name, low, high, n, d, share, fraction, one, whole in out.execute(
        "SELECT level, unit_id, area_type, basis, class, low, high, communities, total, share, share_fraction,"
        " share_1_decimal, share_whole FROM community_class"):
    members = [m for m in members_of(level, unit, kind)
               if basis == "community" or community[m]["households"] != 0]
    value = {m: own[m][basis != "community"] for m in members if has[m]}
    if name == "none":
        expected = len(members) - len(value)
    elif name == "unknown":
        expected = sum(v is None for v in value.values())
    else:
        expected = sum(v is not None and low <= v < (high or math.inf) for v in value.values())
    what = f"community_class {level} {unit} {kind} {basis} {name}"
    same(what, n, expected)
    same(what + " of", d, len(members))
    same(what + " share", share, n / d if d else None)
    same_text(what, (fraction, one, whole), (f"{n}/{d}" if d else None, half_up(n, d, 1), half_up(n, d, 0)))

for level, unit, n, *rest in out.execute(
        "SELECT level, unit_id, streets, with_centre, share, without_centre, below, unknown, meeting, rate"
        " FROM street_statistic"):
    same(f"street_statistic {level} {unit}", n, len({community[m]["street"] for m in units[level, unit]}))
    if any(x is not None for x in rest):  # the town has no kind of street centres
        sys.exit(f"street_statistic {level} {unit}: {rest}")

# --- coverage: by level, households, numbers of facilities --------------------------------------------
coverage = {row[:5]: row[5:] for row in out.execute(
    "SELECT level, unit_id, kind, reach, demand, total, covered, share FROM coverage")}
summary = dict(out.execute("SELECT key, value FROM summary"))
# the two communities that overlap, and the units that hold both
pair = {unit for unit, in out.execute("SELECT unit_id FROM community WHERE name IN ('清井社区', '和塘社区')")}
assert len(pair) == 2
series = sorted({key[2:] for key in coverage}, key=str)
for kind, reach, demand in series:
    for (level, unit), members in units.items():
        total, covered, share = coverage[level, unit, kind, reach, demand]
        what = f"coverage {level} {unit} {kind} {reach} {demand}"
        same(what + " share", share, covered / total if total else None)
        if level == "community" and demand == "households":
            people = coverage[level, unit, kind, reach, "常住人口"]
            households = community[unit]["households"]
            same(what, total, households if people[0] > 0 else None)
            same(what + " covered", covered, households * people[2] if people[0] > 0 else None)
        if level == "community":
            continue
        rows = [coverage["community", member, kind, reach, demand] for member in members]
        twice = math.fsum(row[0] or 0 for row in rows) - total
        if demand == "households" or not pair <= members:
            same(what + " sum", twice, 0, 1e-6)
            same(what + " sum covered", math.fsum(row[1] or 0 for row in rows) - covered, 0, 1e-6)
        else:
            key = "area_twice_m2" if demand == "area_m2" else "people_twice." + demand
            same(what + " twice", twice, summary[key], 1e-6)

for level, unit, kind, reach, demand, *people in out.execute(
        "SELECT level, unit_id, kind, reach, demand, people_0, people_1, people_2, people_3_or_more"
        " FROM reach_count"):
    total, covered, _ = coverage[level, unit, kind, reach, demand]
    same(f"reach_count {level} {unit} {kind} {reach} {demand}", math.fsum(people), total)
    same(f"reach_count {level} {unit} {kind} {reach} {demand} covered", math.fsum(people[1:]), covered)

# --- loads and gaps: everybody is somewhere -----------------------------------------------------------
areas = {f["id"]: f["area"] for f in facilities}
load = defaultdict(float)
of_kind = {f["id"]: f["kind"] for f in facilities}
for facility, demand, people, households, rate in out.execute(
        "SELECT facility_id, demand, people, households, m2_per_100_households FROM load"):
    load[of_kind[facility], demand] += people
    area = areas[facility]
    same(f"load {facility} rate", rate, area * 100 / households if households and area is not None else None)
for (kind, demand), people in load.items():
    same(f"load {kind} {demand}", people, summary["people_inside." + demand], 1e-6)

gaps = defaultdict(float)
for kind, reach, demand, people in out.execute(
        "SELECT kind, reach, demand, d.people FROM gap g JOIN gap_demand d USING (gap_id)"):
    gaps[kind, reach, demand] += people
for kind, reach, demand in series:
    if demand not in ("households", "area_m2") and kind != "*":
        rows = [coverage["community", unit, kind, reach, demand] for unit in community]
        outside = math.fsum(total - covered for total, covered, _ in rows)
        same(f"gap {kind} {reach} {demand}", gaps[kind, reach, demand], outside, 1e-6)

print(f"{shared}: {compared} numbers agree")
