-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 盲区各人口图层人数
-- title_en: People of gaps by population layer
--
-- The people of each gap in every population layer.
--
-- column: gap_id | integer | 盲区编号 | gap
-- column: demand | text | 人口图层 | population layer
-- column: people | real | 未覆盖人口 | people

SELECT gap_id, demand, people FROM gap_demand ORDER BY rowid;
