#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The output contract: names of tables and columns that others build on, and a file that is a sound
# GeoPackage 1.3. A name may be added here, never changed.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
out=$here/audit.gpkg
"$CATCHMENT" audit "$CATCHMENT_SOURCE/layers/demo/plan.yaml" -o "$out" --progress none >"$here/said"
failed=0
ask() { sqlite3 -batch "$out" "$1"; }
must() { # WHAT EXPECTED GOT
    [ "$2" = "$3" ] || { printf '%s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"; failed=1; }
}
columns() { ask "select group_concat(name) from (select name from pragma_table_info('$1') where name not in ('fid', 'id') order by cid)"; }

must "application id" 1196444487 "$(ask 'pragma application_id')"
must "user version" 10300 "$(ask 'pragma user_version')"
must "journal mode" delete "$(ask 'pragma journal_mode')"
must "integrity" ok "$(ask 'pragma integrity_check')"
must "foreign keys" "" "$(ask 'pragma foreign_key_check')"

must "feature tables" "community,county,facility,finding,gap,planning_unit,service_area,street" \
    "$(ask "select group_concat(table_name) from (select table_name from gpkg_contents where data_type = 'features' order by 1)")"
must "attribute tables" "coverage,floor_area,load,query,run,summary" \
    "$(ask "select group_concat(table_name) from (select table_name from gpkg_contents where data_type = 'attributes'
        and table_name in ('coverage', 'floor_area', 'load', 'query', 'run', 'summary') order by 1)")"
must "coverage" "level,unit_id,kind,demand,metric,reach,total,covered,share" "$(columns coverage)"
must "floor_area" "level,unit_id,kind,households,facilities,floor_area_m2,per_100_households" "$(columns floor_area)"
must "load" "facility_id,demand,people,households,m2_per_100_households" "$(columns load)"
must "summary" "key,value,unit,title_zh,title_en,text" "$(columns summary)"
must "planning_unit" "geom,unit_id,name,street,county,derived,communities,community_ids,households,people,class,sets,area_m2,facilities,floor_area_m2,per_100_households,kind,reach,covered,share,rate_by_count" "$(columns planning_unit)"
must "no planning units where nothing asks for them" 0 "$(ask 'select count(*) from planning_unit')"
must "street_statistic" "level,unit_id,bound_m2,streets,with_centre,share,share_fraction,share_1_decimal,share_whole,without_centre,below,unknown,meeting,rate,rate_fraction,rate_1_decimal,rate_whole" "$(columns street_statistic)"
must "community_statistic" "level,unit_id,area_type,communities,without_premises,below_200,from_200_below_300,from_300_below_400,at_least_400,unknown,below_300,with_premises,coverage,coverage_fraction,coverage_1_decimal,coverage_whole,households,floor_area_m2,per_100_households,per_100_households_mean,rated,at_least_20,at_least_20_share,at_least_30,at_least_30_share" "$(columns community_statistic)"
must "community_class" "level,unit_id,area_type,basis,class,low,high,communities,total,share,share_fraction,share_1_decimal,share_whole" "$(columns community_class)"
must "query" "name,sql,title_zh,title_en" "$(columns query)"
must "run" "key,value" "$(columns run)"

must "levels" "city,community,county,street" "$(ask "select group_concat(level) from (select distinct level from coverage order by 1)")"
must "the city's id" "*" "$(ask "select distinct unit_id from coverage where level = 'city'")"
must "metrics" straight "$(ask "select group_concat(metric) from (select distinct metric from coverage)")"
must "ids are texts" text "$(ask "select group_concat(t) from (select distinct typeof(unit_id) t from coverage)")"
must "a service area a kind and radius" 6 \
    "$(ask "select count(*) from service_area where kind in (select distinct kind from floor_area where kind <> '*')")"
must "no date in the output" 0 "$(ask "select count(*) from run where key in ('seconds', 'peak_mb')")"

# A name for people and a style for every layer that is drawn.
must "layers without a Chinese name" "" \
    "$(ask "select group_concat(table_name) from gpkg_contents where data_type = 'features' and identifier = table_name")"
must "layers without a style" "" "$(ask "select group_concat(table_name) from gpkg_contents where data_type = 'features'
    and table_name not in (select f_table_name from layer_styles where useAsDefault = 1)")"

# What was computed can be computed again: each query stands beside its result, each input with its hash.
[ "$(ask "select count(*) from query where length(sql) > 20 and title_zh <> '' and title_en <> ''")" -ge 4 ] ||
    { echo "queries are missing"; failed=1; }
hash=$(sha256sum "$CATCHMENT_SOURCE/layers/demo/pop.tif" | cut -d' ' -f1)
must "the raster's hash" 1 "$(ask "select count(*) from run where value like '%$hash%'")"
must "the plan's text" 1 "$(ask "select count(*) from run where key = 'plan' and value like '%catchment: 1%'")"

ogrinfo -q -ro -al -so "$out" >"$here/layers" 2>&1
if grep -E '^(Warning|ERROR)' "$here/layers"; then
    failed=1
fi
exit $failed
