-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 设施综合覆盖率
-- title_en: Coverage rate of facilities
--
-- By number of communities, by people within reach, by communities that reach the required area.
--
-- formula: rate = numerator / denominator
-- column: level | text | 层级 | level
-- column: unit_id | text | 单元编号 | unit
-- column: area_type | text | 城乡 | urban or rural
-- column: measure | text | 口径 | measure
-- column: numerator | real | 分子 | numerator
-- column: denominator | real | 分母 | denominator
-- column: rate | real | 覆盖率 | rate

SELECT level, unit_id, area_type, measure, numerator, denominator, rate FROM coverage_rate ORDER BY rowid;
