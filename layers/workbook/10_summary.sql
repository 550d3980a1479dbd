-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 汇总
-- title_en: Summary
-- frozen: 1
--
-- The key figures as the output has them. A share stands as a fraction, and as documents print it.
--
-- column: title | - | 指标 | figure | - | text
-- column: value | - | 数值 | value | - | number
-- column: share | - | 占比 | share | % | percent
-- column: unit | - | 单位 | unit | - | text
-- column: text | - | 表述 | as printed | - | text
-- column: key | - | 指标代码 | key | - | text

SELECT iif(a.zh, s.title_zh, s.title_en) AS title, iif(s.unit = 'share', NULL, s.value) AS value,
       iif(s.unit = 'share', s.value, NULL) AS share, iif(s.unit = 'share', NULL, nullif(s.unit, '')) AS unit,
       s.text, s.key
  FROM summary s, asked a ORDER BY s.fid;
