-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: change_facility
-- title_zh: 设施变化
-- title_en: Changes of facilities
--
-- Facilities by id and kind: opened, closed, changed (name, floor area or community). An id that one
-- side has more than once cannot be followed: change 'ambiguous', with the number of rows.

CREATE TABLE change_facility AS
WITH facility AS (
    SELECT 'old' AS side, facility_id, kind, name, floor_area_m2, unit_id FROM old.facility
    UNION ALL SELECT 'new', facility_id, kind, name, floor_area_m2, unit_id FROM new.facility
), pair AS (
    SELECT facility_id, kind, sum(side = 'old') AS olds, sum(side = 'new') AS news,
           max(CASE side WHEN 'old' THEN name END) AS old_name,
           max(CASE side WHEN 'new' THEN name END) AS new_name,
           max(CASE side WHEN 'old' THEN floor_area_m2 END) AS old_area,
           max(CASE side WHEN 'new' THEN floor_area_m2 END) AS new_area,
           max(CASE side WHEN 'old' THEN unit_id END) AS old_community,
           max(CASE side WHEN 'new' THEN unit_id END) AS new_community
      FROM facility GROUP BY facility_id, kind
)
SELECT CASE WHEN olds > 1 OR news > 1 THEN 'ambiguous' WHEN olds = 0 THEN 'opened'
            WHEN news = 0 THEN 'closed' ELSE 'changed' END AS change,
       facility_id, kind, olds, news, old_name, new_name, old_area AS old_floor_area_m2,
       new_area AS new_floor_area_m2, new_area - old_area AS difference_m2, old_community,
       new_community
  FROM pair
 WHERE olds <> 1 OR news <> 1 OR old_name IS NOT new_name OR old_area IS NOT new_area
    OR old_community IS NOT new_community
 ORDER BY facility_id, kind;
