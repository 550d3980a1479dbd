-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: MULTIPOLYGON
-- for: site
-- title_zh: 方案实施后的服务盲区
-- title_en: Gaps that remain
-- group: 13
-- order: 30
-- draw: 300
-- also: siting
--
-- One row a patch of inhabited ground that no facility of the kind reaches within the radius with the
-- proposal built: drawn and counted as layer gap, of the population layer that sites were chosen for.
-- nearest_id is a proposed site or a facility that stays.
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

SELECT h.wkb, g.gap + 1, k.name, k.title_zh, r.radius_m, n.rank, g.people, n.households, g.area_m2,
       CASE WHEN g.area_m2 > 0 THEN g.people * 10000.0 / g.area_m2 END,
       c.unit_id, c.name, c.street, c.county, coalesce(s.site_id, f.facility_id), g.distance_m
  FROM proposed_gap g
  JOIN proposed_gap_figure n USING (gap)
  JOIN proposed_gap_shape h USING (shape)
  JOIN reach r ON r.reach = g.reach
  JOIN kind k ON k.kind = r.kind
  JOIN community c ON c.zone = g.zone
  LEFT JOIN proposed_site s ON s.site = g.site
  LEFT JOIN facility f ON f.facility = g.facility
 ORDER BY g.gap;
