#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The demo town's files are what its script makes: contents, not bytes, since versions of GDAL differ.
set -eu
cd "$CATCHMENT_SOURCE/layers/demo"
/usr/bin/python3 -c 'from osgeo import gdal' 2>/dev/null || { echo "skipped: no python3-gdal"; exit 77; }
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 generate.py "$again"

content() { # FILE: as text
    case $1 in
    *.gpkg) ogr2ogr -f GeoJSONSeq -lco COORDINATE_PRECISION=9 /vsistdout/ "$1" ;;
    *.tif) gdal_translate -q -of XYZ "$1" /vsistdout/ && gdalinfo "$1" | grep -vE '^Files|^ *[^ ]*\.tif' ;;
    *) cat "$1" ;;
    esac
}
compared=0
for file in *.gpkg *.tif *.csv; do
    content "$file" >"$again/kept.txt"
    content "$again/$file" >"$again/made.txt"
    [ -s "$again/kept.txt" ] || { echo "$file: empty"; exit 1; }
    cmp "$again/kept.txt" "$again/made.txt" || { echo "$file is not what generate.py makes"; exit 1; }
    compared=$((compared + 1))
done
[ "$compared" -eq 9 ] || { echo "compared $compared files, not 9"; exit 1; }
bytes=$(cat ./* | wc -c)
[ "$bytes" -lt 2000000 ] || { echo "the demo has $bytes bytes, at most 2,000,000"; exit 1; }
