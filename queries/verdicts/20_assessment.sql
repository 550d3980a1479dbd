-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: assessment
-- title_zh: 单元达标评价
-- title_en: Assessment of units
--
-- Of each community, street, planning unit, county and the city by the clauses on itself:
--   unmet    a clause that must be kept (must, gate) is not met
--   unknown  else, one of these cannot be judged, or no clause was met or unmet
--   advise   else, a clause that should be kept (should, target) is not met
--   met      else
-- No row where no clause is about it.

CREATE TABLE unit_assessment (unit INTEGER PRIMARY KEY, must_unmet INTEGER, unknown_clauses INTEGER,
                              assessment TEXT);
INSERT INTO unit_assessment
WITH counted AS (
    SELECT u.unit, sum(c.strength IN ('must', 'gate') AND j.result = 'unmet') AS must_unmet,
           sum(c.strength IN ('must', 'gate') AND j.result = 'unknown') AS must_unknown,
           sum(c.strength IN ('should', 'target') AND j.result = 'unmet') AS should_unmet,
           sum(j.result IN ('met', 'unmet')) AS known, sum(j.result = 'unknown') AS unknown
      FROM judged j JOIN clause c USING (clause)
      JOIN unit u ON u.level = j.level AND u.unit_id = j.object
     GROUP BY u.unit
)
SELECT unit, must_unmet, unknown,
       CASE WHEN must_unmet > 0 THEN 'unmet' WHEN must_unknown > 0 OR known = 0 THEN 'unknown'
            WHEN should_unmet > 0 THEN 'advise' ELSE 'met' END
  FROM counted
 ORDER BY unit;
