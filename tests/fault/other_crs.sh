#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every layer in another CRS: the same result as with all in one, up to what rounding the moved
# vertices and bending straight edges can change.
. "$CATCHMENT_SOURCE/tests/fault/lib/town.sh"
works
figures="select unit_id || ' ' || round(total, 1) || ' ' || round(covered, 1) from coverage order by level, unit_id, kind"
one=$(ask "$figures")
[ -n "$one" ] || { echo "no coverage"; exit 1; }

# Dense vertices, so that the moved borders are the same lines.
ogr2ogr -q -segmentize 0.0005 -t_srs EPSG:4548 communities.gpkg communities.geojson
awk -F, 'NR == 1 { print; next } { print $5, $6 }' facilities.csv | tail -n +2 |
    gdaltransform -output_xy -s_srs EPSG:4490 -t_srs EPSG:32650 >places
{ echo "id,name,kind,area,x,y"
  tail -n +2 facilities.csv | cut -d, -f1-4 | paste -d, - places | tr ' ' ','; } >moved.csv
sed -i 's/communities.geojson/communities.gpkg/; s/facilities.csv/moved.csv/; s/crs: EPSG:4490/crs: EPSG:32650/
    s/lon: lon, lat: lat/lon: x, lat: y/' plan.yaml
works --overwrite
two=$(ask "$figures")
[ "$one" = "$two" ] || { echo "$one"; echo "in other CRSs:"; echo "$two"; exit 1; }
