#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The demo town measured a second time by other means: lib/brute_force.py.
set -eu
/usr/bin/python3 -c 'from osgeo import gdal, ogr; import numpy' 2>/dev/null || { echo "skipped: no python3-gdal"; exit 77; }
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
demo=$CATCHMENT_SOURCE/layers/demo
"$CATCHMENT" audit "$demo/plan.yaml" -o "$here/audit.gpkg" --progress none >"$here/said"
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$CATCHMENT_SOURCE/tests/oracle/lib/brute_force.py" demo "$demo" "$here/audit.gpkg"
