-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 缺口
-- title_en: Gaps
-- frozen: 2
--
-- First communities without premises, then those whose floor area falls short of a binding clause,
-- then inhabited ground out of reach, most people first.
--
-- column: gap_id | - | 缺口编号 | gap | - | text
-- column: type | - | 类型 | type | - | text
-- column: kind | - | 设施类别 | kind | - | text
-- column: reach | - | 服务半径 | radius | m | number
-- column: county | - | 区县 | county | - | text
-- column: street | - | 街道 | street | - | text
-- column: unit_id | - | 社区编号 | community code | - | text
-- column: community | - | 社区 | community | - | text
-- column: gap_m2 | - | 缺口面积 | floor area missing | m² | area
-- column: people | - | 未覆盖人口 | people out of reach | 人 | integer
-- column: households | - | 未覆盖户数 | households out of reach | 户 | integer
-- column: area_m2 | - | 盲区面积 | area out of reach | m² | integer
-- column: nearest_id | - | 最近设施 | nearest facility | - | text
-- column: nearest_m | - | 最近设施距离 | distance to it | m | integer
-- column: rank | - | 优先次序 | rank | - | integer

WITH short AS (
    SELECT v.unit_id, max(v.gap) AS gap
      FROM clause_on o JOIN verdict v ON v.fid = o.fid
     WHERE o.level = 'community' AND o.measure IN ('station_largest_m2', 'rural_centre_largest_m2')
       AND v.result = 'unmet'
     GROUP BY v.unit_id
), listed AS (
    SELECT iif(c.facilities = 0, 1, 2) AS part, c.fid, s.gap, c.*
      FROM community c LEFT JOIN short s USING (unit_id)
     WHERE c.facilities = 0 OR s.gap > 0
)
SELECT printf('%s%d', char(64 + l.part), row_number() OVER (PARTITION BY l.part ORDER BY l.fid)) AS gap_id,
       iif(l.part = 1, iif(a.zh, '无设施', 'no facility'), iif(a.zh, '面积不足', 'too small')) AS type,
       NULL AS kind, NULL AS reach, l.county, l.street, l.unit_id, l.name AS community, l.gap AS gap_m2,
       NULL AS people, NULL AS households, NULL AS area_m2, l.nearest_id, l.nearest_m, NULL AS rank,
       l.part, l.fid AS position
  FROM listed l, asked a
UNION ALL
SELECT printf('C%d', g.gap_id), iif(a.zh, '半径未覆盖', 'out of reach'),
       iif(a.zh, coalesce(g.kind_title, g.kind), g.kind), g.reach, g.county, g.street, g.unit_id,
       g.community, NULL, g.people, g.households, g.area_m2, g.nearest_id, g.nearest_m, g.rank, 3, g.fid
  FROM gap g, asked a
 ORDER BY 16, 17;
