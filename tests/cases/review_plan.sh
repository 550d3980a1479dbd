#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Reviews of a plan. The demo's two projects, as tests/cases/review/demo.txt has them (to six decimals);
#     CATCHMENT=build/release/catchment CATCHMENT_SOURCE=. sh tests/cases/review_plan.sh --write     writes it anew
# then 300 projects, many in phases, against the rule in awk; premises by storey and kind, summed by hand;
# what all projects add to the town; and the same bytes for any number of threads.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
demo=$CATCHMENT_SOURCE/layers/demo
kept=$CATCHMENT_SOURCE/tests/cases/review/demo.txt
failed=0
review() { # PLAN OUT
    "$CATCHMENT" review "$1" -o "$2" --overwrite --lang en --progress none --threads "${3:-2}" >"$here/said" 2>"$here/warned" ||
        { cat "$here/warned"; exit 1; }
}
ask() { sqlite3 -batch "$here/$1.gpkg" "$2"; }
must() { # WHAT EXPECTED GOT
    [ "$2" = "$3" ] || { printf '%s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"; failed=1; }
}

# --- the demo --------------------------------------------------------------------------------------
review "$demo/review.yaml" "$here/demo.gpkg"
{
    ask demo "select project_id, stage, community, households, required_m2, provided_m2, counted_m2, gap_m2, places,
        buildings, conclusion, text_zh, text_en, supply_zh from project"
    ask demo "select project_id, clause, part, round(value, 6), round(limit_value, 6), round(gap, 6), result, iif(result = 'exempt', '', reason_zh)
        from project_verdict"
    ask demo "select project_id, kind, radius_m, facility_id, round(distance_m, 3), round(walk_m, 1), covered,
        round(covered_households, 3), needed_in_project from project_nearby"
    ask demo "select project_id, facility_id, kind, storey, counts, typeof(geom) from project_facility"
    ask demo "select project_id, level, unit_id, figure, round(before, 3), round(after, 3), unit from project_effect
        where level <> 'facility' and figure not like 'coverage.%' or figure = 'coverage.社区服务站.500' and level = 'city'"
} >"$here/demo.txt"
if [ "${1:-}" = --write ]; then
    cp "$here/demo.txt" "$kept"
    exit 0
fi
diff "$kept" "$here/demo.txt" || failed=1
mkdir "$here/one" # the project inside holds the name of its file
review "$demo/review.yaml" "$here/one/demo.gpkg" 1
cmp "$here/demo.gpkg" "$here/one/demo.gpkg" || failed=1

# What the projects add is what they have: 1350 + 2100 households, 280 + 460 m2; no audit layer differs.
must "households of all" 3450.0 "$(ask demo "select round(after - before, 6) from project_effect
    where project_id = '*' and level = 'city' and figure = 'households'")"
must "floor area of all" 740.0 "$(ask demo "select round(after - before, 6) from project_effect
    where project_id = '*' and level = 'city' and figure = 'floor_area_m2'")"
must "together as one after the other" 0.0 "$(ask demo "select abs(round(
    (select sum(after - before) from project_effect where project_id <> '*' and level = 'county' and figure = 'households')
    - (select sum(after - before) from project_effect where project_id = '*' and level = 'county' and figure = 'households'), 6))")"
must "m2 per 100 households" 0 "$(ask demo "select count(*) from project_effect r
    join project_effect h using (project_id, level, unit_id) join project_effect a using (project_id, level, unit_id)
    where r.figure = 'per_100_households' and h.figure = 'households' and a.figure = 'floor_area_m2'
    and abs(r.after - a.after * 100 / h.after) > 1e-9")"
must "layers of a review without a Chinese name or style" "" "$(ask demo "select group_concat(table_name) from gpkg_contents
    where table_name like 'project%' and (identifier = table_name or data_type = 'features'
    and table_name not in (select f_table_name from layer_styles where useAsDefault = 1))")"

# --- three hundred ---------------------------------------------------------------------------------
awk 'BEGIN {
    print "项目编号,项目名称,分期,户数,配建面积,经度,纬度"
    for (i = 1; i <= 300; i++) {
        total = i % 6 == 0 ? 1499 + int(i / 6) % 3 : 200 + (i * 137) % 4200
        need = total / 5 > 300 ? total / 5 : 300
        area = i % 6 == 0 && i % 4 == 0 ? need : i % 5 == 0 ? need - 0.001 : need + (i * 7) % 90 - 45
        phases = i % 3 + 1
        gone = i % 25 == 0
        for (k = 1; k <= phases; k++) {
            h = k < phases ? int(total / phases) : total - (phases - 1) * int(total / phases)
            a = k < phases ? int(area / phases) : area - (phases - 1) * int(area / phases)
            printf "M%03d,项目%d,%d期,%s,%.3f,%.5f,%.5f\n", i, i, k, gone && k == phases ? "" : h, a,
                117.1 + i % 20 * 0.003, 32.585 + int(i / 20) * 0.003
        }
    }
}' >"$here/projects.csv"
awk -F, 'NR > 1 { h[$1] += $4; a[$1] += $5; if ($4 == "") gone[$1] = 1 }
    END { for (p in h) { need = h[p] * 0.2 < 300 ? 300 : h[p] * 0.2
        print p "|" (gone[p] ? "supply" : a[p] - need > -1e-7 ? "approve" : "refuse") } }' "$here/projects.csv" |
    sort >"$here/wanted"
sed "s#file: #file: $demo/#; s#file: .*/projects.gpkg#file: projects.csv\n    crs: EPSG:4490#; /^project_facilities/,/^  - /d
    /highest_storey/d" "$demo/review.yaml" | sed '/^ *\(residential_floor_area\|site_area\|stage\): [^p]/d' >"$here/many.yaml"
review "$here/many.yaml" "$here/many.gpkg"
must "totals on the terminal" "approved: $(grep -c approve "$here/wanted"), REFUSED: $(grep -c refuse "$here/wanted"), SENT BACK: $(grep -c supply "$here/wanted")" \
    "$(grep '^approved: ' "$here/said")"
ask many "select project_id, conclusion from project order by 1" >"$here/got"
diff "$here/wanted" "$here/got" | head -5
cmp -s "$here/wanted" "$here/got" || failed=1
must "every conclusion" "approve,refuse,supply" "$(ask many "select group_concat(c) from (select distinct conclusion c from project order by 1)")"
must "phases" "1,2,3" "$(ask many "select group_concat(c) from (select distinct phases c from project order by 1)")"
must "a verdict a clause and project" 0 "$(ask many "select count(*) - 300 * (select count(*) from clause
    where applies_to = 'project') from project_verdict")"

# --- premises --------------------------------------------------------------------------------------
# Of A: storeys 1, 3, 4 and a kindergarten: with storeys up to 3, 100 + 120 of 250 count. B: a storey is not
# known. C: a kind that the plan does not know. D: no list, and its own field alone has no storey.
cat >"$here/p.csv" <<END
项目编号,项目名称,户数,配建面积,经度,纬度
A,甲,1000,250,117.12,32.6
B,乙,1000,300,117.13,32.6
C,丙,1000,300,117.14,32.6
D,丁,1000,300,117.15,32.6
END
cat >"$here/f.csv" <<END
项目编号,用房编号,类别,建筑面积,所在楼层,楼号
A,1,社区服务站,100,1,1
A,2,文化活动站,120,三层,1
A,3,社区服务站,30,4,2
A,4,幼儿园,900,1,3
B,1,社区服务站,300,,1
C,1,社区大礼堂,300,1,1
END
sed "s#projects.csv#p.csv#; s#^kinds:#project_facilities:\n  - file: f.csv\nkinds:#" "$here/many.yaml" >"$here/none.yaml"
sed "s#stage: plan.*#stage: plan\n  highest_storey: 3#" "$here/none.yaml" >"$here/three.yaml"
review "$here/none.yaml" "$here/none.gpkg"
must "all storeys" "A|250.0|250.0|3|2;B|300.0|300.0|1|1;C|||0|;D|300.0|300.0||" "$(ask none "select group_concat(t, ';')
    from (select concat_ws('|', project_id, ifnull(counted_m2, ''), ifnull(provided_m2, ''), ifnull(places, ''),
    ifnull(buildings, '')) t from project order by project_id)" 2>/dev/null || ask none "select group_concat(project_id || '|'
    || ifnull(counted_m2, '') || '|' || ifnull(provided_m2, '') || '|' || ifnull(places, '') || '|' || ifnull(buildings, ''), ';')
    from project")"
review "$here/three.yaml" "$here/three.gpkg"
must "up to the third" "A|220.0|refuse;B||supply;C||supply;D||supply" "$(ask three "select group_concat(project_id || '|'
    || ifnull(counted_m2, '') || '|' || conclusion, ';') from project")"
must "which count" "1|1,2|1,3|0,4|0,1|,1|" "$(ask three "select group_concat(facility_id || '|' || ifnull(counts, '')) from project_facility")"
# --- what is around ----------------------------------------------------------------------------------
# A standard of our own: 150,000 m2 of housing and no kindergarten within 300 m need one of 2500 m2. The
# first project has less housing; the second has 226,800 m2, the nearest is 537.7 m away, and 2400 are given.
# A clause that is no gate advises.
cat >"$here/ours.csv" <<END
id,section,applies_to,condition,measure,comparison,limit,unit,strength,year,quote_zh,text_en,source,confidence
K-1,1,project,residential_floor_area_m2 >= 150000 AND kindergarten_nearest_m > 300,kindergarten_floor_area_m2,>=,2500,m2,gate,,幼儿园,A kindergarten,invented,memory
K-2,2,project,,station_covered_share,>=,100,%,should,,服务站覆盖,Within reach of a station,invented,memory
END
sed "s#^standard:.*#standard: ours.csv#; s#file: #file: $demo/#" "$demo/review.yaml" >"$here/around.yaml"
review "$here/around.yaml" "$here/around.gpkg"
must "kindergarten" "CX2025-01|K-1|surroundings|exempt||CX2025-01|K-2|surroundings|unmet|4.905|CX2025-02|K-1|surroundings|unmet|100.0|CX2025-02|K-2|surroundings|unmet|100.0" \
    "$(ask around "select group_concat(project_id || '|' || clause || '|' || part || '|' || result || '|' || ifnull(round(gap, 3), ''), '|')
    from project_verdict")"
must "approved without a gate, refused, advised" "approve|1|refuse|1" "$(ask around "select group_concat(conclusion || '|'
    || (text_zh like '%建议：%K-2%'), '|') from project")"
must "nothing was verified of the first" 1 "$(ask around "select text_zh like '%亦未作达标认定%' from project where project_id = 'CX2025-01'")"
must "short of a kindergarten" 1 "$(ask around "select text_zh like '%请补足100m²后重新报审%' from project where project_id = 'CX2025-02'")"
exit $failed
