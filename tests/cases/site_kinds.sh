#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What sites cost by mode and floor area, and several kinds placed together, in invented towns (site_kinds/town.py),
# against all plans there are (site_kinds/check.py); what cannot be is refused with the reason.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
tools=$CATCHMENT_SOURCE/tests/cases/site_kinds
export PYTHONDONTWRITEBYTECODE=1
failed=0
plan() { # TOWN NAME SITE-AS-JSON
    /usr/bin/python3 - "$here/$1" "$2" "$3" <<'END'
import json, sys
folder, name, site = sys.argv[1:]
plan = json.load(open(folder + "/base.json", encoding="utf-8"))
plan["site"].update(json.loads(site))
json.dump(plan, open(folder + "/" + name + ".json", "w", encoding="utf-8"), ensure_ascii=False)
END
}
run() { # TOWN NAME ARGUMENTS...
    base=$here/$1/$2
    shift 2
    "$CATCHMENT" site "$base.json" -o "$base.gpkg" --overwrite --lang en --progress none "$@" >"$here/said" 2>"$here/warned"
}
site() { # TOWN NAME SITE-AS-JSON
    plan "$@"
    run "$1" "$2" || { echo "site $*:"; cat "$here/warned"; exit 1; }
    /usr/bin/python3 "$tools/check.py" "$here/$1/$2.json" "$here/$1/$2.gpkg" || { echo "site $*"; failed=1; }
}
ask() { sqlite3 -batch "$here/$1.gpkg" "$2"; }
must() { # WHAT EXPECTED GOT
    [ "$2" = "$3" ] || { printf '%s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"; failed=1; }
}
refused() { # CODE EXIT WORDS TOWN NAME SITE-AS-JSON
    code=$1 exit=$2 words=$3
    shift 3
    plan "$@"
    run "$1" "$2" && got=0 || got=$?
    must "$* exits" "$exit" "$got"
    grep -q "error\[$code\].*$words" "$here/warned" || { echo "$* does not say $code, $words"; cat "$here/warned"; failed=1; }
}
for town in 1 2 3; do /usr/bin/python3 "$tools/town.py" "$here/$town" $town; done

# --- money and floor area -------------------------------------------------------------------------
costs='"costs": {"新建": 4500, "joint": 3200, "购置": 15000, "rebuild": 2000, "lease": 900}'
for town in 1 2 3; do
    site $town money "{\"kind\": \"站\", $costs, \"budget\": 3000000}"
    site $town both "{\"kind\": \"养老\", $costs, \"budget\": 5000000.5, \"sites\": 2, \"spacing\": \"300m\"}"
    site $town area '{"kind": "站", "budget_m2": 1900}'
    site $town cheapest "{\"kind\": \"站\", $costs, \"model\": \"lscp\", \"share\": 0.5}"
done
must "a price that is given wins, modes are words of the program" "1|0" "$(ask 1/cheapest "select
    (select count(*) from proposal where key = 'objective' and text = 'price'),
    (select count(*) from site where mode is not null and mode not in ('new', 'joint', 'purchase', 'rebuild', 'lease'))")"
plan 1 years "{\"kind\": \"站\", $costs, \"years\": [{\"year\": 2027, \"budget_m2\": 700}, {\"year\": 2028, \"budget_m2\": 1900}]}"
run 1 years
must "years of floor area" "1|1|1" "$(ask 1/years "select (select sum(available_m2) from site where year = 2027) <= 700,
    (select sum(available_m2) from site) <= 1900, (select min(bound >= objective) from curve)")"
must "the last year is the plan of its own" "$(ask 1/area "select value from proposal where key = 'objective'")" \
    "$(ask 1/years "select value from proposal where key = 'objective'")"
plan 1 limited "{\"kind\": \"站\", $costs, \"budget\": 3000000, \"years\": [{\"year\": 2027, \"sites\": 1}, {\"year\": 2028, \"sites\": 9}]}"
run 1 limited
must "years of numbers keep the budget" "$(ask 1/money "select value from proposal where key = 'objective'")" \
    "$(ask 1/limited "select value from proposal where key = 'objective'")"
made='"candidates": [{"grid": "400m", "mode": "新建"}]'
refused E0837 2 "price of every candidate" 1 made "{\"kind\": \"站\", $costs, $made, \"budget\": 3000000}"
refused E0843 2 "floor area of every candidate" 1 made "{\"kind\": \"站\", $made, \"budget_m2\": 3000}"
refused E0841 3 "mode .lease., and candidate H4 (row .*) has no price" 1 less '{"kind": "站", "sites": 2,
    "costs": {"新建": 4500, "合建": 3200, "购置": 15000, "改建": 2000}}'
refused E0841 2 "mode .lent." 1 lent "{\"kind\": \"站\", \"sites\": 2, $costs, \"candidates\": [{\"grid\": \"400m\", \"mode\": \"lent\"}]}"
refused E0842 2 "no mode .leese." 1 wrong '{"kind": "站", "sites": 2, "costs": {"leese": 900}}'
refused E0831 2 "新建 and new" 1 twice '{"kind": "站", "sites": 2, "costs": {"新建": 900, "new": 800}}'
refused E0831 2 "site.budget and site.budget_m2" 1 two '{"kind": "站", "budget": 900, "budget_m2": 800}'
refused E0831 2 "site.budget_m2 and lscp" 1 cover '{"kind": "站", "budget_m2": 900, "model": "lscp"}'

# --- kinds together -------------------------------------------------------------------------------
all='"kinds": ["站", "养老", {"name": "文化"}]'
sized='"kinds": [{"name": "站", "floor_area": 300}, {"name": "养老", "weight": 1.75, "floor_area": 250}, {"name": "文化", "floor_area": 200}]'
two='"kinds": [{"name": "站", "radius": "430m", "floor_area": 300, "most": 1}, {"name": "养老", "floor_area": 350, "weight": 0.4}]'
open='"candidates": [{"file": "open.csv", "crs": "EPSG:4490"}]'
for town in 1 2 3; do
    site $town whole "{$all, \"sites\": 3, \"spacing\": \"300m\"}"
    site $town everyone "{$all, \"sites\": 2, \"demand\": \"all\"}"
    site $town sized "{$sized, \"sites\": 3}"
    site $town two "{$two, \"sites\": 3, \"pairs\": [[\"H0\", \"H1\"], [\"H2\", \"H6\"]], $open}"
    site $town budget "{$sized, $costs, \"budget\": 3500000}"
    site $town metres "{$two, \"budget_m2\": 1350, \"sites\": 4, \"demand\": \"all\"}"
    site $town more "{$all, \"demand\": \"all\", \"model\": \"lscp\", \"share\": 0.4, \"sites\": 3}"
    site $town fewest "{$all, \"model\": \"lscp\", \"share\": 0.3, \"sites\": 3}"
done
for town in 4 5; do
    /usr/bin/python3 "$tools/town.py" "$here/$town" $town 6
    site $town cheap "{\"kinds\": [{\"name\": \"站\", \"floor_area\": 300}, {\"name\": \"养老\", \"floor_area\": 250}], $costs, \"model\": \"lscp\", \"share\": 0.3}"
    site $town open "{$sized, $costs, $open, \"budget\": 4000000, \"spacing\": \"300m\"}"
done
must "sets of kinds that do not better others are left out" "9.0|" "$(ask 1/whole "select (select value from proposal where key = 'candidates'),
    (select value from proposal where key = 'options')")"
for threads in 1 2 3; do
    mkdir -p "$here/1/again"
    "$CATCHMENT" site "$here/1/budget.json" -o "$here/1/again/budget.gpkg" --overwrite --progress none --threads $threads >/dev/null 2>&1
    cmp "$here/1/budget.gpkg" "$here/1/again/budget.gpkg" || failed=1
done
plan 1 steps "{$sized, $costs, \"years\": [{\"year\": 2027, \"budget\": 1500000}, {\"year\": 2028, \"budget\": 3500000}]}"
run 1 steps
must "years keep a site's kinds and their budgets" "1|1|1" "$(ask 1/steps "select (select sum(price) from site where year = 2027) <= 1500000,
    (select sum(price) from site) <= 3500000, (select min(bound >= objective) from curve)")"
must "the last year is the plan of its own" "$(ask 1/budget "select value from proposal where key = 'objective'")" \
    "$(ask 1/steps "select value from proposal where key = 'objective'")"
plan 1 curve "{$two, \"sites\": 2, \"curve\": 4}"
run 1 curve
must "a curve" "4|1|1" "$(ask 1/curve "select count(*), min(bound >= objective - 1e-6), (select value from proposal where key = 'objective')
    = (select objective from curve where sites = 2) from curve")"
plan 1 json "{$sized, $costs, \"budget\": 3500000}"
run 1 json --json
must "kinds and prices for programs" "$(ask 1/json "select group_concat(site_id || kind || printf('%.0f', price)) from (select * from site order by rank)")" \
    "$(/usr/bin/python3 -c 'import json, sys
print(",".join("%s%s%.0f" % (s["site_id"], s["kind"], s["price"]) for s in json.load(sys.stdin)["sites"]))' <"$here/said")"
refused E0844 2 "5 kinds" 1 five '{"sites": 1, "kinds": ["a", "b", "c", "d", "e"]}'
refused E0845 6 "H1 is required" 1 tight "{\"sites\": 2, $open, \"kinds\": [{\"name\": \"站\", \"floor_area\": 1000}]}"
refused E0812 6 "9 too small" 1 none '{"sites": 1, "kinds": [{"name": "站", "floor_area": 2000}]}'
refused E0811 6 "required" 1 hard "{\"sites\": 1, $open, $sized, $costs, \"budget\": 10}"
refused E0834 2 "no kind .養老" 1 name '{"sites": 1, "kinds": ["養老", "站"]}'
refused E0831 2 "site.kind and site.kinds" 1 k1 "{\"sites\": 1, \"kind\": \"站\", $all}"
refused E0831 2 "site.kinds and pmedian" 1 k2 "{\"sites\": 1, \"model\": \"pmedian\", $all}"
refused E0831 2 "site.kinds.*and site.kinds.1" 1 k3 '{"sites": 1, "kinds": ["站", "站"]}'
refused E0831 2 "weight and lscp" 1 k4 "{\"model\": \"lscp\", $two}"
refused E0831 2 "site.kinds and site.existing" 1 k5 "{\"sites\": 1, \"demand\": \"all\", \"existing\": \"move\", $all}"
refused E0831 2 "site.radius and site.kinds" 1 k6 "{\"sites\": 1, \"radius\": \"500m\", $all}"
refused E0831 2 "site.kinds and intersections" 1 k7 "{\"sites\": 1, \"candidates\": [{\"intersections\": true}], $all}"
refused E0122 2 "floor" 1 k8 '{"sites": 1, "kinds": [{"name": "站", "floor": 3}]}'
refused E0830 2 "kinds.0" 1 k9 '{"sites": 1, "kinds": [{"weight": 3}]}'
exit $failed
