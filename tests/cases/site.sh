#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sites for the demo town: against all sets of candidates (site/check.py), the same bytes for any number of
# threads, an audit's tables beside it; what is measured afterwards against an audit of the town with the new
# facilities in its file; candidates that are made stay on allowed ground; years are nested; what is
# impossible is refused with the reason.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
demo=$CATCHMENT_SOURCE/layers/demo
failed=0
run() { # OUT ARGUMENTS...
    out=$1
    shift
    "$CATCHMENT" site "$plan" -o "$here/$out.gpkg" --overwrite --lang en --progress none "$@" >"$here/said" 2>"$here/warned"
}
site() { run "$@" || { echo "site $*:"; cat "$here/warned"; exit 1; }; }
ask() { sqlite3 -batch "$here/$1.gpkg" "$2"; }
must() { # WHAT EXPECTED GOT
    [ "$2" = "$3" ] || { printf '%s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"; failed=1; }
}
refused() { # CODE EXIT ARGUMENTS...
    code=$1 exit=$2
    shift 2
    run refused "$@" && got=0 || got=$?
    must "$* exits" "$exit" "$got"
    grep -q "error\[$code\]" "$here/warned" || { echo "$* does not say $code"; cat "$here/warned"; failed=1; }
}
plan=$demo/site.yaml
export PYTHONDONTWRITEBYTECODE=1

site demo
/usr/bin/python3 "$CATCHMENT_SOURCE/tests/cases/site/check.py" "$demo" "$here/demo.gpkg" || failed=1
mkdir "$here/again"
for threads in 1 2 3; do
    site again/demo --threads $threads
    cmp "$here/demo.gpkg" "$here/again/demo.gpkg" || failed=1
done
must "what is said" "objective 7968.266, bound 7968.266, gap 0% (optimal), people" "$(tail -n 2 "$here/said" | head -n 1)"
must "tables without a Chinese name or style" "" "$(ask demo "select group_concat(table_name) from gpkg_contents
    where table_name in ('site', 'assignment', 'site_effect', 'curve', 'proposal') and (identifier = table_name
    or data_type = 'features' and table_name not in (select f_table_name from layer_styles where useAsDefault = 1))")"

# The town with the proposal in its file, audited, is what site_effect says.
cp "$demo"/*.gpkg "$demo"/*.tif "$demo"/plan.yaml "$here/"
/usr/bin/python3 - "$demo/facilities.csv" "$here/demo.gpkg" "$here/facilities.csv" <<'END'
import csv, sqlite3, subprocess, sys
with open(sys.argv[1], encoding="utf-8-sig") as file:
    rows = list(csv.DictReader(file))
points = subprocess.run(["ogr2ogr", "-f", "CSV", "/vsistdout/", sys.argv[2], "site", "-t_srs", "EPSG:4490", "-lco", "GEOMETRY=AS_XY",
                         "-lco", "SEPARATOR=COMMA"], capture_output=True, text=True, check=True).stdout
for p in csv.DictReader(points.splitlines()):
    row = dict.fromkeys(rows[0], "")
    row.update({"设施编号": "new" + p["site_id"], "设施名称": p["site_id"], "设施类别": "社区服务站",
                "建筑面积": p["floor_area_m2"], "经度": p["X"], "纬度": p["Y"]})
    rows.append(row)
with open(sys.argv[3], "w", encoding="utf-8", newline="") as file:
    out = csv.DictWriter(file, rows[0])
    out.writeheader()
    out.writerows(rows)
END
"$CATCHMENT" audit "$here/plan.yaml" -o "$here/built.gpkg" --progress none >"$here/said" 2>&1
differing=$(sqlite3 "$here/demo.gpkg" "attach '$here/built.gpkg' as b;
    select count(*), sum(abs(e.after - 100 * c.share) > 1e-4) from site_effect e join b.coverage c using (level, unit_id)
    where c.demand = '常住人口' and e.figure = 'coverage.' || c.kind || printf('.%g', c.reach);
    select count(*) > 9, sum(abs(e.after - f.per_100_households) > 1e-6) from site_effect e join b.floor_area f using (level, unit_id)
    where e.figure = 'per_100_households.' || f.kind;
    select count(*), sum(abs(s.people_served - l.people) > 0.01) from site s join b.load l on l.facility_id = 'new' || s.site_id
    where l.demand = '常住人口'")
must "the built town" "1" "$(echo "$differing" | awk -F'|' 'NR == 1 { print ($1 > 30 && $2 == 0) } ')"
must "its floor area" "1|0" "$(echo "$differing" | sed -n 2p)"
must "its people" "5|0" "$(echo "$differing" | sed -n 3p)"

must "gaps that remain are the built town's" "116|0" "$(sqlite3 "$here/demo.gpkg" "attach '$here/built.gpkg' as b;
    select count(*), sum(g.fid is null) from gap_after a left join b.gap g on g.kind = a.kind and g.reach = a.reach
    and g.unit_id = a.unit_id and g.rank = a.rank and abs(g.people - a.people) < 0.01 and abs(g.area_m2 - a.area_m2) < 0.01
    and replace(g.nearest_id, 'new', '') = a.nearest_id and abs(g.nearest_m - a.nearest_m) < 0.001 where a.reach = 500;")"
must "so are the service areas" "2|1" "$(sqlite3 "$here/demo.gpkg" "attach '$here/built.gpkg' as b; select count(*),
    min(abs(s.area_m2 - a.area_m2) < 0.01 and s.facilities = a.facilities) from service_area_after a join b.service_area s using (kind, reach);")"
must "totals" "1|1|1" "$(ask demo "with v as (select (select value from proposal where key = 'gap_before') as b,
    (select value from proposal where key = 'gap_gained') as g, (select value from proposal where key = 'gap_lost') as l,
    (select value from proposal where key = 'gap_after') as a, (select sum(people) from gap_after where reach = 500) as s,
    (select sum(people) from unreachable) as u, (select value from proposal where key = 'demand_people') as d,
    (select value from proposal where key = 'reachable_people') as r)
    select abs(b - g + l - a) < 1e-6, abs(a - s) < 1e-6, abs(d - r - u) < 1e-6 from v")"

# Made candidates: inside the allowed ground, here the county west of the river.
ogr2ogr -where "区县 = '澄西区'" "$here/ground.gpkg" "$demo/communities.gpkg"
sed '/curve:/d; /- file: candidates.gpkg/d; s/      fields: {id: 候选编号.*/    - grid: 250m/' "$demo/site.yaml" >"$here/site.yaml"
plan=$here/site.yaml
site west --set "site.within.file=$here/ground.gpkg" -p 12
must "inside the allowed ground" "12|12" "$(ask west "select count(*), sum(county = '澄西区') from site")"
site keep --set "site.forbidden.file=$here/ground.gpkg" -p 12
must "outside the forbidden ground" "12|0" "$(ask keep "select count(*), sum(county = '澄西区') from site")"
must "spacing" 0 "$(ask west "with p as (select fid, (r.minx + r.maxx) / 2 as x, (r.miny + r.maxy) / 2 as y from site
    join rtree_site_geom r on r.id = fid) select count(*) from p a join p b on a.fid < b.fid
    and (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) < 299 * 299")"

# Crossings of circles hold an optimum of the plane: no grid, however fine, does better, and a coarse one does worse.
awk 'BEGIN { print "lon,lat,people"; v = 7; for (i = 0; i < 80; i++) { v = (v * 16807) % 2147483647; x = v / 2147483647
    v = (v * 16807) % 2147483647; printf "%.6f,%.6f,%d\n", 117.10 + 0.05 * x, 32.58 + 0.05 * v / 2147483647, 10 + i } }' >"$here/homes.csv"
sed '/curve:/d; /spacing:/d; /- file: candidates.gpkg/d; s/      fields: {id: 候选编号.*/    - intersections: true/
    s/population: 常住人口 .*/population: 住户/; s/- name: 常住人口/- name: 住户/; s/    file: pop.tif/    file: homes.csv/' "$demo/site.yaml" >"$here/cross.yaml"
plan=$here/cross.yaml
site cross -p 3
for width in 400m 60m; do
    site "grid$width" -p 3 --set site.candidates[0].intersections=false --set site.candidates[0].grid=$width
done
value() { ask "$1" "select value from proposal where key = 'objective'"; }
must "crossings" "1|1|1" "$(ask cross "select $(value cross) >= $(value grid60m), $(value cross) > $(value grid400m),
    (select text from proposal where key = 'status') = 'optimal'")"

# Years: one within the other, each with the bound of the free problem.
site years --set "site.years[0].year=2027" --set "site.years[0].sites=3" --set "site.years[1].year=2028" --set "site.years[1].sites=6"
must "years" "2027|3,2028|6" "$(ask years "select group_concat(year || '|' || n) from (select c.year, (select count(*) from site s
    where s.year <= c.year) as n from curve c order by 1)")"
must "bounds of years" 1 "$(ask years "select min(bound >= objective) from curve")"

# A table of candidates: required and forbidden ones, prices within a budget, incompatible pairs, modes, capacities.
ogr2ogr -f CSV -t_srs EPSG:4490 -lco GEOMETRY=AS_XY "$here/points.csv" "$demo/candidates.gpkg"
awk -F, 'NR == 1 { print "X,Y,编号,名称,造价,取舍,建设方式,可服务人数"; next }
    { print $1 "," $2 "," $3 "," $4 "," 10 + NR "," ($3 == "H10" ? "必选" : $3 == "H08" ? "禁选" : "") "," (NR % 2 ? "租赁" : "新建") "," 900 }' \
    "$here/points.csv" >"$here/table.csv"
sed '/curve:/d; /  sites: 5/d; s/- file: candidates.gpkg/- {file: table.csv, crs: "EPSG:4490", fields: {id: 编号, lon: X, lat: Y}}/; /      fields: {id: 候选编号.*/d
    s/^household_size.*//' "$demo/site.yaml" >"$here/table.yaml"
plan=$here/table.yaml
site budget --set site.budget=90 --set "site.pairs=[H14,H21]"
must "a budget with states and pairs" "1|0|1|1|0" "$(ask budget "select sum(site_id = 'H10'), sum(site_id = 'H08'), sum(price) <= 90,
    sum(site_id in ('H14', 'H21')) < 2, sum(mode not in ('new', 'lease')) from site")"
site capacity --model capacitated-cover -p 3
must "capacities" "3|1" "$(ask capacity "select (select count(*) from site), (select value from proposal where key = 'objective') <= 2700")"

# A time limit: the best so far, with its bound, and the output.
sed '/curve:/d' "$demo/site.yaml" >"$here/walk.yaml"
plan=$here/walk.yaml
site walk --model pmedian --set site.demand=all --time-limit 1s
must "a time limit" "5|1|1" "$(ask walk "select (select count(*) from site), (select value from proposal where key = 'bound')
    <= (select value from proposal where key = 'objective'), (select count(*) from finding where code = 'F0577')
    = (select text = 'feasible' from proposal where key = 'status')")"

# Set covering: as much as the five best cover needs five.
plan=$demo/site.yaml
sed '/curve:/d; /  sites: 5/d' "$demo/site.yaml" >"$here/cover.yaml"
cp "$demo/facilities.csv" "$here/facilities.csv"
plan=$here/cover.yaml
site cover --model lscp --set site.share=0.0646
must "covering a share" "5.0|5.0" "$(ask cover "select (select value from proposal where key = 'objective'), (select value from proposal where key = 'bound')")"
refused E0810 6 --model lscp
refused E0810 6 --model pmedian -p 3 --set site.cutoff=1km
refused E0811 6 --model lscp --set site.share=0.9
refused E0811 6 -p 3 --set site.per_street.least=1
refused E0812 6 -p 3 --set site.spacing=20km
refused E0830 2
refused E0831 2 -p 3 --set site.share=0.5
refused E0832 2 -p 3 --set "site.pairs=[H08,H99]"
refused E0833 2 -p 3 --set "site.decay=[500m,0.5,300m,1]"
refused E0834 2 -p 3 --set site.kind=nothing
refused E0835 2 -p 3 --set site.population=nobody
refused E0837 2 --set site.budget=10
refused E0839 2 -p 3 --set "site.candidates[1].grid=1m"
refused E0840 2 --model lscp --set site.weights.rural=2
plan=$demo/plan.yaml
refused E0836 2
exit $failed
