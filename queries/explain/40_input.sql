-- SPDX-License-Identifier: GPL-3.0-or-later
-- section: input
-- tables: *
-- needs: origin community facility
-- title_zh: 输入数据
-- title_en: Input rows
--
-- The rows of the input that the object, or the communities of its unit, came from.

WITH wanted (layer, object, name) AS (
    SELECT 'community', c.unit_id, c.name FROM out.community c, asked a
     WHERE (a.level = 'community' AND c.unit_id = a.unit)
        OR (a.level = 'street' AND (c.street = a.unit OR c.county || '/' || c.street = a.unit))
        OR (a.level = 'county' AND c.county = a.unit)
    UNION ALL
    SELECT 'facility', CAST(f.fid - 1 AS TEXT), f.facility_id || ' ' || f.name
      FROM out.facility f, asked a WHERE a.level = 'facility' AND f.facility_id = a.unit
    UNION ALL
    SELECT level, unit, unit FROM asked WHERE level IN ('project', 'planning_unit')
)
SELECT w.name, w.name,
       o.file || coalesce('，图层 ' || nullif(o.file_layer, ''), '')
       || coalesce('，要素 ' || o.feature_id, '') || coalesce('，第 ' || o.row || ' 行', ''),
       o.file || coalesce(', layer ' || nullif(o.file_layer, ''), '')
       || coalesce(', feature ' || o.feature_id, '') || coalesce(', row ' || o.row, '')
  FROM wanted w JOIN out.origin o ON o.layer = w.layer AND o.unit_id = w.object
 ORDER BY o.rowid;
