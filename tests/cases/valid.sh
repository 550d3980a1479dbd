#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every polygon of an audit is valid for GEOS (but findings, which show faults as drawn): the demo town,
# and the real cities where they are.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
look() { # PLAN
    "$CATCHMENT" audit "$1" -o "$here/out.gpkg" --overwrite --progress none >"$here/said" 2>&1 ||
        { cat "$here/said"; exit 1; }
    /usr/bin/python3 - "$here/out.gpkg" <<'END'
import sys
from osgeo import ogr
ogr.UseExceptions()
seen = 0
audit = ogr.Open(sys.argv[1])
for name in ("community", "street", "county", "service_area", "gap"):
    for feature in audit.GetLayerByName(name):
        shape = feature.GetGeometryRef()
        if shape is None or shape.GetDimension() < 2:
            continue
        seen += 1
        if not shape.IsValid():
            sys.exit("%s %d is not valid" % (name, feature.GetFID()))
if seen < 100:
    sys.exit("only %d polygons" % seen)
END
}
look "$CATCHMENT_SOURCE/layers/demo/plan.yaml"
data=$(cd "${CATCHMENT_DATA:-$CATCHMENT_SOURCE/../shared/data}" 2>/dev/null && pwd) || data=
if [ -n "$data" ]; then
    for plan in singapore wuhan; do
        sed "s#@DATA@#$data#" "$CATCHMENT_SOURCE/tests/cases/real/$plan.yaml" >"$here/plan.yaml"
        look "$here/plan.yaml"
    done
else
    echo "skipped: the real cities, no data"
fi
