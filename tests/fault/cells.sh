#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Cells that are no people: nodata, NaN and negative ones count as 0 and are told.
. "$CATCHMENT_SOURCE/tests/fault/lib/town.sh"
cells 'if (r == 0 && c < 3) v = -9999; if (r == 1 && c < 4) v = "nan"; if (r == 2 && c < 5) v = -7;'
works
near "select total from coverage where level='city' and demand='people'" 15880 1e-6
finds F0250 1
finds F0251 1
is "select text_en like '5 cells %' from finding where code='F0250'" 1
is "select text_en like '4 cells %' from finding where code='F0251'" 1
