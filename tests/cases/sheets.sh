#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sheets of an audit, a review and a comparison: what poppler reads in them, what colour a community has on
# the paper (sheets/check.py, from the output by OGR), pictures against golden ones (sheets/golden.py), equal
# bytes, fonts that are missing, and nothing half-written. Golden pictures are renewed with
# CATCHMENT_GOLDEN=write.
set -eu
/usr/bin/python3 -c 'from osgeo import gdal, ogr' 2>/dev/null || { echo "skipped: no python3-gdal"; exit 77; }
command -v pdftotext >/dev/null || { echo "skipped: no poppler-utils"; exit 77; }
fc-list 2>/dev/null | grep -qiE 'noto sans cjk|wenquanyi|source han' || { echo "skipped: no Chinese font"; exit 77; }
demo=$CATCHMENT_SOURCE/layers/demo
here=$CATCHMENT_SOURCE/tests/cases/sheets
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export PYTHONDONTWRITEBYTECODE=1
run() { "$@" >said 2>&1 || { cat said; echo "failed: $*"; exit 1; }; }
publish() { run "$CATCHMENT" publish "$@"; }
run "$CATCHMENT" audit "$demo/plan.yaml" --standard qinghai-2013 --set output.year=2025 --set output.compiled_by=测绘院 -o audit.gpkg
run "$CATCHMENT" review "$demo/review.yaml" -o review.gpkg
run "$CATCHMENT" compare audit.gpkg review.gpkg -o change.gpkg

pages() { pdfinfo "$1" | sed -n 's/^Pages: *//p'; }
text() { pdftotext -raw "$1" - | tr -d ' \n\f'; }
holds() { # FILE WORDS...
    file=$1
    shift
    text "$file" >found
    for words in "$@"; do grep -qF "$words" found || { echo "$file lacks: $words"; exit 1; }; done
}
equal() { [ "$1" = "$2" ] || { echo "$3: $1, not $2"; exit 1; }; }

# --- which files, and what stands in them --------------------------------------------------------
publish review.gpkg --sheets made
grep -q made said
ls made >list
printf '%s\n' 01_审计图_覆盖率.pdf 02_审计图_每百户面积.pdf 03_审计图_达标评价.pdf 04_街道图册.pdf 10_审查意见_CX2025-01.pdf \
    10_审查意见_CX2025-02.pdf | cmp - list
for map in made/0[123]*.pdf; do
    equal "$(pages "$map")" 1 "pages of $map"
    pdfinfo "$map" | grep -q 'Page size:.*(A3)'
    holds "$map" 澄溪市新建住宅项目审查 图例 主要指标 2000国家大地坐标系3°带中央子午线117° 比例尺1: 界线不作为权属依据 第1页/共1页 数据年份
done
holds made/01*.pdf 服务半径人口覆盖率 '≥80%' 服务盲区 街道界 127,914 社区服务站
holds made/02*.pdf 每百户设施面积 '≥30m²' '31.44m²'
holds made/03*.pdf 达标评价 不达标
equal "$(pages made/04*.pdf)" "$(sqlite3 review.gpkg 'select count(*) from street')" "pages of the atlas"
sqlite3 review.gpkg "select name from community union select name from street" | while read -r name; do holds made/04*.pdf "$name"; done
holds made/04*.pdf 第8页/共8页
sqlite3 review.gpkg "select project_id, name, text_zh from project" | while IFS='|' read -r id name opinion; do
    pdfinfo "made/10_审查意见_$id.pdf" | grep -q 'Title: .*住宅项目社区服务设施配套审查意见'
    pdfinfo "made/10_审查意见_$id.pdf" | grep -q 'Page size:.*(A4)'
    holds "made/10_审查意见_$id.pdf" "$name" "$(echo "$opinion" | tr -d ' ')" 表1配建审查表 表2程序审查 表3周边设施 会签 规划 住建 房产 民政 街道办 年月日 方案审查
done
holds made/10*01.pdf 不予批准 '20×1350÷100=270<300' QH-49
holds made/10*02.pdf 符合配置标准，同意通过社区服务设施配套审查
text made/10*01.pdf | grep -q '规划人口（人）—' || { echo "people that are not known are not a dash"; exit 1; }
publish audit.gpkg --sheets audit
holds audit/01*.pdf 数据年份：2025 编制单位：测绘院
publish change.gpkg --sheets change
holds change/01*.pdf 人口覆盖率变化 变化不足1个百分点
holds change/03*.pdf 社区区划调整 未变
publish review.gpkg --sheets english --lang en
holds english/01*.pdf shareofpeoplewithinreach Keyfigures page1/1
holds english/10*01.pdf Opinion refused
for file in made/*.pdf change/*.pdf; do
    pdffonts "$file" | awk 'NR > 2 { n++; if ($(NF - 4) != "yes") bad = 1 } END { exit !(n > 0 && !bad) }' || { echo "$file: a font is not in it"; exit 1; }
done
run "$CATCHMENT" audit "$demo/plan.yaml" -o plain.gpkg
publish plain.gpkg --sheets plain
[ ! -e plain/03_审计图_达标评价.pdf ] && [ -e plain/04_街道图册.pdf ] || { echo "an audit without standards"; exit 1; }

run "$CATCHMENT" site "$demo/site.yaml" -o site.gpkg
publish site.gpkg --sheets site
publish site.gpkg --sheets site_png --format png
ls site >list
printf '%s\n' 01_审计图_覆盖率.pdf 02_审计图_每百户面积.pdf 04_街道图册.pdf 20_选址图.pdf 21_选址表.pdf | cmp - list
holds site/20*.pdf 选址建议 图例 服务范围500m 现有设施 新设施 已证明最优 7,968.266人 63.98→66.34 比例尺1: 第1页/共1页
/usr/bin/python3 "$here/check.py" site site.gpkg site_png site
/usr/bin/python3 "$here/check.py" inside site/21*.pdf
publish site.gpkg --sheets site_english --lang en
holds site_english/21*.pdf Provedoptimal Objectiveandproof peoplegained

# Fifty sites go over several pages, with their head; nothing that was not proved is said to be; no curve, no chart.
sed '/curve:/d; /- file: candidates.gpkg/d; s/      fields: {id: 候选编号.*/    - grid: 250m/' "$demo/site.yaml" >"$work/many.yaml"
for file in "$demo"/*.gpkg "$demo"/*.tif "$demo"/*.csv; do ln -s "$file" .; done
run "$CATCHMENT" site many.yaml -o many.gpkg --set site.spacing=100m -p 50 --time-limit 1s
sqlite3 many.gpkg "update proposal set text = 'feasible' where key = 'status'; update proposal set value = 130000.0004 where key = 'bound';
    update proposal set value = 0.12345 where key = 'gap'"
publish many.gpkg --sheets many
holds many/21*.pdf 不会高于130,000.001人 差距不超过12.35% 可行，未证明最优
[ "$(text many/21*.pdf | grep -o 累计 | wc -l)" -ge 2 ] || { echo "a long table of sites without heads"; exit 1; }
! text many/21*.pdf | grep -q '设施数与目标值\|已证明为最优' || { echo "a chart of nothing, or a proof that is none"; exit 1; }
/usr/bin/python3 "$here/check.py" inside many/21*.pdf

# Closing: who loses a facility, and what is no longer reached; without a new site there is no table of them.
sed '/curve:/d; s/  sites: 5.*/  sites: 3\n  existing: move/; s/demand: uncovered.*/demand: all/' "$demo/site.yaml" >"$work/move.yaml"
sed '/curve:/d; /candidates:/d; /candidates.gpkg/d; /候选编号/d; s/  sites: 5.*/  existing: close\n  close: 4/; s/demand: uncovered.*/demand: covered/' \
    "$demo/site.yaml" >"$work/close.yaml"
for name in move close; do
    run "$CATCHMENT" site $name.yaml -o $name.gpkg
    publish $name.gpkg --sheets $name
    holds $name/20*.pdf 迁走或关闭 关闭后不再覆盖 方案实施后
    sqlite3 -separator '' $name.gpkg "select facility_id, name, street, community, printf('%,d', round(people)), printf('%,d', round(people_lost)) from closed" |
        while read -r row; do holds $name/21*.pdf "$row"; done
done
holds move/21*.pdf 占需求人口
! text close/21*.pdf | grep -q 占需求人口 || { echo "a table of no sites"; exit 1; }

# --- how it looks ---------------------------------------------------------------------------------
publish review.gpkg --sheets png --format png
file png/02_审计图_每百户面积.png 2>/dev/null | grep -q '2480 x 1754' || [ -z "$(command -v file)" ]
/usr/bin/python3 "$here/check.py" review.gpkg png made
for name in 01_审计图_覆盖率 02_审计图_每百户面积 03_审计图_达标评价 04_街道图册 10_审查意见_CX2025-01 10_审查意见_CX2025-01_2; do
    golden=$here/$(echo "$name" | sed 's/_审计图_覆盖率/_coverage/; s/_审计图_每百户面积/_floor_area/; s/_审计图_达标评价/_assessment/; s/_街道图册/_atlas/; s/_审查意见_/_opinion_/').png
    [ "${CATCHMENT_GOLDEN:-}" != write ] || /usr/bin/python3 "$here/golden.py" write "png/$name.png" "$golden"
    /usr/bin/python3 "$here/golden.py" same "png/$name.png" "$golden"
done
for name in 20_选址图 21_选址表; do
    golden=$here/$(echo "$name" | sed 's/_选址图/_siting_map/; s/_选址表/_siting_tables/').png
    [ "${CATCHMENT_GOLDEN:-}" != write ] || /usr/bin/python3 "$here/golden.py" write "site_png/$name.png" "$golden"
    /usr/bin/python3 "$here/golden.py" same "site_png/$name.png" "$golden"
done
! /usr/bin/python3 "$here/golden.py" same png/01_审计图_覆盖率.png "$here/02_floor_area.png" >said || { echo "any picture will do"; exit 1; }

# Long tables go over to further pages, with their head; no line leaves its page.
cp review.gpkg long.gpkg
sqlite3 long.gpkg "with recursive n(i) as (select 1 union all select i + 1 from n where i < 40)
    insert into project_verdict (project_id, standard, clause, section, part, title_zh, value, limit_value, gap, unit, result, strength, reason_zh, quote_zh)
    select project_id, standard, 'L' || i, section, part, '长表第' || i || '行', value, limit_value, gap, unit, result, strength, reason_zh, quote_zh
      from project_verdict, n where clause = 'QH-49' order by i"
publish long.gpkg --sheets long
[ "$(pages long/10*01.pdf)" -gt "$(pages made/10*01.pdf)" ]
holds long/10*01.pdf 长表第1行 长表第40行
equal "$(text long/10*01.pdf | grep -o 计算及说明 | wc -l)" "$(pdftotext -raw long/10*01.pdf - | tr '\f' '\n' | grep -c '^计算及说明\|计算及说明')" "heads"
[ "$(text long/10*01.pdf | grep -o 计算及说明 | wc -l)" -ge 2 ]
/usr/bin/python3 "$here/check.py" inside long/10*01.pdf

# A project that has no place has an opinion without a map; names that no file may have are changed.
cp review.gpkg odd.gpkg
sqlite3 odd.gpkg "select name from sqlite_master where type = 'trigger' and tbl_name = 'project'" |
    while read -r trigger; do sqlite3 odd.gpkg "drop trigger \"$trigger\""; done
sqlite3 odd.gpkg "delete from rtree_project_geom where id = 1; update project set geom = null, name = '无图项目' where fid = 1;
    update project set project_id = 'A/1' where fid = 2"
publish odd.gpkg --sheets odd
holds odd/10*01.pdf 无图项目 不予批准 会签
! text odd/10*01.pdf | grep -q 附图 || { echo "a map of nowhere"; exit 1; }
ls odd | grep -q '^10_审查意见_A_1-[0-9]*.pdf$'

# --- the same bytes, at another time and place ----------------------------------------------------
sleep 1.1
TZ=Asia/Shanghai LC_ALL=C publish review.gpkg --sheets again
diff -r made again
! pdfinfo made/01*.pdf | grep -q CreationDate || { echo "a sheet tells the time"; exit 1; }

# --- failures ---------------------------------------------------------------------------------------
refused() { # EXIT CODE WORDS ARGUMENT...
    wanted=$1 code=$2 words=$3
    shift 3
    status=0
    "$CATCHMENT" --lang en publish "$@" >said 2>&1 || status=$?
    [ "$status" -eq "$wanted" ] && grep -q "error\[$code\].*$words" said || { cat said; echo "exit $status, not $wanted with $code: $*"; exit 1; }
}
sum() { (cd again && find . -exec stat -c '%n %s' {} + -type f | sort && find . -type f -exec sha256sum {} + | sort); }
before=$(sum)
fonts() { # FOLDER of fonts
    printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>' "$1" "$work/cache" >fonts.conf
}
fonts "$work/none"
FONTCONFIG_FILE=$work/fonts.conf refused 3 E0720 'no font' review.gpkg --sheets none
grep -q fonts-noto-cjk said && grep -q fonts-wqy-microhei said
FONTCONFIG_FILE=$work/fonts.conf "$CATCHMENT" --lang en doctor >said # only audits need what it fails for
grep -q 'font of sheets *missing' said
FONTCONFIG_FILE=$work/fonts.conf refused 3 E0720 'no font' review.gpkg --sheets again --overwrite
if [ -d /usr/share/fonts/truetype/dejavu ]; then # letters, but no Chinese: the words that lack it
    fonts /usr/share/fonts/truetype/dejavu
    FONTCONFIG_FILE=$work/fonts.conf refused 3 E0720 '澄溪市' review.gpkg --sheets none
fi
refused 5 E0501 'pdf' review.gpkg --sheets english
refused 3 E0690 '' "$demo/communities.gpkg" --sheets none
refused 2 E0695 'shp' review.gpkg --sheets none --format shp
refused 5 E0502 '' review.gpkg --sheets missing/none
[ ! -e none ] || { echo "something was written"; exit 1; }
for format in pdf png; do # files end at 64 KiB
    status=0
    (trap '' XFSZ; ulimit -f 128; exec "$CATCHMENT" --lang en publish review.gpkg --sheets again --format $format --overwrite) >said 2>&1 || status=$?
    [ "$status" -eq 5 ] && grep -q 'error\[E0505\]' said || { cat said; echo "$format on a full disk: exit $status"; exit 1; }
done
[ "$before" = "$(sum)" ] || { echo "a failure touched the folder"; exit 1; }
