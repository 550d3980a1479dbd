-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: MULTIPOLYGON
-- title_zh: 服务盲区
-- title_en: Gaps
-- group: 09
-- order: 10
-- draw: 300
-- theme: gaps
--
-- One row a patch of inhabited ground that no facility of the kind reaches within the radius; rank 1 is
-- the one with the most people of its kind and radius. Other population layers: table gap_demand.
--
-- column: gap_id | integer | 盲区编号 | gap
-- column: kind | text | 类别 | kind
-- column: kind_title | text | 类别名称 | kind, title
-- column: reach | real | 服务半径 | radius | m
-- column: rank | integer | 排名 | rank
-- column: people | real | 未覆盖人口 | people
-- column: households | real | 未覆盖户数 | households
-- column: area_m2 | real | 面积 | area | m²
-- column: people_per_hectare | real | 人口密度 | people per hectare | 人/公顷
-- column: unit_id | text | 社区编号 | community
-- column: community | text | 社区名称 | community, name
-- column: street | text | 街道 | street
-- column: county | text | 区县 | county
-- column: nearest_id | text | 最近设施 | nearest facility
-- column: nearest_m | real | 最近设施距离 | distance to it | m

SELECT s.wkb, g.gap + 1, coalesce(k.name, '*'), coalesce(k.title_zh, '全部计入设施'), r.radius_m,
       n.rank, n.people, n.households, g.area_m2,
       CASE WHEN g.area_m2 > 0 THEN n.people * 10000.0 / g.area_m2 END,
       c.unit_id, c.name, c.street, c.county, f.facility_id, g.distance_m
  FROM gap g
  JOIN gap_figure n USING (gap)
  JOIN gap_shape s USING (shape)
  JOIN reach r ON r.reach = g.reach
  LEFT JOIN kind k ON k.kind = r.kind
  JOIN community c ON c.zone = g.zone
  LEFT JOIN facility f ON f.facility = g.facility
 ORDER BY g.gap;
