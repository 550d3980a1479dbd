# SPDX-License-Identifier: GPL-3.0-or-later
"""check.py OLD NEW CHANGE CODES: makes the sums of a comparison anew and asserts they are equal."""
import csv
import math
import sqlite3
import sys


def rows(path, sql):
    return sqlite3.connect(path).execute(sql).fetchall()


def scopes(old_ids, new_ids, codes):
    """Groups of units that hang together, by union and find over (side, id)."""
    parent = {("old", i): ("old", i) for i in old_ids}
    parent |= {("new", i): ("new", i) for i in new_ids}

    def find(node):
        while parent[node] != node:
            node = parent[node]
        return node

    listed = {old for old, _ in codes}
    pairs = [(o, n) for o, n in codes if o in old_ids and n in new_ids]
    pairs += [(i, i) for i in old_ids if i in new_ids and i not in listed]
    for old, new in pairs:
        parent[find(("old", old))] = find(("new", new))
    groups = {}
    for node in parent:
        groups.setdefault(find(node), []).append(node)
    return groups.values()


def total(values):
    return None if not values or None in values else sum(values)


def near(a, b):
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-9)


def main():
    old, new, change, codes = sys.argv[1:]
    with open(codes, encoding="utf-8", newline="") as source:
        codes = list(csv.reader(source))[1:]
    area = {side: {(lv, unit, kind): v for lv, unit, kind, *v in rows(
        path, "SELECT level, unit_id, kind, households, floor_area_m2 FROM floor_area")}
        for side, path in (("old", old), ("new", new))}
    cover = {side: {(lv, unit, kind, demand, reach): v for lv, unit, kind, demand, reach, *v in rows(
        path, "SELECT level, unit_id, kind, demand, reach, total, covered FROM coverage")}
        for side, path in (("old", old), ("new", new))}
    found = {(lv, o, n, figure, kind, demand, reach): (a, b) for
             lv, o, n, figure, kind, demand, reach, a, b in rows(
                 change, "SELECT level, old_ids, new_ids, figure, kind, demand, reach, old_value,"
                         " new_value FROM change_figure")}
    kinds = {k for _, _, k in area["old"]} | {k for _, _, k in area["new"]}
    reaches = {key[2:] for key in cover["old"]} | {key[2:] for key in cover["new"]}
    checked = 0
    for level in ("community", "street", "county", "city"):
        units = {side: {key[1] for key in area[side] if key[0] == level} for side in area}
        for group in scopes(units["old"], units["new"], codes):
            ids = {side: sorted(i for s, i in group if s == side) for side in area}
            name = tuple(";".join(ids[side]) or None for side in ("old", "new"))

            def sums(table, part, rest):
                return tuple(total([table[side][(level, i, *rest)][part] for i in ids[side]])
                             for side in ("old", "new"))

            def expect(figure, rest, values):
                nonlocal checked
                got = found.pop((level, *name, figure, *rest))
                assert near(got[0], values[0]) and near(got[1], values[1]), (name, figure, rest, got,
                                                                             values)
                checked += 1

            expect("households", (None, None, None), sums(area, 0, ("*",)))
            for kind in kinds:
                expect("floor_area_m2", (kind, None, None), sums(area, 1, (kind,)))
                both = zip(sums(area, 0, (kind,)), sums(area, 1, (kind,)))
                expect("per_100_households", (kind, None, None),
                       [m2 * 100 / h if h and m2 is not None else None for h, m2 in both])
                found.pop((level, *name, "facilities", kind, None, None))
            for rest in reaches:
                people, covered = sums(cover, 0, rest), sums(cover, 1, rest)
                expect("total", rest, people)
                expect("covered", rest, covered)
                expect("share", rest, [c / p if p and c is not None else None
                                       for p, c in zip(people, covered)])
                if name[0] and name[1] and level == "community" and rest[1] != "households":
                    # the ground is the same, and so are its people
                    assert math.isclose(*people, rel_tol=1e-7), (name, rest, people)
    assert not found, list(found)[:3]
    changes = dict(rows(change, "SELECT change, count(*) FROM change_figure WHERE level = 'community'"
                                " AND figure = 'households' GROUP BY change"))
    assert changes == {"same": 55, "merged": 1, "recoded": 1, "split": 1, "gone": 1}, changes
    facilities = dict(rows(change, "SELECT change, group_concat(facility_id) FROM change_facility"
                                   " WHERE change <> 'ambiguous' GROUP BY change"))
    assert facilities["opened"] == "X001" and facilities["closed"], facilities
    comparable = rows(change, "SELECT figure, scopes, comparable_scopes, old_comparable,"
                              " new_comparable FROM change_total WHERE figure = 'households'")[0]
    assert comparable[1] - comparable[2] >= 1 and comparable[3] == comparable[4], comparable
    shapes = rows(change, "SELECT count(*), count(geom), sum(change = 'gone') FROM change")[0]
    assert shapes == (60, 60, 1), shapes
    print(checked, "sums agree")


main()
