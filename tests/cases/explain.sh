#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# From numbers of the demo's audit and proposal back to where they came from: the arithmetic that is printed gives the
# number that stands in the table, the facilities that are listed add up to the floor area, every
# input row that is named exists.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
demo=$CATCHMENT_SOURCE/layers/demo
"$CATCHMENT" audit "$demo/plan.yaml" -o out.gpkg >/dev/null 2>&1
"$CATCHMENT" site "$demo/site.yaml" -o site.gpkg >/dev/null 2>&1
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$CATCHMENT_SOURCE/tests/cases/explain/check.py" \
    "$CATCHMENT" out.gpkg site.gpkg "$demo"
refused() {
    code=$1
    shift
    if "$CATCHMENT" --lang en explain "$@" >out.txt 2>&1; then echo "not refused: $*" && exit 1; fi
    grep -q "error\[$code\]" out.txt || { cat out.txt && exit 1; }
}
refused E0692 out.gpkg comunity 1
refused E0693 out.gpkg community 1
refused E0694 out.gpkg community 990101001001 nme
refused E0690 "$demo/communities.gpkg" community 1
refused E0301 "$demo/plan.yaml" community 1
refused E0105 out.gpkg community
