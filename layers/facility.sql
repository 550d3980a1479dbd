-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: POINT
-- title_zh: 设施
-- title_en: Facilities
-- group: 05
-- order: 10
-- draw: 100
-- shown: yes
-- also: coverage floor_area gaps projects siting planning_units
--
-- One row a facility, at its place (of a polygon: its centroid). people, households: those for whom it
-- is the nearest of its kind (first population layer).
--
-- formula: m2_per_100_households = floor_area_m2 * 100 / households
-- formula: m2_per_person = floor_area_m2 / people
-- column: facility_id | text | 设施编号 | facility
-- column: name | text | 设施名称 | name
-- column: kind | text | 类别 | kind
-- column: kind_title | text | 类别名称 | kind, title
-- column: counts | integer | 计入每百户面积 | counts
-- column: floor_area_m2 | real | 建筑面积 | floor area | m²
-- column: unit_id | text | 所在社区 | community
-- column: people | real | 就近服务人口 | people nearest to it
-- column: households | real | 就近服务户数 | households nearest to it
-- column: m2_per_100_households | real | 每百户面积 | floor area per 100 households | m²
-- column: m2_per_person | real | 人均面积 | floor area per person | m²

SELECT s.wkb, f.facility_id, f.name, k.name, k.title_zh, k.counts, f.floor_area_m2, c.unit_id,
       l.people, l.households, l.m2_per_100_households,
       CASE WHEN l.people > 0 THEN f.floor_area_m2 / l.people END
  FROM facility f
  JOIN facility_shape s USING (facility)
  JOIN kind k ON k.kind = f.kind
  LEFT JOIN community c ON c.zone = f.zone
  LEFT JOIN facility_load l ON l.facility = f.facility AND l.demand = 0
 ORDER BY f.facility;
