-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: POINT
-- for: site
-- title_zh: 拟关闭设施
-- title_en: Facilities that close
-- group: 13
-- order: 20
-- draw: 45
-- shown: yes
-- also: siting
--
-- A row an existing facility that closes or moves away. people: those whose nearest facility of the
-- kind it is now, by places (table load has them exactly); people_lost: of them those within the
-- radius now and not afterwards; to_id: where most of them go, a proposed site or a facility that
-- stays; distances: means over them, to the nearest now and afterwards. Every destination: table
-- closed_people.
--
-- column: facility_id | text | 设施编号 | facility
-- column: name | text | 设施名称 | name
-- column: kind | text | 类别 | kind
-- column: floor_area_m2 | real | 建筑面积 | floor area | m²
-- column: people | real | 现使用人口 | people it is nearest to
-- column: people_within_before | real | 其中现服务半径内人口 | of them within the radius now
-- column: people_within_after | real | 其中关闭后服务半径内人口 | of them within the radius afterwards
-- column: people_lost | real | 失去覆盖的人口 | people who are no longer within the radius
-- column: distance_before_m | real | 现平均距离 | mean distance now | m
-- column: distance_after_m | real | 关闭后平均距离 | mean distance afterwards | m
-- column: to_id | text | 主要去向 | where most of them go
-- column: unit_id | text | 社区编号 | community
-- column: community | text | 社区名称 | community, name
-- column: street | text | 街道 | street
-- column: county | text | 区县 | county

SELECT h.wkb, f.facility_id, f.name, k.name, f.floor_area_m2, p.people, p.within_before,
       p.within_after, p.lost, p.before_m, p.after_m,
       (SELECT coalesce(s.site_id, t.facility_id)
          FROM proposed_moved m LEFT JOIN proposed_site s USING (site)
          LEFT JOIN facility t ON t.facility = m.to_facility
         WHERE m.facility = p.facility ORDER BY m.position LIMIT 1),
       c.unit_id, c.name, c.street, c.county
  FROM proposed_closed p
  JOIN facility f USING (facility)
  JOIN facility_shape h USING (facility)
  JOIN kind k USING (kind)
  LEFT JOIN community c ON c.zone = f.zone
 ORDER BY p.facility;
