# SPDX-License-Identifier: GPL-3.0-or-later
"""check.py PLAN.json OUT.gpkg: a proposal for an invented town against all plans there are.

Every candidate stays empty or gets any of the sets of kinds that its floor area holds; what that costs, whom it
covers and what is allowed are computed from the input files alone.
"""
import csv
import itertools
import json
import os
import sqlite3
import sys

from town import SPACING, metres

plan_file, out = sys.argv[1:3]
folder = os.path.dirname(plan_file)
plan = json.load(open(plan_file, encoding="utf-8"))
site = plan["site"]
WORDS = {"新建": "new", "合建": "joint", "配建": "joint", "购置": "purchase", "改建": "rebuild", "租赁": "lease"}


def table(name):
    with open(folder + "/" + name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text else None


def length(text):
    return float(text.rstrip("m"))


radius = {k["name"]: length(k["radius"]) for k in plan["kinds"]}
kinds = [k if isinstance(k, dict) else {"name": k} for k in site.get("kinds") or [site["kind"]]]
names = [k["name"] for k in kinds]
reach = [length(k.get("radius", "%gm" % radius[k["name"]])) for k in kinds]
weight = [k.get("weight", 1) for k in kinds]
existing = {n: [(float(f["lon"]), float(f["lat"])) for f in table("facilities.csv") if f["kind"] == n] for n in names}
rows = table(site["candidates"][0]["file"])
at = [(float(r["lon"]), float(r["lat"])) for r in rows]
costs = {WORDS.get(k, k): v for k, v in site.get("costs", {}).items()}
mode = [WORDS.get(r["建设方式"], "") for r in rows]

# Who is asked for: home and kind, the candidates that reach it; "all" counts those who have one already.
people_at = [((float(h["lon"]), float(h["lat"])), float(h["people"])) for h in table("homes.csv")]
homes, had = [], [0.0] * len(kinds)
for where, people in people_at:
    for k in range(len(kinds)):
        if any(metres(where, e) <= reach[k] for e in existing[names[k]]):
            had[k] += people if site.get("demand") == "all" else 0
        else:
            homes.append((k, people, [i for i in range(len(rows)) if metres(where, at[i]) <= reach[k]]))
total = sum(people for _, people, _ in homes) + sum(had)
merged = {}
for k, people, near in homes:
    merged[k, tuple(near)] = merged.get((k, tuple(near)), 0.0) + people
homes = [(k, people, near) for (k, near), people in merged.items() if near]


def area_needed(kept):
    return sum(kinds[k].get("floor_area", 0) for k in kept)


def option(i, kept):
    """Price and floor area of these kinds at a candidate; None where they may not stand there."""
    has = number(rows[i]["可用面积"])
    if rows[i].get("取舍") == "禁选":
        return None
    if has is not None and has < area_needed(kept):
        return None
    if site.get("spacing") and rows[i].get("取舍") != "必选" and any(metres(at[i], e) < SPACING for k in kept for e in existing[names[k]]):
        return None
    area = area_needed(kept) if all("floor_area" in kinds[k] for k in kept) else has
    price = number(rows[i]["造价"])
    if price is None and mode[i] in costs and area is not None:
        price = costs[mode[i]] * area
    return price, area


sets = [c for n in range(1, len(kinds) + 1) for c in itertools.combinations(range(len(kinds)), n)]
options = [{c: option(i, c) for c in sets if option(i, c)} for i in range(len(rows))]
apart = [[i == j or not site.get("spacing") or metres(at[i], at[j]) >= SPACING for j in range(len(rows))] for i in range(len(rows))]
apart = [[apart[i][j] and [rows[i]["编号"], rows[j]["编号"]] not in site.get("pairs", [])
          and [rows[j]["编号"], rows[i]["编号"]] not in site.get("pairs", []) for j in range(len(rows))] for i in range(len(rows))]
lscp = site["model"] == "lscp"
wanted = site.get("share", 1) * total
limits = [(n, site[n]) for n in ("budget", "budget_m2") if n in site]


def covered(chosen, by_kind=None):
    """Weighted people of (home, kind) pairs that a {candidate: kinds} reaches."""
    sum_ = sum(h * (1 if lscp else w) for h, w in zip(had, weight))
    for k, people, near in homes:
        if any(k in chosen.get(i, ()) for i in near):
            sum_ += people * (1 if lscp or by_kind is not None else weight[k])
            if by_kind is not None:
                by_kind[k] += people
    return sum_


def spent(chosen, which):
    return sum(options[i][c][which] for i, c in chosen.items())


def allowed(chosen):
    if len(chosen) > site.get("sites", len(rows)):
        return False
    if not all(apart[i][j] for i, j in itertools.combinations(chosen, 2)):
        return False
    if any("most" in k and sum(n in c for c in chosen.values()) > k["most"] for n, k in enumerate(kinds)):
        return False
    return all(spent(chosen, name == "budget_m2") <= limit + 1e-9 for name, limit in limits)


priced = lscp and all(o[0] is not None for c in options for o in c.values())
best = None


required = {i for i, r in enumerate(rows) if r.get("取舍") == "必选"}


def look(i, chosen):
    """All plans that begin so, in the order of candidates; limits from above prune."""
    global best
    if not allowed(chosen) or lscp and best is not None and (spent(chosen, 0) if priced else len(chosen)) >= -best:
        return
    if required - chosen.keys():
        pass
    elif lscp:
        if covered(chosen) >= wanted - 1e-9:
            value = -(spent(chosen, 0) if priced else len(chosen))
            best = value if best is None else max(best, value)
    else:
        value = covered(chosen)
        best = value if best is None else max(best, value)
    for j in range(i, len(rows)):
        for c in options[j]:
            look(j + 1, {**chosen, j: c})


look(0, {})

failed = 0


def must(what, good, *values):
    global failed
    if not good:
        failed = 1
        print(os.path.basename(out), what, *values)


base = sqlite3.connect(out)
said = {k: (v, t) for k, v, t in base.execute("select key, value, text from proposal")}
ids = [r["编号"] for r in rows]
found = base.execute("select site_id, kind, price, mode, floor_area_m2 from site order by rank").fetchall()
chosen = {ids.index(i): tuple(names.index(n) for n in kind.split("+")) for i, kind, *_ in found}
must("people asked for", abs(said["demand_people"][0] - total) < 1e-6, said["demand_people"], total)
must("allowed", allowed(chosen) and not required - chosen.keys(), chosen)
must("status", said["status"][1] == "optimal" and said["objective"][0] == said["bound"][0], said["status"], said["bound"])
sign = -1 if lscp else 1
# Covering everybody, the number of sites counts the existing ones that stay.
stay = sum(map(len, existing.values())) if lscp and not priced and site.get("demand") == "all" else 0
must("objective", best is not None and abs(sign * (said["objective"][0] - stay) - best) < 1e-3, said["objective"], best)
if lscp:
    must("share", covered(chosen) >= wanted - 1e-6, covered(chosen), wanted)
    value = spent(chosen, 0) if priced else len(chosen)
else:
    value = covered(chosen)
must("value of the sites", abs(value + stay - said["objective"][0]) < 1e-3, value, said["objective"])
for (i, kind, price, how, _), (j, c) in zip(found, chosen.items()):
    must("price", price == options[j][c][0] or abs(price - options[j][c][0]) < 1e-6, i, kind, price, options[j][c])
    must("mode", (how or "") == mode[j], i, how, mode[j])
if found and all(f[2] is not None for f in found):
    must("sum of prices", abs(said["price"][0] - spent(chosen, 0)) < 1e-6, said.get("price"), spent(chosen, 0))

# Kind by kind: what each site adds in its turn, to whom it is nearest, what the city gains.
opened, gains = {}, {}
for i, c in chosen.items():
    before, after = [0.0] * len(kinds), [0.0] * len(kinds)
    covered(opened, before)
    opened[i] = c
    covered(opened, after)
    gains.update({(ids[i], names[k]): after[k] - before[k] for k in c})
served = dict.fromkeys(gains, 0.0)
for where, people in people_at:
    for k, name in enumerate(names):
        open_ = [(metres(where, e), None) for e in existing[name]] + [(metres(where, at[i]), ids[i]) for i, c in chosen.items() if k in c]
        nearest = min(open_, key=lambda x: x[0], default=(0, None))[1]
        if nearest is not None:
            served[nearest, name] += people
said_kinds = {(i, k): (g, p) for i, k, g, p in base.execute("select site_id, kind, people_gained, people_served from site_kind")}
must("sites and kinds", said_kinds.keys() == gains.keys(), said_kinds, gains)
for key, gain in gains.items():
    must("gain of a kind", abs(said_kinds[key][0] - gain) < 1e-3, key, said_kinds[key], gain)
    must("people served", abs(said_kinds[key][1] - served[key]) < 1e-3, key, said_kinds[key], served[key])
far = dict(base.execute("select text, sum(iif(key = 'kind_demand_people', value, -value)) from proposal"
                        " where key in ('kind_demand_people', 'kind_reachable_people') group by text"))
told = dict(base.execute("select kind, sum(people) from unreachable group by kind"))
must("out of reach of a kind", not far or all(abs(told.get(k, 0) - n) < 1e-3 for k, n in far.items()) and set(told) <= set(far), told, far)
inside = sum(people for _, people in people_at)
for k, name in enumerate(names):
    if reach[k] != radius[name]:
        continue
    effect = base.execute("select before, after from site_effect where level = 'city' and figure = ?", ("coverage.%s.%g" % (name, reach[k]),)).fetchone()
    gain = sum(g for (_, n), g in gains.items() if n == name)
    must("effect on the city", abs((effect[1] - effect[0]) / 100 * inside - gain) < 1e-3, name, effect, gain)
    if len(kinds) > 1:
        lines = dict(base.execute("select key, value from proposal where text = ?", (name,)))
        must("lines of a kind", lines["kind_sites"] == sum(k in c for c in chosen.values())
             and abs(lines["kind_people_gained"] - gain) < 1e-3, name, lines)
sys.exit(failed)
