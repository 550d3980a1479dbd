-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: POINT
-- for: site
-- title_zh: 选址建议点
-- title_en: Proposed sites
-- group: 13
-- order: 10
-- draw: 40
-- shown: yes
-- theme: siting
--
-- A row a new facility. rank: the order of opening, the largest gain first; people_gained: people
-- within reach that it adds to those before it (of places, see table proposal); households_gained
-- where site.count says so; demand: all that are asked for; people_served: those to whom it is nearest
-- of its kind, measured exactly with all of the proposal built. Of several kinds (A+B) floor areas are
-- added up, and a person and a household count once a kind; each kind by itself: table site_kind.
-- price: of the candidate, else floor area by the cost of its mode.
--
-- formula: share = coalesce(people_cumulative, households_cumulative) / demand
-- column: site_id | text | 选址编号 | site
-- column: rank | integer | 建设次序 | rank
-- column: year | integer | 建设年份 | year
-- column: name | text | 名称 | name
-- column: kind | text | 类别 | kind
-- column: floor_area_m2 | real | 建议建筑面积 | floor area | m²
-- column: available_m2 | real | 可用面积 | floor area to be had | m²
-- column: people_gained | real | 新增覆盖人口 | people gained
-- column: people_cumulative | real | 累计新增覆盖人口 | people gained, cumulative
-- column: households_gained | real | 新增覆盖户数 | households gained
-- column: households_cumulative | real | 累计新增覆盖户数 | households gained, cumulative
-- column: demand | real | 需求人口或户数 | people or households asked for
-- column: share | real | 累计占需求比例 | share of the demand, cumulative
-- column: people_served | real | 服务人口 | people served
-- column: households_served | real | 服务户数 | households served
-- column: price | real | 造价 | price
-- column: mode | text | 建设方式 | mode
-- column: unit_id | text | 社区编号 | community
-- column: community | text | 社区名称 | community, name
-- column: street | text | 街道 | street
-- column: county | text | 区县 | county

SELECT h.wkb, s.site_id, s.rank, s.year, s.name, z.kinds, z.floor_area_m2, s.available_m2,
       iif(a.households, NULL, s.gain), iif(a.households, NULL, s.cumulative),
       iif(a.households, s.gain, NULL), iif(a.households, s.cumulative, NULL),
       a.people, s.cumulative / nullif(a.people, 0), z.people, z.households, s.price, s.mode,
       c.unit_id, c.name, c.street, c.county
  FROM proposed_site s
  JOIN proposed_whole z USING (site)
  JOIN proposed_site_shape h USING (site)
  JOIN proposed_about a
  LEFT JOIN community c ON c.zone = s.zone
 ORDER BY s.rank;
