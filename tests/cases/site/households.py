# SPDX-License-Identifier: GPL-3.0-or-later
"""households.py TOWN OUT.gpkg MODEL key=value...: sites chosen for households, against every choice there is.

Keys: sites, demand (all or uncovered), size (people a household, where none are given), unknown (a community), close.
"""
import itertools
import json
import os
import sqlite3
import sys

import town
from ellipsoid import distance

folder, out, model = sys.argv[1:4]
wish = dict(pair.split("=") for pair in sys.argv[4:])
homes, stations, places = (town.read(folder, name) for name in ("homes.csv", "stations.csv", "places.csv"))
sites, old = stations + places, len(stations)
with open(os.path.join(folder, "communities.geojson"), encoding="utf-8") as file:
    given = {f["properties"]["id"]: f["properties"]["households"] for f in json.load(file)["features"]}
people = {}
for home in homes:
    unit = home["unit"] = town.community(home["at"])
    people[unit] = people.get(unit, 0) + int(home["people"])
if "size" in wish:
    given = {unit: n / float(wish["size"]) for unit, n in people.items()}
given[wish.get("unknown")] = 0
weight = [int(h["people"]) * given[h["unit"]] / people[h["unit"]] for h in homes]
far = [[distance(h["at"], s["at"]) for s in sites] for h in homes]
R = town.RADIUS
asked = [i for i, row in enumerate(far) if weight[i] > 0 and (wish.get("demand") == "all" or min(row[:old]) > R)]


def within(open_sites):
    return sum(weight[i] for i in asked if any(far[i][j] <= R for j in open_sites))


def worth(open_sites):
    return -within(open_sites) if model == "mclp" else sum(weight[i] * min(far[i][j] for j in open_sites) for i in asked)


kept = [tuple(range(old))] if "close" not in wish else itertools.combinations(range(old), old - int(wish["close"]))
base_sites = list(kept) if wish.get("demand") == "all" else [()]
new = [()] if int(wish.get("sites", 0)) == 0 else list(itertools.combinations(range(old, len(sites)), int(wish["sites"])))
best = min(worth(a + b) for a in base_sites for b in new)

base = sqlite3.connect(out)
failed = 0


def check(what, good, *values):
    global failed
    if not good:
        failed = 1
        print(model, wish, what, *values)


said = {k: (v, t) for k, v, t in base.execute("select key, value, text from proposal")}
opened = [k for k, in base.execute("select site_id from site order by rank")]
closed = [k for k, in base.execute("select facility_id from closed")]
now = [j for j, s in enumerate(sites) if s["id"] not in closed and (j < old or s["id"] in opened)]
room = 0.001 * len(homes) * (1 if model == "mclp" else 2 * 5000)  # thousandths of a household
check("objective", abs(said["objective"][0] - abs(best)) <= room and said["status"][1] == "optimal", said["objective"], best)
check("unit", said["objective"][1] == ("households" if model == "mclp" else "household-m"), said["objective"])
check("worth of what is open", abs(worth(now) - best) <= room, worth(now), best)
check("people have no line", not [k for k in said if k.endswith("_people") or k.startswith("people_")], sorted(said))
check("asked for", abs(said["demand_households"][0] - sum(weight[i] for i in asked)) < 1e-6, said["demand_households"])
check("all of them", wish.get("demand") != "all" or abs(said["demand_households"][0] - sum(given[u] for u in people)) < 1e-6)
check("after", abs(said["households_after"][0] - within(now)) <= 0.1, said["households_after"], within(now))
reached = within(range(len(sites)) if new != [()] else range(old))
check("reachable", abs(said["reachable_households"][0] - reached) < 1e-6, said["reachable_households"], reached)
gained, cumulative = 0, base.execute("select people_gained, people_cumulative, households_gained, households_cumulative, share from site order by rank")
for a, b, gain, sums, share in cumulative:
    gained += gain
    check("gains", a is None and b is None and abs(sums - gained) < 1e-6 and abs(share - sums / said["demand_households"][0]) < 1e-9)
unreached = {}
for i in asked:
    if min(far[i][j] for j in (range(old, len(sites)) if wish.get("demand") != "all" else range(len(sites)))) > R and new != [()]:
        n = unreached.setdefault(homes[i]["unit"], [0, 0])
        n[0] += int(homes[i]["people"])
        n[1] += weight[i]
if new != [()]:
    told = {u: (p, h) for u, p, h in base.execute("select unit_id, people, households from unreachable")}
    check("unreachable", told.keys() == unreached.keys() and all(
        abs(told[u][0] - p) < 1e-6 and abs(told[u][1] - h) < 1e-6 for u, (p, h) in unreached.items()), told, unreached)
for before, after in base.execute("select before, after from site_effect where level = 'city' and figure = 'coverage_households.station.700'"):
    for got, open_sites in ((before, range(old)), (after, now)):
        share = sum(w for w, row in zip(weight, far) if min(row[j] for j in open_sites) <= R) / sum(weight)
        check("effect", abs(got - 100 * share) < 1e-6, got, share)
check("an effect", base.execute("select count(*) from site_effect where figure like 'coverage_households.%' and level = 'city'").fetchone()[0] == 1)
curve = [n for n, in base.execute("select households from curve")]
check("curve", all(n is not None for n in curve) and base.execute("select count(people) from curve").fetchone()[0] == 0)
sys.exit(failed)
