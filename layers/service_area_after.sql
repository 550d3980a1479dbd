-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: MULTIPOLYGON
-- for: site
-- title_zh: 方案实施后的服务范围
-- title_en: Service areas with the proposal built
-- group: 13
-- order: 40
-- draw: 310
-- also: siting
--
-- One row a radius of each kind that was chosen for: the ground within it of a proposed site or of a
-- facility that stays, dissolved.
--
-- column: kind | text | 类别 | kind
-- column: kind_title | text | 类别名称 | kind, title
-- column: reach | real | 服务半径 | radius | m
-- column: facilities | integer | 设施处数 | facilities
-- column: area_m2 | real | 面积 | area | m²
-- column: area_before_m2 | real | 实施前面积 | area before | m²

SELECT h.wkb, k.name, k.title_zh, r.radius_m,
       (SELECT count(*) FROM facility f WHERE f.kind = r.kind)
       + (SELECT count(*) FROM proposed_site_kind s WHERE s.slot = a.slot)
       - (SELECT count(*) FROM proposed_closed JOIN facility f USING (facility) WHERE f.kind = r.kind), n.area_m2, r.area_m2
  FROM proposed_kind a
  JOIN reach r ON r.kind = a.kind
  JOIN proposed_reach_area n USING (reach)
  JOIN proposed_reach_shape h USING (reach)
  JOIN kind k ON k.kind = r.kind
 ORDER BY r.reach;
