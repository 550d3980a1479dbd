-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: MULTIPOLYGON
-- title_zh: 社区
-- title_en: Communities
-- group: 10
-- order: 30
-- draw: 500
-- shown: yes
-- theme: coverage
-- map_zh: 社区人口覆盖率
-- map_en: Communities: share within reach
--
-- One row a community: who lives there, what it has, how much of it is within reach. share: of the
-- people of the first population layer, those within the first radius of the first kind (columns
-- kind, reach; all others: table coverage). facilities, floor area: of all kinds that count.
-- nearest: of that kind, from the centre of its people.
-- assessment: by the clauses of the plan's standards on itself: met, advise (only one that should be
-- kept is not), unmet (one that must be kept is not), unknown; NULL where there are none.
--
-- formula: per_100_households = floor_area_m2 * 100 / households
-- formula: share = covered / people
-- column: unit_id | text | 社区编号 | community
-- column: name | text | 社区名称 | name
-- column: street | text | 街道 | street
-- column: county | text | 区县 | county
-- column: area_type | text | 城乡 | urban or rural
-- column: households | real | 户数 | households
-- column: people | real | 人口 | people
-- column: area_m2 | real | 面积 | area | m²
-- column: facilities | integer | 设施处数 | facilities
-- column: floor_area_m2 | real | 设施建筑面积 | floor area | m²
-- column: per_100_households | real | 每百户设施面积 | floor area per 100 households | m²
-- column: kind | text | 覆盖率所指类别 | kind of the share
-- column: reach | real | 覆盖率所指半径 | radius of the share | m
-- column: covered | real | 覆盖人口 | people within reach
-- column: share | real | 人口覆盖率 | share within reach
-- column: nearest_id | text | 最近设施 | nearest facility
-- column: nearest_m | real | 最近设施距离 | distance to it | m
-- column: must_unmet | integer | 不达标的强制条款数 | clauses that must be kept and are not
-- column: unknown_clauses | integer | 无法判定的条款数 | clauses that cannot be judged
-- column: assessment | text | 达标评价 | assessment

SELECT s.wkb, c.unit_id, c.name, c.street, c.county, c.area_type, h.households, p.people, z.area_m2,
       a.facilities, a.floor_area_m2, a.per_100_households, r.kind, r.reach, r.covered, r.share,
       f.facility_id, n.distance_m, v.must_unmet, v.unknown_clauses, v.assessment
  FROM community c
  JOIN community_shape s USING (zone)
  JOIN unit u ON u.zone = c.zone
  JOIN zone_households h ON h.zone = c.zone
  JOIN zone_area z ON z.zone = c.zone
  JOIN unit_area a ON a.unit = u.unit AND a.kind = -1
  LEFT JOIN zone_people p ON p.zone = c.zone AND p.demand = 0
  LEFT JOIN unit_share r ON r.unit = u.unit
  LEFT JOIN zone_nearest n ON n.zone = c.zone AND n.kind = 0
  LEFT JOIN facility f ON f.facility = n.facility
  LEFT JOIN unit_assessment v ON v.unit = u.unit
 ORDER BY c.zone;
