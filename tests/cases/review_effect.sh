#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What projects change, against an audit of the changed town: the first demo project's households are added to
# its community and its premises to the facilities; households, floor area and m2 per 100 households of every
# unit are then what the review said of them ("after"). Likewise for both projects together.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
demo=$CATCHMENT_SOURCE/layers/demo
failed=0
"$CATCHMENT" review "$demo/review.yaml" -o "$here/review.gpkg" --progress none >"$here/said" 2>&1

build() { # COMMUNITY HOUSEHOLDS: adds them, as if they lived there
    ogrinfo -q "$here/communities.gpkg" -sql "UPDATE communities SET 户数 = 户数 + $2 WHERE 社区代码 = '$1'" >"$here/said"
}
equip() { # ID KIND AREA COMMUNITY: adds premises; where they stand in it is of no account for floor area
    awk -F, -v OFS=, -v id="$1" -v kind="$2" -v area="$3" -v community="$4" 'NR == 1 { for (i = 1; i <= NF; i++) {
            sub(/^\xef\xbb\xbf/, "", $i); sub(/\r$/, "", $i); name[i] = $i }; n = NF }
        END { for (i = 1; i <= n; i++) {
            v = ""
            if (name[i] == "设施编号") v = id
            if (name[i] == "设施类别") v = kind
            if (name[i] == "建筑面积") v = area
            if (name[i] == "服务社区") v = community
            if (name[i] == "经度") v = 117.12
            if (name[i] == "纬度") v = 32.6
            printf "%s%s", v, i < n ? "," : "\n" } }' "$demo/facilities.csv" >>"$here/facilities.csv"
}
compare() { # PROJECT
    sed "s#file: #file: $demo/#; s#file: .*/communities.gpkg#file: communities.gpkg#; s#file: .*/facilities.csv#file: facilities.csv#
        /^project/,/^# 以下/d; /^standard/d; /^parameters/,/^\$/d" "$demo/review.yaml" >"$here/plan.yaml"
    "$CATCHMENT" audit "$here/plan.yaml" -o "$here/audit.gpkg" --overwrite --progress none >"$here/said" 2>&1 || { cat "$here/said"; exit 1; }
    sqlite3 -batch "$here/review.gpkg" "attach '$here/audit.gpkg' as audit;
        select e.level, e.unit_id, e.figure, e.after, f.households, f.floor_area_m2, f.per_100_households
          from project_effect e left join audit.floor_area f on f.level = e.level and f.unit_id = e.unit_id and f.kind = '*'
         where e.project_id = '$1' and e.figure in ('households', 'floor_area_m2', 'per_100_households')
           and (f.level is null or abs(e.after - case e.figure when 'households' then f.households
                when 'floor_area_m2' then f.floor_area_m2 else f.per_100_households end) > 1e-6)" >"$here/differs"
    n=$(sqlite3 -batch "$here/review.gpkg" "select count(*) from project_effect where project_id = '$1'
        and figure in ('households', 'floor_area_m2', 'per_100_households')")
    if [ -s "$here/differs" ] || [ "$n" -lt 12 ]; then
        echo "$1: $n figures"
        cat "$here/differs"
        failed=1
    fi
}
cp "$demo/communities.gpkg" "$demo/facilities.csv" "$here"
build 990102001008 1350
equip P01 社区服务站 280 990102001008
compare CX2025-01
build 990101002006 2100
equip P02 社区服务站 260 990101002006
equip P03 文化活动站 200 990101002006
compare '*'
exit $failed
