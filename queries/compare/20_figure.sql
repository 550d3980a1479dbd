-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: change_figure
-- title_zh: 指标变化
-- title_en: Changes of figures
--
-- Sums over the units of a scope, old and new, and ratios of those sums. A sum with an unknown
-- number is not known. figure: households, facilities, floor_area_m2, per_100_households (by kind;
-- '*': all that count), total, covered, share (by kind, demand, radius).

CREATE TABLE scope_sum (scope INTEGER, side TEXT, figure TEXT, kind TEXT, demand TEXT, reach REAL,
                        value REAL);
INSERT INTO scope_sum
WITH area AS (
    SELECT 'old' AS side, * FROM old.floor_area UNION ALL SELECT 'new', * FROM new.floor_area
), summed AS (
    SELECT s.scope, a.side, a.kind,
           CASE WHEN count(*) = count(households) THEN sum(households) END AS households,
           sum(facilities) AS facilities,
           CASE WHEN count(*) = count(floor_area_m2) THEN sum(floor_area_m2) END AS floor_area_m2
      FROM area a JOIN side_scope s USING (side, level, unit_id)
     GROUP BY s.scope, a.side, a.kind
)
SELECT scope, side, 'households', NULL, NULL, NULL, households FROM summed WHERE kind = '*'
UNION ALL SELECT scope, side, 'facilities', kind, NULL, NULL, facilities FROM summed
UNION ALL SELECT scope, side, 'floor_area_m2', kind, NULL, NULL, floor_area_m2 FROM summed
UNION ALL SELECT scope, side, 'per_100_households', kind, NULL, NULL,
                 CASE WHEN households > 0 THEN floor_area_m2 * 100 / households END
            FROM summed;
INSERT INTO scope_sum
WITH cover AS (
    SELECT 'old' AS side, * FROM old.coverage UNION ALL SELECT 'new', * FROM new.coverage
), summed AS (
    SELECT s.scope, c.side, c.kind, c.demand, c.reach,
           CASE WHEN count(*) = count(total) THEN sum(total) END AS total,
           CASE WHEN count(*) = count(covered) THEN sum(covered) END AS covered
      FROM cover c JOIN side_scope s USING (side, level, unit_id)
     GROUP BY s.scope, c.side, c.kind, c.demand, c.reach
)
SELECT scope, side, 'total', kind, demand, reach, total FROM summed
UNION ALL SELECT scope, side, 'covered', kind, demand, reach, covered FROM summed
UNION ALL SELECT scope, side, 'share', kind, demand, reach,
                 CASE WHEN total > 0 THEN covered / total END FROM summed;

CREATE TABLE change_figure AS
WITH pair AS (
    SELECT scope, figure, kind, demand, reach,
           max(CASE side WHEN 'old' THEN value END) AS old_value,
           max(CASE side WHEN 'new' THEN value END) AS new_value
      FROM scope_sum GROUP BY scope, figure, kind, demand, reach
)
SELECT s.level, s.scope, s.old_ids, s.new_ids, s.change, p.figure, p.kind, p.demand, p.reach,
       p.old_value, p.new_value, p.new_value - p.old_value AS difference
  FROM pair p JOIN scope s USING (scope)
 ORDER BY CASE s.level WHEN 'city' THEN 0 WHEN 'county' THEN 1 WHEN 'street' THEN 2 ELSE 3 END,
          p.scope, p.figure, p.kind, p.demand, p.reach;
CREATE INDEX change_figure_by_scope ON change_figure (scope, figure);

-- Totals on the comparable scope: the communities whose figure is known on both sides.
CREATE TABLE change_total AS
WITH summed AS (
    SELECT figure, kind, demand, reach, count(*) AS scopes, sum(old_value) AS old_all,
           sum(new_value) AS new_all,
           sum(old_value IS NOT NULL AND new_value IS NOT NULL) AS comparable_scopes,
           sum(CASE WHEN new_value IS NOT NULL THEN old_value END) AS old_comparable,
           sum(CASE WHEN old_value IS NOT NULL THEN new_value END) AS new_comparable
      FROM change_figure
     WHERE level = 'community' AND figure NOT IN ('share', 'per_100_households')
     GROUP BY figure, kind, demand, reach
)
SELECT figure, kind, demand, reach, scopes, comparable_scopes, old_all, new_all, old_comparable,
       new_comparable, new_comparable - old_comparable AS difference,
       CASE WHEN old_comparable > 0 THEN new_comparable / old_comparable - 1 END AS growth
  FROM summed
 ORDER BY figure, kind, demand, reach;
