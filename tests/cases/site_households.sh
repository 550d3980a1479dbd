#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sites chosen for households: in an invented town against every choice there is (site/households.py); where the
# number of households is not known that is said, and nothing is guessed; capacities are households too.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
export PYTHONDONTWRITEBYTECODE=1
tools=$CATCHMENT_SOURCE/tests/cases/site
failed=0
/usr/bin/python3 "$tools/town.py" "$here"
cat >"$here/plan.yaml" <<'END'
catchment: 1
communities: {file: communities.geojson, fields: {id: id, name: name, street: street, county: county, households: households}}
population: [{name: people, file: homes.csv, crs: EPSG:4326}]
facilities: [{file: stations.csv, crs: EPSG:4326, fields: {id: id, kind: kind, floor_area: area}}]
kinds: [{name: station, radius: 700m}]
site:
  count: households
  candidates: [{file: places.csv, crs: EPSG:4326, fields: {id: id, floor_area: area}}]
END
awk -F, 'NR == 1 { print $0 ",area"; next } { print $0 "," 60 + 10 * NR }' "$here/places.csv" >"$here/p" && mv "$here/p" "$here/places.csv"
sed 's/, "households": [0-9]*//g' "$here/communities.geojson" >"$here/bare.geojson"
sed 's/, households: households//; s/communities.geojson/bare.geojson/' "$here/plan.yaml" >"$here/sized.yaml"
sed 's/, "households": 600//' "$here/communities.geojson" >"$here/holes.geojson"
sed 's/communities.geojson/holes.geojson/' "$here/plan.yaml" >"$here/holes.yaml"
run() { # PLAN OUT ARGUMENTS...
    plan=$1 out=$2
    shift 2
    "$CATCHMENT" site "$here/$plan.yaml" -o "$here/$out.gpkg" --overwrite --lang en --progress none "$@" >"$here/said" 2>"$here/warned"
}
right() { # PLAN MODEL ARGUMENTS -- WISHES
    plan=$1 model=$2 arguments=
    shift 2
    while [ "$1" != -- ]; do
        arguments="$arguments $1"
        shift
    done
    shift
    run "$plan" out --model "$model" $arguments || { echo "$plan $model $arguments:"; cat "$here/warned"; failed=1; return; }
    /usr/bin/python3 "$tools/households.py" "$here" "$here/out.gpkg" "$model" "$@" || failed=1
}
must() { # WHAT EXPECTED GOT
    [ "$2" = "$3" ] || { printf '%s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"; failed=1; }
}

right plan mclp -p 2 -- sites=2
must "what is said" "rank	site	households gained	cumulative share" "$(head -n 1 "$here/said")"
right plan mclp -p 3 --set site.curve=4 -- sites=3
right plan mclp -p 2 --set site.demand=all -- sites=2 demand=all
right plan pmedian -p 2 --set site.demand=all -- sites=2 demand=all
right plan mclp -p 1 --set site.demand=all --set site.existing=close --set site.close=2 -- sites=1 demand=all close=2
right sized mclp -p 2 --set household_size=3.2 -- sites=2 size=3.2

# A community whose households are not known: named, or left out and found.
run holes out -p 2 && got=0 || got=$?
must "refused" "2|1" "$got|$(grep -c 'error\[E0853\].* 1 communities are not known: C2$' "$here/warned")"
right holes mclp -p 2 --set site.unknown_households=leave_out -- sites=2 unknown=C2
must "the finding" "F0590|C2" "$(sqlite3 "$here/out.gpkg" "select code || '|' || feature from finding where code like 'F059%'")"
run plan out -p 2 --set site.count=heads && got=0 || got=$?
must "a word that is none" "2|1" "$got|$(grep -c 'error\[E0123\]: site.count' "$here/warned")"

# Households where the layer shows nobody have no place.
sed 's/"features": \[/&{"type": "Feature", "properties": {"id": "C9", "name": "empty", "street": "S9", "county": "T", "households": 77}, "geometry": {"type": "Polygon", "coordinates": [[[117.3, 32.6], [117.31, 32.6], [117.31, 32.61], [117.3, 32.61], [117.3, 32.6]]]}}, /' \
    "$here/communities.geojson" >"$here/e" && mv "$here/e" "$here/holes.geojson"
run holes out -p 2
must "nobody there" "F0591|C9|77.0" "$(sqlite3 "$here/out.gpkg" "select code || '|' || feature || '|' || people from finding where code like 'F059%'")"

# Capacities: floor area by m2 per 100 households. Where a household is one person, households are people.
for count in people households; do
    run sized $count --model capacitated-cover -p 4 --set site.m2_per_100_households=150 --set household_size=1 --set site.count=$count
done
must "a household is a person" "households|1|1" "$(sqlite3 "$here/households.gpkg" "attach '$here/people.gpkg' as p;
    select a.text, abs(a.value - b.value) < 0.1, a.value < (select max(households_cumulative) from site) - 1
    from proposal a join p.proposal b using (key) where a.key = 'objective'")"
run plan capacity --model capacitated-cover -p 4 --set site.m2_per_100_households=150
must "no household size is needed" "1|1" "$(sqlite3 "$here/capacity.gpkg" "select value > 0, value <= (select sum(available_m2) / 1.5 from site)
    from proposal where key = 'objective'")"
"$CATCHMENT" site "$here/plan.yaml" -o "$here/json.gpkg" -p 2 --json --progress none 2>"$here/warned" >"$here/said"
must "JSON" "households 2 False" "$(/usr/bin/python3 -c "import json, sys
d = json.load(open(sys.argv[1], encoding='utf-8'))
print(d['proposal']['unit'], sum(s['households_gained'] > 0 for s in d['sites']), 'people_gained' in d['sites'][0])" "$here/said")"
run plan out -p 2 --set "site.kinds[0].name=station" --set kinds[1].name=other --set kinds[1].radius=500m --set "site.kinds[1].name=other" && got=0 || got=$?
must "several kinds" "2|1" "$got|$(grep -c 'error\[E0831\]: count: households and site.kinds' "$here/warned")"
run plan out -p 2 --set site.fairness=worst && got=0 || got=$?
must "fairness" "2|1" "$got|$(grep -c 'error\[E0831\]: count: households and site.fairness' "$here/warned")"
exit $failed
