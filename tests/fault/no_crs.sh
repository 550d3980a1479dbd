#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A layer without CRS is refused and never guessed; naming it in the plan is the cure. Columns of
# longitude and latitude need none, but then they have to be degrees.
. "$CATCHMENT_SOURCE/tests/fault/lib/town.sh"

ogr2ogr -q communities.shp communities.geojson
rm communities.prj
sed -i 's/communities.geojson/communities.shp/' plan.yaml
fails 3 E0321 communities.shp
sed -i 's/file: communities.shp/&\n  crs: EPSG:4490/' plan.yaml
works
rm out.gpkg

sed -i '/crs: EPSG:4490/d; s/communities.shp/communities.geojson/' plan.yaml
works
rm out.gpkg
sed -i 's/,117.01,32.63$/,500938.1,3611523.2/' facilities.csv
fails 3 E0324 500938.1
sed -i 's/,500938.1,3611523.2$/,117.01,32.63/; ' facilities.csv

sed -i 's/pop.tif/pop.asc/' plan.yaml
fails 3 E0321 pop.asc
sed -i 's/file: pop.asc/&, crs: "EPSG:4490"/' plan.yaml
works
near "select total from coverage where level='city' and demand='people'" 16000 1e-6
