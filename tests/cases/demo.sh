#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The demo town's figures are those of tests/cases/demo/*.csv, to 1e-6 of each.
#     CATCHMENT=build/release/catchment CATCHMENT_SOURCE=. sh tests/cases/demo.sh --write     writes them anew
# tests/oracle/demo.sh says whether they are right.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
kept=$CATCHMENT_SOURCE/tests/cases/demo
"$CATCHMENT" audit "$CATCHMENT_SOURCE/layers/demo/plan.yaml" -o "$here/audit.gpkg" --progress none >"$here/said"

dump() { # NAME SQL
    sqlite3 -batch -csv -header "$here/audit.gpkg" "$2" >"$here/$1.csv"
}
dump coverage "select level, unit_id, kind, demand, metric, reach, round(total, 6) total, round(covered, 6) covered,
    round(share, 9) share from coverage where level <> 'community' or demand = '常住人口' order by level, unit_id, kind, demand, reach"
dump floor_area "select level, unit_id, kind, households, facilities, round(floor_area_m2, 6) floor_area_m2,
    round(per_100_households, 6) per_100_households from floor_area order by level, unit_id, kind"
dump load "select facility_id, demand, round(people, 6) people, round(households, 6) households,
    round(m2_per_100_households, 6) m2_per_100_households from load order by facility_id, demand"
dump summary "select key, case when typeof(value) = 'real' then round(value, 6) else value end value, unit
    from summary order by key"
dump finding "select code, severity, layer, feature, row, cell, round(people, 3) people, round(area_m2, 3) area_m2
    from finding order by code, layer, row, feature"

if [ "${1:-}" = --write ]; then
    mkdir -p "$kept"
    cp "$here"/*.csv "$kept"
    exit 0
fi
failed=0
for file in coverage floor_area load summary finding; do
    # Fields of numbers may differ by 1e-6 of their size; all else is equal.
    awk -F, -v name="$file" '
        function number(s) { return s ~ /^-?[0-9]+(\.[0-9]*)?(e[-+]?[0-9]+)?$/ }
        NR == FNR { line[FNR] = $0; n = FNR; next }
        {
            count = split(line[FNR], want, ",")
            wrong = count != NF
            for (i = 1; i <= NF && !wrong; i++) {
                d = want[i] - $i
                size = $i < 0 ? -$i : $i
                wrong = number(want[i]) && number($i) ? d > 1e-6 * (1 + size) || -d > 1e-6 * (1 + size) : want[i] != $i
            }
            if (wrong && ++told <= 5) printf "%s:%d\n  wanted: %s\n  got:    %s\n", name, FNR, line[FNR], $0
        }
        END { if (FNR != n) printf "%s: %d rows, not %d\n", name, FNR, n; exit told > 0 || FNR != n || n < 2 }
    ' "$kept/$file.csv" "$here/$file.csv" || failed=1
done
exit $failed
