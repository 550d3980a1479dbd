-- SPDX-License-Identifier: GPL-3.0-or-later
-- section: facility
-- tables: community street county floor_area coverage_rate area_class verdict
-- needs: origin community facility served
-- title_zh: 计入的设施
-- title_en: Facilities that count here

WITH inside AS (
    SELECT c.unit_id FROM out.community c, asked a
     WHERE (a.level = 'community' AND c.unit_id = a.unit)
        OR (a.level = 'street' AND (c.street = a.unit OR c.county || '/' || c.street = a.unit))
        OR (a.level = 'county' AND c.county = a.unit)
), counted AS (
    SELECT s.facility, sum(s.part) AS part
      FROM inside i JOIN out.served s USING (unit_id) GROUP BY s.facility
)
SELECT f.facility_id || ' ' || f.name, f.facility_id || ' ' || f.name,
       f.kind || '，' || coalesce(f.floor_area_m2 || ' m²', '面积不明')
       || CASE WHEN c.part < 1 THEN printf('，计入 %.4g', c.part) ELSE '' END
       || coalesce('；' || o.file || '，要素 ' || o.feature_id, '')
       || coalesce('，第 ' || o.row || ' 行', ''),
       f.kind || ', ' || coalesce(f.floor_area_m2 || ' m2', 'floor area not known')
       || CASE WHEN c.part < 1 THEN printf(', part %.4g', c.part) ELSE '' END
       || coalesce('; ' || o.file || ', feature ' || o.feature_id, '')
       || coalesce(', row ' || o.row, '')
  FROM counted c
  JOIN out.facility f ON f.fid = c.facility AND f.counts
  LEFT JOIN out.origin o ON o.layer = 'facility' AND o.unit_id = CAST(c.facility - 1 AS TEXT)
 ORDER BY c.facility;
