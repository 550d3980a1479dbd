-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 表2 程序审查
-- title_en: Table 2 Procedure
-- frozen: 3
--
-- A row a project and clause on dates, prices, handover and signatures; and on what is around it.
--
-- column: project_id | - | 项目编号 | project | - | text
-- column: part | - | 审查内容 | part | - | word
-- column: item | - | 审查项目 | item | - | text
-- column: clause | - | 依据条款 | clause | - | text
-- column: value | - | 实际值 | value | - | number
-- column: limit_value | - | 标准值 | limit | - | number
-- column: unit | - | 单位 | unit | - | text
-- column: result | - | 结论 | result | - | word
-- column: strength | - | 约束力 | strength | - | word
-- column: reason | - | 理由 | reason | - | long
-- column: quote | - | 条款原文 | the clause's words | - | long

SELECT v.project_id, v.part, iif(a.zh, v.title_zh, v.title_en) AS item,
       v.clause || coalesce(iif(a.zh, '（' || v.section || '）', ' (' || v.section || ')'), '') AS clause,
       v.value, v.limit_value, v.unit, v.result, v.strength,
       iif(a.zh, v.reason_zh, v.reason_en) AS reason, v.quote_zh AS quote
  FROM project_verdict v, asked a
 WHERE v.part <> 'provision'
 ORDER BY v.fid;
