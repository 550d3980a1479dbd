-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: project_effect
-- title_zh: 项目建成前后对社区、街道、区县和全市的影响
-- title_en: What projects change in communities, streets, counties and the city
--
-- before: as the audit has it. after: with the project's households and the floor area of its
-- premises that counts; coverage and the people of each facility as measured with the project built.
-- project -1: all pending projects together. What is not known of one part is not known of the sum.
--
-- Households of a facility change as its people do: those who come live as the project does
-- (households / people; people not stated: by the household size), those who go as all who had it as
-- their nearest. m2 per 100 households follows from them.

CREATE TABLE project_gain (project INTEGER, unit INTEGER, households REAL, floor_area_m2 REAL);
INSERT INTO project_gain
WITH place AS (
    SELECT p.project, u.unit FROM project p JOIN unit u ON u.zone = p.zone
    UNION ALL SELECT p.project, a.street FROM project p JOIN above a USING (zone)
               WHERE a.street IS NOT NULL
    UNION ALL SELECT p.project, a.county FROM project p JOIN above a USING (zone)
               WHERE a.county IS NOT NULL
    UNION ALL SELECT p.project, a.city FROM project p JOIN above a USING (zone)
), gain AS (
    SELECT l.project, l.unit, p.households, r.counted_m2
      FROM place l JOIN project p USING (project) JOIN project_premises r USING (project)
)
SELECT project, unit, households, counted_m2 FROM gain
UNION ALL
SELECT -1, unit, CASE WHEN count(*) = count(households) THEN sum(households) END,
       CASE WHEN count(*) = count(counted_m2) THEN sum(counted_m2) END
  FROM gain GROUP BY unit
 ORDER BY 1, 2;

CREATE TABLE project_change (project INTEGER, rank INTEGER, level TEXT, unit_id TEXT, figure TEXT,
                             before REAL, after REAL, unit TEXT);
INSERT INTO project_change
SELECT g.project, g.unit * 1000, u.level, u.unit_id, 'households', a.households,
       a.households + g.households, 'households'
  FROM project_gain g JOIN unit u USING (unit) JOIN unit_area a ON a.unit = g.unit AND a.kind = -1;
INSERT INTO project_change
SELECT g.project, g.unit * 1000 + 1, u.level, u.unit_id, 'floor_area_m2', a.floor_area_m2,
       a.floor_area_m2 + g.floor_area_m2, 'm2'
  FROM project_gain g JOIN unit u USING (unit) JOIN unit_area a ON a.unit = g.unit AND a.kind = -1;
INSERT INTO project_change
SELECT g.project, g.unit * 1000 + 2, u.level, u.unit_id, 'per_100_households',
       a.per_100_households,
       CASE WHEN a.households + g.households > 0
            THEN (a.floor_area_m2 + g.floor_area_m2) * 100.0 / (a.households + g.households) END,
       'm2/100hh'
  FROM project_gain g JOIN unit u USING (unit) JOIN unit_area a ON a.unit = g.unit AND a.kind = -1;

-- Coverage: the zones that change, summed as the audit sums them.
INSERT INTO project_change
WITH change AS (
    SELECT coalesce(c.project, -1) AS project, c.reach, m.unit,
           sum(m.weight * (c.people - coalesce(p.people, 0.0))) AS people,
           sum(m.weight * (c.covered - coalesce(r.people_1 + r.people_2 + r.people_3, 0.0)))
               AS covered
      FROM project_reach c
      JOIN member m USING (zone)
      LEFT JOIN zone_people p ON p.zone = c.zone AND p.demand = 0
      LEFT JOIN zone_reach r ON r.zone = c.zone AND r.reach = c.reach AND r.demand = 0
     GROUP BY 1, 2, 3
)
SELECT c.project, c.unit * 1000 + 3 + c.reach, u.level, u.unit_id, 'coverage.' || t.key,
       100.0 * min(1.0, (n.people_1 + n.people_2 + n.people_3) / nullif(n.total, 0)),
       100.0 * min(1.0, (n.people_1 + n.people_2 + n.people_3 + c.covered)
                        / nullif(max(0.0, n.total + c.people), 0)),
       '%'
  FROM change c
  JOIN unit u USING (unit)
  JOIN reach_title t USING (reach)
  JOIN unit_reach n ON n.unit = c.unit AND n.reach = c.reach AND n.demand = 0;

-- Facilities that serve other people than today.
CREATE TABLE project_served AS
WITH size AS ( -- people a household: the plan's, else those of communities with given households
    SELECT CASE WHEN p.value > 0 THEN p.value
                ELSE (SELECT sum(z.people) / nullif(sum(c.households), 0)
                        FROM community c JOIN zone_people z ON z.zone = c.zone AND z.demand = 0
                       WHERE c.households > 0) END AS value
      FROM parameter p WHERE p.key = 'household_size'
), share AS ( -- households a person
    SELECT p.project, p.households,
           coalesce(p.population, p.households * (SELECT value FROM size)) AS people
      FROM project p
), per AS (
    SELECT project, households / nullif(people, 0) AS ratio FROM share
    UNION ALL
    SELECT -1, CASE WHEN count(*) = count(households / people)
                    THEN sum(households) / nullif(sum(people), 0) END FROM share
)
SELECT coalesce(l.project, -1) AS project, l.facility, l.project_facility,
       coalesce(f.facility_id, q.facility_id) AS unit_id,
       coalesce(f.floor_area_m2, q.floor_area_m2) AS floor_area_m2,
       b.people AS people_before, l.people AS people_after, b.households AS households_before,
       b.m2_per_100_households AS load_before,
       CASE WHEN l.facility IS NULL THEN l.people * per.ratio
            WHEN l.people >= b.people THEN b.households + (l.people - b.people) * per.ratio
            ELSE b.households * l.people / b.people END AS households_after
  FROM project_load l
  JOIN per ON per.project = coalesce(l.project, -1)
  LEFT JOIN facility f ON f.facility = l.facility
  LEFT JOIN project_facility q ON q.project_facility = l.project_facility
  LEFT JOIN facility_load b ON b.facility = l.facility AND b.demand = 0;
INSERT INTO project_change
SELECT project, 1000000000 + coalesce(2 * facility, 1000000000 + 2 * project_facility), 'facility',
       unit_id, 'load.people', people_before, people_after, 'persons'
  FROM project_served;
INSERT INTO project_change
SELECT project, 1000000001 + coalesce(2 * facility, 1000000000 + 2 * project_facility), 'facility',
       unit_id, 'load.m2_per_100_households', load_before,
       CASE WHEN households_after > 0 THEN floor_area_m2 * 100.0 / households_after END, 'm2/100hh'
  FROM project_served;
