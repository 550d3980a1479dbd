-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 口径参数
-- title_en: Parameters: what the documents leave open
--
-- column: name | text | 参数 | parameter
-- column: value | text | 取值 | value
-- column: standard_value | text | 默认值 | default
-- column: choices | text | 可选值 | choices
-- column: unit | text | 单位 | unit
-- column: title_zh | text | 含义 | meaning (zh)
-- column: title_en | text | 含义（英文） | meaning (en)
-- column: explain_zh | text | 说明 | explanation (zh)
-- column: explain_en | text | 说明（英文） | explanation (en)

SELECT name, value, standard_value, choices, unit, title_zh, title_en, explain_zh, explain_en
  FROM judge_parameter ORDER BY rowid;
