#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Boundaries: one that crosses itself is mended and told, two that overlap are told with area and
# people, a duplicate id is an error, an empty or missing geometry is told and the rest goes on.
. "$CATCHMENT_SOURCE/tests/fault/lib/town.sh"

bow='[[[117.00,32.62],[117.02,32.64],[117.02,32.62],[117.00,32.64],[117.00,32.62]]]'
communities "$(community A1 500 "$bow")" "$B1" "$A2" "$B2"
works
finds F0102 1 A1
near "select total from coverage where level='community' and unit_id='A1' and demand='people'" 2000 20

# A1 reaches 0.002 degrees into B1: two of its columns of 20 cells.
wide='[[[117.00,32.62],[117.022,32.62],[117.022,32.64],[117.00,32.64],[117.00,32.62]]]'
communities "$(community A1 500 "$wide")" "$B1" "$A2" "$B2"
works --overwrite
finds F0103 1
near "select people from finding where code='F0253'" 400 1e-6
near "select area_m2 from finding where code='F0103'" 416272.3 0.2
near "select total from coverage where level='city' and demand='people'" 16000 1e-6
near "select sum(total) from coverage where level='community' and kind='*' and demand='people'" 16400 1e-6

communities "$A1" "$B1" "$A2" "$(community A1 1 "$(square 117.02 32.60)")"
rm out.gpkg
fails 4 E0340
grep -q F0101 errors || { cat errors; echo "no finding F0101"; exit 1; }

communities "$A1" "$B1" "$A2" "$B2" "$(community E1 10 '[]')" "$(community E2 10 null)"
works
finds F0104 2 E1
near "select total from coverage where level='city' and demand='people'" 16000 1e-6
