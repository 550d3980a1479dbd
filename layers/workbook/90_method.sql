-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 参数与方法
-- title_en: Methods
-- frozen: 2
--
-- What the figures were made of: versions, CRS, settings, inputs, parameters, standards, queries; the
-- plan, a row a line. The text of the queries stands in the output's table query.
--
-- column: part | - | 部分 | part | - | text
-- column: name | - | 项目 | item | - | text
-- column: value | - | 内容 | value | - | long
-- column: unit | - | 单位 | unit | - | text
-- column: note | - | 说明 | note | - | long

WITH RECURSIVE line (n, text, rest) AS (
    SELECT 0, NULL, value || char(10) FROM run WHERE key = 'plan'
    UNION ALL
    SELECT n + 1, substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)
      FROM line WHERE rest <> ''
)
SELECT iif(a.zh, '运行', 'run') AS part, r.key AS name, r.value, NULL AS unit, NULL AS note, 1 AS i, r.fid AS k
  FROM run r, asked a WHERE r.key <> 'plan' AND r.key NOT LIKE 'input[%'
UNION ALL
SELECT iif(a.zh, '输入文件', 'input file'), r.key, r.value, NULL, NULL, 2, r.fid
  FROM run r, asked a WHERE r.key LIKE 'input[%'
UNION ALL
SELECT iif(a.zh, '参数', 'parameter'), p.name, p.value, p.unit,
       iif(a.zh, p.title_zh || '；默认 ' || p.standard_value || coalesce('；' || nullif(p.explain_zh, ''), ''),
           p.title_en || '; default ' || p.standard_value || coalesce('; ' || nullif(p.explain_en, ''), '')), 3, p.fid
  FROM parameter p, asked a
UNION ALL
SELECT iif(a.zh, '标准', 'standard'), c.standard, iif(a.zh, c.standard_zh, c.standard_en), NULL,
       iif(a.zh, count(*) || ' 条', count(*) || ' clauses'), 4, min(c.fid)
  FROM clause c, asked a GROUP BY c.standard
UNION ALL
SELECT iif(a.zh, '计算语句', 'query'), q.name, iif(a.zh, q.title_zh, q.title_en), NULL, NULL, 5, q.fid
  FROM query q, asked a
UNION ALL
SELECT iif(a.zh, '合计', 'totals'), iif(a.zh, '合计口径', 'how totals are made'),
       iif(a.zh, '合计行为公式：数量为各行之和；比率由合计计算，不是各行比率之和；社区平均法为各社区之平均。两个社区重叠处、服务多个社区的设施在合计中只计一次，另列“重复计算扣除”行。',
           'Totals are formulas: numbers are sums of rows; ratios are made of totals, never summed; means are of communities. Ground that two communities claim, and a facility that serves several, count once in totals: a row of their own takes them off.'),
       NULL, NULL, 6, 0
  FROM asked a WHERE EXISTS (SELECT 1 FROM community)
UNION ALL
SELECT iif(a.zh, '计划', 'plan'), printf('%04d', l.n), l.text, NULL, NULL, 7, l.n
  FROM line l, asked a WHERE l.n > 0
 ORDER BY 6, 7;
