-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: review
-- title_zh: 项目周边设施（服务半径）
-- title_en: Facilities around projects
--
-- A row a project and kind of facility, with its standard radius. covered: 'yes' where the whole
-- project lies within the radius of an existing facility, 'partly', or 'no'. covered_households: the
-- project's households times that share. needed_in_project: 'yes' where it is not all covered and
-- lists no facility of the kind itself.
--
-- column: project_id | text | 项目编号 | project
-- column: kind | text | 设施类别 | kind
-- column: radius_m | real | 标准半径 | standard radius | m
-- column: facility_id | text | 最近设施 | nearest facility
-- column: distance_m | real | 直线距离 | straight distance | m
-- column: walk_m | real | 步行距离 | walking distance | m
-- column: covered | text | 是否覆盖 | covered
-- column: covered_households | real | 被覆盖户数 | households covered
-- column: covered_share | real | 被覆盖占比 | share covered
-- column: needed_in_project | text | 是否需在项目内补建 | needed in the project

WITH own AS (
    SELECT DISTINCT project, kind FROM project_facility WHERE kind IS NOT NULL
)
SELECT p.project_id, k.name, n.radius_m, f.facility_id, n.distance_m, n.walk_m,
       CASE WHEN n.covered_share >= 1 THEN 'yes' WHEN n.covered_share > 0 THEN 'partly'
            WHEN n.covered_share = 0 THEN 'no' END,
       p.households * n.covered_share, n.covered_share,
       CASE WHEN n.covered_share < 1 AND o.project IS NULL THEN 'yes'
            WHEN n.covered_share IS NOT NULL THEN 'no' END
  FROM project_near n
  JOIN project p USING (project)
  JOIN kind k ON k.kind = n.kind
  LEFT JOIN facility f ON f.facility = n.facility
  LEFT JOIN own o ON o.project = n.project AND o.kind = n.kind
 ORDER BY n.project, n.kind;
