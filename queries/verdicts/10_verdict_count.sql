-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: verdict_count
-- title_zh: 条款达标率
-- title_en: Verdicts counted by unit
--
-- How the objects of a unit stand to each clause: communities, streets, planning units, counties
-- and facilities (by where they stand) in every street, county and the city that holds them. An
-- object that only the city holds counts there alone. share_met = met / (met + unmet); share_known
-- = (met + unmet) / (met + unmet + unknown); NULL where that is 0 / 0. Projects have their own.

CREATE TABLE object_above (level TEXT, object TEXT, unit INTEGER);
INSERT INTO object_above
WITH city (unit) AS (
    SELECT unit FROM unit WHERE level = 'city'
), county_of (unit, county) AS (
    SELECT s.unit, k.unit FROM unit s JOIN unit k ON k.level = 'county' AND k.unit_id = s.county
     WHERE s.level = 'street' AND s.county <> ''
), planned (object, street, county) AS (
    SELECT p.unit_id, CASE WHEN count(*) = count(a.street) AND min(a.street) = max(a.street)
                           THEN min(a.street) END,
           CASE WHEN count(*) = count(a.county) AND min(a.county) = max(a.county)
                THEN min(a.county) END
      FROM planning_unit p JOIN zone_planning_unit z USING (planning_unit) JOIN above a USING (zone)
     GROUP BY p.planning_unit
), place (level, object, unit) AS (
    SELECT 'city', '*', unit FROM city
    UNION ALL SELECT 'county', k.unit_id, city.unit FROM unit k JOIN city WHERE k.level = 'county'
    UNION ALL SELECT 'street', s.unit_id, city.unit FROM unit s JOIN city WHERE s.level = 'street'
    UNION ALL SELECT 'street', s.unit_id, c.county FROM unit s JOIN county_of c USING (unit)
    UNION ALL SELECT 'planning_unit', p.unit_id, city.unit FROM planning_unit p JOIN city
    UNION ALL SELECT 'planning_unit', object, county FROM planned
    UNION ALL SELECT 'planning_unit', object, street FROM planned
    UNION ALL SELECT 'community', u.unit_id, a.city FROM unit u JOIN above a USING (zone)
    UNION ALL SELECT 'community', u.unit_id, a.county FROM unit u JOIN above a USING (zone)
    UNION ALL SELECT 'community', u.unit_id, a.street FROM unit u JOIN above a USING (zone)
    UNION ALL SELECT 'facility', CAST(f.facility AS TEXT), city.unit FROM facility f JOIN city
    UNION ALL SELECT 'facility', CAST(f.facility AS TEXT), a.county
                FROM facility f JOIN above a USING (zone)
    UNION ALL SELECT 'facility', CAST(f.facility AS TEXT), a.street
                FROM facility f JOIN above a USING (zone)
)
SELECT level, object, unit FROM place WHERE unit IS NOT NULL ORDER BY level, object, unit;
CREATE INDEX object_above_key ON object_above (level, object);

CREATE TABLE verdict_count AS
WITH counted AS (
    SELECT o.unit, j.clause, j.level, count(*) AS judged, sum(j.result = 'met') AS met,
           sum(j.result = 'unmet') AS unmet, sum(j.result = 'unknown') AS unknown,
           sum(j.result = 'exempt') AS exempt
      FROM judged j JOIN object_above o ON o.level = j.level AND o.object = j.object
     GROUP BY o.unit, j.clause, j.level
)
SELECT u.level, u.unit_id, c.standard, c.id AS clause, n.level AS of_level, c.strength, n.judged,
       n.met, n.unmet, n.unknown, n.exempt, 1.0 * n.met / nullif(n.met + n.unmet, 0) AS share_met,
       1.0 * (n.met + n.unmet) / nullif(n.met + n.unmet + n.unknown, 0) AS share_known
  FROM counted n JOIN unit u USING (unit) JOIN clause c USING (clause)
 ORDER BY n.unit, n.clause, n.level;
