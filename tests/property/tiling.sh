#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How the raster is stored, in tiles or strips, compressed or not, upside down, changes nothing.
. "$CATCHMENT_SOURCE/tests/property/lib/demo.sh"
audit as_given.gpkg
cp pop.tif given.tif
try() { # WHAT OPTION...
    what=$1
    shift
    gdal_translate -q "$@" given.tif pop.tif
    audit other.gpkg
    same as_given.gpkg other.gpkg "$what"
}
try "one-row strips" -co COMPRESS=LZW -co BLOCKYSIZE=1
try "seven-row strips" -co BLOCKYSIZE=7
try "tiles of 16" -co TILED=YES -co BLOCKXSIZE=16 -co BLOCKYSIZE=16
try "tiles of 512" -co TILED=YES -co BLOCKXSIZE=512 -co BLOCKYSIZE=512 -co COMPRESS=ZSTD
try "Float64" -ot Float64
