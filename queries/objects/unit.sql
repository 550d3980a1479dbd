-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 社区、街道、规划单元、区县、全市：可用于条款的列
-- title_en: Communities, streets, planning units, counties, the city: columns for clauses
--
-- A row a unit of the level :level, with its id first. "Counting" facilities are those of kinds that
-- count towards floor area per 100 households. Shares are in percent. NULL: not known.
--
-- A figure is not known where a part of it is not: floor areas where one of the counting facilities
-- has none given (a sum with holes would be too low), people as given and the mean of communities
-- where one of them says nothing, urban and rural figures where one of them says neither.
-- area_type of a unit of several communities: that of all of them, else NULL.
--
-- column: name | text | 名称 | name
-- column: area_type | text | 城乡（urban、rural） | urban or rural
-- column: households | real | 户数（按口径参数） | households, by the parameter households_basis | households
-- column: population | real | 常住人口（填报） | people as given | persons
-- column: people | real | 人口（首个人口图层） | people of the first population layer | persons
-- column: area_m2 | real | 面积 | area | m2
-- column: equivalent_radius_m | real | 等面积圆半径 | radius of a disc of its area | m
-- column: communities | integer | 社区数 | communities
-- column: urban_communities | integer | 城市社区数 | urban communities
-- column: rural_communities | integer | 农村社区数 | rural communities
-- column: facilities | integer | 计入设施处数 | counting facilities
-- column: floor_area_m2 | real | 计入设施建筑面积 | floor area of counting facilities | m2
-- column: largest_facility_m2 | real | 最大一处计入设施建筑面积 | floor area of the largest counting facility | m2
-- column: per_100_households | real | 每百户面积（合计法） | floor area per 100 households, by totals | m2/100hh
-- column: per_100_households_mean | real | 每百户面积（社区平均法） | mean of its communities' floor area per 100 households | m2/100hh
-- column: coverage_by_count | real | 覆盖率：有设施的社区占比 | coverage by communities with a facility | %
-- column: coverage_by_population | real | 覆盖率：服务半径内人口占比 | coverage by people within reach | %
-- column: coverage_by_area_bound | real | 覆盖率：面积达标社区占比 | coverage by communities that reach the required area | %
-- column: urban_coverage_by_count | real | 城市社区：有设施占比 | urban communities with a facility | %
-- column: urban_coverage_by_population | real | 城市社区：服务半径内人口占比 | urban people within reach | %
-- column: urban_coverage_by_area_bound | real | 城市社区：面积达标占比 | urban communities that reach the required area | %
-- column: rural_coverage_by_count | real | 农村社区：有设施占比 | rural communities with a facility | %
-- column: rural_coverage_by_population | real | 农村社区：服务半径内人口占比 | rural people within reach | %
-- column: rural_coverage_by_area_bound | real | 农村社区：面积达标占比 | rural communities that reach the required area | %
-- column: communities_without | integer | 无设施的社区数 | communities without a counting facility
-- column: communities_below | integer | 有设施而面积不达标的社区数 | communities with facilities below the required area

WITH counting AS ( -- counting facilities of each unit, and of how many the floor area is known
    SELECT a.unit, count(*) = count(f.floor_area_m2) AS complete,
           max(f.floor_area_m2) AS largest_m2
      FROM unit_facility a JOIN facility f USING (facility) JOIN kind k USING (kind)
     WHERE k.counts
     GROUP BY a.unit
), figure AS ( -- of each community
    SELECT u.zone, z.served, z.meets, a.households, a.per_100_households,
           coalesce(n.complete, 1) AS complete
      FROM unit u
      JOIN unit_area a ON a.unit = u.unit AND a.kind = -1
      JOIN zone_rate z ON z.zone = u.zone
      LEFT JOIN counting n ON n.unit = u.unit
     WHERE u.zone IS NOT NULL
), said AS ( -- what the communities of a unit say
    SELECT m.unit, count(*) AS communities, count(*) = count(c.area_type) AS types,
           coalesce(sum(c.area_type = 'urban'), 0) AS urban,
           coalesce(sum(c.area_type = 'rural'), 0) AS rural,
           CASE WHEN count(*) = count(c.population) THEN sum(c.population) END AS population,
           sum(NOT g.served) AS without, min(g.complete) AS complete,
           sum(g.served AND NOT g.meets) AS below,
           CASE WHEN count(*) = count(g.households)
                THEN avg(CASE WHEN g.households > 0 THEN g.per_100_households END) END AS mean
      FROM unit u JOIN member m USING (unit) JOIN community c ON c.zone = m.zone
      JOIN figure g ON g.zone = m.zone
     WHERE u.level = :level
     GROUP BY m.unit
), rate AS ( -- as in the table coverage_rate, communities too
    SELECT m.unit,
           100.0 * sum(z.served) / sum(m.weight = 1) AS by_count,
           100.0 * sum(z.meets) / sum(m.weight = 1) AS by_area_bound,
           100.0 * min(1.0, sum(m.weight * z.covered)
                            / nullif(max(0.0, sum(m.weight * z.people)), 0)) AS by_population,
           100.0 * sum(z.served) FILTER (WHERE m.area_type = 'urban')
               / sum(m.weight = 1) FILTER (WHERE m.area_type = 'urban') AS urban_by_count,
           100.0 * sum(z.meets) FILTER (WHERE m.area_type = 'urban')
               / sum(m.weight = 1) FILTER (WHERE m.area_type = 'urban') AS urban_by_area_bound,
           100.0 * min(1.0, sum(m.weight * z.covered) FILTER (WHERE m.area_type = 'urban')
               / nullif(max(0.0, sum(m.weight * z.people) FILTER (WHERE m.area_type = 'urban')), 0))
               AS urban_by_population,
           100.0 * sum(z.served) FILTER (WHERE m.area_type = 'rural')
               / sum(m.weight = 1) FILTER (WHERE m.area_type = 'rural') AS rural_by_count,
           100.0 * sum(z.meets) FILTER (WHERE m.area_type = 'rural')
               / sum(m.weight = 1) FILTER (WHERE m.area_type = 'rural') AS rural_by_area_bound,
           100.0 * min(1.0, sum(m.weight * z.covered) FILTER (WHERE m.area_type = 'rural')
               / nullif(max(0.0, sum(m.weight * z.people) FILTER (WHERE m.area_type = 'rural')), 0))
               AS rural_by_population
      FROM unit u JOIN member m USING (unit) JOIN zone_rate z ON z.zone = m.zone
     WHERE u.level = :level
     GROUP BY m.unit
)
SELECT u.unit_id, u.name,
       CASE WHEN s.types AND s.rural = 0 THEN 'urban' WHEN s.types AND s.urban = 0 THEN 'rural' END
           AS area_type,
       h.households, s.population, t.people, t.area_m2,
       sqrt(t.area_m2 / 3.141592653589793) AS equivalent_radius_m, s.communities,
       CASE WHEN s.types THEN s.urban END AS urban_communities,
       CASE WHEN s.types THEN s.rural END AS rural_communities,
       a.facilities,
       CASE WHEN coalesce(n.complete, 1) THEN a.floor_area_m2 END AS floor_area_m2,
       CASE WHEN n.unit IS NULL THEN 0.0 WHEN n.complete THEN n.largest_m2 END
           AS largest_facility_m2,
       CASE WHEN coalesce(n.complete, 1) THEN a.per_100_households END AS per_100_households,
       CASE WHEN s.complete THEN s.mean END AS per_100_households_mean,
       r.by_count AS coverage_by_count,
       r.by_population AS coverage_by_population,
       CASE WHEN s.complete THEN r.by_area_bound END AS coverage_by_area_bound,
       CASE WHEN s.types THEN r.urban_by_count END AS urban_coverage_by_count,
       CASE WHEN s.types THEN r.urban_by_population END AS urban_coverage_by_population,
       CASE WHEN s.types AND s.complete THEN r.urban_by_area_bound END
           AS urban_coverage_by_area_bound,
       CASE WHEN s.types THEN r.rural_by_count END AS rural_coverage_by_count,
       CASE WHEN s.types THEN r.rural_by_population END AS rural_coverage_by_population,
       CASE WHEN s.types AND s.complete THEN r.rural_by_area_bound END
           AS rural_coverage_by_area_bound,
       s.without AS communities_without,
       CASE WHEN s.complete THEN s.below END AS communities_below
  FROM unit u
  JOIN unit_households h USING (unit)
  JOIN unit_total t USING (unit)
  JOIN unit_area a ON a.unit = u.unit AND a.kind = -1
  JOIN said s ON s.unit = u.unit
  JOIN rate r ON r.unit = u.unit
  LEFT JOIN counting n ON n.unit = u.unit
 WHERE u.level = :level
 ORDER BY u.unit_id;
