-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: C 汇总（社区用房分级）
-- title_en: C Communities by premises
-- level: level
-- group: county
-- frozen: 4
--
-- Two rows a unit, its urban and its rural communities, where communities say so; else one. Each unit
-- has the totals of its own: those of streets add up to the county's.
--
-- column: level | - | 层级 | level | - | word
-- column: county | - | 区县 | county | - | text
-- column: unit_id | - | 单元 | unit | - | word
-- column: area_type | - | 城乡 | urban or rural | - | word
-- column: communities | - | 社区数 | communities | 个 | integer | sum
-- column: without_premises | - | 无用房社区数 | without premises | 个 | integer | sum
-- column: below_200 | - | 不足200 m² | below 200 m² | 个 | integer | sum
-- column: from_200_below_300 | - | 200至不足300 m² | 200 to below 300 m² | 个 | integer | sum
-- column: from_300_below_400 | - | 300至不足400 m² | 300 to below 400 m² | 个 | integer | sum
-- column: at_least_400 | - | ≥400 m² | 400 m² and more | 个 | integer | sum
-- column: unknown | - | 面积不明 | floor area not known | 个 | integer | sum
-- column: with_premises | - | 有用房社区数 | with premises | 个 | integer | sum
-- column: coverage | - | 覆盖率 | coverage | % | percent | {with_premises} / {communities}
-- column: coverage_fraction | - | 覆盖率（分数） | coverage, fraction | - | text
-- column: households | - | 户数 | households | 户 | integer | sum
-- column: floor_area_m2 | - | 设施建筑面积 | floor area | m² | area | sum
-- column: per_100_households | - | 每百户面积（合计法） | per 100 households, by totals | m² | area | {floor_area_m2} * 100 / {households}
-- column: per_100_households_mean | - | 每百户面积（社区平均法） | per 100 households, mean of communities | m² | area | weighted rated
-- column: rated | - | 有户数的社区数 | communities with households | 个 | integer | sum
-- column: at_least_20 | - | 每百户≥20 m²的社区数 | 20 m² per 100 households and more | 个 | integer | sum
-- column: at_least_20_share | - | 每百户≥20 m²占比 | their share | % | percent | {at_least_20} / {rated}
-- column: at_least_30 | - | 每百户≥30 m²的社区数 | 30 m² per 100 households and more | 个 | integer | sum
-- column: at_least_30_share | - | 每百户≥30 m²占比 | their share (30 m²) | % | percent | {at_least_30} / {rated}

WITH city AS (
    SELECT communities FROM community_statistic WHERE level = 'city' AND area_type = 'all'
), complete AS ( -- the lowest level whose rows hold every community, urban and rural apart where they do
    SELECT s.level, iif(s.area_type = 'all', 1, 0) AS whole
      FROM community_statistic s, city
     WHERE s.level IN ('street', 'county', 'city')
     GROUP BY 1, 2 HAVING sum(s.communities) = max(city.communities)
     ORDER BY s.level = 'city', s.level = 'county', 2 LIMIT 1
)
SELECT s.level, nullif(t.county, '') AS county, s.unit_id, s.area_type, s.communities,
       s.without_premises, s.below_200, s.from_200_below_300, s.from_300_below_400, s.at_least_400,
       s.unknown, s.with_premises, s.coverage, s.coverage_fraction, s.households, s.floor_area_m2,
       s.per_100_households, s.per_100_households_mean, s.rated, s.at_least_20,
       s.at_least_20_share, s.at_least_30, s.at_least_30_share
  FROM community_statistic s
  JOIN complete c ON c.level = s.level AND c.whole = (s.area_type = 'all')
  LEFT JOIN street t ON s.level = 'street' AND t.unit_id = s.unit_id
 ORDER BY t.county IS NULL, (SELECT min(position) FROM place p WHERE p.county = t.county), t.county,
          s.fid;
