-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 覆盖公平性
-- title_en: Fairness
-- frozen: 3
--
-- People within reach of old and new facilities, of the people of each unit, from the worst on. A unit
-- without a rank is not compared: the choice of sites cannot change its share.
--
-- column: rank | - | 自最低起的位次 | place from the worst | - | integer
-- column: level | - | 层级 | level | - | word
-- column: unit_id | - | 单元编号 | unit | - | text
-- column: people | - | 人口 | people | 人 | number
-- column: before | - | 实施前覆盖率 | share before | % | percent
-- column: after | - | 实施后覆盖率 | share after | % | percent
-- column: bound | - | 该位次的已证上界 | proved bound of this place | % | percent
-- column: proved | - | 已证最优 | proved best | - | integer

SELECT * FROM fairness ORDER BY fid;
