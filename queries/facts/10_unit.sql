-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: unit
-- title_zh: 统计单元：社区、街道、区县、全市
-- title_en: Units: communities, streets, counties, the city
--
-- A street's id is its name, or 'county/street' where several counties have a street of that name.
-- Communities without a street (county) stand in no street (county), but in the city.

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
SELECT DISTINCT 'county', county, county, '', county FROM community WHERE county <> ''
 ORDER BY county;
INSERT INTO unit (level, unit_id, name, street, county) VALUES ('city', '*', '', '', '');

-- The units above each community.
CREATE TABLE above AS
SELECT c.zone, s.unit AS street, k.unit AS county, (SELECT unit FROM unit WHERE level = 'city') AS city
  FROM community c
  LEFT JOIN street t ON t.street = c.street AND t.county = c.county
  LEFT JOIN unit s ON s.level = 'street' AND s.unit_id = t.unit_id
  LEFT JOIN unit k ON k.level = 'county' AND k.unit_id = c.county;
CREATE UNIQUE INDEX above_by_zone ON above (zone);

-- What a unit consists of: its communities once each, and, taken off again (weight -1), every piece
-- of ground that two of its communities claim. So nobody counts twice in a street, county or city.
-- area_type of a piece: that of both communities, else none (it then counts in 'all' only).
CREATE TABLE member (unit INTEGER, zone INTEGER, weight INTEGER, area_type TEXT);
INSERT INTO member
SELECT u.unit, c.zone, 1, c.area_type FROM unit u JOIN community c ON c.zone = u.zone;
INSERT INTO member
SELECT a.street, zone, 1, c.area_type FROM above a JOIN community c USING (zone)
 WHERE a.street IS NOT NULL
UNION ALL
SELECT a.county, zone, 1, c.area_type FROM above a JOIN community c USING (zone)
 WHERE a.county IS NOT NULL
UNION ALL
SELECT a.city, zone, 1, c.area_type FROM above a JOIN community c USING (zone);

CREATE TABLE pair AS
SELECT o.zone, CASE WHEN x.area_type = y.area_type THEN x.area_type END AS area_type,
       CASE WHEN a.street = b.street THEN a.street END AS street,
       CASE WHEN a.county = b.county THEN a.county END AS county, a.city
  FROM overlap o
  JOIN above a ON a.zone = o.a JOIN above b ON b.zone = o.b
  JOIN community x ON x.zone = o.a JOIN community y ON y.zone = o.b;
INSERT INTO member
SELECT street, zone, -1, area_type FROM pair WHERE street IS NOT NULL
UNION ALL
SELECT county, zone, -1, area_type FROM pair WHERE county IS NOT NULL
UNION ALL
SELECT city, zone, -1, area_type FROM pair;
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
