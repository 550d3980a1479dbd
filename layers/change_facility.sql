-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: compare
-- title_zh: 设施变化
-- title_en: Changes of facilities
--
-- change: opened, closed, changed (name, floor area or community), ambiguous (an id that stands on
-- one side more than once).
--
-- column: change | text | 变化 | change
-- column: facility_id | text | 设施编号 | facility
-- column: kind | text | 类别 | kind
-- column: olds | integer | 旧行数 | old rows
-- column: news | integer | 新行数 | new rows
-- column: old_name | text | 原名称 | old name
-- column: new_name | text | 现名称 | new name
-- column: old_floor_area_m2 | real | 原建筑面积 | floor area, old | m²
-- column: new_floor_area_m2 | real | 现建筑面积 | floor area, new | m²
-- column: difference_m2 | real | 增减 | difference | m²
-- column: old_community | text | 原所在社区 | community, old
-- column: new_community | text | 现所在社区 | community, new

SELECT change, facility_id, kind, olds, news, old_name, new_name, old_floor_area_m2,
       new_floor_area_m2, difference_m2, old_community, new_community
  FROM change_facility ORDER BY rowid;
