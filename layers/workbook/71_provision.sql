-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 表1 配建审查
-- title_en: Table 1 Provision
-- frozen: 3
--
-- A row a project and clause; premises: buildings and lowest storeys of the project's premises.
--
-- column: project_id | - | 项目编号 | project | - | text
-- column: position | - | 序号 | number | - | integer
-- column: item | - | 审查项目 | item | - | text
-- column: clause | - | 依据条款 | clause | - | text
-- column: base | - | 计算基数 | base | 户 | integer
-- column: limit_value | - | 应配建 | to provide | - | number
-- column: value | - | 方案配建 | provided | - | number
-- column: gap | - | 差额 | missing | - | number
-- column: unit | - | 单位 | unit | - | text
-- column: premises | - | 位置（楼号/楼层） | building and storey | - | text
-- column: together | - | 是否集中设置 | in one place | - | word:yes
-- column: entrance | - | 是否独立出入口 | entrance of its own | - | word:yes
-- column: result | - | 结论 | result | - | word
-- column: strength | - | 约束力 | strength | - | word
-- column: reason | - | 计算过程与理由 | arithmetic and reason | - | long
-- column: quote | - | 条款原文 | the clause's words | - | long

WITH premises AS (
    SELECT project_id,
           group_concat(coalesce(building, '') || coalesce(iif(a.zh, storey || '层', ' storey ' || storey), ''),
                        iif(a.zh, '；', '; ')) AS premises,
           count(*) = 1 AS together, min(own_entrance) AS entrance
      FROM project_facility, asked a GROUP BY project_id
)
SELECT v.project_id, row_number() OVER (PARTITION BY v.project_id ORDER BY v.fid) AS position,
       iif(a.zh, v.title_zh, v.title_en) AS item,
       v.clause || coalesce(iif(a.zh, '（' || v.section || '）', ' (' || v.section || ')'), '') AS clause,
       p.households AS base, v.limit_value, v.value, v.gap, v.unit, m.premises, m.together, m.entrance,
       v.result, v.strength, iif(a.zh, v.reason_zh, v.reason_en) AS reason, v.quote_zh AS quote
  FROM project_verdict v
  JOIN asked a
  LEFT JOIN project p USING (project_id)
  LEFT JOIN premises m USING (project_id)
 WHERE v.part = 'provision'
 ORDER BY v.fid;
