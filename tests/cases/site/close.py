# SPDX-License-Identifier: GPL-3.0-or-later
"""close.py TOWN OUT.gpkg MODEL key=value...: which facilities close, against every choice there is.

Keys: close, sites, total, keep (ids by commas), share, move (1), demand (all or covered), radius. What remains
uncovered and what no place reaches is counted too. Distances are Vincenty's.
"""
import itertools
import sqlite3
import sys

import town
from ellipsoid import distance

folder, out, model = sys.argv[1:4]
wish = dict(pair.split("=") for pair in sys.argv[4:])
homes, stations, places = (town.read(folder, name) for name in ("homes.csv", "stations.csv", "places.csv"))
RADIUS = float(wish.get("radius", "%gm" % town.RADIUS)[:-1])
stay = [s for s in wish.get("keep", "").split(",") if s]
sites = stations + places
old, people = len(stations), [int(h["people"]) for h in homes]
far = [[distance(h["at"], s["at"]) for s in sites] for h in homes]
covered_now = [min(row[:old]) <= RADIUS for row in far]
asked = [i for i in range(len(homes)) if wish.get("demand", "all") == "all" or covered_now[i]]


def within(open_sites):
    return sum(people[i] for i in asked if any(far[i][j] <= RADIUS for j in open_sites))


def worth(open_sites):
    """To be made small."""
    if model == "mclp":
        return -within(open_sites)
    if model == "lscp":
        return len(open_sites) if within(open_sites) >= need - 1e-9 else float("inf")
    nearest = [min(far[i][j] for j in open_sites) for i in asked]
    return sum(people[i] * d for i, d in zip(asked, nearest)) if model == "pmedian" else max(nearest)


need = float(wish.get("share", 1)) * sum(people[i] for i in asked)
must = [j for j in range(old) if stations[j]["id"] in stay]
most_new = int(wish.get("sites", 0)) if "places" in wish or "sites" in wish else 0
news = range(old, len(sites)) if most_new else ()
if "close" in wish:
    counts, total = [old - int(wish["close"])], old + most_new
else:
    counts, total = range(old + 1), int(wish.get("total", old)) if "move" in wish else old + most_new
best, least_open = float("inf"), None
for count in counts:
    for left in itertools.combinations(range(old), count):
        if not set(must) <= set(left):
            continue
        for n in range(min(most_new, total - count) + 1):
            for new in itertools.combinations(news, n):
                if left + new:
                    best = min(best, worth(left + new))

base = sqlite3.connect(out)
failed = 0


def check(what, good, *values):
    global failed
    if not good:
        failed = 1
        print(model, wish, what, *values)


said = {k: (v, t) for k, v, t in base.execute("select key, value, text from proposal")}
closed = [k for k, in base.execute("select facility_id from closed order by fid")]
opened = [k for k, in base.execute("select site_id from site order by rank")]
now = [j for j, s in enumerate(sites) if s["id"] not in closed and (j < old or s["id"] in opened)]
objective = -best if model == "mclp" else best
room = 0.002 * (sum(people) if model == "pmedian" else 1)  # millimetres are rounded up
check("objective", abs(said["objective"][0] - objective) <= room, said["objective"], objective)
check("bound", said["status"][1] == "optimal" and abs(said["bound"][0] - said["objective"][0]) <= room, said["bound"])
check("worth of what is open", abs(worth(now) - best) <= room, worth(now), best)
check("closed", len(now) == old - len(closed) + len(opened) and not set(closed) & set(stay), closed, opened)
if "close" in wish:
    check("so many", len(closed) == int(wish["close"]), closed)
elif "move" in wish and model != "lscp":
    check("one closes for one that opens", len(opened) <= most_new and len(now) == min(total, old + len(opened)), closed, opened)
check("before", abs(said["people_before"][0] - within(range(old))) < 1e-6 and abs(said["people_after"][0] - within(now)) < 1e-6)

# Who loses his nearest, and where he goes.
moves = {}
for i, row in enumerate(far):
    before, after = min(range(old), key=row.__getitem__), min(now, key=row.__getitem__)
    if stations[before]["id"] in closed:
        n = moves.setdefault((stations[before]["id"], sites[after]["id"]), [0, 0.0, 0.0])
        n[0] += people[i]
        n[1] += people[i] * row[before]
        n[2] += people[i] * row[after]
told = {(a, b): (p, x, y) for a, b, p, x, y in base.execute(
    "select facility_id, to_id, people, distance_before_m, distance_after_m from closed_people")}
check("who goes where", told.keys() == moves.keys() and all(
    told[k][0] == n and abs(told[k][1] - x / n) < 0.01 and abs(told[k][2] - y / n) < 0.01 for k, (n, x, y) in moves.items()), told, moves)
for name, number, a, b, lost, main in base.execute(
        "select facility_id, people, people_within_before, people_within_after, people_lost, to_id from closed"):
    mine = [i for i, row in enumerate(far) if stations[min(range(old), key=row.__getitem__)]["id"] == name]
    check("users", number == sum(people[i] for i in mine) and lost == sum(
        people[i] for i in mine if covered_now[i] and min(far[i][j] for j in now) > RADIUS), name, number, lost)
    check("users within", a == sum(people[i] for i in mine if covered_now[i]) and b == sum(
        people[i] for i in mine if min(far[i][j] for j in now) <= RADIUS), name, a, b)
    check("where most go", not mine or moves[name, main][0] == max(n for (f, _), (n, *_) in moves.items() if f == name), name, main)

# Measured anew: points are exact.
share = {i: [min(far[i][j] for j in s) <= RADIUS for s in (range(old), now)] for i in range(len(homes))}
for before, after in base.execute("select before, after from site_effect where level = 'city' and figure = 'coverage.station.%g'" % RADIUS):
    check("effect", all(abs(x - 100 * sum(p for i, p in enumerate(people) if share[i][k]) / sum(people)) < 1e-9
                        for k, x in enumerate((before, after))), before, after)

# What remains, and what nothing that may be open reaches, by community.
outside, unreached = {}, {}
for i, home in enumerate(homes):
    unit = town.community(home["at"])
    for k, open_sites in enumerate((range(old), now)):
        outside.setdefault(unit, [0, 0])[k] += 0 if min(far[i][j] for j in open_sites) <= RADIUS else people[i]
    if i in asked and min(far[i][j] for j in (*range(old), *news)) > RADIUS:
        unreached[unit] = unreached.get(unit, 0) + people[i]
told = dict(base.execute("select unit_id, sum(people) from gap_after where reach = ? group by unit_id", (RADIUS,)))
check("gaps that remain", all(abs(told.get(unit, 0) - n[1]) < 1e-6 for unit, n in outside.items()), told, outside)
told = {k: said[k][0] for k in ("gap_before", "gap_gained", "gap_lost", "gap_after", "unreachable")}
for key, n in (("gap_before", sum(a for a, _ in outside.values())), ("gap_gained", sum(max(a - b, 0) for a, b in outside.values())),
               ("gap_lost", sum(max(b - a, 0) for a, b in outside.values())), ("gap_after", sum(b for _, b in outside.values())),
               ("unreachable", sum(unreached.values()))):
    check(key, abs(told[key] - n) < 1e-6, told[key], n)
check("totals", abs(told["gap_before"] - told["gap_gained"] + told["gap_lost"] - told["gap_after"]) < 1e-6, told)
check("unreachable", dict(base.execute("select unit_id, people from unreachable")) == unreached, unreached)
check("reachable", abs(said["demand_people"][0] - said["reachable_people"][0] - told["unreachable"]) < 1e-6)
reaches = sorted({town.RADIUS, RADIUS})
check("service areas", [r for r, in base.execute("select reach from service_area_after order by reach")] == reaches and base.execute(
    "select count(*) from service_area_after where facilities = ? and area_m2 > 0", (len(now),)).fetchone() == (len(reaches),))
sys.exit(failed)
