-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: MULTIPOLYGON
-- title_zh: 服务范围
-- title_en: Service areas
-- group: 07
-- order: 10
-- draw: 310
-- also: gaps projects
--
-- One row a kind and radius: the ground within the radius of at least one facility, dissolved.
-- kind '*': all kinds that count, each with its first radius (reach is NULL where those differ).
--
-- column: kind | text | 类别 | kind
-- column: kind_title | text | 类别名称 | kind, title
-- column: reach | real | 服务半径 | radius | m
-- column: facilities | integer | 设施处数 | facilities
-- column: area_m2 | real | 面积 | area | m²

SELECT s.wkb, coalesce(k.name, '*'), coalesce(k.title_zh, '全部计入设施'), r.radius_m,
       (SELECT count(*) FROM facility f JOIN kind n USING (kind)
         WHERE f.kind = r.kind OR (r.kind IS NULL AND n.counts)), r.area_m2
  FROM reach r
  LEFT JOIN reach_shape s USING (reach)
  LEFT JOIN kind k ON k.kind = r.kind
 ORDER BY r.reach;
