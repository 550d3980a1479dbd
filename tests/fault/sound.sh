#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The town that the other tests spoil is sound: it has no finding, and the sums are those of its
# making.
. "$CATCHMENT_SOURCE/tests/fault/lib/town.sh"
works
is "select count(*) from finding" 0
near "select total from coverage where level='city' and kind='station' and demand='people'" 16000 1e-6
near "select total from coverage where level='community' and unit_id='A2' and kind='station' and demand='people'" 4000 1e-6
near "select covered from coverage where level='community' and unit_id='A2' and kind='station' and demand='people'" 0 1e-9
near "select floor_area_m2 from floor_area where level='city' and kind='*'" 950 1e-9
near "select per_100_households from floor_area where level='city' and kind='*'" 67.857142857 1e-6
