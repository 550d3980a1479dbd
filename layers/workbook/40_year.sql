-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 年度统计
-- title_en: Yearly statistics
--
-- The year of this output; what only several years tell (what was added, the year before) comes with
-- a comparison of two outputs.
--
-- column: communities | - | 社区数 | communities | 个 | integer
-- column: urban | - | 其中城市社区 | of which urban | 个 | integer
-- column: rural | - | 其中农村社区 | of which rural | 个 | integer
-- column: facilities | - | 设施数 | facilities | 处 | integer
-- column: floor_area_m2 | - | 建筑面积合计 | floor area | m² | area
-- column: households | - | 户数 | households | 户 | integer
-- column: per_100_households | - | 每百户面积（合计法） | per 100 households, by totals | m² | area
-- column: per_100_households_mean | - | 每百户面积（社区平均法） | per 100 households, mean of communities | m² | area
-- column: coverage_count | - | 设施覆盖率（按社区数） | coverage rate by communities | % | percent
-- column: coverage_people | - | 设施覆盖率（按人口） | coverage rate by people | % | percent
-- column: met | - | 达标社区数 | communities assessed as met | 个 | integer
-- column: met_share | - | 达标率 | share assessed as met | % | percent
-- column: old_floor_area_m2 | - | 建筑面积合计（上期） | floor area, before | m² | area
-- column: opened | - | 新增设施 | facilities opened | 处 | integer
-- column: closed | - | 撤销设施 | facilities closed | 处 | integer
-- column: difference_m2 | - | 建筑面积较上期（可比口径） | difference to before, comparable | m² | area
-- column: growth | - | 建筑面积增长率（可比口径） | growth, comparable | % | percent

WITH s AS (
    SELECT * FROM community_statistic WHERE level = 'city'
), c AS (
    SELECT count(*) AS n, sum(assessment IN ('met', 'advise')) AS met, count(assessment) AS assessed
      FROM community
), d AS (
    SELECT * FROM change_total WHERE figure = 'floor_area_m2' AND kind = '*'
)
SELECT nullif(c.n, 0) AS communities,
       (SELECT communities FROM s WHERE area_type = 'urban') AS urban,
       (SELECT communities FROM s WHERE area_type = 'rural') AS rural,
       coalesce((SELECT facilities FROM floor_area WHERE level = 'city' AND kind = '*'),
                (SELECT new_all FROM change_total WHERE figure = 'facilities' AND kind = '*')) AS facilities,
       coalesce((SELECT floor_area_m2 FROM s WHERE area_type = 'all'), (SELECT new_all FROM d)) AS floor_area_m2,
       coalesce((SELECT households FROM s WHERE area_type = 'all'),
                (SELECT new_all FROM change_total WHERE figure = 'households')) AS households,
       coalesce((SELECT per_100_households FROM s WHERE area_type = 'all'),
                (SELECT new_all FROM change_total WHERE figure = 'per_100_households' AND kind = '*'))
           AS per_100_households,
       (SELECT per_100_households_mean FROM s WHERE area_type = 'all') AS per_100_households_mean,
       (SELECT value FROM summary WHERE key = 'coverage_rate.by_count') AS coverage_count,
       (SELECT value FROM summary WHERE key = 'coverage_rate.by_population') AS coverage_people,
       iif(c.assessed, c.met, NULL) AS met, iif(c.assessed, 1.0 * c.met / c.n, NULL) AS met_share,
       (SELECT old_all FROM d) AS old_floor_area_m2,
       (SELECT count(*) FROM change_facility WHERE change = 'opened' HAVING (SELECT count(*) FROM d)) AS opened,
       (SELECT count(*) FROM change_facility WHERE change = 'closed' HAVING (SELECT count(*) FROM d)) AS closed,
       (SELECT difference FROM d) AS difference_m2, (SELECT growth FROM d) AS growth
  FROM c WHERE c.n > 0 OR EXISTS (SELECT 1 FROM d);
