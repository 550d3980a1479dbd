#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Two years of the demo town: in the second two communities are merged, one is split, one has another
# code, one is left out; a facility is closed, one opened, one larger. Every sum of the comparison is
# made anew in Python from the two outputs and the code table; the ground of merged and split
# communities is the same, so their people must be.
set -eu
demo=$CATCHMENT_SOURCE/layers/demo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$CATCHMENT_SOURCE/tests/cases/compare/second_year.py" "$demo" "$work"
"$CATCHMENT" audit "$demo/plan.yaml" -o old.gpkg >/dev/null 2>&1
"$CATCHMENT" audit second/plan.yaml -o new.gpkg >/dev/null 2>&1
"$CATCHMENT" compare old.gpkg new.gpkg --codes codes.csv -o change.gpkg >figures.txt
mkdir again # the project inside holds the name of its file
"$CATCHMENT" compare old.gpkg new.gpkg --codes codes.csv -o again/change.gpkg >/dev/null
cmp change.gpkg again/change.gpkg
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$CATCHMENT_SOURCE/tests/cases/compare/check.py" old.gpkg new.gpkg change.gpkg codes.csv
# Nothing changes against itself.
"$CATCHMENT" compare old.gpkg old.gpkg -o same.gpkg >/dev/null
test "$(sqlite3 same.gpkg 'SELECT count(*) FROM change_figure WHERE difference <> 0')" = 0
test "$(sqlite3 same.gpkg 'SELECT count(*) FROM change_verdict')" = 0
test "$(sqlite3 same.gpkg 'SELECT count(*) FROM change_facility')" = 0
# Wrong input leaves no output and says why.
refused() {
    code=$1
    shift
    if "$CATCHMENT" --lang en compare "$@" >out.txt 2>&1; then echo "not refused: $*" && exit 1; fi
    grep -q "error\[$code\]" out.txt || { cat out.txt && exit 1; }
}
refused E0690 "$demo/communities.gpkg" new.gpkg -o x.gpkg
refused E0301 nothing.gpkg new.gpkg -o x.gpkg
refused E0504 old.gpkg new.gpkg -o old.gpkg --overwrite
refused E0501 old.gpkg new.gpkg -o change.gpkg
printf 'old,new\n1,\n' >half.csv
refused E0691 old.gpkg new.gpkg --codes half.csv -o x.gpkg
printf 'a,b\n1,2\n' >unnamed.csv
refused E0311 old.gpkg new.gpkg --codes unnamed.csv -o x.gpkg
test ! -e x.gpkg
