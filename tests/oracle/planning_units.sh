#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Planning units of the demo town, and of Singapore where its data are (CATCHMENT_DATA), found again
# by planning_units.py on borders that GEOS measures; the same bytes for any number of threads.
set -eu
CATCHMENT_DATA=$(cd "${CATCHMENT_DATA:-$CATCHMENT_SOURCE/../shared/data}" 2>/dev/null && pwd) || CATCHMENT_DATA=/nowhere
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
audit() { # PLAN OUT ARGUMENT...
    plan=$1 out=$2
    shift 2
    "$CATCHMENT" audit "$plan" -o "$here/$out.gpkg" --progress none "$@" >"$here/said" 2>"$here/errors" ||
        { cat "$here/errors"; exit 1; }
}
town() { # NAME PLAN
    audit "$2" "$1.plain"
    audit "$2" "$1" --set standard=shenzhen-2011
    mkdir "$here/$1.3" # the project inside holds the name of its file
    audit "$2" "$1.3/$1" --set standard=shenzhen-2011 --threads 3
    cmp "$here/$1.gpkg" "$here/$1.3/$1.gpkg"
    ogr2ogr -f CSV "$here/$1.csv" "$here/$1.gpkg" -dialect SQLite -sql "select x, y, metres from (select a.unit_id x,
        b.unit_id y, st_length(st_intersection(st_boundary(a.geom), st_buffer(b.geom, 1))) metres
        from community a join community b on a.street = b.street and a.county = b.county and a.unit_id < b.unit_id
        where st_distance(a.geom, b.geom) < 1) where metres > 0"
    PYTHONDONTWRITEBYTECODE=1 python3 "$CATCHMENT_SOURCE/tests/oracle/planning_units.py" \
        "$here/$1.gpkg" "$here/$1.csv" "$here/$1.plain.gpkg"
    # a unit's shape is the ground of its communities
    wrong=$(ogr2ogr -f CSV /vsistdout/ "$here/$1.gpkg" -dialect SQLite -sql "select count(*) n from planning_unit
        where geom is null or abs(st_area(geom) / area_m2 - 1) > 0.002" | tail -n 1 | tr -d '"')
    [ "$wrong" = 0 ] || { echo "$1: $wrong shapes are not the ground of their communities"; exit 1; }
}
town demo "$CATCHMENT_SOURCE/layers/demo/plan.yaml"
if [ -f "$CATCHMENT_DATA/singapore/sg_subzones.gpkg" ]; then
    sed "s#@DATA@#$CATCHMENT_DATA#" "$CATCHMENT_SOURCE/tests/cases/real/singapore.yaml" >"$here/singapore.yaml"
    town singapore "$here/singapore.yaml"
fi
