# SPDX-License-Identifier: GPL-3.0-or-later
printf 'id,applies_to,measure,comparison,limit,strength\nA,street,people,>=,5,must\nB,street,households,>=,1,must\nC,street,area_m2,<,9,must\n' >one.csv
printf 'id,applies_to,measure,comparison,limit,strength\nA,street,people,>=,6,gate\nC,street,area_m2,<,9,must\nD,street|city,households,>=,2,should\n' >two.csv
catchment standards diff one.csv two.csv --json
