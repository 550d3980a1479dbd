# SPDX-License-Identifier: GPL-3.0-or-later
# For the tests of properties: the demo town in a folder of its own, and its measures as text.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cp "$CATCHMENT_SOURCE"/layers/demo/*.gpkg "$CATCHMENT_SOURCE"/layers/demo/*.tif \
    "$CATCHMENT_SOURCE"/layers/demo/*.csv "$CATCHMENT_SOURCE"/layers/demo/plan.yaml "$here"
cd "$here"

audit() { # OUTPUT ARGUMENT...
    output=$1
    shift
    "$CATCHMENT" audit plan.yaml -o "$output" --overwrite --progress none "$@" >said 2>errors ||
        { cat errors; echo "the audit failed"; exit 1; }
}

# What is measured, to a thousandth of a person and a square centimetre; feature order does not matter.
measures() { # OUTPUT
    sqlite3 -batch "$1" "
        select level, unit_id, kind, demand, reach, round(total, 3), round(covered, 3) from coverage order by 1, 2, 3, 4, 5;
        select level, unit_id, kind, households, facilities, round(floor_area_m2, 4) from floor_area order by 1, 2, 3;
        select facility_id, demand, round(people, 3), round(households, 3) from load order by 1, 2;"
}

same() { # OUTPUT OUTPUT WHY
    measures "$1" >one.txt
    measures "$2" >two.txt
    [ -s one.txt ] || { echo "nothing was measured"; exit 1; }
    diff one.txt two.txt | head -n 20 >difference
    [ ! -s difference ] || { echo "$3 changes the result"; cat difference; exit 1; }
}
