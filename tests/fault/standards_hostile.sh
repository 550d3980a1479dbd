#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A standard whose formulas try to read, write, load, loop or hide: each is refused with its cell and a
# reason, nothing is written, and what is not there is not read.
set -eu
here=$(mktemp -d) said=$(mktemp -d)
trap 'rm -rf "$here" "$said"' EXIT
cd "$here"
echo "a secret of 2026" >secret
sqlite3 other.db "create table t(x); insert into t values ('a secret of 2026')"
{
    echo 'id,applies_to,condition,measure,comparison,limit,strength'
    n=1
    while read -r formula; do
        quoted=$(printf '%s' "$formula" | sed 's/"/""/g')
        printf 'M-%d,street,,"%s",>=,1,must\n' $n "$quoted"
        printf 'C-%d,street,"%s",people,>=,1,must\n' $n "$quoted"
        printf 'L-%d,street,,people,between,"1 .. %s",must\n' $n "$quoted"
        n=$((n + 1))
    done <<'END'
1) FROM object; ATTACH 'other.db' AS o; SELECT (1
(SELECT x FROM o.t)
readfile('secret')
writefile('written', 'x')
load_extension('./evil.so')
edit('secret')
(SELECT file FROM pragma_database_list)
(SELECT sql FROM sqlite_master)
fts3_tokenizer('x', 'y')
(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n)
hex(zeroblob(1000000000))
randomblob(1000000000)
printf('%.1000000000c', 'x')
people /* hidden */
people -- hidden
1; DROP TABLE object
1), (2
date('now')
random()
ST_AsText(ImportSHP('secret'))
ExportGeoJSON('t', 'x', 'written')
BlobFromFile('secret')
BlobToFile(x'41', 'written')
END
} >evil.csv
rows=$(($(wc -l <evil.csv) - 1))
find . -type f | sort | xargs sha256sum >"$said/before"
code=0
timeout 60 "$CATCHMENT" standards check evil.csv --json >"$said/json" 2>"$said/error" || code=$?
[ $code = 4 ] || { echo "exit code $code, not 4"; exit 1; }
refused=$(grep -c '"code": "E0611"' "$said/json" || :)
[ "$refused" = "$rows" ] || { echo "$refused of $rows rows refused"; exit 1; }
for cell in D2 C3 F4; do
    grep -q "\"message\": \"$cell: clause .*is refused: ." "$said/json" || { echo "$cell is not named"; exit 1; }
done
! grep -q 'secret of 2026' "$said/json" || { echo "it was read"; exit 1; }
find . -type f | sort | xargs sha256sum | diff "$said/before" - || { echo "a file was touched"; exit 1; }
