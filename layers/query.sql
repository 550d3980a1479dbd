-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: audit review site compare
-- title_zh: 计算语句
-- title_en: Queries
--
-- The SQL that made each table, so that every number can be followed.
--
-- column: name | text | 名称 | name
-- column: sql | text | 语句 | SQL
-- column: title_zh | text | 标题 | title (Chinese)
-- column: title_en | text | 英文标题 | title

SELECT name, sql, title_zh, title_en FROM query ORDER BY rowid;
