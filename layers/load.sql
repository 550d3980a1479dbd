-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 设施服务负荷
-- title_en: Load of facilities
--
-- People and households for whom the facility is the nearest of its kind.
--
-- column: facility_id | text | 设施编号 | facility
-- column: demand | text | 人口图层 | population layer
-- column: people | real | 就近服务人口 | people
-- column: households | real | 就近服务户数 | households
-- column: m2_per_100_households | real | 每百户面积 | floor area per 100 households | m²

SELECT facility_id, demand, people, households, m2_per_100_households FROM load ORDER BY rowid;
