-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: compare
-- title_zh: 评价结论变化
-- title_en: Changes of verdicts
--
-- column: standard | text | 标准 | standard
-- column: clause | text | 条款 | clause
-- column: level | text | 层级 | level
-- column: old_ids | text | 原编号 | old units
-- column: new_ids | text | 现编号 | new units
-- column: change | text | 变化 | change
-- column: old_result | text | 原结论 | old result
-- column: new_result | text | 现结论 | new result
-- column: old_value | real | 旧值 | old value
-- column: new_value | real | 新值 | new value
-- column: old_limit | real | 原标准值 | old limit
-- column: new_limit | real | 现标准值 | new limit

SELECT standard, clause, level, old_ids, new_ids, change, old_result, new_result, old_value,
       new_value, old_limit, new_limit
  FROM change_verdict ORDER BY rowid;
