#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What sites cost by mode and floor area, in invented towns (site_kinds/town.py), against all plans there are
# (site_kinds/check.py); what cannot be is refused with the reason.
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
/usr/bin/python3 "$tools/town.py" "$here/small" 4 6

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
exit $failed
