#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Files that cannot be used: not there, of 0 bytes, cut off; a raster that lies elsewhere.
. "$CATCHMENT_SOURCE/tests/fault/lib/town.sh"
cp pop.tif whole.tif
cp communities.geojson whole.geojson

for file in pop.tif communities.geojson facilities.csv; do
    mv "$file" kept
    fails 3 E0303 "$file"
    : >"$file"
    fails 3 E0304 "$file"
    mv kept "$file"
done

head -c 3000 whole.tif >pop.tif
fails 3 E0302 pop.tif
head -c 600 whole.geojson >communities.geojson
fails 3 E0301 communities.geojson
cp whole.geojson communities.geojson

gdal_translate -q -a_ullr 10 50 11 49 whole.tif pop.tif
fails 4 E0340
grep -q F0201 errors || { cat errors; echo "no finding F0201"; exit 1; }
