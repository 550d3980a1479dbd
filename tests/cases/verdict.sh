#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The demo town by three standards: every verdict of clauses on floor areas is reckoned again from the
# tables by other code, every clause has one verdict on every object, counts and the assessment follow
# from the verdicts. Street centres and plazas are put in beside it, at and below what is asked.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
check() { PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$CATCHMENT_SOURCE/tests/cases/verdict/check.py" "$@"; }
cp -r "$CATCHMENT_SOURCE/layers/demo" demo
"$CATCHMENT" audit demo/plan.yaml -o plain.gpkg >plain.txt 2>/dev/null
[ "$(sqlite3 plain.gpkg 'select (select count(*) from verdict) + (select count(*) from clause)
    + (select count(*) from parameter) + (select count(*) from verdict_count)
    + (select count(assessment) from community)')" = 0 ]

check add plain.gpkg demo
standards="--standard qinghai-2013 --standard gansu-2012 --standard shenzhen-2011"
"$CATCHMENT" audit demo/plan.yaml $standards -o out.gpkg --lang en >said.txt 2>/dev/null
check verdicts out.gpkg demo
mkdir json # the project inside holds the name of its file
"$CATCHMENT" audit demo/plan.yaml $standards -o json/out.gpkg --json >out.json 2>/dev/null
check totals out.gpkg out.json
cmp out.gpkg json/out.gpkg
grep -q 'Qinghai.*must' said.txt

# What another reading of the document makes of it: the plaza for all communities.
"$CATCHMENT" audit demo/plan.yaml $standards --set parameters.plaza_for=all -o all.gpkg >all.txt 2>/dev/null
[ "$(sqlite3 out.gpkg "select count(*) from verdict where clause = 'QH-31' and result = 'exempt'")" = 52 ]
[ "$(sqlite3 all.gpkg "select count(*) from verdict where clause = 'QH-31' and result = 'exempt'")" = 0 ]

# Households by register: nobody gave them, so nothing per 100 households is known.
"$CATCHMENT" audit demo/plan.yaml $standards --set parameters.households_basis=registered \
    -o registered.gpkg >registered.txt 2>/dev/null
[ "$(sqlite3 registered.gpkg "select group_concat(DISTINCT result) from verdict where clause = 'GS-03'")" = unknown ]
[ "$(sqlite3 registered.gpkg 'select count(per_100_households) from community')" = 0 ]

# The exit says whether rules are kept; a rule that cannot be judged only where it is asked for.
status() { "$CATCHMENT" audit "$@" --overwrite --lang en >exit.txt 2>exit.err && echo 0 || echo $?; }
[ "$(status demo/plan.yaml $standards -o exit.gpkg)" = 0 ]
[ "$(status demo/plan.yaml $standards -o exit.gpkg --fail-on unmet)" = 1 ]
grep -q 'E0640' exit.err
[ "$(sqlite3 exit.gpkg 'select count(*) > 0 from verdict')" = 1 ]
[ "$(status demo/plan.yaml -o exit.gpkg --fail-on unmet)" = 2 ]
grep -q 'E0641' exit.err
printf 'id,applies_to,measure,comparison,limit,strength\nA,city,communities,>=,60,must\nB,city,volunteers,>=,1,must\n' >own.csv
[ "$(status demo/plan.yaml --standard own.csv -o exit.gpkg --fail-on unmet)" = 0 ]
[ "$(status demo/plan.yaml --standard own.csv -o exit.gpkg --fail-on unknown)" = 1 ]

# A standard that is wrong is found before the data are read.
printf 'id,applies_to,measure,comparison,limit,strength\nA,city,comunities,>=,60,must\n' >wrong.csv
[ "$(status demo/plan.yaml --standard wrong.csv --communities nowhere.gpkg -o wrong.gpkg)" = 3 ]
grep -q 'E0611' exit.err
