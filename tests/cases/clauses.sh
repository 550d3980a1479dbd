#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every measurable clause of the five documents has its row: clauses/ids.txt lists them, read from the
# documents, "STANDARD ID" a line. A part or another reading of a clause may stand beside it with a dot,
# "QH-02.by_count"; any other row, a row without the clause's own words, and a row that is there twice
# are refused. Then the same on a copy that lacks a clause, because a test that cannot fail is none.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT

# all_there FOLDER: says what is wrong; 0 where nothing is.
all_there() {
    python3 - "$1" "$CATCHMENT_SOURCE/tests/cases/clauses/ids.txt" <<'END'
import csv, sys

folder, list_file = sys.argv[1:]
wanted = {}
for line in open(list_file):
    standard, id = line.split()
    wanted.setdefault(standard, []).append(id)
wrong = []
for standard, ids in sorted(wanted.items()):
    with open(f"{folder}/{standard}.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if not row[0].startswith("# ")]
    clauses = [dict(zip(rows[0], row)) for row in rows[1:]]
    there = [clause["id"] for clause in clauses]
    wrong += [f"{standard}: no {id}" for id in ids if id not in there]
    wrong += [f"{standard}: {id} twice" for id in sorted(set(there)) if there.count(id) > 1]
    wrong += [f"{standard}: {id} is no clause of the document" for id in there
              if id.split(".")[0] not in ids]
    wrong += [f"{standard}: {clause['id']} says nothing in {column}" for clause in clauses
              for column in ("section", "applies_to", "measure", "quote_zh", "text_en", "source")
              if not clause[column].strip()]
for line in wrong:
    print(line)
sys.exit(len(wrong) > 0)
END
}

all_there "$CATCHMENT_SOURCE/queries/standards"

cp "$CATCHMENT_SOURCE"/queries/standards/*.csv "$here"
grep -v '^QH-49,' "$CATCHMENT_SOURCE/queries/standards/qinghai-2013.csv" >"$here/qinghai-2013.csv"
! all_there "$here" >"$here/said" || { echo "a clause that lacks was not seen"; exit 1; }
[ "$(cat "$here/said")" = "qinghai-2013: no QH-49" ] || { cat "$here/said"; exit 1; }
