#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Facilities: outside every community, without a place, with a floor area that is no number.
. "$CATCHMENT_SOURCE/tests/fault/lib/town.sh"
cat >>facilities.csv <<'END'
F4,outside,station,100,117.2,32.63
F5,nowhere,station,100,,
F6,doubtful,station,about 300,117.035,32.605
END
works
is "select count(*) from finding where severity='error'" 0
is "select count(*) from finding where feature='F4'" 1
is "select count(*) from finding where feature='F5'" 1
is "select count(*) from finding where feature='F6' and cell like '%about 300%'" 1
near "select floor_area_m2 from floor_area where level='community' and unit_id='B2' and kind='*'" 400 1e-9
