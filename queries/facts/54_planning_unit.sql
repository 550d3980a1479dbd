-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: planning_unit
-- title_zh: 规划单元的人口规模
-- title_en: People of planning units
--
-- people: of the first population layer; where it shows nobody in a community, that community's
-- population as given. Ground that two communities of the unit claim counts once. sets: a set of
-- facilities serves at most planning_unit_high people (Shenzhen: 10,000 to 20,000).

CREATE TABLE planning_unit_figure (unit INTEGER PRIMARY KEY, community_ids TEXT, people REAL,
                                   class TEXT, sets INTEGER);
INSERT INTO planning_unit_figure
WITH rule AS (
    SELECT CAST(low.value AS REAL) AS low, CAST(high.value AS REAL) AS high
      FROM parameter low JOIN parameter high ON high.key = 'planning_unit_high'
     WHERE low.key = 'planning_unit_low'
), zone_value AS (
    SELECT c.zone, c.unit_id, CASE WHEN p.people > 0 THEN p.people
                                   ELSE coalesce(c.population, p.people, 0) END AS people
      FROM community c LEFT JOIN zone_people p ON p.zone = c.zone AND p.demand = 0
    UNION ALL
    SELECT o.zone, NULL, coalesce(p.people, 0)
      FROM overlap o LEFT JOIN zone_people p ON p.zone = o.zone AND p.demand = 0
), amount AS (
    SELECT u.unit, coalesce(max(0.0, sum(m.weight * v.people)), 0.0) AS people
      FROM unit u LEFT JOIN member m USING (unit) LEFT JOIN zone_value v ON v.zone = m.zone
     WHERE u.level = 'planning_unit'
     GROUP BY u.unit
), named AS (
    SELECT unit, group_concat(unit_id, ';') AS community_ids
      FROM (SELECT u.unit, v.unit_id
              FROM unit u JOIN member m USING (unit) JOIN zone_value v ON v.zone = m.zone
             WHERE u.level = 'planning_unit' AND v.unit_id IS NOT NULL
             ORDER BY u.unit, v.unit_id)
     GROUP BY unit
)
SELECT a.unit, coalesce(n.community_ids, ''), a.people,
       CASE WHEN a.people < rule.low THEN 'below' WHEN a.people > rule.high THEN 'above'
            ELSE 'within' END,
       max(1, CAST(a.people / rule.high AS INTEGER)
              + (a.people > rule.high * CAST(a.people / rule.high AS INTEGER)))
  FROM amount a JOIN rule LEFT JOIN named n USING (unit)
 ORDER BY a.unit;
