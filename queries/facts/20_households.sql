-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: households
-- title_zh: 户数
-- title_en: Households
--
-- Which households count is the parameter households_basis:
--   registered  those by register, as given; else not known (NULL)
--   resident    as given; else its people (as given, else as measured by the first population layer)
--               divided by the plan's household size; else not known (NULL)
-- Of ground that two communities claim: counted in both, and so to be taken off, only where both
-- numbers were made from measured people. Given numbers come from registers, where a household
-- stands once.

CREATE TABLE zone_households (zone INTEGER PRIMARY KEY, households REAL, basis TEXT);
INSERT INTO zone_households
SELECT c.zone,
       CASE WHEN basis.value = 'registered' THEN c.registered
            WHEN c.households IS NOT NULL THEN c.households
            WHEN size.value > 0 THEN coalesce(c.population, p.people) / size.value END,
       CASE WHEN basis.value = 'registered' THEN 'registered'
            WHEN c.households IS NOT NULL THEN 'given'
            WHEN c.population IS NOT NULL THEN 'population' ELSE 'people' END
  FROM community c
  JOIN parameter size ON size.key = 'household_size'
  JOIN parameter basis ON basis.key = 'households_basis'
  LEFT JOIN zone_people p ON p.zone = c.zone AND p.demand = 0;
INSERT INTO zone_households
SELECT o.zone,
       CASE WHEN a.basis <> 'people' OR b.basis <> 'people' THEN 0
            WHEN size.value > 0 THEN p.people / size.value END,
       'overlap'
  FROM overlap o
  JOIN parameter size ON size.key = 'household_size'
  JOIN zone_households a ON a.zone = o.a JOIN zone_households b ON b.zone = o.b
  LEFT JOIN zone_people p ON p.zone = o.zone AND p.demand = 0;

-- Of a unit: not known where those of one of its communities are not, because a ratio to a sum with
-- holes would be too high.
CREATE TABLE unit_households (unit INTEGER PRIMARY KEY, households REAL);
INSERT INTO unit_households
SELECT m.unit, CASE WHEN count(*) = count(h.households)
                    THEN max(0.0, sum(m.weight * h.households)) END
  FROM member m JOIN zone_households h USING (zone)
 GROUP BY m.unit;
