-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: ledger
-- title_zh: 社区底表
-- title_en: Ledger of communities
--
-- The communities in order of county and street, and beside them what keeps sums right: ground that
-- two communities claim, and a facility that serves several, count once in the figures of a street,
-- a county and the city. What a unit's figure differs from the sum below it is a row of its own
-- (unit_id NULL), so that totals equal both the sum of rows and the figures of the output.

CREATE TEMP TABLE figure AS
SELECT a.level, a.unit_id, a.facilities, a.floor_area_m2, a.households, c.total AS people,
       c.covered
  FROM floor_area a
  LEFT JOIN (SELECT min(fid) AS fid, kind, demand, metric, reach FROM coverage
              WHERE demand NOT IN ('households', 'area_m2')) f
  LEFT JOIN coverage c ON c.level = a.level AND c.unit_id = a.unit_id AND c.kind = f.kind
                      AND c.demand = f.demand AND c.metric = f.metric AND c.reach = f.reach
 WHERE a.kind = '*';

CREATE TEMP TABLE ledger AS
SELECT fid AS position, nullif(county, '') AS county, nullif(street, '') AS street, unit_id,
       facilities, floor_area_m2, households, people, covered
  FROM community;
CREATE TEMP TABLE below (level TEXT, unit_id TEXT, position REAL, county TEXT, street TEXT,
                         facilities INTEGER, floor_area_m2 REAL, households REAL, people REAL,
                         covered REAL);
-- A difference within what floating point makes of a sum is none.
CREATE TEMP VIEW difference AS
SELECT b.level, b.position, b.county, b.street,
       nullif(f.facilities - b.facilities, 0) AS facilities,
       iif(abs(f.floor_area_m2 - b.floor_area_m2) > 1e-6, f.floor_area_m2 - b.floor_area_m2, NULL)
           AS floor_area_m2,
       iif(abs(f.households - b.households) > 1e-6, f.households - b.households, NULL)
           AS households,
       iif(abs(f.people - b.people) > 1e-6, f.people - b.people, NULL) AS people,
       iif(abs(f.covered - b.covered) > 1e-6, f.covered - b.covered, NULL) AS covered
  FROM below b JOIN figure f ON f.level = b.level AND f.unit_id = b.unit_id;

INSERT INTO below
SELECT 'street', s.unit_id, max(l.position) + 0.5, l.county, l.street, sum(l.facilities),
       sum(l.floor_area_m2), sum(l.households), sum(l.people), sum(l.covered)
  FROM ledger l
  JOIN street s ON s.name = l.street AND coalesce(s.county, '') = coalesce(l.county, '')
 GROUP BY s.unit_id;
INSERT INTO ledger
SELECT position, county, street, NULL, facilities, floor_area_m2, households, people, covered
  FROM difference
 WHERE level = 'street' AND coalesce(facilities, floor_area_m2, households, people, covered) <> 0;
INSERT INTO below
SELECT 'county', k.unit_id, 1e9, l.county, NULL, sum(l.facilities), sum(l.floor_area_m2),
       sum(l.households), sum(l.people), sum(l.covered)
  FROM ledger l JOIN county k ON k.name = l.county
 GROUP BY k.unit_id;
INSERT INTO ledger
SELECT position, county, street, NULL, facilities, floor_area_m2, households, people, covered
  FROM difference
 WHERE level = 'county' AND coalesce(facilities, floor_area_m2, households, people, covered) <> 0;
INSERT INTO below
SELECT 'city', '*', 2e9, NULL, NULL, sum(facilities), sum(floor_area_m2), sum(households),
       sum(people), sum(covered)
  FROM ledger;
INSERT INTO ledger
SELECT position, county, street, NULL, facilities, floor_area_m2, households, people, covered
  FROM difference
 WHERE level = 'city' AND coalesce(facilities, floor_area_m2, households, people, covered) <> 0;
-- Units in the order in which their first community stands in the data; without one, at the end.
CREATE TEMP TABLE place AS
SELECT min(position) AS position, county, street FROM ledger GROUP BY county, street;
CREATE INDEX place_of ON place (county, street, position);

CREATE TEMP TABLE unit_name (level TEXT, unit_id TEXT, name TEXT, PRIMARY KEY (level, unit_id))
       WITHOUT ROWID;
INSERT OR IGNORE INTO unit_name
SELECT 'community', unit_id, name FROM community WHERE unit_id IS NOT NULL
UNION ALL SELECT 'street', unit_id, name FROM street WHERE unit_id IS NOT NULL
UNION ALL SELECT 'planning_unit', unit_id, name FROM planning_unit WHERE unit_id IS NOT NULL
UNION ALL SELECT 'facility', facility_id, name FROM facility WHERE facility_id IS NOT NULL;

-- Clauses of a measure that several sheets speak of, on the units they judge; where several
-- standards have one, the first counts.
CREATE TEMP TABLE clause_on AS
SELECT v.level, v.unit_id, c.measure, min(v.fid) AS fid
  FROM verdict v JOIN clause c USING (standard, clause)
 WHERE v.level IN ('community', 'street') AND v.result <> 'exempt'
   AND c.measure IN ('street_centre_largest_m2', 'station_largest_m2', 'rural_centre_largest_m2',
                     'per_100_households')
 GROUP BY v.level, v.unit_id, c.measure;
CREATE INDEX clause_on_unit ON clause_on (level, unit_id, measure);
