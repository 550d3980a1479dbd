-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 所用标准的条款
-- title_en: Clauses of the standards used
--
-- column: standard | text | 标准 | standard
-- column: standard_zh | text | 标准名称 | title (zh)
-- column: standard_en | text | 标准名称（英文） | title (en)
-- column: clause | text | 条款 | clause
-- column: section | text | 位置 | section
-- column: applies_to | text | 适用对象 | applies to
-- column: condition | text | 适用条件 | condition
-- column: measure | text | 度量 | measure
-- column: comparison | text | 比较 | comparison
-- column: limit_formula | text | 限值 | limit
-- column: unit | text | 单位 | unit
-- column: strength | text | 约束力 | strength
-- column: year | text | 目标年 | year
-- column: quote_zh | text | 原文 | quote
-- column: text_zh | text | 大意 | in Chinese
-- column: text_en | text | 英文大意 | in English
-- column: source | text | 来源 | source
-- column: confidence | text | 可信度 | confidence

SELECT standard, standard_zh, standard_en, id, section, applies_to, condition, measure, comparison,
       limit_formula, unit, strength, year, quote_zh, text_zh, text_en, source, confidence
  FROM clause ORDER BY clause;
