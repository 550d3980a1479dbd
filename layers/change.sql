-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: MULTIPOLYGON
-- for: compare
-- title_zh: 社区变化
-- title_en: Changes of communities
-- group: 17
-- order: 10
-- draw: 500
-- shown: yes
-- theme: change
-- map_zh: 覆盖率变化
-- map_en: Change of the share within reach
--
-- A row a community of the new output, and of the old one where nothing stands for it. What its
-- scope (the old and new communities that hang together by the code table) had and has.
--
-- column: unit_id | text | 社区编号 | community
-- column: name | text | 社区名称 | name
-- column: street | text | 街道 | street
-- column: county | text | 区县 | county
-- column: change | text | 单元变化 | what became of it
-- column: old_ids | text | 原编号 | old codes
-- column: new_ids | text | 现编号 | new codes
-- column: old_households | real | 户数（旧） | households, old
-- column: new_households | real | 户数（新） | households, new
-- column: old_per_100 | real | 每百户面积（旧） | floor area per 100 households, old | m²
-- column: new_per_100 | real | 每百户面积（新） | floor area per 100 households, new | m²
-- column: per_100_difference | real | 每百户面积增减 | difference of it | m²
-- column: old_share | real | 覆盖率（旧） | share within reach, old
-- column: new_share | real | 覆盖率（新） | share within reach, new
-- column: share_difference | real | 覆盖率增减 | difference of it
-- column: improved | integer | 转为符合的条款数 | clauses that became met
-- column: worse | integer | 转为不符合的条款数 | clauses that became unmet

SELECT wkb, unit_id, name, street, county, change, old_ids, new_ids, old_households, new_households,
       old_per_100, new_per_100, per_100_difference, old_share, new_share, share_difference, improved,
       worse
  FROM change ORDER BY rowid;
