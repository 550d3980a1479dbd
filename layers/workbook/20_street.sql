-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: A 街道级
-- title_en: A Streets
-- level: level
-- frozen: 3
-- group: county
--
-- A row a street; centre: by the clause on its street service centre, where a standard has one. What
-- streets claim twice counts once in a county: see table B.
--
-- column: level | - | 层级 | level | - | word
-- column: county | - | 区县 | county | - | text
-- column: name | - | 街道 | street | - | text
-- column: communities | - | 社区数 | communities | - | integer | sum
-- column: households | - | 户数 | households | 户 | integer | sum
-- column: people | - | 常住人口 | people | 人 | integer
-- column: facilities | - | 设施处数 | facilities | 处 | integer
-- column: floor_area_m2 | - | 设施建筑面积 | floor area | m² | area
-- column: per_100_households | - | 每百户面积（合计法） | floor area per 100 households, by totals | m² | area
-- column: share | - | 人口覆盖率 | share of people within reach | % | percent
-- column: rate_by_count | - | 社区设施覆盖率 | share of communities with a facility | % | percent | weighted communities
-- column: centre_m2 | - | 街道中心建筑面积（最大一处） | floor area of the street centre, the largest | m² | area
-- column: limit_m2 | - | 中心面积标准 | floor area it should have | m² | area
-- column: centre | - | 中心是否达标 | centre meets it | - | word:result
-- column: must_unmet | - | 不达标的强制条款数 | binding clauses not met | - | integer
-- column: assessment | - | 达标评价 | assessment | - | word
-- column: reason | - | 备注 | remark | - | long

SELECT 'street' AS level, nullif(s.county, '') AS county, s.name, s.communities, s.households, s.people,
       s.facilities, s.floor_area_m2, s.per_100_households, s.share, s.rate_by_count,
       v.value AS centre_m2, v.limit_value AS limit_m2, v.result AS centre, s.must_unmet, s.assessment,
       iif(v.result = 'met', NULL, iif(a.zh, v.reason_zh, v.reason_en)) AS reason
  FROM street s
  JOIN asked a
  LEFT JOIN clause_on c ON c.level = 'street' AND c.unit_id = s.unit_id
                       AND c.measure = 'street_centre_largest_m2'
  LEFT JOIN verdict v ON v.fid = c.fid
 ORDER BY (SELECT min(position) FROM place p WHERE coalesce(p.county, '') = coalesce(s.county, '')),
          s.county, s.fid;
