-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: site
-- title_zh: 选址方案说明
-- title_en: How the proposal came about
--
-- Model, objective, proved bound and what they were made of. text of objective and bound: their unit.
--
-- column: key | text | 指标 | key
-- column: value | real | 数值 | value
-- column: text | text | 文字 | text
-- column: unit | text | 单位 | unit
-- column: title_zh | text | 名称 | title (Chinese)
-- column: title_en | text | 英文名称 | title

SELECT f.key, f.value, f.text, t.unit, t.title_zh, t.title_en
  FROM proposed_fact f JOIN proposal_title t USING (key) ORDER BY f.position;
