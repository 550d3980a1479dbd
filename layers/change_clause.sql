-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: compare
-- title_zh: 各条款变化
-- title_en: Changes by clause
--
-- column: standard | text | 标准 | standard
-- column: clause | text | 条款 | clause
-- column: level | text | 层级 | level
-- column: old_met | integer | 原符合 | met, old
-- column: old_unmet | integer | 原不符合 | unmet, old
-- column: old_unknown | integer | 原无法判定 | unknown, old
-- column: old_exempt | integer | 原不适用 | exempt, old
-- column: new_met | integer | 现符合 | met, new
-- column: new_unmet | integer | 现不符合 | unmet, new
-- column: new_unknown | integer | 现无法判定 | unknown, new
-- column: new_exempt | integer | 现不适用 | exempt, new
-- column: became_met | integer | 转为符合 | became met
-- column: became_unmet | integer | 转为不符合 | became unmet
-- column: old_share | real | 原达标率 | share met, old
-- column: new_share | real | 现达标率 | share met, new

SELECT standard, clause, level, old_met, old_unmet, old_unknown, old_exempt, new_met, new_unmet,
       new_unknown, new_exempt, became_met, became_unmet, old_share, new_share
  FROM change_clause ORDER BY rowid;
