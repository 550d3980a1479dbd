# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning units of an audit, found again.

    planning_units.py AUDIT.gpkg BORDERS.csv PLAIN.gpkg

BORDERS.csv has x,y,metres: how far the border of community x lies within a metre of y, by GEOS.
Streets of at most 12 communities are cut in every possible way; of larger ones, and of those where a
border is so short that it may be a corner, it is only seen that their units are units. PLAIN.gpkg is the same audit without planning units: no figure of another
level may differ. Python's standard library only; exits 1 where something is wrong.
"""
import csv
import math
import sqlite3
import sys
from collections import defaultdict
from functools import lru_cache

LOW, HIGH = 10000, 20000
audit, borders, plain = sys.argv[1:]
out = sqlite3.connect(audit)
near, perhaps = defaultdict(set), set()
with open(borders, encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        metres = float(row["metres"])
        near[row["x"]].add(row["y"])
        near[row["y"]].add(row["x"])
        if metres < 14:
            perhaps |= {row["x"], row["y"]}

people, streets = {}, defaultdict(list)
for unit, street, county, number in out.execute("SELECT unit_id, street, county, people FROM community"):
    people[unit] = number
    streets[street, county].append(unit)
summary = dict(out.execute("SELECT key, value FROM summary"))
first_layer = out.execute("SELECT key FROM summary WHERE key LIKE 'people_twice.%'").fetchone()[0]
both = {unit for unit, in out.execute("SELECT unit_id FROM community WHERE name IN ('清井社区', '和塘社区')")}


def people_of(unit):
    twice = summary[first_layer] if both and both <= set(unit) else 0
    return math.fsum(people[c] for c in unit) - twice


def connected(unit):
    unit = set(unit)
    todo = [next(iter(unit))]
    seen = set(todo)
    while todo:
        for other in near[todo.pop()] & unit - seen:
            seen.add(other)
            todo.append(other)
    return seen == unit


def cost(units):
    numbers = [people_of(unit) for unit in units]
    return (math.fsum(n for n in numbers if n < LOW),
            math.fsum((n - (LOW + HIGH) / 2) ** 2 for n in numbers), len(numbers))


def best_cost(members):
    members = sorted(members)

    @lru_cache(maxsize=None)
    def part(mask):
        """Cost of one unit of these; None where they are none."""
        unit = [c for i, c in enumerate(members) if mask >> i & 1]
        if len(unit) > 1 and people_of(unit) > HIGH or not connected(unit):
            return None
        return cost([unit])

    @lru_cache(maxsize=None)
    def best(mask):
        if mask == 0:
            return (0, 0, 0)
        lowest, found = mask & -mask, None
        rest = mask ^ lowest
        take = rest
        while True:
            own = part(take | lowest)
            if own is not None:
                whole = tuple(a + b for a, b in zip(own, best(rest ^ take)))
                found = whole if found is None or whole < found else found
            if take == 0:
                return found
            take = (take - 1) & rest

    return best((1 << len(members)) - 1)


found = defaultdict(list)
numbers = defaultdict(list)
for name, street, county, derived, count, ids, number, size, sets in out.execute(
        "SELECT unit_id, street, county, derived, communities, community_ids, people, class, sets FROM planning_unit"):
    unit = ids.split(";")
    assert derived == 1 and count == len(unit), name
    assert math.isclose(number, people_of(unit), abs_tol=1e-6), (name, number, people_of(unit))
    assert size == ("below" if number < LOW else "above" if number > HIGH else "within"), name
    assert sets == max(1, math.ceil(number / HIGH)), (name, sets)
    assert connected(unit), f"{name} is not connected"
    assert len(unit) == 1 or number <= HIGH, f"{name} has {number} people"
    found[street, county].append(unit)
    numbers[street, county].append((min(unit), int(name.split("#")[1])))
assert {key: sorted(members) for key, members in streets.items()} == {
    key: sorted(c for unit in units for c in unit) for key, units in found.items()}, "not every community once"
proven = 0
for key, units in found.items():
    assert [n for _, n in sorted(numbers[key])] == list(range(1, len(units) + 1)), f"{key}: numbers"
    if len(streets[key]) > 12 or sum(c in perhaps for c in streets[key]) > 1:
        continue
    proven += 1
    mine, best = cost(units), best_cost(streets[key])
    assert all(math.isclose(a, b, rel_tol=1e-6, abs_tol=0.01) for a, b in zip(mine, best)), (key, mine, best)
assert proven >= 8

other = sqlite3.connect(plain)
for query in ("SELECT level, unit_id, kind, demand, reach, total, covered, share FROM coverage",
              "SELECT level, unit_id, kind, households, facilities, floor_area_m2, per_100_households FROM floor_area",
              "SELECT level, unit_id, area_type, measure, numerator, denominator, rate FROM coverage_rate"):
    a = out.execute(query + " WHERE level <> 'planning_unit'").fetchall()
    b = other.execute(query).fetchall()
    assert len(a) == len(b) > 0, query
    for x, y in zip(a, b):
        for u, v in zip(x, y):
            assert u == v or math.isclose(u, v, rel_tol=1e-12), (x, y)
print(f"{sum(map(len, found.values()))} planning units, {proven} of {len(found)} streets cut in every way")
