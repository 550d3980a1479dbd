#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The same input gives the same bytes, run for run and for any number of threads; --stamp changes the
# table `run` and nothing else.
. "$CATCHMENT_SOURCE/tests/property/lib/demo.sh"
mkdir other stamped # the project inside holds the name of its file
audit one.gpkg --threads 1
for threads in 1 2 3 8; do
    audit other/one.gpkg --threads $threads
    cmp one.gpkg other/one.gpkg || { echo "$threads threads give other bytes than one"; exit 1; }
done

audit stamped/one.gpkg --stamp
dump() { # FILE: everything but the table run
    for table in $(sqlite3 "$1" "select name from sqlite_master where type='table' and name <> 'run'
            and name not like 'rtree%' and name not like 'sqlite%' order by 1"); do
        echo "== $table"
        sqlite3 "$1" ".mode quote" "select * from \"$table\""
    done
}
dump one.gpkg >one.txt
dump stamped/one.gpkg >stamped.txt
grep -q '== coverage' one.txt || { echo "nothing was dumped"; exit 1; }
cmp one.txt stamped.txt || { echo "--stamp changes more than the table run"; exit 1; }
added=$(sqlite3 stamped/one.gpkg "attach 'one.gpkg' as o; select group_concat(key) from (select key from run
    where key not in (select key from o.run) order by key)")
[ "$added" = "peak_mb,seconds" ] || { echo "--stamp adds: $added"; exit 1; }
