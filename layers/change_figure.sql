-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: compare
-- title_zh: 指标变化
-- title_en: Changes of figures
--
-- column: level | text | 层级 | level
-- column: old_ids | text | 原编号 | old units
-- column: new_ids | text | 现编号 | new units
-- column: change | text | 单元变化 | what became of it
-- column: figure | text | 指标 | figure
-- column: kind | text | 类别 | kind
-- column: demand | text | 人口图层 | population layer
-- column: reach | real | 服务半径 | radius | m
-- column: old_value | real | 旧值 | old
-- column: new_value | real | 新值 | new
-- column: difference | real | 增减 | difference

SELECT level, old_ids, new_ids, change, figure, kind, demand, reach, old_value, new_value, difference
  FROM change_figure ORDER BY rowid;
