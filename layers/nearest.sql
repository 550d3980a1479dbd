-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 最近设施
-- title_en: Nearest facility
--
-- Nearest facility of each kind to the centre of a community's people.
--
-- column: unit_id | text | 社区编号 | community
-- column: kind | text | 类别 | kind
-- column: facility_id | text | 最近设施 | nearest facility
-- column: distance_m | real | 距离 | distance | m

SELECT unit_id, kind, facility_id, distance_m FROM nearest ORDER BY rowid;
