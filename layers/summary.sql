-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: audit review site compare
-- title_zh: 全市主要指标
-- title_en: Key figures of the city
--
-- The city in a few dozen lines; people_balance.* must be 0. text: a share of numbers of communities
-- or streets as it is printed, with one decimal, as fraction and in whole percent, rounded half up.
--
-- column: key | text | 指标 | key
-- column: value | real | 数值 | value
-- column: unit | text | 单位 | unit
-- column: title_zh | text | 名称 | title (Chinese)
-- column: title_en | text | 英文名称 | title
-- column: text | text | 表述 | as printed

SELECT key, value, unit, title_zh, title_en, text FROM summary ORDER BY rowid;
