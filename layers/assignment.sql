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

SELECT s.site_id, c.unit_id, p.people
  FROM proposed_people p JOIN proposed_site s USING (site) JOIN community c USING (zone)
 ORDER BY s.rank, c.zone;
