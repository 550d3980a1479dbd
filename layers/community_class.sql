-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 社区分级表
-- title_en: Communities by class
--
-- Communities of each street, planning unit, county and the city in each class: by floor area (basis
-- community) and by floor area per 100 households, with the bounds of the plan. Each community is in
-- one class. The share stands as fraction and as printed, rounded half up.
--
-- formula: share = communities / total
-- column: level | text | 层级 | level
-- column: unit_id | text | 单元编号 | unit
-- column: area_type | text | 城乡（all 全部、urban 城市、rural 农村） | all, urban or rural
-- column: basis | text | 口径 | basis
-- column: class | text | 分级（none 无用房、unknown 不明） | class
-- column: low | real | 下限（含） | from | m²
-- column: high | real | 上限（不含） | to below | m²
-- column: communities | integer | 社区数 | communities
-- column: total | integer | 社区总数 | of
-- column: share | real | 占比 | share
-- column: share_fraction | text | 占比（分数） | share, fraction
-- column: share_1_decimal | text | 占比（一位小数） | share, one decimal
-- column: share_whole | text | 占比（整数） | share, whole percent

SELECT level, unit_id, area_type, basis, class, low, high, communities, total, share, fraction,
       one_decimal, whole
  FROM community_class ORDER BY rowid;
