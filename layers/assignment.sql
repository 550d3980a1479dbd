-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: site
-- title_zh: 选址点服务人口来源
-- title_en: Whom the proposed sites serve
--
-- People of each community whose nearest facility of the kind is the site, with all of the proposal
-- built. Ground that two communities claim is in both.
--
-- column: site_id | text | 选址编号 | site
-- column: unit_id | text | 社区编号 | community
-- column: people | real | 人口 | people
-- column: kind | text | 类别 | kind

SELECT s.site_id, c.unit_id, p.people, k.name
  FROM proposed_people p JOIN proposed_site s USING (site) JOIN community c USING (zone)
  JOIN proposed_kind USING (slot) JOIN kind k USING (kind)
 ORDER BY s.rank, p.slot, c.zone;
