#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The eight shapes that rules of local documents have can all be said: shapes.csv is a standard with the
# clauses of each shape, shapes_expected.csv what follows from the printed rules at their bounds, worked
# out by hand: "clause, inputs, limit, result"; an empty limit is not looked at. Every project is reviewed
# by the quick form. Then a wrong limit and a wrong result are seen, because a test that cannot fail is
# none.
set -eu
folder=$CATCHMENT_SOURCE/tests/cases/standards
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT

# follows TABLE: reviews each row's project; says what differs; 0 where nothing does.
follows() {
    python3 - "$CATCHMENT" "$folder/shapes.csv" "$1" <<'END'
import csv, json, math, subprocess, sys

program, standard, table = sys.argv[1:]
with open(table, encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
wrong = [] if rows else ["no rows"]
for row in rows:
    said = subprocess.run([program, "review", "--standard", standard, "--project",
                           row["inputs"].replace(";", ","), "--json"],
                          capture_output=True, text=True)
    try:
        verdicts = json.loads(said.stdout)["projects"][0]["verdicts"]
        verdict = [v for v in verdicts if v["clause"] == row["clause"]][0]
    except (ValueError, KeyError, IndexError):
        wrong.append(f"{row['clause']} {row['inputs']}: exit {said.returncode} {said.stderr}")
        continue
    if verdict["result"] != row["result"]:
        wrong.append(f"{row['clause']} {row['inputs']}: {verdict['result']}, not {row['result']}")
    limit = verdict["limit_value"]
    if row["limit"] and (limit is None or
                         not math.isclose(limit, float(row["limit"]), rel_tol=1e-9, abs_tol=1e-9)):
        wrong.append(f"{row['clause']} {row['inputs']}: limit {limit}, not {row['limit']}")
for line in wrong:
    print(line)
sys.exit(len(wrong) > 0)
END
}

follows "$folder/shapes_expected.csv"

cat >"$here/wrong.csv" <<'END'
clause,inputs,limit,result
SH-1,households=1500;floor_area_m2=300,301,met
SH-1,households=1501;floor_area_m2=300,300.2,met
END
! follows "$here/wrong.csv" >"$here/said" || { echo "a wrong table was not seen"; exit 1; }
[ "$(wc -l <"$here/said")" = 2 ] || { cat "$here/said"; exit 1; }
