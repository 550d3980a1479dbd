-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: site
-- title_zh: 选址点各类设施
-- title_en: Kinds at the proposed sites
--
-- A row a site and kind: people_gained adds up to those of layer site; people_served: those to whom it
-- is nearest of this kind, measured exactly with all of the proposal built.
--
-- column: site_id | text | 选址编号 | site
-- column: kind | text | 类别 | kind
-- column: floor_area_m2 | real | 建议建筑面积 | floor area | m²
-- column: people_gained | real | 新增覆盖人口 | people gained
-- column: households_gained | real | 新增覆盖户数 | households gained
-- column: people_served | real | 服务人口 | people served
-- column: households_served | real | 服务户数 | households served

SELECT s.site_id, k.name, z.floor_area_m2, iif(a.households, NULL, g.gain),
       iif(a.households, g.gain, NULL), z.people, z.households
  FROM proposed_size z
  JOIN proposed_site_kind g USING (site, slot)
  JOIN proposed_site s USING (site)
  JOIN proposed_about a
  JOIN proposed_kind n USING (slot)
  JOIN kind k ON k.kind = n.kind
 ORDER BY s.rank, z.slot;
