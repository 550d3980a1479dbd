-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 项目内及周边各类设施：可用于条款的列
-- title_en: Facilities of a role in and around each project: columns for clauses
--
-- A row a project and role; a column is called ROLE_COLUMN. count and areas: what the project itself
-- provides (0 where it lists its premises and none is of the role). The others: existing facilities;
-- not known (NULL) where the data have no kind with that role; where there is such a kind, but no
-- facility within reach of the search, nearest_m is 1e9.
--
-- column: count | integer | 项目内处数 | number in the project
-- column: floor_area_m2 | real | 项目内建筑面积 | floor area in the project | m2
-- column: land_area_m2 | real | 项目内用地面积 | land area in the project | m2
-- column: nearest_m | real | 周边最近一处的直线距离 | straight distance to the nearest existing one | m
-- column: nearest_walk_m | real | 周边最近一处的步行距离 | walking distance to the nearest existing one | m
-- column: covered_share | real | 项目在其标准服务半径内的户数占比 | share of the project within its standard radius | %

WITH role AS (
    SELECT DISTINCT role FROM kind_role
), own AS ( -- what the project lists of each role
    SELECT f.project, r.role, count(*) AS count,
           CASE WHEN count(*) = count(f.floor_area_m2) THEN sum(f.floor_area_m2) END
               AS floor_area_m2,
           CASE WHEN count(*) = count(coalesce(f.land_area_m2, f.polygon_area_m2))
                THEN sum(coalesce(f.land_area_m2, f.polygon_area_m2)) END AS land_area_m2
      FROM project_facility f JOIN kind_role r USING (kind)
     GROUP BY f.project, r.role
), around AS ( -- the nearest existing facility of any kind with the role
    SELECT n.project, r.role, min(coalesce(n.distance_m, 1e9)) AS nearest_m,
           min(n.walk_m) AS nearest_walk_m, 100.0 * max(n.covered_share) AS covered_share
      FROM project_near n JOIN kind_role r USING (kind)
     GROUP BY n.project, r.role
)
SELECT p.project_id, role.role,
       CASE WHEN q.listed > 0 THEN coalesce(o.count, 0) END AS count,
       CASE WHEN o.project IS NOT NULL THEN o.floor_area_m2 WHEN q.listed > 0 THEN 0.0 END
           AS floor_area_m2,
       CASE WHEN o.project IS NOT NULL THEN o.land_area_m2 WHEN q.listed > 0 THEN 0.0 END
           AS land_area_m2,
       a.nearest_m, a.nearest_walk_m, a.covered_share
  FROM project p JOIN role JOIN project_premises q USING (project)
  LEFT JOIN own o ON o.project = p.project AND o.role = role.role
  LEFT JOIN around a ON a.project = p.project AND a.role = role.role
 ORDER BY p.project_id, role.role;
