-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: MULTIPOLYGON
-- title_zh: 规划单元
-- title_en: Planning units
-- group: 10
-- order: 70
-- draw: 490
-- theme: planning_units
--
-- One row a planning unit of the plan's layer, or, where it has none and a standard judges planning
-- units, made of adjacent communities of one street (derived 1). people: query planning_unit; class:
-- against the parameters planning_unit_low and planning_unit_high; sets: of facilities that so many
-- people need, each for at most planning_unit_high. Other figures as in `street`.
--
-- formula: per_100_households = floor_area_m2 * 100 / households
-- column: unit_id | text | 规划单元编号 | planning unit
-- column: name | text | 规划单元名称 | name
-- column: street | text | 街道 | street
-- column: county | text | 区县 | county
-- column: derived | integer | 是否由社区组合 | made of communities
-- column: communities | integer | 社区数 | communities
-- column: community_ids | text | 所含社区 | its communities
-- column: households | real | 户数 | households
-- column: people | real | 人口 | people
-- column: class | text | 人口规模（below 不足、within 符合、above 超出） | below, within or above
-- column: sets | integer | 应配设施套数 | sets of facilities it needs
-- column: area_m2 | real | 面积 | area | m²
-- column: facilities | integer | 设施处数 | facilities
-- column: floor_area_m2 | real | 设施建筑面积 | floor area | m²
-- column: per_100_households | real | 每百户设施面积 | floor area per 100 households | m²
-- column: kind | text | 覆盖率所指类别 | kind of the share
-- column: reach | real | 覆盖率所指半径 | radius of the share | m
-- column: covered | real | 覆盖人口 | people within reach
-- column: share | real | 人口覆盖率 | share within reach
-- column: rate_by_count | real | 社区设施覆盖率 | share of communities with a facility

SELECT coalesce(g.wkb, s.wkb) AS wkb, u.unit_id, u.name, u.street, u.county, p.derived,
       coalesce(t.communities, 0), f.community_ids, h.households, f.people, f.class, f.sets,
       t.area_m2, a.facilities, a.floor_area_m2, a.per_100_households, r.kind, r.reach, r.covered,
       r.share, c.rate
  FROM planning_unit p
  JOIN unit u ON u.level = 'planning_unit' AND u.unit_id = p.unit_id
  JOIN planning_unit_figure f ON f.unit = u.unit
  LEFT JOIN planning_unit_shape g ON g.planning_unit = p.planning_unit
  LEFT JOIN unit_shape s ON s.unit = u.unit
  LEFT JOIN unit_households h ON h.unit = u.unit
  LEFT JOIN unit_total t ON t.unit = u.unit
  LEFT JOIN unit_area a ON a.unit = u.unit AND a.kind = -1
  LEFT JOIN unit_share r ON r.unit = u.unit
  LEFT JOIN coverage_rate c ON c.level = u.level AND c.unit_id = u.unit_id
                           AND c.area_type = 'all' AND c.measure = 'by_count'
 ORDER BY p.planning_unit;
