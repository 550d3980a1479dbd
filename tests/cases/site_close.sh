#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Existing facilities that close or move: in an invented town against every choice there is (site/close.py);
# who loses one and where they go; what remains uncovered and what nothing reaches; the same bytes for any number of threads; what makes no sense is refused.
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
  demand: all
END
run() { # OUT ARGUMENTS...
    out=$1
    shift
    "$CATCHMENT" site "$here/plan.yaml" -o "$here/$out.gpkg" --overwrite --lang en --progress none "$@" >"$here/said" 2>"$here/warned"
}
new="--set site.candidates[0].file=$here/places.csv --set site.candidates[0].crs=EPSG:4326 --set site.candidates[0].fields.id=id"
right() { # MODEL WISHES...: as close.py has them
    model=$1 arguments="--model $1"
    shift
    for wish in "$@"; do
        case $wish in
        move=1) arguments="$arguments --set site.existing=move" ;;
        sites=*) arguments="$arguments $new --set site.$wish" ;;
        keep=*) arguments="$arguments --set site.keep=[${wish#keep=}]" ;;
        *) arguments="$arguments --set site.$wish" ;;
        esac
    done
    case $* in *move=1*) ;; *) arguments="$arguments --set site.existing=close" ;; esac
    run out $arguments || { echo "$model $*:"; cat "$here/warned"; failed=1; return; }
    /usr/bin/python3 "$tools/close.py" "$here" "$here/out.gpkg" "$model" "$@" || failed=1
}
refused() { # CODE EXIT ARGUMENTS...
    code=$1 exit=$2
    shift 2
    run refused "$@" && got=0 || got=$?
    [ "$exit" = "$got" ] && grep -q "error\[$code\]" "$here/warned" || { echo "$*: $got, not $exit and $code"; cat "$here/warned"; failed=1; }
}

for model in mclp pmedian pcenter; do
    right $model close=3
    right $model close=3 keep=E0,E4,E8
    right $model close=3 sites=2
    right $model move=1 sites=2
done
right mclp move=1 sites=3 total=10 keep=E1
right pmedian move=1 sites=3 total=10 keep=E1
right mclp close=4 demand=covered
right mclp close=8
right mclp close=3 sites=2 radius=900m
right lscp demand=covered
right lscp demand=covered share=0.8
right lscp demand=covered keep=E0,E1,E2,E3,E4
right lscp demand=covered share=0.75 close=5
right lscp demand=covered sites=2
right lscp demand=covered move=1 sites=7

run one --set site.existing=close --set site.close=3 --threads 1
mkdir "$here/again"
run again/one --set site.existing=close --set site.close=3 --threads 3
cmp "$here/one.gpkg" "$here/again/one.gpkg" || failed=1
/usr/bin/python3 - "$here/said" <<'END' || { echo "what is said:"; cat "$here/said"; failed=1; }
import sys
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
sys.exit(not (lines[0] == "closes\tpeople\tno longer within reach" and len(lines) == 6 and lines[4].startswith("objective")))
END

refused E0830 2 --set site.existing=close                              # how many?
refused E0830 2 --set site.existing=close --set site.close=2 --set site.demand=uncovered
refused E0830 2 --set site.existing=close --set site.close=2 --set site.sites=1 # among which places?
refused E0831 2 --set site.close=2 $new -p 1
refused E0831 2 --set site.existing=move --set site.close=2 $new -p 1
refused E0831 2 --set site.keep=[E1] $new -p 1
refused E0831 2 --set site.total=4 $new -p 1
refused E0831 2 --set site.demand=covered $new -p 1
refused E0850 2 --set site.existing=close --set site.close=1 --set kinds[1].name=other --set kinds[1].radius=500m --set site.kind=other
refused E0851 2 --set site.existing=close --set site.close=9
refused E0851 2 --set site.existing=close --set site.close=8 --set "site.keep=[E0,E1]"
refused E0852 2 --set site.existing=close --set site.close=1 --set site.keep=[E77]
refused E0811 6 --model lscp --set site.existing=close --set site.demand=covered --set site.close=8
exit $failed
