-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: audit review site compare
-- title_zh: 运行记录
-- title_en: Record of the run
--
-- Plan, versions, settings and input files.
--
-- column: key | text | 项目 | key
-- column: value | text | 内容 | value

SELECT key, value FROM run ORDER BY rowid;
