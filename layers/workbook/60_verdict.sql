-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 条款评价
-- title_en: Verdicts
-- frozen: 4
--
-- A row a clause and object, with the clause's own words. What cannot be judged is never met.
--
-- column: level | - | 层级 | level | - | word
-- column: unit_id | - | 对象编号 | object | - | word
-- column: name | - | 对象名称 | name | - | text
-- column: clause | - | 条款 | clause | - | text
-- column: result | - | 结论 | result | - | word
-- column: value | - | 实测值 | value | - | number
-- column: limit_value | - | 标准值 | limit | - | number
-- column: gap | - | 差额 | gap | - | number
-- column: unit | - | 单位 | unit | - | text
-- column: strength | - | 约束力 | strength | - | word
-- column: reason | - | 理由 | reason | - | text
-- column: quote | - | 条款原文 | the clause's words | - | text
-- column: standard | - | 标准 | standard | - | text

SELECT v.level, v.unit_id, n.name, v.clause, v.result, v.value, v.limit_value, v.gap, v.unit, v.strength,
       iif(a.zh, v.reason_zh, v.reason_en) AS reason, c.quote_zh AS quote,
       iif(a.zh, c.standard_zh, c.standard_en) AS standard
  FROM verdict v
  JOIN asked a
  LEFT JOIN clause c ON c.standard = v.standard AND c.clause = v.clause
  LEFT JOIN unit_name n ON n.level = v.level AND n.unit_id = v.unit_id
 ORDER BY v.fid;
