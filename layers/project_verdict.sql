-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: review
-- title_zh: 项目配建审查表
-- title_en: Verdicts on projects
--
-- A row a clause and project. part: provision (areas, counts), procedure (dates, prices, handover,
-- signatures) or surroundings (existing facilities). gap: what is missing to the limit, 0 where met.
--
-- column: project_id | text | 项目编号 | project
-- column: standard | text | 标准 | standard
-- column: clause | text | 条款 | clause
-- column: section | text | 位置 | section
-- column: part | text | 审查内容 | part
-- column: title_zh | text | 审查项目 | what is measured (zh)
-- column: title_en | text | 审查项目（英文） | what is measured
-- column: value | real | 方案值 | value
-- column: limit_value | real | 标准值 | limit
-- column: gap | real | 差额 | gap
-- column: unit | text | 单位 | unit
-- column: result | text | 结论 | result
-- column: strength | text | 约束力 | strength
-- column: reason_zh | text | 理由 | reason (zh)
-- column: reason_en | text | 理由（英文） | reason (en)
-- column: evidence | text | 依据（JSON） | evidence (JSON)
-- column: quote_zh | text | 原文 | quote

SELECT j.unit_id, c.standard, c.id, c.section, s.part, s.title_zh, s.title_en, j.value,
       j.limit_value, j.gap, c.unit, j.result, c.strength, j.reason_zh, j.reason_en, j.evidence,
       c.quote_zh
  FROM judged j JOIN clause c USING (clause) LEFT JOIN clause_subject s USING (clause)
 WHERE j.level = 'project'
 ORDER BY j.rowid;
