-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: load
-- title_zh: 设施服务负荷（就近分配）
-- title_en: Load of facilities (everyone to the nearest)
--
-- people: those for whom this is the nearest facility of its kind; ground that two communities
-- claim counts once. households: the households of their communities, spread as the people of the
-- first population layer; NULL where one of these communities has no known number.
-- m2_per_100_households = floor area * 100 / households.

CREATE TABLE facility_people AS
SELECT a.facility, a.demand,
       max(0.0, sum(CASE WHEN o.zone IS NULL THEN a.people ELSE -a.people END)) AS people
  FROM assignment a LEFT JOIN overlap o USING (zone)
 GROUP BY a.facility, a.demand;
CREATE UNIQUE INDEX facility_people_key ON facility_people (facility, demand);

CREATE TABLE facility_households (facility INTEGER PRIMARY KEY, households REAL);
INSERT INTO facility_households
SELECT a.facility,
       CASE WHEN count(*) = count(h.households)
            THEN max(0.0, sum(CASE WHEN o.zone IS NULL THEN 1 ELSE -1 END
                              * h.households * a.people / p.people)) END
  FROM assignment a
  JOIN zone_people p ON p.zone = a.zone AND p.demand = 0
  JOIN zone_households h ON h.zone = a.zone
  LEFT JOIN overlap o ON o.zone = a.zone
 WHERE a.demand = 0 AND p.people > 0
 GROUP BY a.facility;

-- A facility with nobody nearest to it has 0 households, except where no number is known at all.
CREATE TABLE facility_load (facility INTEGER, demand INTEGER, people REAL, households REAL,
                            m2_per_100_households REAL,
                            PRIMARY KEY (facility, demand)) WITHOUT ROWID;
INSERT INTO facility_load
WITH amount AS (
    SELECT f.facility, f.floor_area_m2, d.demand, coalesce(p.people, 0.0) AS people,
           CASE WHEN h.facility IS NOT NULL THEN h.households
                WHEN known.households IS NOT NULL THEN 0.0 END AS households
      FROM facility f JOIN demand d
      JOIN (SELECT max(households) AS households FROM zone_households) known
      LEFT JOIN facility_people p ON p.facility = f.facility AND p.demand = d.demand
      LEFT JOIN facility_households h ON h.facility = f.facility
)
SELECT facility, demand, people, households,
       CASE WHEN households > 0 THEN floor_area_m2 * 100.0 / households END
  FROM amount
 ORDER BY facility, demand;

CREATE TABLE load AS
SELECT f.facility_id, d.name AS demand, l.people, l.households, l.m2_per_100_households
  FROM facility_load l JOIN facility f USING (facility) JOIN demand d USING (demand)
 ORDER BY l.facility, l.demand;
