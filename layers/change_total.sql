-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: compare
-- title_zh: 可比口径合计
-- title_en: Totals on the comparable scope
--
-- Communities whose figure is known on both sides, old and new codes brought together.
--
-- column: figure | text | 指标 | figure
-- column: kind | text | 类别 | kind
-- column: demand | text | 人口图层 | population layer
-- column: reach | real | 服务半径 | radius | m
-- column: scopes | integer | 比较单元数 | scopes
-- column: comparable_scopes | integer | 可比单元数 | comparable scopes
-- column: old_all | real | 旧合计 | old, all
-- column: new_all | real | 新合计 | new, all
-- column: old_comparable | real | 旧合计（可比） | old, comparable
-- column: new_comparable | real | 新合计（可比） | new, comparable
-- column: difference | real | 增减（可比） | difference, comparable
-- column: growth | real | 增长率（可比） | growth, comparable

SELECT figure, kind, demand, reach, scopes, comparable_scopes, old_all, new_all, old_comparable,
       new_comparable, difference, growth
  FROM change_total ORDER BY rowid;
