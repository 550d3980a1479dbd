# SPDX-License-Identifier: GPL-3.0-or-later
printf 'id,applies_to,measure,comparison,limit,strength\nA,街道,people,>=,5,mus\n' >own.csv
catchment standards check own.csv --json
