-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: floor_area
-- title_zh: 每百户居民拥有的社区服务设施面积
-- title_en: Floor area of facilities per 100 households
--
-- per_100_households = floor_area_m2 * 100 / households; NULL where there are no households or
-- where their number is not known. kind '*': all kinds that count. A unit without a facility has
-- 0 m2. Floor areas that are not known add nothing (the figure is then a lower bound, summary:
-- facilities_without_floor_area); where none of a unit's is known, it is NULL.
--
-- A facility that serves several communities is, by the plan (parameter `shared`),
--   split: divided among them by households, evenly where those are not known or 0, or
--   whole: counted whole in each of them.
-- Either way it counts whole, and once, in every unit that holds all the communities it serves.
-- A facility that serves no community is in none of the totals (summary: facilities_outside).

CREATE TABLE served AS
SELECT s.facility, s.zone, count(*) OVER w AS communities,
       CASE WHEN count(h.households) OVER w = count(*) OVER w AND sum(h.households) OVER w > 0
            THEN h.households / sum(h.households) OVER w
            ELSE 1.0 / count(*) OVER w END AS part
  FROM facility_serves s JOIN zone_households h USING (zone)
WINDOW w AS (PARTITION BY s.facility);

CREATE TABLE unit_facility AS
SELECT m.unit, s.facility,
       CASE WHEN p.value = 'whole' OR count(*) = s.communities THEN 1.0 ELSE sum(s.part) END AS part
  FROM served s JOIN member m USING (zone) JOIN parameter p ON p.key = 'shared'
 GROUP BY m.unit, s.facility;

-- Sums by unit and kind; kind -1: all that count.
CREATE TABLE unit_floor_area (unit INTEGER, kind INTEGER, facilities INTEGER, known INTEGER,
                              floor_area_m2 REAL, PRIMARY KEY (unit, kind)) WITHOUT ROWID;
INSERT INTO unit_floor_area
SELECT u.unit, f.kind, count(*), count(f.floor_area_m2), sum(u.part * f.floor_area_m2)
  FROM unit_facility u JOIN facility f USING (facility)
 GROUP BY u.unit, f.kind;
INSERT INTO unit_floor_area
SELECT a.unit, -1, sum(a.facilities), sum(a.known), sum(a.floor_area_m2)
  FROM unit_floor_area a JOIN kind k USING (kind) WHERE k.counts
 GROUP BY a.unit;

-- The same with a row for every unit and kind.
CREATE TABLE unit_area (unit INTEGER, kind INTEGER, households REAL, facilities INTEGER,
                        floor_area_m2 REAL, per_100_households REAL,
                        PRIMARY KEY (unit, kind)) WITHOUT ROWID;
INSERT INTO unit_area
WITH amount AS (
    SELECT h.unit, k.kind, h.households, coalesce(a.facilities, 0) AS facilities,
           CASE WHEN a.facilities IS NULL THEN 0.0
                WHEN a.known > 0 THEN a.floor_area_m2 END AS floor_area_m2
      FROM unit_households h
      JOIN (SELECT -1 AS kind UNION ALL SELECT kind FROM kind) k
      LEFT JOIN unit_floor_area a ON a.unit = h.unit AND a.kind = k.kind
)
SELECT unit, kind, households, facilities, floor_area_m2,
       CASE WHEN households > 0 THEN floor_area_m2 * 100.0 / households END
  FROM amount
 ORDER BY unit, kind;

CREATE TABLE floor_area AS
SELECT u.level, u.unit_id, coalesce(k.name, '*') AS kind, a.households, a.facilities,
       a.floor_area_m2, a.per_100_households
  FROM unit_area a JOIN unit u USING (unit) LEFT JOIN kind k USING (kind)
 ORDER BY a.unit, a.kind;
