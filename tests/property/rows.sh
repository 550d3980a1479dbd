#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The order of rows, of communities and of facilities, changes nothing.
. "$CATCHMENT_SOURCE/tests/property/lib/demo.sh"
audit as_given.gpkg
ogr2ogr -q -sql 'select * from communities order by fid desc' turned.gpkg communities.gpkg -nln communities
mv turned.gpkg communities.gpkg
{ head -n 1 facilities.csv; tail -n +2 facilities.csv | sort -t, -k 5,5 -k 4,4r; } >turned.csv
! cmp -s turned.csv facilities.csv || { echo "the rows were not moved"; exit 1; }
mv turned.csv facilities.csv
audit turned_out.gpkg
same as_given.gpkg turned_out.gpkg "the order of rows"
