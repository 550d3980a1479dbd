#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The arithmetic of queries/ on the demo town a second time, without SQL: queries.py.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
demo=$CATCHMENT_SOURCE/layers/demo
for shared in split whole; do
    "$CATCHMENT" audit "$demo/plan.yaml" --set "floor_area.shared=$shared" -o "$here/$shared.gpkg" \
        --progress none >"$here/said" 2>"$here/errors" || { cat "$here/errors"; exit 1; }
    PYTHONDONTWRITEBYTECODE=1 python3 "$CATCHMENT_SOURCE/tests/oracle/queries.py" "$demo" "$here/$shared.gpkg" $shared
done
