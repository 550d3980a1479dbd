#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The worst share, all shares in order and a least share, over communities, streets and counties: in an invented
# town and in the demo town against every allowed set of candidates (site/fair.py); the same bytes for any number
# of threads; who is left out is said; what is impossible or makes no sense is refused.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
export PYTHONDONTWRITEBYTECODE=1
tools=$CATCHMENT_SOURCE/tests/cases/site
demo=$CATCHMENT_SOURCE/layers/demo
failed=0
/usr/bin/python3 "$tools/town.py" "$here"
head -n 3 "$here/stations.csv" >"$here/two" && mv "$here/two" "$here/stations.csv"
cat >"$here/plan.yaml" <<'END'
catchment: 1
communities: {file: communities.geojson, fields: {id: id, name: name, street: street, county: county, households: households}}
population: [{name: people, file: homes.csv, crs: EPSG:4326}]
facilities: [{file: stations.csv, crs: EPSG:4326, fields: {id: id, kind: kind, floor_area: area}}]
kinds: [{name: station, radius: 700m}]
site:
  candidates: [{file: places.csv, crs: EPSG:4326, fields: {id: id}}]
  sites: 3
END
run() { # PLAN OUT ARGUMENTS...
    plan=$1 out=$2
    shift 2
    rm -f "$here/$out.gpkg"
    "$CATCHMENT" site "$plan" -o "$here/$out.gpkg" --lang en --progress none "$@" >"$here/said" 2>"$here/warned"
}
right() { # FOLDER key=value...: as fair.py has it
    folder=$1 arguments=
    shift
    for wish in "$@"; do
        case $wish in
        fairness=* | sites=*) arguments="$arguments --set site.$wish" ;;
        over=*) arguments="$arguments --set site.fairness_over=${wish#over=}" ;;
        least=*) arguments="$arguments --set site.least_share=${wish#least=}" ;;
        pair=*) arguments="$arguments --set site.pairs=[${wish#pair=}]" ;;
        esac
    done
    plan=$here/plan.yaml
    [ "$folder" = "$here" ] || plan=$folder/site.yaml arguments="$arguments --set site.curve=1"
    for demand in uncovered all; do
        run "$plan" out $arguments --set site.demand=$demand || grep -q 'error\[E0861\]' "$here/warned" || { cat "$here/warned"; failed=1; }
        /usr/bin/python3 "$tools/fair.py" "$folder" "$here/out.gpkg" demand=$demand "$@" || failed=1
    done
}
refused() { # CODE EXIT ARGUMENTS...
    code=$1 exit=$2
    shift 2
    run "$here/plan.yaml" refused "$@" && got=0 || got=$?
    [ "$exit" = "$got" ] && grep -q "error\[$code\]" "$here/warned" || { echo "$*: $got, not $exit and $code"; cat "$here/warned"; failed=1; }
}

for fairness in worst lexicographic; do
    for over in community street county; do
        right "$here" fairness=$fairness over=$over sites=2
        right "$here" fairness=$fairness over=$over sites=4
    done
    right "$here" fairness=$fairness sites=3 pair=N1,N4
    right "$here" fairness=$fairness sites=3 least=0.1
done
for least in 0.05 0.2 0.3 0.4 0.6; do
    right "$here" sites=3 least=$least
    right "$here" sites=4 least=$least over=street
done
right "$demo" fairness=lexicographic sites=4 spacing=300
right "$demo" fairness=worst sites=4 over=street spacing=300

for threads in 1 3; do
    mkdir "$here/$threads"
    run "$here/plan.yaml" $threads/one --set site.fairness=lexicographic --threads $threads
done
cmp "$here/1/one.gpkg" "$here/3/one.gpkg" || failed=1
run "$demo/site.yaml" demo --set site.fairness=worst --set site.curve=3
grep -q "is not compared: 95.60% of its people" "$here/warned" || { echo "nobody is left out"; failed=1; }
grep -q "^objective .* worst share of people$" "$here/said" || { echo "what is said:"; cat "$here/said"; failed=1; }
[ "$(sqlite3 "$here/demo.gpkg" "select count(*), min(bound >= objective) from curve")" = "3|1" ] || { echo "the curve"; failed=1; }
"$CATCHMENT" publish "$here/demo.gpkg" --workbook "$here/demo.xlsx" --lang en >"$here/said"
/usr/bin/python3 - "$here/demo.gpkg" "$here/demo.xlsx" <<'END' || failed=1
import sqlite3, sys
try:
    import openpyxl
except ImportError:
    sys.exit(0)
rows = sqlite3.connect(sys.argv[1]).execute("select rank, unit_id, after from fairness order by fid").fetchall()
sheet = openpyxl.load_workbook(sys.argv[2], data_only=True)["Fairness"]
shown = [(r[0], r[2], r[5]) for r in sheet.iter_rows(min_row=2, values_only=True) if r[2] is not None]
same = len(rows) == 60 == len(shown) and all(a[:2] == b[:2] and (a[2] is b[2] or abs(a[2] - b[2]) < 1e-9) for a, b in zip(shown, rows))
sys.exit(0 if same else "the sheet has %d rows of %d: %s" % (len(shown), len(rows), shown[:3]))
END

refused E0830 2 --set site.fairness_over=street
refused E0831 2 --set site.fairness=worst --model pmedian
refused E0831 2 --set site.least_share=0.5 --set site.backup=true
refused E0831 2 --set site.fairness=worst --set site.existing=move --set site.demand=all
refused E0831 2 --set site.fairness=worst --set site.weights.urban=2
refused E0831 2 --set site.fairness=worst --set site.kinds[0].name=station --set site.kinds[1].name=other
refused E0861 6 --set site.least_share=0.99
refused E0860 6 --set site.least_share=0.99 --set site.radius=30m
refused E0862 6 --set site.fairness=worst --set site.radius=30m
refused E0123 2 --set site.fairness=fairest
exit $failed
