-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: POINT
-- for: review
-- title_zh: 项目配建用房
-- title_en: Premises of projects
-- group: 06
-- order: 10
-- draw: 60
-- shown: yes
-- also: projects
--
-- A row a place of premises that a project lists, at its own place (of a polygon: a point inside),
-- else inside the project. counts: do they count towards the floor area that the project owes? NULL:
-- cannot be told.
--
-- column: facility_id | text | 用房编号 | premises
-- column: project_id | text | 项目编号 | project
-- column: name | text | 名称 | name
-- column: kind | text | 类别 | kind
-- column: floor_area_m2 | real | 建筑面积 | floor area | m²
-- column: land_area_m2 | real | 用地面积 | land area | m²
-- column: polygon_area_m2 | real | 图形面积 | area of its polygon | m²
-- column: storey | integer | 最低楼层 | lowest storey
-- column: building | text | 楼号 | building
-- column: own_entrance | integer | 独立出入口 | entrance of its own
-- column: counts | integer | 计入配建面积 | counts

WITH place AS (
    SELECT f.project_facility, ST_GeomFromWKB(coalesce(s.wkb, p.wkb)) AS geometry
      FROM project_facility f
      LEFT JOIN project_facility_shape s USING (project_facility)
      LEFT JOIN project_shape p ON p.project = f.project
)
SELECT ST_AsBinary(coalesce(ST_PointOnSurface(l.geometry), l.geometry)), f.facility_id, p.project_id, f.name, coalesce(k.name, f.kind_name), f.floor_area_m2,
       f.land_area_m2, f.polygon_area_m2, f.storey, f.building, f.own_entrance,
       CASE WHEN q.kind_counts = 0 OR q.storey_counts = 0 THEN 0
            ELSE q.kind_counts AND q.storey_counts END
  FROM project_facility f
  JOIN project p USING (project)
  JOIN project_piece q USING (project_facility)
  JOIN place l USING (project_facility)
  LEFT JOIN kind k ON k.kind = f.kind
 ORDER BY f.project_facility;
