#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Real cities: Singapore (323 subzones) and Wuhan (13 districts, two population layers). Their data
# are not in the project: CATCHMENT_DATA. Known of them: what GDAL sums over the rasters, and the
# order of magnitude that the censuses give. tests/oracle/singapore.sh checks the figures themselves.
set -eu
CATCHMENT_DATA=$(cd "${CATCHMENT_DATA:-$CATCHMENT_SOURCE/../shared/data}" 2>/dev/null && pwd) || { echo "skipped: no data"; exit 77; }
[ -f "$CATCHMENT_DATA/singapore/sg_subzones.gpkg" ] || { echo "skipped: no data in $CATCHMENT_DATA"; exit 77; }
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
kept=${CATCHMENT_MAPS:-$here} # set it to keep the maps
ask() { sqlite3 -batch "$out" "$1"; }
between() { # LOW SQL HIGH
    got=$(ask "$2")
    awk -v a="$1" -v v="$got" -v b="$3" 'BEGIN { exit !(v != "" && a <= v && v <= b) }' ||
        { echo "$2: $got is not in $1..$3"; exit 1; }
}
audit() { # CITY
    out=$kept/$1.gpkg
    sed "s#@DATA@#$CATCHMENT_DATA#" "$CATCHMENT_SOURCE/tests/cases/real/$1.yaml" >"$here/$1.yaml"
    "$CATCHMENT" audit "$here/$1.yaml" -o "$out" --overwrite --progress none >"$here/said"
}

audit singapore
between 323 "select count(*) from community" 323
between 55 "select count(*) from street" 55
between 5 "select count(*) from county" 5
between 5390000 "select total from coverage where level = 'city' and kind = 'clinic'" 5399000
between 0.58 "select share from coverage where level = 'city' and kind = 'clinic'" 0.60
between 667 "select count(*) from facility where kind = 'clinic'" 667

audit wuhan
between 13 "select count(*) from community" 13
between 9300000 "select max(total) from coverage where level = 'city' and demand = '20岁以上'" 9491335
between 1250000 "select max(total) from coverage where level = 'city' and demand = '65岁以上'" 1287682
between 4082533 "select households from floor_area where level = 'city' and kind = '*'" 4082533
between 899 "select count(*) from facility" 899

# New clinics for Singapore: 2,256 candidates of a grid, all cells, a curve from 1 to 50, every point proved.
out=$kept/singapore_sites.gpkg
{
    sed "s#@DATA@#$CATCHMENT_DATA#" "$CATCHMENT_SOURCE/tests/cases/real/singapore.yaml"
    printf 'site:\n  sites: 50\n  curve: 50\n  candidates: [{grid: 590m}]\n'
} >"$here/sites.yaml"
"$CATCHMENT" site "$here/sites.yaml" -o "$out" --overwrite --time-limit 120s --progress none >"$here/said"
between 2256 "select value from proposal where key = 'candidates'" 2256
between 50 "select count(*) from curve where bound >= objective" 50
between 0 "select max(gap) from curve" 0.01
between 630000 "select objective from curve where sites = 50" 631000
# What falls to one more site never grows beyond the first: people who are covered are covered once.
between 1 "select min(objective <= sites * (select objective from curve where sites = 1)) from curve" 1
between 1 "select abs(sum((e.after - e.before) / 100 * c.total) - 630029) <= (select value from proposal where key = 'doubtful_people')
    from site_effect e join coverage c using (level) where level = 'city' and c.kind = 'clinic' and c.demand = 'residents'
    and e.figure = 'coverage.clinic.500'" 1
