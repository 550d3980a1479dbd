-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: POINT
-- for: site
-- title_zh: 候选点无法覆盖的人口
-- title_en: People whom no candidate reaches
-- group: 13
-- order: 25
-- draw: 50
-- shown: yes
-- also: siting
--
-- A row a community and kind with people who are asked for and whom no candidate that may be chosen, and no
-- facility that stays or may stay, reaches within the radius: whatever is chosen, they are not
-- reached. By places, at the centre of them; together they are demand_people - reachable_people of
-- table proposal; households where site.count says so.
--
-- formula: share = people / population
-- column: unit_id | text | 社区编号 | community
-- column: community | text | 社区名称 | community, name
-- column: street | text | 街道 | street
-- column: county | text | 区县 | county
-- column: people | real | 无法覆盖的人口 | people out of reach
-- column: households | real | 无法覆盖的户数 | households out of reach
-- column: population | real | 社区人口 | people of the community
-- column: share | real | 占社区人口比例 | share of the community
-- column: kind | text | 类别 | kind

SELECT h.wkb, c.unit_id, c.name, c.street, c.county, u.people, u.households, p.people,
       u.people / nullif(p.people, 0), k.name
  FROM proposed_unreached u
  JOIN proposed_unreached_shape h USING (place)
  JOIN community c USING (zone)
  JOIN proposed_about a
  JOIN proposed_kind n USING (slot)
  JOIN kind k ON k.kind = n.kind
  JOIN zone_people p ON p.zone = u.zone AND p.demand = a.demand
 ORDER BY u.zone, u.slot;
