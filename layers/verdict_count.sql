-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 条款达标率
-- title_en: Verdicts counted by unit
--
-- A row a unit (street, county, city) and clause: how many of its objects meet it. share_met = met /
-- (met + unmet), share_known = (met + unmet) / (met + unmet + unknown).
--
-- column: level | text | 层级 | level
-- column: unit_id | text | 单元编号 | unit
-- column: standard | text | 标准 | standard
-- column: clause | text | 条款 | clause
-- column: of_level | text | 评价对象 | what is judged
-- column: strength | text | 约束力 | strength
-- column: judged | integer | 对象数 | objects
-- column: met | integer | 达标数 | met
-- column: unmet | integer | 不达标数 | unmet
-- column: unknown | integer | 无法判定数 | unknown
-- column: exempt | integer | 不适用数 | exempt
-- column: share_met | real | 达标率 | share met
-- column: share_known | real | 可判定率 | share known

SELECT level, unit_id, standard, clause, of_level, strength, judged, met, unmet, unknown, exempt,
       share_met, share_known
  FROM verdict_count ORDER BY rowid;
