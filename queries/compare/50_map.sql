-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: change
-- title_zh: 社区变化图
-- title_en: Map of changes
--
-- A row a community of the new output, and of the old one where nothing stands for it: what its
-- scope had and has. share: of the first kind, population layer and radius of the new output.

CREATE TABLE change AS
WITH main AS (
    SELECT kind, demand, reach FROM new.coverage
     WHERE level = 'city' ORDER BY rowid LIMIT 1
), figure AS (
    SELECT scope, max(CASE figure WHEN 'households' THEN old_value END) AS old_households,
           max(CASE figure WHEN 'households' THEN new_value END) AS new_households,
           max(CASE figure WHEN 'per_100_households' THEN old_value END) AS old_per_100,
           max(CASE figure WHEN 'per_100_households' THEN new_value END) AS new_per_100
      FROM change_figure
     WHERE figure = 'households' OR (figure = 'per_100_households' AND kind = '*')
     GROUP BY scope
), shares AS (
    SELECT f.scope, f.old_value AS old_share, f.new_value AS new_share
      FROM change_figure f JOIN main m ON f.figure = 'share' AND f.kind IS m.kind
                                      AND f.demand IS m.demand AND f.reach IS m.reach
), verdicts AS (
    SELECT scope, sum(change = 'improved') AS improved, sum(change = 'worse') AS worse
      FROM change_verdict GROUP BY scope
), place AS (
    SELECT 'new' AS side, unit_id, name, street, county, AsBinary(GeomFromGPB(geom)) AS wkb
      FROM new.community
    UNION ALL
    SELECT 'old', unit_id, name, street, county,
           AsBinary(CASE WHEN c.old = c.new THEN GeomFromGPB(geom)
                         ELSE ST_Transform(GeomFromGPB(geom), 0, NULL, c.old, c.new) END)
      FROM old.community JOIN side_crs c
)
SELECT p.wkb, p.unit_id, p.name, p.street, p.county, s.change, s.old_ids, s.new_ids,
       f.old_households, f.new_households, f.old_per_100, f.new_per_100,
       f.new_per_100 - f.old_per_100 AS per_100_difference, h.old_share, h.new_share,
       h.new_share - h.old_share AS share_difference, coalesce(v.improved, 0) AS improved,
       coalesce(v.worse, 0) AS worse
  FROM place p
  JOIN side_scope n ON n.side = p.side AND n.level = 'community' AND n.unit_id = p.unit_id
  JOIN scope s ON s.scope = n.scope
  LEFT JOIN figure f ON f.scope = s.scope
  LEFT JOIN shares h ON h.scope = s.scope
  LEFT JOIN verdicts v ON v.scope = s.scope
 WHERE p.side = 'new' OR s.change = 'gone'
 ORDER BY p.side, n.scope, p.unit_id;
