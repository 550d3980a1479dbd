#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Workbooks of an audit, a review and a comparison, read back by openpyxl (workbook/check.py): every
# total is computed again from the rows above it and compared with its cached value and with the output.
set -eu
/usr/bin/python3 -c 'import openpyxl' 2>/dev/null || { echo "python3-openpyxl is not there"; exit 77; }
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
demo=$CATCHMENT_SOURCE/layers/demo
check=$CATCHMENT_SOURCE/tests/cases/workbook/check.py
quiet="--progress none --lang zh"
# shellcheck disable=SC2086 # options
{
    "$CATCHMENT" audit "$demo/plan.yaml" --standard qinghai-2013 -o "$here/audit.gpkg" $quiet
    "$CATCHMENT" audit "$demo/plan.yaml" --set floor_area.shared=whole -o "$here/whole.gpkg" $quiet
    "$CATCHMENT" review "$demo/review.yaml" -o "$here/review.gpkg" $quiet
    "$CATCHMENT" site "$demo/site.yaml" -o "$here/site.gpkg" $quiet
    "$CATCHMENT" compare "$here/whole.gpkg" "$here/audit.gpkg" -o "$here/compare.gpkg" $quiet
} >"$here/said" 2>&1
publish() { # NAME LANGUAGE
    "$CATCHMENT" publish "$here/$1.gpkg" --workbook "$here/$1.$2.xlsx" --lang "$2" >>"$here/said"
}
for name in audit whole review compare site; do
    publish "$name" zh
    /usr/bin/python3 "$check" "$name" "$here/$name.gpkg" "$here/$name.zh.xlsx" zh
done
publish review en
/usr/bin/python3 "$check" review "$here/review.gpkg" "$here/review.en.xlsx" en
publish site en
/usr/bin/python3 "$check" site "$here/site.gpkg" "$here/site.en.xlsx" en

# The same bytes at another time, in another place and zone.
mkdir "$here/else"
TZ=Asia/Shanghai LC_ALL=C "$CATCHMENT" publish "$here/audit.gpkg" --workbook "$here/else/x.xlsx" --lang zh >>"$here/said"
cmp "$here/audit.zh.xlsx" "$here/else/x.xlsx"

# Texts that begin as formulas do, signs that XML forbids, texts too long for a cell; tables missing.
cp "$here/audit.gpkg" "$here/hostile.gpkg"
sqlite3 "$here/hostile.gpkg" "select 'drop trigger \"' || name || '\";' from sqlite_master where type = 'trigger'" |
    sqlite3 "$here/hostile.gpkg" # they ask for functions of geometry
sqlite3 "$here/hostile.gpkg" "
    update community set name = '=1+1' where fid = 1; update community set name = '+1' where fid = 2;
    update community set name = '-1' where fid = 3; update community set name = '@SUM(A1)' where fid = 4;
    update community set name = '<a & \"b\">' || char(1) || '_x0041_' where fid = 5;
    update community set name = '𠮷' || name where fid = 6;
    update finding set text_zh = (with recursive n(i, t) as (values (0, '') union all select i + 1, t ||
        '第' || i || '段𠮷。' from n where i < 9999) select t from n where i = 9999) where fid = 2;
    drop table gap; drop table verdict; drop table street_statistic;"
publish hostile zh
/usr/bin/python3 "$check" hostile "$here/hostile.gpkg" "$here/hostile.zh.xlsx" zh

# Whole or not at all.
cp "$here/audit.zh.xlsx" "$here/kept.xlsx"
code=0
"$CATCHMENT" publish "$here/review.gpkg" --workbook "$here/kept.xlsx" --lang en 2>"$here/error" || code=$?
[ $code -eq 5 ] && grep -q E0501 "$here/error"
printf 'no output' >"$here/none.gpkg"
code=0
"$CATCHMENT" publish "$here/none.gpkg" --workbook "$here/kept.xlsx" --overwrite --lang en 2>"$here/error" || code=$?
[ $code -eq 3 ] && grep -qE 'E0690|E0301' "$here/error"
for room in 60 900 2000; do # for less than it; for it, but not for what waits on the way to it
    code=0
    (ulimit -f $room; trap '' XFSZ
     "$CATCHMENT" publish "$here/audit.gpkg" --workbook "$here/kept.xlsx" --overwrite --lang en 2>"$here/error") || code=$?
    [ $code -eq 5 ] && grep -q E0740 "$here/error" || { echo "a full disk: exit code $code"; cat "$here/error"; exit 1; }
done
cmp "$here/audit.zh.xlsx" "$here/kept.xlsx"
[ -z "$(find "$here" -name '.catchment-*')" ] || { echo "something was left behind"; exit 1; }
