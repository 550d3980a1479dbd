-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: MULTIPOLYGON
-- title_zh: 街道
-- title_en: Streets
-- group: 02
-- order: 10
-- draw: 160
-- shown: yes
-- also: coverage floor_area gaps verdicts people findings projects siting
-- map_zh: 街道界
-- map_en: Streets
--
-- One row a street: its communities united. Figures as in `community`; ground that two communities
-- claim counts once. rate_by_count: communities that a facility serves / all communities.
-- assessment: by the clauses of the plan's standards on itself: met, advise (only one that should be
-- kept is not), unmet (one that must be kept is not), unknown; NULL where there are none.
--
-- formula: per_100_households = floor_area_m2 * 100 / households
-- formula: share = covered / people
-- column: unit_id | text | 街道编号 | street
-- column: name | text | 街道名称 | name
-- column: county | text | 区县 | county
-- column: communities | integer | 社区数 | communities
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
-- column: rate_by_count | real | 社区设施覆盖率 | share of communities with a facility
-- column: must_unmet | integer | 不达标的强制条款数 | clauses that must be kept and are not
-- column: unknown_clauses | integer | 无法判定的条款数 | clauses that cannot be judged
-- column: assessment | text | 达标评价 | assessment

SELECT s.wkb, u.unit_id, u.name, u.county, t.communities, h.households, t.people, t.area_m2, a.facilities, a.floor_area_m2, a.per_100_households,
       r.kind, r.reach, r.covered, r.share, c.rate, v.must_unmet, v.unknown_clauses, v.assessment
  FROM unit u
  JOIN unit_shape s USING (unit)
  JOIN unit_households h USING (unit)
  JOIN unit_total t USING (unit)
  JOIN unit_area a ON a.unit = u.unit AND a.kind = -1
  LEFT JOIN unit_share r ON r.unit = u.unit
  LEFT JOIN coverage_rate c ON c.level = u.level AND c.unit_id = u.unit_id
                           AND c.area_type = 'all' AND c.measure = 'by_count'
  LEFT JOIN unit_assessment v ON v.unit = u.unit
 WHERE u.level = 'street'
 ORDER BY u.unit;
