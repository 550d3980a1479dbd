#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Singapore measured a second time by other means: lib/brute_force.py.
set -eu
/usr/bin/python3 -c 'from osgeo import gdal, ogr; import numpy' 2>/dev/null || { echo "skipped: no python3-gdal"; exit 77; }
CATCHMENT_DATA=$(cd "${CATCHMENT_DATA:-$CATCHMENT_SOURCE/../shared/data}" 2>/dev/null && pwd) || { echo "skipped: no data"; exit 77; }
[ -f "$CATCHMENT_DATA/singapore/sg_subzones.gpkg" ] || { echo "skipped: no data in $CATCHMENT_DATA"; exit 77; }
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
sed "s#@DATA@#$CATCHMENT_DATA#" "$CATCHMENT_SOURCE/tests/cases/real/singapore.yaml" >"$here/plan.yaml"
"$CATCHMENT" audit "$here/plan.yaml" -o "$here/audit.gpkg" --progress none >"$here/said"
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$CATCHMENT_SOURCE/tests/oracle/lib/brute_force.py" singapore \
    "$CATCHMENT_DATA/singapore" "$here/audit.gpkg"
