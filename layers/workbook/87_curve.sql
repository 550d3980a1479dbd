-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 选址曲线
-- title_en: Curve of sites
-- frozen: 2
--
-- A row a number of sites, or a year: what is attained, and the proved bound of what could be.
--
-- column: sites | - | 设施数 | sites | 处 | integer
-- column: year | - | 年份 | year | - | text
-- column: objective | - | 目标值 | objective | - | number
-- column: bound | - | 经证明的界 | proved bound | - | number
-- column: gap | - | 差距不超过 | gap, at most | % | percent
-- column: unit | - | 单位 | unit | - | text
-- column: people | - | 覆盖人口 | people within reach | 人 | number
-- column: more | - | 较上一行新增人口 | people more than the row above | 人 | number
-- column: share | - | 占需求人口比例 | share of the demand | % | percent
-- column: status | - | 求解状态 | status | - | word

SELECT c.*, c.people - lag(c.people) OVER (ORDER BY c.fid) AS more,
       coalesce((SELECT said_text FROM said WHERE said_kind = 'objective_unit' AND said_code = p.text), p.text) AS unit
  FROM curve c LEFT JOIN proposal p ON p.key = 'objective'
 ORDER BY c.fid;
