-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: site
-- title_zh: 拟关闭设施的人口去向
-- title_en: Where people of facilities that close go
--
-- People whose nearest facility of the kind closes, by the one that is nearest afterwards: a proposed
-- site or a facility that stays. By places; distances are means over them.
--
-- column: facility_id | text | 设施编号 | facility
-- column: to | text | 去向类型 | goes to a
-- column: to_id | text | 去向编号 | goes to
-- column: people | real | 人口 | people
-- column: distance_before_m | real | 现平均距离 | mean distance now | m
-- column: distance_after_m | real | 关闭后平均距离 | mean distance afterwards | m

SELECT f.facility_id, CASE WHEN m.site IS NULL THEN 'facility' ELSE 'site' END,
       coalesce(s.site_id, t.facility_id), m.people, m.before_m, m.after_m
  FROM proposed_moved m
  JOIN facility f USING (facility)
  LEFT JOIN proposed_site s USING (site)
  LEFT JOIN facility t ON t.facility = m.to_facility
 ORDER BY m.position;
