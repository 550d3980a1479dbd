#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# One person a cell of an equal-area grid (EPSG:6933, 100 m cells, rows running south or north): the
# people of a community, a street, the city and of what is covered are its ground area in hectares.
. "$CATCHMENT_SOURCE/tests/property/lib/demo.sh"
corner() { # LON LAT: the corner in EPSG:6933, to whole kilometres
    echo "$1 $2" | gdaltransform -output_xy -s_srs OGC:CRS84 -t_srs EPSG:6933 | awk '{ printf "%d %d", $1 / 1000, $2 / 1000 }'
}
box=$(sqlite3 -batch "$CATCHMENT_SOURCE/layers/demo/communities.gpkg" \
    "select min_x || ' ' || min_y || ' ' || max_x || ' ' || max_y from gpkg_contents where data_type = 'features'")
set -- $box
west_south=$(echo "$1 $2" | gdaltransform -output_xy -s_srs EPSG:4548 -t_srs OGC:CRS84)
east_north=$(echo "$3 $4" | gdaltransform -output_xy -s_srs EPSG:4548 -t_srs OGC:CRS84)
set -- $(corner $west_south) $(corner $east_north)
x0=$((($1 - 2) * 1000)) y0=$((($2 - 2) * 1000)) x1=$((($3 + 3) * 1000)) y1=$((($4 + 3) * 1000))
columns=$(((x1 - x0) / 100)) rows=$(((y1 - y0) / 100))
for way in south north; do
    if [ $way = south ]; then
        bounds="$x0 $y1 $x1 $y0"
    else
        bounds="$x0 $y0 $x1 $y1"
    fi
    gdal_create -q -of GTiff -ot Float32 -outsize $columns $rows -bands 1 -burn 1 -a_srs EPSG:6933 \
        -a_ullr $bounds ones.tif
    audit out.gpkg --set population[0].file=ones.tif --set population[1].file=ones.tif
    rows_seen=$(sqlite3 -batch out.gpkg "select count(*) from coverage where demand = '常住人口' and total > 0")
    [ "$rows_seen" -gt 300 ] || { echo "only $rows_seen rows"; exit 1; }
    wrong=$(sqlite3 -batch out.gpkg "select a.level, a.unit_id, a.kind, a.reach, a.total * 1e4 / b.total, a.covered * 1e4, b.covered
        from coverage a join coverage b using (level, unit_id, kind, reach)
        where a.demand = '常住人口' and b.demand = 'area_m2'
          and (abs(a.total * 1e4 / b.total - 1) > 2e-6 or abs(a.covered * 1e4 - b.covered) > 1e-5 * b.total) limit 5")
    [ -z "$wrong" ] || { echo "rows running $way: people are not the area: $wrong"; exit 1; }
    rm ones.tif
done
