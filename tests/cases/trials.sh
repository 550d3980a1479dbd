#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Files as departments and data portals give them, each with what is known of it from elsewhere: a GBK
# shapefile without .cpg on a datum nobody names, a register in GBK, a national census workbook, POIs
# with doubles, AOIs from a web map, a file geodatabase and a CAD drawing. The data are not in the
# project: CATCHMENT_DATA.
set -eu
data=$(cd "${CATCHMENT_DATA:-$CATCHMENT_SOURCE/../shared/data}" 2>/dev/null && pwd) || { echo "skipped: no data"; exit 77; }
[ -f "$data/wuhan/wuhan.gpkg" ] && [ -f "$data/codes/census_county_2020_v1.xlsx" ] || { echo "skipped: no data in $data"; exit 77; }
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
wuhan=$data/wuhan/wuhan.gpkg
fail() { echo "$trial: $1"; exit 1; }
plan() { # writes plan.yaml: communities and more on stdin, then what every plan needs
    { echo 'catchment: 1'; cat; echo 'radius: 1km'; } >plan.yaml
}
some_people() { # LON LAT: 100 people and one facility there
    printf 'people,lon,lat\n100,%s,%s\n' "$1" "$2" >people.csv
    printf 'id,lon,lat\n1,%s,%s\n' "$1" "$2" >facilities.csv
    cat <<END
population: [{file: people.csv}]
facilities: [{file: facilities.csv, kind: station}]
END
}
check() { "$CATCHMENT" check plan.yaml >said 2>errors || { cat errors; fail "check: exit $?"; }; }
audit() {
    "$CATCHMENT" audit plan.yaml -o out.gpkg --overwrite --progress none >said 2>errors ||
        { cat errors; fail "audit: exit $?"; }
    sqlite3 -batch out.gpkg "select '[' || code || '] ' || text_en from finding" >said
}
finds() { # CODE COUNT
    n=$(grep -c "\[$1\]" said || true)
    [ "$n" = "$2" ] || { grep -A2 "\[$1\]" said | head -n 9; fail "$n findings $1, not $2"; }
}
says() { grep -qF -- "$1" said || { grep F0420 said; fail "not said: $1"; }; }
between() { # LOW SQL HIGH
    got=$(sqlite3 -batch out.gpkg "$2")
    awk -v a="$1" -v v="$got" -v b="$3" 'BEGIN { exit !(v != "" && a <= v && v <= b) }' || fail "$2: $got is not in $1..$3"
}
area() { # FILE LAYER GEOMETRY: km2 on the ellipsoid, by SpatiaLite
    ogr2ogr -f CSV /vsistdout/ "$1" -dialect sqlite -sql "select sum(st_area($3, 1)) / 1e6 from \"$2\"" 2>/dev/null | tail -n 1
}

trial="streets of Beijing in GBK" # 111 streets, 920 km2 by its publisher; the datum is refused first
{ cat <<END; some_people 116.39 39.91; } | plan
communities: {file: $data/beijing/街道_gbk_无cpg.shp, fields: {id: 街道编号}}
END
! "$CATCHMENT" check plan.yaml >said 2>errors || fail "a datum without a known shift was not refused"
grep -q E0325 errors || { cat errors; fail "no error E0325"; }
sed -i 's/fields:/accept_ballpark: true, fields:/' plan.yaml
audit
between 111 "select count(*) from community" 111
between 111 "select count(distinct unit_id) from community" 111
between 915 "select sum(area_m2) / 1e6 from community" 925
finds F0405 1
sqlite3 out.gpkg "select count(*) from finding where code = 'F0102' and geom is not null" | grep -qx 6 || fail "not 6 repairs, as GEOS finds invalid"

trial="register of Wuhan in GBK" # 3609 rows, 899 of them with the points of the layer
{ cat <<END; some_people 114.3 30.59; } | plan
communities:
  file: $wuhan
  layer: communities_wgs84_derived
  thiessen: true
  within: $wuhan
  within_layer: districts_wgs84_derived
  fields: {id: code, name: name, street: town, county: district}
tables:
  - file: $data/wuhan/武汉_街道社区名录_gcj02_GBK.csv
    join: community
    offset: gcj02
    fields: {id: code, name: name, street: town, county: district, area_type: ur_code, lon: gcj_lng, lat: gcj_lat}
END
audit
placed=$(sqlite3 out.gpkg "select count(*) from community")
doubles=$(sqlite3 "$wuhan" "select count(*) - count(distinct st) from (select gcj_lng || ' ' || gcj_lat st from communities_wgs84_derived)")
[ "$((placed + doubles))" = 899 ] || fail "$placed communities and $doubles at the place of another are not 899"
says "3609 rows were joined to $placed communities: by code $placed"
finds F0116 1
typed=$(sqlite3 "$wuhan" "select count(*) from communities_wgs84_derived where ur_code <> ''")
between $((typed - doubles)) "select count(*) from community where area_type in ('urban', 'rural')" "$typed"
whole=$(area "$wuhan" districts_wgs84_derived geom)
between "$(echo "$whole" | awk '{ print $1 * 0.999 }')" "select sum(area_m2) / 1e6 from community" "$(echo "$whole" | awk '{ print $1 * 1.001 }')"

trial="national census workbook" # the sums of the 13 districts, from the published table of the city
{ cat <<END; some_people 114.3 30.59; } | plan
communities: {file: districts.gpkg, fields: {id: adcode, name: 区县}}
tables:
  - file: $data/codes/census_county_2020_v1.xlsx
    join: community
    fields: {id: 区划代码, name: 区县, population: 人口数_合计, households: 家庭户数}
END
ogr2ogr -q districts.gpkg "$wuhan" districts_wgs84_derived -select adcode,区县 -nln districts
audit
says "joined to 13 communities: by code 13, by name 0"
between 4082533 "select households from floor_area where level = 'city' and kind = '*'" 4082533
ogr2ogr -q -f CSV names.csv "$data/codes/census_county_2020_v1.xlsx" \
    -dialect sqlite -sql "select \"区县\", \"家庭户数\" from \"七普（年鉴）\" where \"市\" = '武汉市' and \"区县\" <> '武汉市'"
sed -i "s#file: $data/codes.*#file: names.csv#; s/id: 区划代码, name: 区县, population: 人口数_合计/name: 区县/" plan.yaml
audit
says "joined to 13 communities: by code 0, by name 13"
between 4082533 "select households from floor_area where level = 'city' and kind = '*'" 4082533

trial="schools and hospitals of Shanghai" # groups of one name within 100 m, by all pairs in awk
{ cat <<END; some_people 121.47 31.23; } | sed "s#^facilities.*#facilities: [{file: $data/shanghai/shanghai.gpkg, layer: poi_edu_medical, kind: any, fields: {name: name}}]#" | plan
communities: {file: $data/shanghai/shanghai.gpkg, layer: districts_gcj02_as_delivered, offset: gcj02, fields: {id: adcode, name: 区县}}
END
check
pairs() { # NAMES: second and later places within 100 m of an earlier one of that name
    sort "$1" | awk -F'\t' '
        $1 != name { n = 0; name = $1 }
        { lon[n] = $2; lat[n] = $3; near = 0
          for (i = 0; i < n; i++) { y = (lat[i] - $3) * 110852; x = (lon[i] - $2) * 95500; near += x * x + y * y <= 1e4 }
          found += near > 0; n++ }
        END { print found + 0 }'
}
sqlite3 -separator '	' "$data/shanghai/shanghai.gpkg" "select name, lon, lat from poi_edu_medical where name <> ''" >names
finds F0310 "$(pairs names)"
grep "医疗保健服务" <<END >/dev/null || fail "no hospitals"
$(sqlite3 "$data/shanghai/shanghai.gpkg" "select distinct 大类 from poi_edu_medical")
END
sed 's/[(（][^)）]*[)）]//' names >bare # 中山医院(门诊部) beside 中山医院
n=$(grep -c '\[F0315\]' said || true)
most=$(pairs bare)
[ "$n" -ge 30 ] && [ "$n" -le "$most" ] || fail "$n groups but for brackets, by all pairs $most second ones"

trial="AOIs of a web map" # six housing estates
{ cat <<END; some_people 116.4447 39.8693; } | plan
communities: {file: $data/beijing/百度AOI示例1.shp, fields: {id: name, name: name}}
END
audit
between 6 "select count(*) from community" 6
between 1 "select count(*) from community where unit_id = '望京西园一区' and name = '望京西园一区'" 1
whole=$(area "$data/beijing/百度AOI示例1.shp" 百度AOI示例1 geometry)
between "$(echo "$whole" | awk '{ print $1 * 0.9999 }')" "select sum(area_m2) / 1e6 from community" "$(echo "$whole" | awk '{ print $1 * 1.0001 }')"

trial="file geodatabase"
ogr2ogr -q -f OpenFileGDB 规划.gdb "$wuhan" districts_wgs84_derived -nln 社区 -nlt MULTIPOLYGON
{ cat <<END; some_people 114.3 30.59; } | plan
communities: {file: 规划.gdb, layer: 社区, fields: {id: adcode, name: 区县, households: 家庭户数, population: 人口数_合计}}
END
audit
between 4082533 "select households from floor_area where level = 'city' and kind = '*'" 4082533
between 1 "select count(*) from community where unit_id = '420102' and name = '江岸区'" 1
inside=$(sqlite3 out.gpkg "select sum(area_m2) from community")

trial="CAD drawing with red lines"
ogr2ogr -q -f DXF 红线.dxf "$wuhan" -t_srs EPSG:4547 -nlt LINESTRING -explodecollections \
    -sql "select st_exteriorring(geom) from districts_wgs84_derived where st_numgeometries(geom) = 1" -dialect sqlite 2>/dev/null
{ cat <<END; some_people 114.3 30.59; } | plan
communities: {file: 红线.dxf, crs: "EPSG:4547"}
END
audit
drawn=$(ogr2ogr -f CSV /vsistdout/ "$wuhan" -dialect sqlite -sql "select count(*), sum(st_area(st_makepolygon(st_exteriorring(geom)), 1)) from districts_wgs84_derived where st_numgeometries(geom) = 1" 2>/dev/null | tail -n 1 | tr -d '"')
between "${drawn%,*}" "select count(*) from community" "${drawn%,*}"
between "$(echo "${drawn#*,}" | awk '{ print $1 * 0.9999 }')" "select sum(area_m2) from community" "$(echo "${drawn#*,}" | awk '{ print $1 * 1.0001 }')"
finds F0119 1
[ -n "$inside" ] || fail "no area"
