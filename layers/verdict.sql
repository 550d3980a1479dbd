-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 条款评价
-- title_en: Verdicts
--
-- A row a clause and object. result: met, unmet, unknown (something is missing: never met), exempt
-- (the clause does not apply, or sets no limit). gap: what is missing to the limit, 0 where met.
-- Projects stand in project_verdict.
--
-- column: standard | text | 标准 | standard
-- column: clause | text | 条款 | clause
-- column: level | text | 层级 | level
-- column: unit_id | text | 对象编号 | object
-- column: value | real | 实测值 | value
-- column: limit_value | real | 标准值 | limit
-- column: gap | real | 差额 | gap
-- column: unit | text | 单位 | unit
-- column: result | text | 结论 | result
-- column: strength | text | 约束力 | strength
-- column: reason_zh | text | 理由 | reason (zh)
-- column: reason_en | text | 理由（英文） | reason (en)
-- column: evidence | text | 依据（JSON） | evidence (JSON)

SELECT c.standard, c.id, j.level, j.unit_id, j.value, j.limit_value, j.gap, c.unit, j.result,
       c.strength, j.reason_zh, j.reason_en, j.evidence
  FROM judged j JOIN clause c USING (clause)
 WHERE j.level <> 'project'
 ORDER BY j.rowid;
