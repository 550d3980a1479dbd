#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How layers are placed: what is refused, and what is done and said. The result is that of the town as
# it stands wherever the coordinates mean the same places.
. "$CATCHMENT_SOURCE/tests/fault/lib/town.sh"
figures="select unit_id || ' ' || round(total, 1) || ' ' || round(covered, 1) from coverage order by level, unit_id, kind"
cp plan.yaml sound.yaml
works
sound=$(ask "$figures")
[ -n "$sound" ] || { echo "no coverage"; exit 1; }
same() { # WHAT: the figures are those of the sound town
    got=$(ask "$figures")
    [ "$got" = "$sound" ] || { echo "$1:"; echo "$got"; echo "not"; echo "$sound"; exit 1; }
}
table() { # AWK EXPRESSION of east ($1) and north ($2): facilities.csv in columns x, y
    awk -F, 'NR > 1 { print $5, $6 }' facilities.csv |
        gdaltransform -output_xy -s_srs EPSG:4490 -t_srs EPSG:4548 |
        awk "BEGIN { OFMT = CONVFMT = \"%.6f\" } { print $1 }" >places
    { echo "id,name,kind,area,x,y"; tail -n +2 facilities.csv | cut -d, -f1-4 | paste -d, - places; } >moved.csv
    sed "s/facilities.csv/moved.csv/; s/lon: lon, lat: lat/lon: x, lat: y/; s#crs: EPSG:4490#$2#" sound.yaml >plan.yaml
}

# Columns of a survey table.
table '$2 "," $1' "crs: EPSG:4548"
works --overwrite
same "north before east"
finds F0401 1
table '$2 "," 39000000 + $1' "kind: station"
works --overwrite
same "a zone in front and no crs"
finds F0401 1
finds F0402 1
table '39000000 + $1 "," $2' "crs: EPSG:4548"
works --overwrite
same "a zone in front of an easting without"
finds F0403 1
rm out.gpkg
table '$1 "," $2' "kind: station"
fails 3 E0329 "EPSG:"
table '39000000 + $1 "," $2' "crs: EPSG:4547"
fails 3 E0327 117

# Datums: Xian 1980 as if it were nothing, by control points, by parameters.
table '$1 "," $2' "crs: EPSG:2384"
fails 3 E0325 accept_ballpark
table '$1 "," $2' "crs: EPSG:2384, accept_ballpark: true"
sed -i 's/crs: EPSG:2384, accept/crs: EPSG:2384\n    accept/' plan.yaml
works --overwrite
finds F0405 1
table '$1 - 400000 "," $2 - 3600000' "transform: {points_file: points.csv}"
printf 'x,y,lon,lat\n' >points.csv
printf '117 32.6\n117.04 32.6\n117.02 32.64\n117 32.63\n' | while read -r lon lat; do
    echo "$lon $lat" | gdaltransform -output_xy -s_srs EPSG:4490 -t_srs EPSG:4548 |
        awk -v d="$lon,$lat" '{ printf "%.4f,%.4f,%s\n", $1 - 400000, $2 - 3600000, d }' >>points.csv
done
works --overwrite
same "control points"
finds F0404 1
is "select count(*) from run where key <> 'plan' and value like '%points.csv%'" 1
rm out.gpkg
table '$1 - 400000 "," $2 - 3600000' "crs: EPSG:4548, transform: {affine: [1, 0, 400000, 0, 1, 3600000]}"
sed -i 's/crs: EPSG:4548, transform/crs: EPSG:4548\n    transform/' plan.yaml
works
same "an affine"
rm out.gpkg
sed 's/crs: EPSG:4490/transform: {points: [[1, 2, 117, 32], [3, 4, 118, 33]]}/' sound.yaml >plan.yaml
fails 2 E0328

# Rasters are not moved, and an output is never written by a shift that is not known.
sed 's/pop.tif}/pop.tif, offset: gcj02}/' sound.yaml >plan.yaml
fails 2 E0335
sed 's/pop.tif}/pop.tif, crs: EPSG:4610}/' sound.yaml >plan.yaml
fails 3 E0325
{ cat sound.yaml; echo "output: {crs: EPSG:2384}"; } >plan.yaml
fails 2 E0510
sed 's/pop.tif}/pop.tif, offset: gcj}/' sound.yaml >plan.yaml
fails 2 E0123 gcj02
