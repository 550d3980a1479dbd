-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: site
-- title_zh: 覆盖曲线
-- title_en: The curve of coverage
--
-- A row a number of sites, or a year: what they attain, and the proved bound of what that number can
-- attain. Years are nested: what is open in one stays open; earlier years are the best that lead to
-- the last one, and bound is that of the year by itself.
--
-- column: sites | integer | 设施数 | sites
-- column: year | integer | 年份 | year
-- column: status | text | 求解状态 | status
-- column: objective | real | 目标值 | objective
-- column: bound | real | 经证明的界 | proved bound
-- column: gap | real | 差距 | gap
-- column: people | real | 覆盖人口 | people within reach
-- column: households | real | 覆盖户数 | households within reach
-- column: share | real | 占需求比例 | share of the demand

SELECT c.sites, c.year, c.status, c.objective, c.bound, c.gap,
       iif(a.households, NULL, c.people), iif(a.households, c.people, NULL), c.people / nullif(a.people, 0)
  FROM proposed_curve c JOIN proposed_about a ORDER BY coalesce(c.year, 0), c.sites;
