-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 选址说明
-- title_en: Proposal
-- frozen: 1
--
-- Objective, proved bound and what they were made of, as the output has them.
--
-- column: title | - | 指标 | figure | - | text
-- column: value | - | 数值 | value | - | number
-- column: share | - | 占比 | share | % | percent
-- column: text | - | 说明 | text | - | text
-- column: unit | - | 单位 | unit | - | text
-- column: key | - | 指标代码 | key | - | text

SELECT iif(a.zh, p.title_zh, p.title_en) AS title, iif(p.unit = 'share', NULL, p.value) AS value,
       iif(p.unit = 'share', p.value, NULL) AS share,
       coalesce((SELECT said_text FROM said WHERE said_kind = p.key AND said_code = p.text),
                iif(p.key IN ('objective', 'bound'), NULL, p.text)) AS text,
       coalesce((SELECT said_text FROM said WHERE said_kind = 'objective_unit' AND said_code = u.code),
                nullif(u.code, 'share')) AS unit, p.key
  FROM proposal p
  JOIN (SELECT fid, nullif(iif(key IN ('objective', 'bound'), text, unit), '') AS code FROM proposal) u
    USING (fid), asked a
 ORDER BY p.fid;
