#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Real layers in coordinates that need care. Their data are not in the project: CATCHMENT_DATA.
# Known of them: the points of Wuhan were copied from a web map (bus stops lie 48 m from streets, 4.5 m
# with GCJ-02 taken out); the streets of Beijing are on an unknown datum on Krassovsky's ellipsoid.
set -eu
data=$(cd "${CATCHMENT_DATA:-$CATCHMENT_SOURCE/../shared/data}" 2>/dev/null && pwd) || { echo "skipped: no data"; exit 77; }
[ -f "$data/wuhan/wuhan.gpkg" ] || { echo "skipped: no data in $data"; exit 77; }
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
check() { # EXIT CODE: of a check of $here/plan.yaml; texts go to $here/said
    code=0
    "$CATCHMENT" check "$here/plan.yaml" --lang en "--progress=none" >"$here/said" 2>&1 || code=$?
    [ "$code" -eq "$1" ] || { cat "$here/said"; echo "exit $code, not $1"; exit 1; }
}
says() { # TEXT
    grep -qF "$1" "$here/said" || { grep -A2 -E 'F04|E03' "$here/said"; echo "it does not say: $1"; exit 1; }
}
silent() { # WHAT
    ! grep -A2 -E 'F04(0[1-5]|1)' "$here/said" || { echo "$1 fits, and yet this is said"; exit 1; }
}
wuhan() { # FACILITY LAYER, its other keys
    cat >"$here/plan.yaml" <<END
catchment: 1
communities: {file: $data/wuhan/wuhan.gpkg, layer: districts_wgs84_derived}
population: [{file: $data/wuhan/wuhan_worldpop_age65plus.tif}]
facilities: [{file: $data/wuhan/wuhan.gpkg, layer: $1, $2}]
streets: {file: $data/wuhan/wuhan.gpkg, layer: osm_roads}
radius: 500m
END
}

wuhan poi_weibo_checkins "fields: {kind: category}"
check 0
says 'F0411'
says '"poi_weibo_checkins" looks shifted against "osm_roads": about 58'
says 'south-east, as gcj02 does (kind "公交车站")'
says 'offset: gcj02'
says ', 4.5 m corrected'
wuhan poi_weibo_checkins "fields: {kind: category}, offset: gcj02"
check 0
silent "Wuhan with its offset declared"
wuhan poi_weibo_checkins "fields: {kind: category}, offset: bd09"
check 0
says 'offset: gcj02'
for layer in communities_wgs84_derived residential_compounds_779; do
    wuhan $layer "kind: x"
    check 0
    silent $layer
done

sed "s#@DATA@#$data#" "$CATCHMENT_SOURCE/tests/cases/real/singapore.yaml" >"$here/plan.yaml"
check 0
silent Singapore

beijing() { # KEYS of each layer
    cat >"$here/plan.yaml" <<END
catchment: 1
communities: {file: $data/beijing/街道_gbk_无cpg.shp$1}
population: [{file: $data/beijing/beijing_jiedao111.gpkg, layer: jiedao, fields: {people: pop_est}$1}]
facilities: [{file: $data/beijing/beijing_jiedao111.gpkg, layer: land_parcels, kind: parcel$1}]
radius: 500m
END
}
beijing ""
check 3
says 'error[E0325]'
says 'Krassovsky'
for choice in towgs84 points_file affine 'accept_ballpark: true'; do says "$choice"; done
beijing ", accept_ballpark: true"
check 0
says 'F0405'
# Its makers projected WGS 84 degrees on Krassovsky's ellipsoid, so that no shift is the right one.
beijing ", transform: {towgs84: [0, 0, 0, 0, 0, 0, 0]}"
check 0
silent "Beijing with parameters"
