-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: unit
-- title_zh: 统计单元：社区、街道、规划单元、区县、全市
-- title_en: Units: communities, streets, planning units, counties, the city
--
-- A street's id is its name, or 'county/street' where several counties have a street of that name.
-- Communities without a street (county) stand in no street (county), but in the city. Planning units
-- are those of the plan, or made of adjacent communities where a standard asks for them; else there
-- are none. Their street and county are those of all their communities, '' where these differ.

CREATE TABLE street AS
SELECT street, county,
       CASE WHEN county <> '' AND count(*) OVER (PARTITION BY street) > 1
            THEN county || '/' || street ELSE street END AS unit_id
  FROM (SELECT DISTINCT street, county FROM community WHERE street <> '');
CREATE UNIQUE INDEX street_by_name ON street (street, county);

CREATE TABLE unit (unit INTEGER PRIMARY KEY, level TEXT, unit_id TEXT, name TEXT, street TEXT,
                   county TEXT, zone INTEGER);
INSERT INTO unit (level, unit_id, name, street, county, zone)
SELECT 'community', unit_id, name, street, county, zone FROM community ORDER BY zone;
INSERT INTO unit (level, unit_id, name, street, county)
SELECT 'street', unit_id, street, street, county FROM street ORDER BY unit_id, county;
INSERT INTO unit (level, unit_id, name, street, county)
SELECT 'planning_unit', p.unit_id, p.name,
       CASE WHEN count(DISTINCT c.street) = 1 THEN min(c.street) ELSE '' END,
       CASE WHEN count(DISTINCT c.county) = 1 THEN min(c.county) ELSE '' END
  FROM planning_unit p
  LEFT JOIN zone_planning_unit z USING (planning_unit)
  LEFT JOIN community c ON c.zone = z.zone
 GROUP BY p.planning_unit;
INSERT INTO unit (level, unit_id, name, street, county)
SELECT DISTINCT 'county', county, county, '', county FROM community WHERE county <> ''
 ORDER BY county;
INSERT INTO unit (level, unit_id, name, street, county) VALUES ('city', '*', '', '', '');

-- The units above each community.
CREATE TABLE above (zone INTEGER PRIMARY KEY, street INTEGER, planning_unit INTEGER,
                    county INTEGER, city INTEGER);
INSERT INTO above
SELECT c.zone, s.unit, p.unit, k.unit, (SELECT unit FROM unit WHERE level = 'city')
  FROM community c
  LEFT JOIN street t ON t.street = c.street AND t.county = c.county
  LEFT JOIN unit s ON s.level = 'street' AND s.unit_id = t.unit_id
  LEFT JOIN zone_planning_unit z ON z.zone = c.zone
  LEFT JOIN planning_unit d ON d.planning_unit = z.planning_unit
  LEFT JOIN unit p ON p.level = 'planning_unit' AND p.unit_id = d.unit_id
  LEFT JOIN unit k ON k.level = 'county' AND k.unit_id = c.county
 ORDER BY c.zone;
-- Ground that two communities claim stands in the units that hold both.
INSERT INTO above
SELECT o.zone, CASE WHEN a.street = b.street THEN a.street END,
       CASE WHEN a.planning_unit = b.planning_unit THEN a.planning_unit END,
       CASE WHEN a.county = b.county THEN a.county END, a.city
  FROM overlap o JOIN above a ON a.zone = o.a JOIN above b ON b.zone = o.b;

-- Zones that stand in the same units form a block: sums over blocks serve all levels. Ground that
-- two communities claim is in both of their sums and is taken off once (weight -1), so that nobody
-- counts twice in a street, county or city.
CREATE TABLE block (block INTEGER PRIMARY KEY, weight INTEGER, street INTEGER,
                    planning_unit INTEGER, county INTEGER, city INTEGER);
INSERT INTO block (weight, street, planning_unit, county, city)
SELECT DISTINCT CASE WHEN c.zone IS NULL THEN -1 ELSE 1 END, a.street, a.planning_unit, a.county,
       a.city
  FROM above a LEFT JOIN community c USING (zone)
 ORDER BY 1 DESC, 2, 3, 4;
CREATE TABLE zone_block (zone INTEGER PRIMARY KEY, block INTEGER);
INSERT INTO zone_block
SELECT a.zone, b.block
  FROM above a LEFT JOIN community c USING (zone)
  JOIN block b ON b.weight = CASE WHEN c.zone IS NULL THEN -1 ELSE 1 END
              AND b.street IS a.street AND b.planning_unit IS a.planning_unit
              AND b.county IS a.county
 ORDER BY a.zone;
CREATE TABLE unit_block (unit INTEGER, block INTEGER, weight INTEGER);
INSERT INTO unit_block
SELECT street, block, weight FROM block WHERE street IS NOT NULL
UNION ALL SELECT planning_unit, block, weight FROM block WHERE planning_unit IS NOT NULL
UNION ALL SELECT county, block, weight FROM block WHERE county IS NOT NULL
UNION ALL SELECT city, block, weight FROM block;

-- What a unit consists of, zone by zone. area_type of ground that two communities claim: that of
-- both, else none (it then counts in 'all' only).
CREATE TABLE member (unit INTEGER, zone INTEGER, weight INTEGER, area_type TEXT);
INSERT INTO member
WITH typed (zone, area_type) AS (
    SELECT zone, area_type FROM community
    UNION ALL
    SELECT o.zone, CASE WHEN a.area_type = b.area_type THEN a.area_type END
      FROM overlap o JOIN community a ON a.zone = o.a JOIN community b ON b.zone = o.b
)
SELECT u.unit, c.zone, 1, c.area_type FROM unit u JOIN community c ON c.zone = u.zone
UNION ALL
SELECT u.unit, t.zone, u.weight, t.area_type
  FROM typed t JOIN zone_block b USING (zone) JOIN unit_block u USING (block);
CREATE INDEX member_by_zone ON member (zone);

-- How a service area is called: kind and radius ('station.500'), '*' for all counting kinds, whose
-- radius is left out where the kinds differ.
CREATE TABLE reach_title (reach INTEGER PRIMARY KEY, kind INTEGER, key TEXT, title_zh TEXT,
                          title_en TEXT);
INSERT INTO reach_title
SELECT r.reach, r.kind,
       coalesce(k.name, '*') || CASE WHEN r.radius_m IS NULL THEN '' ELSE printf('.%g', r.radius_m) END,
       coalesce(k.title_zh, '全部计入设施')
       || CASE WHEN r.radius_m IS NULL THEN '' ELSE printf(' %g m', r.radius_m) END,
       coalesce(k.title_en, 'all counting kinds')
       || CASE WHEN r.radius_m IS NULL THEN '' ELSE printf(' %g m', r.radius_m) END
  FROM reach r LEFT JOIN kind k USING (kind);
