-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: coverage_rate
-- title_zh: 社区服务设施综合覆盖率（三种口径）
-- title_en: Coverage rate of facilities, by three readings
--
-- "综合覆盖率" is read in three ways, all three with their numerator and denominator:
--   by_count      (a) communities that at least one counting facility serves / all communities
--   by_population (b) people (first population layer) inside the service areas of the counting
--                     kinds / all people
--   by_area_bound (c) communities whose floor area reaches the required one / all communities;
--                     required_rural_m2 for rural, required_urban_m2 for all others
-- area_type 'urban' and 'rural' hold the communities that say so, 'all' all of them. A floor area
-- that is not known does not meet the bound; where none of a unit's is known, (c) is NULL.

-- Each unit with its zones, once for 'all' and once for the zone's own area type.
CREATE TABLE typed_member AS
SELECT m.unit, m.zone, m.weight, 0 AS position, 'all' AS area_type
  FROM member m JOIN unit u USING (unit) WHERE u.zone IS NULL
UNION ALL
SELECT m.unit, m.zone, m.weight, CASE m.area_type WHEN 'urban' THEN 1 ELSE 2 END, m.area_type
  FROM member m JOIN unit u USING (unit) WHERE u.zone IS NULL AND m.area_type IS NOT NULL;

-- What each zone adds to the three numerators and denominators.
CREATE TABLE zone_rate (zone INTEGER PRIMARY KEY, served INTEGER, meets INTEGER, people REAL,
                        covered REAL);
INSERT INTO zone_rate
SELECT c.zone, a.facilities > 0,
       coalesce(a.floor_area_m2, 0) >= need.value AND a.floor_area_m2 IS NOT NULL,
       p.people, r.people_1 + r.people_2 + r.people_3
  FROM community c
  JOIN unit u ON u.zone = c.zone
  JOIN unit_area a ON a.unit = u.unit AND a.kind = -1
  JOIN parameter need ON need.key = CASE WHEN c.area_type = 'rural' THEN 'required_rural_m2'
                                         ELSE 'required_urban_m2' END
  LEFT JOIN zone_people p ON p.zone = c.zone AND p.demand = 0
  LEFT JOIN zone_reach r ON r.zone = c.zone AND r.demand = 0
                        AND r.reach = (SELECT reach FROM reach WHERE kind IS NULL);
INSERT INTO zone_rate
SELECT o.zone, 0, 0, p.people, r.people_1 + r.people_2 + r.people_3
  FROM overlap o
  LEFT JOIN zone_people p ON p.zone = o.zone AND p.demand = 0
  LEFT JOIN zone_reach r ON r.zone = o.zone AND r.demand = 0
                        AND r.reach = (SELECT reach FROM reach WHERE kind IS NULL);

CREATE TABLE coverage_rate AS
WITH amount AS (
    SELECT m.unit, m.position, m.area_type, 1.0 * sum(m.weight = 1) AS communities,
           1.0 * sum(z.served) AS served,
           CASE WHEN a.floor_area_m2 IS NOT NULL THEN 1.0 * sum(z.meets) END AS meets,
           max(0.0, sum(m.weight * z.people)) AS people,
           max(0.0, sum(m.weight * z.covered)) AS covered
      FROM typed_member m
      JOIN zone_rate z USING (zone)
      JOIN unit_area a ON a.unit = m.unit AND a.kind = -1
     GROUP BY m.unit, m.position
), rate AS (
    SELECT unit, position, area_type, 1 AS line, 'by_count' AS measure, served AS numerator,
           communities AS denominator FROM amount
    UNION ALL
    SELECT unit, position, area_type, 2, 'by_population', min(people, covered), people FROM amount
    UNION ALL
    SELECT unit, position, area_type, 3, 'by_area_bound', meets, communities FROM amount
)
SELECT u.level, u.unit_id, r.area_type, r.measure, r.numerator, r.denominator,
       CASE WHEN r.denominator > 0 THEN r.numerator / r.denominator END AS rate
  FROM rate r JOIN unit u USING (unit)
 ORDER BY r.unit, r.position, r.line;
