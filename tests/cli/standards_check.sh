# SPDX-License-Identifier: GPL-3.0-or-later
# Every error with its cell, in the order of the rows; the rows that are sound are counted.
cat >own.csv <<'END'
# 名称: 某市试行标准
编号,适用对象,适用条件,度量,比较,限值,单位,约束力
A-1,城市社区,,station_largest_m2,不小于,400,m2,应
A-2,comunity,,people,>=,1,,must
A-3,街道,housholds > 0,people,>>,1,,must
A-4,街道,housholds > 0,people,>=,(SELECT 1),,must
END
catchment standards check own.csv
