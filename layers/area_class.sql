-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 设施面积分级
-- title_en: Communities by class of floor area
--
-- Communities at or above each class bound of the plan.
--
-- formula: share = at_or_above / communities
-- column: level | text | 层级 | level
-- column: unit_id | text | 单元编号 | unit
-- column: kind | text | 类别 | kind
-- column: bound_m2 | real | 分级界限 | bound | m²
-- column: basis | text | 口径 | basis
-- column: communities | integer | 社区数 | communities
-- column: at_or_above | integer | 达到的社区数 | at or above
-- column: share | real | 占比 | share

SELECT level, unit_id, kind, bound_m2, basis, communities, at_or_above, share FROM area_class ORDER BY rowid;
