-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 每百户设施面积
-- title_en: Floor area per 100 households
--
-- By kind and for all kinds that count ('*'); NULL where there are no households.
--
-- formula: per_100_households = floor_area_m2 * 100 / households
-- column: level | text | 层级 | level
-- column: unit_id | text | 单元编号 | unit
-- column: kind | text | 类别 | kind
-- column: households | real | 户数 | households
-- column: facilities | integer | 设施处数 | facilities
-- column: floor_area_m2 | real | 设施建筑面积 | floor area | m²
-- column: per_100_households | real | 每百户设施面积 | floor area per 100 households | m²

SELECT level, unit_id, kind, households, facilities, floor_area_m2, per_100_households
  FROM floor_area ORDER BY rowid;
