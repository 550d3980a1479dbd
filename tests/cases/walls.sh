#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The walls of the house (README, "How the house is built"): who includes whom, and how long functions
# and files may be. Then the same rules on a small tree that breaks every one of them, because a wall
# that cannot fail is none.
set -eu
root=${CATCHMENT_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
rooms="base gis load check measure judge solve site publish"
foreign='gdal|ogr_|cpl_|geos_c|geos/|proj\.h|proj_|geodesic|sqlite3|spatialite|xlsxwriter|cairo|pango|fontconfig|glib'

# includes FILE...: prints "file:line:header" of every include that names a file
includes() {
    grep -nHE '^[[:space:]]*#[[:space:]]*include' "$@" /dev/null |
        sed -E 's/^([^:]*:[0-9]+):[^<"]*[<"]([^>"]*)[>"].*/\1:\2/'
}

foreign_headers() {
    find src include -name '*.[ch]' ! -path 'src/gis/*' | sort | while read -r file; do
        includes "$file" | grep -E ":($foreign)[^:]*$" |
            grep -vE '^src/publish/book\.c:[0-9]+:xlsxwriter\.h$' |
            grep -vE '^src/publish/paper\.c:[0-9]+:(cairo-pdf|pango/pangocairo|fontconfig/fontconfig)\.h$' |
            sed 's/$/: a foreign header outside src\/gis/'
    done
    # A header of gis that shows foreign types is for gis alone.
    find src/gis -name '*.h' 2>/dev/null | sort | while read -r header; do
        includes "$header" | grep -qE ":($foreign)[^:]*$" || continue
        find src include -name '*.[ch]' ! -path 'src/gis/*' | sort | while read -r file; do
            includes "$file" | grep -E ":${header#src/}$" | sed 's/$/: it shows foreign types/'
        done
    done
}

# A room sees base, the rooms before it, itself and the public headers; load also check/finding.h.
room_order() {
    seen="catchment"
    for room in $rooms; do
        seen="$seen $room"
        allowed=$(echo "$seen" | tr ' ' '|')
        [ "$room" != load ] || allowed="$allowed|check/finding.h"
        for file in src/"$room"/*.[ch]; do
            [ -f "$file" ] || continue
            includes "$file" | grep -E ":($(echo catchment cli "$rooms" | tr ' ' '|'))/" |
                grep -vE ":($allowed)(/[^:]*)?$" | sed "s/\$/: $room may not include it/"
        done
    done
}

cli_and_public() {
    for file in src/cli/*.[ch]; do
        [ -f "$file" ] || continue
        includes "$file" | grep -E ':[^:]*/' |
            grep -vE ':(catchment/[a-z]+\.h|base/(fail|json|text)\.h|cli/[a-z_]+\.h|sys/[a-z]+\.h)$' |
            sed 's/$/: the program may use the public headers only/'
    done
    for file in include/catchment/*.h; do
        [ -f "$file" ] || continue
        includes "$file" | grep -E ':[^:]*/' | grep -vE ':catchment/[a-z]+\.h$' |
            sed 's/$/: a public header needs a private one/'
    done
}

lengths() {
    find src include tests layers queries -type f \( -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name '*.sql' \) |
        sort | while read -r file; do
        n=$(wc -l <"$file")
        [ "$n" -le 500 ] || echo "$file: $n lines, at most 500"
        head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || echo "$file: no licence line"
    done
    ctags --version 2>/dev/null | grep -q Universal || return 0
    find src include tests -name '*.[ch]' | sort | ctags -L - --languages=C --kinds-C=f --fields=+ne -f - |
        awk -F'\t' '{ for (i = 4; i <= NF; i++) { if ($i ~ /^line:/) s = substr($i, 6); if ($i ~ /^end:/) e = substr($i, 5) }
                     if (e - s + 1 > 80) print $2 ":" s ": " $1 " has " e - s + 1 " lines, at most 80" }'
}

all_rules() {
    foreign_headers
    room_order
    cli_and_public
    lengths
}

# --- a tree that breaks every rule ---------------------------------------------------------------
broken=$(mktemp -d)
trap 'rm -rf "$broken"' EXIT
mkdir -p "$broken/src/base" "$broken/src/publish" "$broken/src/gis" "$broken/src/load" "$broken/src/cli" "$broken/include/catchment" \
    "$broken/tests" "$broken/layers" "$broken/queries"
cd "$broken"
licence='/* SPDX-License-Identifier: GPL-3.0-or-later */'
printf '%s\n#include <sqlite3.h>\n' "$licence" >src/base/a.c
printf '%s\n#include <geos_c.h>\n' "$licence" >src/gis/inner.h
printf '%s\n#include <xlsxwriter.h>\n' "$licence" >src/publish/x.c
printf '%s\n#include <cairo.h>\n' "$licence" >src/publish/y.c
printf '%s\n#include <xlsxwriter.h>\n' "$licence" >src/publish/book.c
printf '%s\n#include "gis/inner.h"\n#include "measure/b.h"\n#include "check/finding.h"\n' "$licence" >src/load/b.c
printf '%s\n#include "load/city.h"\n#include "base/text.h"\n#include <sys/time.h>\n' "$licence" >src/cli/c.c
printf '%s\n#include "base/text.h"\n' "$licence" >include/catchment/d.h
echo 'int no_licence;' >src/base/e.c
{ echo "$licence"; echo 'int f(void)'; echo '{'; yes '' | head -n 90; echo 'return 0; }'; yes '' | head -n 420; } >src/base/f.c
all_rules >found
for wanted in 'src/base/a.c:2:sqlite3.h: a foreign' 'src/publish/x.c:2:xlsxwriter.h: a foreign' \
    'src/publish/y.c:2:cairo.h: a foreign' \
    'src/load/b.c:2:gis/inner.h: it shows' \
    'src/load/b.c:3:measure/b.h: load may not' 'src/cli/c.c:2:load/city.h: the program' \
    'include/catchment/d.h:2:base/text.h: a public' 'src/base/e.c: no licence' 'src/base/f.c: 51'; do
    grep -q "^$wanted" found || { echo "this wall does not hold: $wanted"; exit 1; }
done
! grep -qE 'finding.h|c.c:[34]|book.c' found || { echo "a lawful include was refused"; exit 1; }
! ctags --version 2>/dev/null | grep -q Universal || grep -q 'f has 9[0-9] lines' found ||
    { echo "a long function was not seen"; exit 1; }

# --- the house itself ----------------------------------------------------------------------------
cd "$root"
all_rules >"$broken/found"
if [ -s "$broken/found" ]; then
    cat "$broken/found"
    exit 1
fi
