-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 字段说明
-- title_en: Columns
-- frozen: 2
--
-- Every column of every sheet before this one; those without a value are left out of their sheet.
--
-- column: sheet | - | 工作表 | sheet | - | text
-- column: title | - | 列名 | column | - | text
-- column: unit | - | 单位 | unit | - | text
-- column: included | - | 是否列出 | shown | - | text
-- column: name | - | 字段名 | field | - | text
-- column: total | - | 合计方式 | total | - | text
-- column: source | - | 结果数据表 | table of the output | - | text

SELECT b.sheet, b.title, nullif(b.unit, '') AS unit,
       iif(b.used, iif(a.zh, '是', 'yes'), iif(a.zh, '否（本次结果无数据）', 'no: nothing is known')) AS included,
       b.name, nullif(b.total, '') AS total, nullif(b.source, '') AS source
  FROM book_column b, asked a ORDER BY b.rowid;
