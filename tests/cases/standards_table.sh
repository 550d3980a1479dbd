#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# queries/standards/README.md is what `catchment standards table` prints, and every clause stands in it.
set -eu
root=${CATCHMENT_SOURCE:?}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
"$CATCHMENT" standards table >"$here/table"
if ! cmp -s "$here/table" "$root/queries/standards/README.md"; then
    diff "$root/queries/standards/README.md" "$here/table" | head -n 10
    echo "queries/standards/README.md is stale: catchment standards table > queries/standards/README.md"
    exit 1
fi
n=0
for file in "$root"/queries/standards/*.csv; do
    for id in $(sed -n 's/^\([A-Z][A-Z]*-[^,]*\),.*/\1/p' "$file"); do
        n=$((n + 1))
        grep -qF -- "$id " "$here/table" || { echo "$id does not stand in the table"; exit 1; }
    done
done
[ $n -gt 300 ] || { echo "only $n clauses"; exit 1; }
columns=$(grep -c '^| [^|]*[0-9] |' "$here/table")
[ "$columns" -ge 7 ] || { echo "only $columns documents"; exit 1; }
# A row has as many cells as its heading.
awk -F'[^\\\\]\\|' '/^\|/ { if (heading && NF != heading) { print "row " NR " has " NF " cells, not " heading; bad = 1 } heading = NF }
                    !/^\|/ { heading = 0 } END { exit bad }' "$here/table"
