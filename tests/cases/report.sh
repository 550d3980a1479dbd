#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The page of `catchment publish --report`, driven in Chromium: audit, review, comparison, and an output
# whose names are markup. What is expected comes from the outputs by sqlite3 and GDAL. Skipped where
# there is no node, npm or Chromium, or npm cannot install what drives it.
set -eu
skip() { echo "skipped: $*"; exit 77; }
demo=$CATCHMENT_SOURCE/layers/demo
here=$CATCHMENT_SOURCE/tests/cases/report
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$CATCHMENT" audit "$demo/plan.yaml" --standard qinghai-2013 -o audit.gpkg >/dev/null 2>&1

# --- a file, whole or not at all -----------------------------------------------------------------------
refused() { # CODE WORDS...
    code=$1
    shift
    if "$CATCHMENT" --lang en publish "$@" >out.txt 2>&1; then echo "not refused: $*" && exit 1; fi
    grep -q "error\[$code\]" out.txt || { cat out.txt && exit 1; }
}
if ! "$CATCHMENT" --lang en publish audit.gpkg --report audit.html >out.txt 2>&1; then
    grep -q 'error\[E0700\]' out.txt || { cat out.txt && exit 1; }
    test ! -e audit.html
    ("$CATCHMENT" --lang en doctor || true) | grep -q 'report page *missing'
    skip "the program was built without the page"
fi
"$CATCHMENT" --lang en doctor | grep -q 'report page *HTML'
"$CATCHMENT" publish audit.gpkg --report again.html >/dev/null
cmp audit.html again.html
refused E0501 audit.gpkg --report audit.html
refused E0504 audit.gpkg --report audit.gpkg --overwrite
refused E0690 "$demo/communities.gpkg" --report x.html
refused E0301 nothing.gpkg --report x.html
refused E0502 audit.gpkg --report nowhere/x.html
test ! -e x.html
# A damaged geometry: an error, and the older page stays as it was.
cp audit.gpkg damaged.gpkg
without_triggers() {
    sqlite3 "$1" "SELECT 'DROP TRIGGER \"' || name || '\";' FROM sqlite_master WHERE type = 'trigger'" >triggers.sql
    sqlite3 "$1" <triggers.sql
}
without_triggers damaged.gpkg
sqlite3 damaged.gpkg "UPDATE community SET geom = substr(geom, 1, length(geom) / 2) WHERE fid = 3"
refused E0301 damaged.gpkg --report again.html --overwrite
cmp audit.html again.html
test "$(ls -A | grep -c '^\.catchment')" = 0

# --- the other outputs -----------------------------------------------------------------------------------
"$CATCHMENT" review "$demo/review.yaml" -o review.gpkg >/dev/null 2>&1
"$CATCHMENT" publish review.gpkg --report review.html >/dev/null
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$CATCHMENT_SOURCE/tests/cases/compare/second_year.py" "$demo" "$work"
"$CATCHMENT" audit second/plan.yaml --standard qinghai-2013 -o second.gpkg >/dev/null 2>&1
"$CATCHMENT" compare audit.gpkg second.gpkg --codes codes.csv -o change.gpkg >/dev/null
"$CATCHMENT" publish change.gpkg --report change.html >/dev/null
"$CATCHMENT" site "$demo/site.yaml" -o site.gpkg >/dev/null 2>&1
"$CATCHMENT" publish site.gpkg --report site.html >/dev/null
cp site.gpkg open.gpkg # a proposal that was not proved, and a table that the page knows by its title only
without_triggers open.gpkg
sqlite3 open.gpkg "UPDATE proposal SET text = 'feasible' WHERE key = 'status'; UPDATE proposal SET value = 9000.00004 WHERE key = 'bound';
    UPDATE proposal SET value = 0.12345 WHERE key = 'gap'; UPDATE curve SET status = 'feasible', bound = bound + 900, gap = 0.1;
    UPDATE site SET year = 2027, mode = 'lease', price = 12.5"
"$CATCHMENT" publish open.gpkg --report open.html >/dev/null
cp audit.gpkg hostile.gpkg
without_triggers hostile.gpkg
sqlite3 hostile.gpkg "UPDATE community SET name = '<script>window.hit=1</script>' WHERE fid = 1;
    UPDATE community SET name = '</script><img src=x onerror=window.hit=2>' WHERE fid = 2;
    UPDATE community SET name = '<!--<script>' || char(8232) || '\"''&amp;' WHERE fid = 3;
    UPDATE facility SET name = '\"><svg onload=window.hit=3>' WHERE fid = 1;
    UPDATE run SET value = '<b>title</b>' WHERE key = 'title'"
"$CATCHMENT" publish hostile.gpkg --report hostile.html >/dev/null
if grep -q 'window.hit=[12]<\|<img src=x\|<svg onload' hostile.html; then echo "markup of the data is markup of the page" && exit 1; fi

# --- what the page must show ----------------------------------------------------------------------------
ogr2ogr -f CSV points.csv audit.gpkg -dialect sqlite -sql "SELECT unit_id, name, street, ST_Area(geom) AS area,
    ST_X(ST_PointOnSurface(geom)) AS x, ST_Y(ST_PointOnSurface(geom)) AS y FROM community"
query() { sqlite3 -json "$1" "$2"; }
query audit.gpkg "SELECT unit_id, name, households, people, share, per_100_households, street FROM community" >community.json
query audit.gpkg "SELECT unit_id, kind, reach, demand, share FROM coverage WHERE level = 'community'" >coverage.json
query audit.gpkg "SELECT result, count(*) AS n FROM verdict GROUP BY result" >verdict.json
query audit.gpkg "SELECT v.unit_id, v.clause, v.result, c.quote_zh FROM verdict v JOIN clause c USING (standard, clause)
    WHERE v.level = 'community' AND v.result = 'unmet'" >unmet.json
query audit.gpkg "SELECT f_table_name AS layer, styleName AS name, styleQML AS qml FROM layer_styles" >styles.json
query review.gpkg "SELECT project_id, name, conclusion, text_zh FROM project" >project.json
query site.gpkg "SELECT rank, site_id, name, street, community, people_gained, people_cumulative FROM site" >site.json
query site.gpkg "SELECT sites, objective, bound FROM curve" >curve.json
query site.gpkg "SELECT a.site_id, c.name, a.people FROM assignment a JOIN community c USING (unit_id)" >assignment.json
query site.gpkg "SELECT figure, before, after FROM site_effect WHERE level = 'city'" >effect.json
query change.gpkg "SELECT change, count(*) AS n FROM change GROUP BY change" >change.json

# --- in the browser ---------------------------------------------------------------------------------------
command -v node >/dev/null && command -v npm >/dev/null || skip "no node or npm"
browser=${CHROMIUM:-/usr/bin/chromium}
[ -x "$browser" ] || skip "no $browser"
modules=$CATCHMENT_BUILD/report-test
mkdir -p "$modules"
if ! cmp -s "$here/package-lock.json" "$modules/installed.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$modules"
    (cd "$modules" && npm ci --no-audit --no-fund --prefer-offline --loglevel=error) >npm.log 2>&1 ||
        skip "npm cannot install playwright-core and axe-core: $(head -n 3 npm.log)"
    cp "$here/package-lock.json" "$modules/installed.json"
fi
for part in figures siting map tables words safe print access; do
    MODULES=$modules CHROMIUM=$browser node "$here/$part.mjs" "$work" || { echo "failed: $part"; exit 1; }
done
if command -v pdftotext >/dev/null; then
    pdftotext -raw audit.pdf - | tr -d ' \n' >audit.txt
    for words in 澄溪市 主要指标 社区服务站 每百户 临江街道 南桥社区 990101001003 力争实现每百户居民拥有的社区服务设施面积; do
        grep -q "$words" audit.txt || { echo "not in the printed page: $words"; exit 1; }
    done
    test "$(pdfinfo audit.pdf | awk '/^Pages/ { print $2 }')" -ge 5
fi
