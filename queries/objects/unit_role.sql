-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 各单元各类设施：可用于条款的列
-- title_en: Facilities of a role in each unit: columns for clauses
--
-- A row a unit of the level :level and role of its facilities; a column is called ROLE_COLUMN. No
-- row where the data have no kind of facility with that role: then all are not known (NULL). Where
-- there is such a kind, but none in the unit, count and areas are 0; where there is none at all,
-- nearest_m is 1e9.
--
-- Several kinds may have a role, and a kind several roles; a facility counts once a role. Sums of
-- area are by the plan's rule for shared facilities (query floor_area); the largest is a whole one.
-- An area is not known where one of the facilities has none given. coverage: only where exactly one
-- kind has the role, because nobody measured the ground that several kinds reach together. streets:
-- of streets, counties and the city only.
--
-- column: count | integer | 处数 | number
-- column: floor_area_m2 | real | 建筑面积合计 | floor area in all | m2
-- column: largest_m2 | real | 最大一处建筑面积 | floor area of the largest | m2
-- column: land_area_m2 | real | 用地面积合计 | land area in all | m2
-- column: largest_land_m2 | real | 最大一处用地面积 | land area of the largest | m2
-- column: coverage | real | 标准服务半径内人口占比 | people within its standard radius | %
-- column: nearest_m | real | 人口中心到最近一处的直线距离（社区） | straight distance from the centre of people to the nearest (communities) | m
-- column: communities | integer | 有该类设施的社区数 | communities that have one
-- column: communities_share | real | 有该类设施的社区占比 | share of communities that have one | %
-- column: streets | integer | 有该类设施的街道数 | streets that have one
-- column: streets_share | real | 有该类设施的街道占比 | share of streets that have one | %

WITH role AS (
    SELECT role, CASE WHEN count(*) = 1 THEN min(kind) END AS kind FROM kind_role GROUP BY role
), amount AS (
    SELECT a.unit, r.role, count(*) AS count,
           CASE WHEN count(*) = count(f.floor_area_m2) THEN sum(a.part * f.floor_area_m2) END
               AS floor_area_m2,
           CASE WHEN count(*) = count(f.floor_area_m2) THEN max(f.floor_area_m2) END AS largest_m2,
           CASE WHEN count(*) = count(f.land_area_m2) THEN sum(a.part * f.land_area_m2) END
               AS land_area_m2,
           CASE WHEN count(*) = count(f.land_area_m2) THEN max(f.land_area_m2) END
               AS largest_land_m2
      FROM unit u JOIN unit_facility a USING (unit) JOIN facility f USING (facility)
      JOIN kind_role r ON r.kind = f.kind
     WHERE u.level = :level
     GROUP BY a.unit, r.role
), covered AS (
    SELECT n.unit, role.role,
           100.0 * min(1.0, (n.people_1 + n.people_2 + n.people_3) / nullif(n.total, 0)) AS coverage
      FROM role
      JOIN (SELECT kind, min(reach) AS reach FROM reach GROUP BY kind) first
        ON first.kind = role.kind
      JOIN unit_reach n ON n.reach = first.reach AND n.demand = 0
), near AS (
    SELECT n.zone, r.role, min(coalesce(n.distance_m, 1e9)) AS nearest_m
      FROM zone_nearest n JOIN kind_role r ON r.kind = n.kind
     WHERE :level = 'community'
     GROUP BY n.zone, r.role
), community_has AS (
    SELECT DISTINCT u.zone, r.role
      FROM unit u JOIN unit_facility a USING (unit) JOIN facility f USING (facility)
      JOIN kind_role r ON r.kind = f.kind
     WHERE u.level = 'community'
), community_count AS (
    SELECT m.unit, c.role, count(*) AS communities
      FROM unit u JOIN member m USING (unit) JOIN community_has c ON c.zone = m.zone
     WHERE u.level = :level
     GROUP BY m.unit, c.role
), street_has AS (
    SELECT DISTINCT u.unit AS street, r.role
      FROM unit u JOIN unit_facility a USING (unit) JOIN facility f USING (facility)
      JOIN kind_role r ON r.kind = f.kind
     WHERE u.level = 'street'
), street_in AS (
    SELECT DISTINCT m.unit, b.street
      FROM unit u JOIN member m USING (unit) JOIN community c ON c.zone = m.zone
      JOIN above b ON b.zone = m.zone
     WHERE u.level = :level AND :level IN ('street', 'county', 'city') AND b.street IS NOT NULL
), street_count AS (
    SELECT i.unit, count(*) AS streets FROM street_in i GROUP BY i.unit
), street_with AS (
    SELECT i.unit, s.role, count(*) AS streets
      FROM street_in i JOIN street_has s USING (street)
     GROUP BY i.unit, s.role
)
SELECT u.unit_id, role.role, coalesce(a.count, 0) AS count,
       CASE WHEN a.unit IS NULL THEN 0.0 ELSE a.floor_area_m2 END AS floor_area_m2,
       CASE WHEN a.unit IS NULL THEN 0.0 ELSE a.largest_m2 END AS largest_m2,
       CASE WHEN a.unit IS NULL THEN 0.0 ELSE a.land_area_m2 END AS land_area_m2,
       CASE WHEN a.unit IS NULL THEN 0.0 ELSE a.largest_land_m2 END AS largest_land_m2,
       v.coverage, n.nearest_m,
       coalesce(k.communities, 0) AS communities,
       100.0 * coalesce(k.communities, 0) / nullif(t.communities, 0) AS communities_share,
       CASE WHEN s.unit IS NOT NULL THEN coalesce(w.streets, 0) END AS streets,
       100.0 * coalesce(w.streets, 0) / s.streets AS streets_share
  FROM unit u
  JOIN unit_total t USING (unit)
  JOIN role
  LEFT JOIN amount a ON a.unit = u.unit AND a.role = role.role
  LEFT JOIN covered v ON v.unit = u.unit AND v.role = role.role
  LEFT JOIN near n ON n.zone = u.zone AND n.role = role.role
  LEFT JOIN community_count k ON k.unit = u.unit AND k.role = role.role
  LEFT JOIN street_count s ON s.unit = u.unit
  LEFT JOIN street_with w ON w.unit = u.unit AND w.role = role.role
 WHERE u.level = :level
 ORDER BY u.unit_id, role.role;
