#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every measurable clause of the five documents has its row in the standard that is built in:
# clauses/ids.txt lists them, read from the documents, "STANDARD ID" a line. A part or another reading of
# a clause may stand beside it with a dot, "QH-02.by_count"; any other row, and a row without the clause's
# own words, are refused. Then the same on a copy that lacks a clause and has a strange one, because a
# test that cannot fail is none.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT

# all_there NAME FILE.json: says what is wrong; 0 where nothing is.
all_there() {
    python3 - "$1" "$2" "$CATCHMENT_SOURCE/tests/cases/clauses/ids.txt" <<'END'
import json, sys

name, shown, list_file = sys.argv[1:]
with open(list_file, encoding="utf-8") as lines:
    ids = [id for standard, id in (line.split() for line in lines) if standard == name]
with open(shown, encoding="utf-8") as file:
    clauses = json.load(file)["standards"][0]["clauses"]
there = [clause["id"] for clause in clauses]
wrong = [f"no {id}" for id in ids if id not in there]
wrong += [f"{id} is no clause of the document" for id in there if id.split(".")[0] not in ids]
wrong += [f"{clause['id']} says nothing in {column}" for clause in clauses
          for column in ("section", "applies_to", "measure", "quote_zh", "text_en", "source")
          if not clause[column].strip()]
for line in wrong:
    print(f"{name}: {line}")
sys.exit(not ids or len(wrong) > 0)
END
}

cut -d' ' -f1 "$CATCHMENT_SOURCE/tests/cases/clauses/ids.txt" | sort -u >"$here/names"
while read -r name; do
    "$CATCHMENT" standards show "$name" --json >"$here/$name.json"
    all_there "$name" "$here/$name.json"
    twice=$(cut -d, -f1 "$CATCHMENT_SOURCE/queries/standards/$name.csv" | sort | uniq -d)
    [ -z "$twice" ] || { echo "$name: twice: $twice"; exit 1; }
done <"$here/names"

sed 's/^QH-49,/QH-99,/' "$CATCHMENT_SOURCE/queries/standards/qinghai-2013.csv" >"$here/other.csv"
"$CATCHMENT" standards show "$here/other.csv" --json >"$here/other.json"
! all_there qinghai-2013 "$here/other.json" >"$here/said" || { echo "what lacks was not seen"; exit 1; }
printf '%s\n' "qinghai-2013: no QH-49" "qinghai-2013: QH-99 is no clause of the document" >"$here/wanted"
diff "$here/wanted" "$here/said"
