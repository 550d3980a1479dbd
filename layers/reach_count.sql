-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 可达设施数
-- title_en: Number of facilities within reach
--
-- People by the number of facilities of a kind within whose radius they live.
--
-- column: level | text | 层级 | level
-- column: unit_id | text | 单元编号 | unit
-- column: kind | text | 类别 | kind
-- column: demand | text | 人口图层 | population layer
-- column: reach | real | 服务半径 | radius | m
-- column: people_0 | real | 0 处可达的人口 | people that 0 reach
-- column: people_1 | real | 1 处可达的人口 | people that 1 reaches
-- column: people_2 | real | 2 处可达的人口 | people that 2 reach
-- column: people_3_or_more | real | 3 处及以上可达的人口 | people that 3 or more reach

SELECT level, unit_id, kind, demand, reach, people_0, people_1, people_2, people_3_or_more FROM reach_count
 ORDER BY rowid;
