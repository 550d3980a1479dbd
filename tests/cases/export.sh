#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Exports in every format, read back by OGR and compared with the output, value by value (check.py): of an
# audit, a review and a comparison, and of a review with what is hard to write: a text of more than 254
# bytes, a line, a multipoint, a great and a small number, quotation marks and line breaks.
set -eu
/usr/bin/python3 -c 'from osgeo import gdal, ogr' 2>/dev/null || { echo "skipped: no python3-gdal"; exit 77; }
demo=$CATCHMENT_SOURCE/layers/demo
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"
"$CATCHMENT" audit "$demo/plan.yaml" --standard qinghai-2013 -o audit.gpkg >said 2>&1 || { cat said; exit 1; }
"$CATCHMENT" review "$demo/review.yaml" -o review.gpkg >said 2>&1 || { cat said; exit 1; }
"$CATCHMENT" compare audit.gpkg review.gpkg -o compare.gpkg >said 2>&1 || { cat said; exit 1; }

check() { # OUT.gpkg FORMAT ENCODING
    rm -rf made
    "$CATCHMENT" publish "$1" --export made --format "$2" ${3:+--encoding "$3"} >said 2>&1 || { cat said; exit 1; }
    grep -q made said
    [ -z "$(find made -name '.catchment-*')" ] || { echo "a working folder was left"; exit 1; }
    PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$CATCHMENT_SOURCE/tests/cases/export/check.py" "$1" made "$2" "${3:-UTF-8}"
}
all() { # OUT.gpkg
    for format in shp geojson csv fgb; do check "$1" $format ""; done
    check "$1" shp UTF-8
    check "$1" shp GBK
}
all audit.gpkg
all review.gpkg
all compare.gpkg

# The same output gives the same bytes.
for format in shp geojson csv fgb; do
    "$CATCHMENT" publish review.gpkg --export "a_$format" --format $format >said
    "$CATCHMENT" publish review.gpkg --export "b_$format" --format $format >said
    diff -r "a_$format" "b_$format"
done

# What is hard to write. A trigger of the R-tree needs functions that sqlite3 has not: they go first.
cp review.gpkg hard.gpkg
/usr/bin/python3 - hard.gpkg <<'END'
import sqlite3, sys
from osgeo import ogr
db = sqlite3.connect(sys.argv[1])
for (name,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
    db.execute(f'drop trigger "{name}"')
head = next(db.execute("select geom from finding where geom is not null"))[0][:8]
head = head[:3] + bytes([1]) + head[4:]  # no envelope
for fid, wkt in ((101, "LINESTRING (500000 3610000, 500100 3610000)"), (102, "MULTIPOINT (500000 3610000, 500100 3610050)"),
                 (103, "MULTILINESTRING ((500000 3610000, 500100 3610000), (500200 3610000, 500100 3610100))")):
    db.execute("insert into finding (fid, geom, code, text_zh, people) values (?, ?, 'F0001', '线', 1e12)",
               (fid, head + ogr.CreateGeometryFromWkt(wkt).ExportToWkb()))
db.execute("update project set text_zh = ?, supply_zh = ?", ("审查意见“长”\n\"第二行\"," * 60, "字" * 84 + "ab"))
db.execute("update gap set people = 123456789.123456, area_m2 = -0.000123456789 where fid = 1")
db.commit()
END
all hard.gpkg
check hard.gpkg shp ""
for file in finding_point finding_multipoint finding_line finding_polygon; do [ -f made/$file.shp ] || { echo "no $file"; exit 1; }; done
[ -f made/finding_none.dbf ]
grep -q '^project_polygon.shp\|^"project_polygon.shp".*"cut at 254 bytes; whole in project.texts.csv"' made/fields.csv
[ "$(grep -c supply_zh made/project.texts.csv || true)" -eq 0 ] || { echo "254 bytes are not too many"; exit 1; }

# A character that GBK lacks: nothing is written, and the error names the row.
cp review.gpkg rare.gpkg
sqlite3 rare.gpkg "select name from sqlite_master where type = 'trigger' and tbl_name = 'community'" |
    while read -r trigger; do sqlite3 rare.gpkg "drop trigger \"$trigger\""; done
sqlite3 rare.gpkg "update community set name = '𠮷祥社区' where fid = 7"
refused() { # EXIT CODE WORDS ARGUMENT...
    wanted=$1 code=$2 words=$3
    shift 3
    rm -rf none
    status=0
    "$CATCHMENT" --lang en publish "$@" >said 2>&1 || status=$?
    [ "$status" -eq "$wanted" ] || { cat said; echo "exit $status, not $wanted: $*"; exit 1; }
    grep -q "error\[$code\].*$words" said || { cat said; echo "no $code $words: $*"; exit 1; }
    [ ! -e none ] || { echo "something was written: $*"; exit 1; }
}
refused 5 E0730 'U+20BB7.*name of community, row 7' rare.gpkg --export none --encoding GBK
check rare.gpkg shp UTF-8

# Wrong calls.
refused 2 E0105 'export' review.gpkg
refused 2 E0105 'export DIR' review.gpkg --encoding GBK
refused 2 E0695 'pdf' review.gpkg --export none --format pdf
refused 2 E0696 'GBK' review.gpkg --export none --format csv --encoding GBK
refused 2 E0107 'format' review.gpkg --export none --format csv --format shp
refused 3 E0690 '' "$demo/communities.gpkg" --export none
refused 3 E0301 '' nothing.gpkg --export none
refused 5 E0502 '' review.gpkg --export missing/none
refused 5 E0502 '' review.gpkg --export said

# Files that are there need --overwrite; others are left alone.
mkdir full
: >full/other.txt
echo old >full/gap.csv
refused 5 E0501 'gap.csv' review.gpkg --export full --format csv
[ "$(find full -type f | wc -l)" -eq 2 ] && [ "$(cat full/gap.csv)" = old ] || { echo "something was touched"; exit 1; }
"$CATCHMENT" publish review.gpkg --export full --format csv --overwrite >said
[ -f full/other.txt ] && [ "$(wc -l <full/gap.csv)" -gt 100 ]

# An index of an older shapefile would hide features of the new one; one of another file stays.
: >full/gap.qix
: >full/other.qix
"$CATCHMENT" publish review.gpkg --export full --overwrite >said
[ ! -e full/gap.qix ] && [ -e full/other.qix ]

# A folder that is not to be written to. (Root may write everywhere.)
mkdir locked
chmod a-w locked
[ "$(id -u)" -eq 0 ] || refused 5 E0502 '' review.gpkg --export locked --format csv

# No room: files end at 64 KiB. What was there stays, and nothing is left.
sum() { (cd full && find . -type f -exec sha256sum {} + | sort); }
before=$(sum)
for format in shp geojson csv fgb; do
    status=0
    (trap '' XFSZ; ulimit -f 128; exec "$CATCHMENT" --lang en publish review.gpkg --export full --format $format --overwrite) >said 2>&1 || status=$?
    [ "$status" -eq 5 ] || { cat said; echo "$format on a full disk: exit $status, not 5"; exit 1; }
    grep -q 'error\[E0505\]' said || { cat said; exit 1; }
    [ "$before" = "$(sum)" ] || { echo "$format on a full disk: the folder was touched"; exit 1; }
done

# As JSON.
"$CATCHMENT" publish review.gpkg --export json --format fgb --json |
    python3 -c 'import json, sys; d = json.load(sys.stdin); assert d["made"] == [{"option": "export", "format": "fgb", "target": "json"}], d'
