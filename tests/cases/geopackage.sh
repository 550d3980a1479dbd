#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Outputs of audit, review and compare are GeoPackages: by the points of the OGC's abstract test suite
# (check.py) and by GDAL's validator. Then files that are spoiled in one place, which must not pass.
set -eu
/usr/bin/python3 -c 'from osgeo import gdal' 2>/dev/null || { echo "skipped: no python3-gdal"; exit 77; }
demo=$CATCHMENT_SOURCE/layers/demo
here=$CATCHMENT_SOURCE/tests/cases/geopackage
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONDONTWRITEBYTECODE=1
"$CATCHMENT" audit "$demo/plan.yaml" --standard qinghai-2013 -o audit.gpkg >said 2>&1 || { cat said; exit 1; }
"$CATCHMENT" review "$demo/review.yaml" -o review.gpkg >said 2>&1 || { cat said; exit 1; }
"$CATCHMENT" compare audit.gpkg review.gpkg -o compare.gpkg >said 2>&1 || { cat said; exit 1; }

# valid FILE: prints what is wrong; GDAL's validator gives its faults a line each with -k
valid() {
    /usr/bin/python3 "$here/check.py" "$1" >faults || { cat faults; return 1; }
    /usr/bin/python3 -c 'import osgeo_utils.samples.validate_gpkg' 2>/dev/null || return 0
    /usr/bin/python3 -m osgeo_utils.samples.validate_gpkg -k --extra --warning-as-error "$1" >gdal.txt 2>&1 || { cat gdal.txt; return 1; }
    [ ! -s gdal.txt ] || { cat gdal.txt; return 1; }
}
for output in audit review compare; do
    valid $output.gpkg || { echo "$output is no sound GeoPackage"; exit 1; }
done

# spoil WANTED SQL: the fault that has to be seen. Triggers of the R-tree need functions sqlite3 has not.
spoil() {
    cp audit.gpkg spoilt.gpkg
    printf 'pragma writable_schema = on; %s;' "$2" | sqlite3 -batch spoilt.gpkg >sqlite.txt
    /usr/bin/python3 "$here/check.py" spoilt.gpkg >found && { echo "passed: $2"; exit 1; }
    grep -q "$1" found || { cat found; echo "not seen: $2"; exit 1; }
}
spoil application_id 'pragma application_id = 1'
spoil user_version 'pragma user_version = 10200'
spoil 'write-ahead' 'pragma journal_mode = wal'
spoil table_name "delete from gpkg_contents where table_name = 'coverage'; create table stray (a)"
spoil data_values_default 'delete from gpkg_spatial_ref_sys where srs_id = -1'
spoil last_change "update gpkg_contents set last_change = 'today'"
spoil 'rtree/extension_name' "delete from gpkg_extensions where table_name = 'gap'"
spoil 'one entry a geometry' 'delete from rtree_gap_geom where id = 1'
spoil 'rtree: boxes' 'update rtree_gap_geom set minx = maxx where id = 1'
spoil 'triggers' "delete from sqlite_master where name = 'rtree_gap_geom_insert'"
spoil 'geometry_type_name' "update gpkg_geometry_columns set geometry_type_name = 'POINT' where table_name = 'gap'"
spoil 'srs_id' "update gpkg_geometry_columns set srs_id = 4326 where table_name = 'gap'"
spoil 'data_columns/data_values_column_name' "update gpkg_data_columns set column_name = 'nothing' where table_name = 'gap' and column_name = 'reach'"
spoil 'schema/extension_name' "delete from gpkg_extensions where extension_name = 'gpkg_schema'"
spoil gpkg_ogr_contents "update gpkg_ogr_contents set feature_count = 3 where table_name = 'gap'"
spoil 'box of a layer' "update gpkg_contents set max_x = max_x + 1 where table_name = 'gap'"
