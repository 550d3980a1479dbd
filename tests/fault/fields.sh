#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A field that the plan names and the layer does not have is an error with "did you mean"; no
# households give NULL, neither 0 nor infinity.
. "$CATCHMENT_SOURCE/tests/fault/lib/town.sh"
sed -i 's/households: households/households: housholds/' plan.yaml
fails 3 E0311 '"households"'
sed -i 's/households: housholds/households: households/' plan.yaml

communities "$A1" "$B1" "$(community A2 0 "$(square 117.00 32.60)")" "$(community B2 null "$(square 117.02 32.60)")"
works
is "select count(*) from floor_area where level='community' and unit_id in ('A2', 'B2') and per_100_households is not null" 0
near "select per_100_households from floor_area where level='community' and unit_id='A1' and kind='*'" 60 1e-9
