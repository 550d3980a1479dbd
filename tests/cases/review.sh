#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Conclusions of reviews. tests/cases/review/clauses.csv: what follows for a project by the words of the
# documents, worked out by hand: `clauses` is "CLAUSE RESULT LIMIT GAP; ..." with - for what is not known,
# `text` stands in the Chinese opinion.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
failed=0 rows=0
tab=$(printf '\t')
sqlite3 -batch "$here/rows.db" ".mode csv" ".import $CATCHMENT_SOURCE/tests/cases/review/clauses.csv row" \
    ".mode tabs" "select why, standard, case options when '' then '-' else options end, project, conclusion, clauses, text
        from row order by rowid" >"$here/rows"
wrong() {
    printf '%s\n  %s\n' "$why" "$1"
    failed=1
}
while IFS=$tab read -r why standards options project conclusion clauses text; do
    rows=$((rows + 1))
    set -- --project "$project"
    for standard in $standards; do set -- "$@" --standard "$standard"; done
    [ "$options" = - ] || set -- "$@" --parameter "$options"
    "$CATCHMENT" review "$@" --json >"$here/out.json" || { wrong "exit code $?"; continue; }
    sqlite3 -batch -separator ' ' :memory: "
        select json_extract(readfile('$here/out.json'), '\$.projects[0].conclusion');
        select json_extract(value, '\$.clause'), json_extract(value, '\$.result'),
               iif(json_extract(value, '\$.limit_value') is null, '-', printf('%.9g', json_extract(value, '\$.limit_value'))),
               iif(json_extract(value, '\$.gap') is null, '-', printf('%.9g', json_extract(value, '\$.gap')))
          from json_each(readfile('$here/out.json'), '\$.projects[0].verdicts');
        select json_extract(readfile('$here/out.json'), '\$.projects[0].text_zh')" >"$here/got"
    [ "$(head -n 1 "$here/got")" = "$conclusion" ] || wrong "$(head -n 1 "$here/got"), not $conclusion"
    echo "$clauses" | sed 's/; /\n/g' >"$here/wanted"
    while read -r line; do
        grep -qxF "$line" "$here/got" || wrong "not \"$line\" but \"$(grep "^${line%% *} " "$here/got")\""
    done <"$here/wanted"
    tail -n 1 "$here/got" | grep -qF "$text" || wrong "not \"$text\" in \"$(tail -n 1 "$here/got")\""
done <"$here/rows"
[ "$rows" -ge 30 ] || { echo "only $rows rows"; failed=1; }
exit $failed
