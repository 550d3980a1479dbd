-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: site
-- title_zh: 各单元覆盖率与公平性
-- title_en: Shares of districts, for fairness
--
-- People within reach of old and new facilities, of the people of each unit, by places, from the worst on.
-- A unit without a rank is not compared: the choice of sites cannot change its share.
--
-- column: rank | integer | 自最低起的位次 | place from the worst
-- column: level | text | 层级 | level
-- column: unit_id | text | 单元编号 | unit
-- column: people | real | 人口 | people
-- column: before | real | 实施前覆盖率 | share before
-- column: after | real | 实施后覆盖率 | share after
-- column: bound | real | 该位次的已证上界 | proved bound of this place
-- column: proved | integer | 已证最优 | proved best

SELECT rank, level, unit_id, people, before, after, bound, proved
  FROM proposed_fairness ORDER BY rank IS NULL, rank, position;
