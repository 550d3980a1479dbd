-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 服务半径覆盖率
-- title_en: Coverage by service radius
--
-- Who (people of each population layer, households) and how much ground (area_m2) is within reach.
--
-- formula: share = covered / total
-- column: level | text | 层级 | level
-- column: unit_id | text | 单元编号 | unit
-- column: kind | text | 类别 | kind
-- column: demand | text | 人口图层 | population layer
-- column: metric | text | 距离口径 | metric
-- column: reach | real | 服务半径 | radius | m
-- column: total | real | 总量 | total
-- column: covered | real | 覆盖量 | covered
-- column: share | real | 覆盖率 | share

SELECT level, unit_id, kind, demand, metric, reach, total, covered, share FROM coverage ORDER BY rowid;
