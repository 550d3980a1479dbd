-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 设施与所服务社区
-- title_en: Facilities and the communities they serve
--
-- part: how much of the facility's floor area counts in the community. facility: number of its row
-- in the layer facility.
--
-- column: facility | integer | 设施行号 | row of the facility
-- column: facility_id | text | 设施编号 | facility
-- column: unit_id | text | 社区编号 | community
-- column: part | real | 计入比例 | part that counts

SELECT s.facility + 1, f.facility_id, c.unit_id, CASE p.value WHEN 'whole' THEN 1.0 ELSE s.part END
  FROM served s
  JOIN facility f USING (facility)
  JOIN community c ON c.zone = s.zone
  JOIN parameter p ON p.key = 'shared'
 ORDER BY s.facility, s.zone;
