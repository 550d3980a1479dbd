-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: statistic
-- title_zh: 统计报表：街道表、社区表
-- title_en: Statistics as documents print them: streets and communities
--
-- "Premises" are the facilities that count (kind '*'). A community without any is in class 'none';
-- one whose facilities have no known floor area in 'unknown'; the others by their floor area, or by
-- their m2 per 100 households, against the plan's bounds (the bound itself belongs to the higher
-- class). Communities without households are in no class of the second. area_type 'urban' and 'rural'
-- hold the communities that say so.
-- below_300 of the table community_statistic: communities with premises of less than 300 m2; with
-- the parameter below_includes 'yes' ("以下" includes the number) also those of 300 m2.
-- A street has a centre where a facility of the role street_centre serves one of its communities;
-- its largest counts. Where no kind of the data has that role, nothing is known of centres.
-- Printed shares are rounded half up, by whole numbers: 1/8 is 12.5% and 13%.

CREATE TABLE zone_statistic (zone INTEGER PRIMARY KEY, facilities INTEGER, area_m2 REAL,
                             households REAL, per_100 REAL);
INSERT INTO zone_statistic
SELECT u.zone, a.facilities, a.floor_area_m2, a.households, a.per_100_households
  FROM unit u JOIN unit_area a ON a.unit = u.unit AND a.kind = -1
 WHERE u.zone IS NOT NULL;

-- --- communities by class ------------------------------------------------------------------------
CREATE TABLE class (basis TEXT, position INTEGER, class TEXT, low REAL, high REAL,
                    PRIMARY KEY (basis, position)) WITHOUT ROWID;
INSERT INTO class
WITH basis (basis) AS (VALUES ('community'), ('per_100_households')),
step AS (
    SELECT basis, 0.0 AS low FROM basis UNION SELECT basis, bound_m2 FROM bound
), span AS (
    SELECT basis, row_number() OVER w AS position, low, lead(low) OVER w AS high
      FROM step WINDOW w AS (PARTITION BY basis ORDER BY low)
)
SELECT basis, 0, 'none', NULL, NULL FROM basis
UNION ALL
SELECT basis, position,
       CASE WHEN high IS NULL THEN '>=' || printf('%g', low)
            WHEN low = 0 THEN '<' || printf('%g', high)
            ELSE printf('%g', low) || '-<' || printf('%g', high) END, low, high
  FROM span
UNION ALL
SELECT basis, 1000, 'unknown', NULL, NULL FROM basis;

CREATE TABLE zone_class AS
WITH figure AS (
    SELECT zone, facilities, 'community' AS basis, area_m2 AS value FROM zone_statistic
    UNION ALL
    SELECT zone, facilities, 'per_100_households', per_100 FROM zone_statistic
     WHERE households IS NULL OR households > 0
)
SELECT f.zone, f.basis,
       CASE WHEN f.facilities = 0 THEN 0 WHEN f.value IS NULL THEN 1000
            ELSE 1 + (SELECT count(*) FROM bound b
                       WHERE b.basis = f.basis AND b.bound_m2 <= f.value) END AS position
  FROM figure f;
CREATE TABLE class_count AS
SELECT m.unit, m.position AS type, m.area_type, z.basis, z.position, count(*) AS communities
  FROM typed_member m JOIN zone_class z USING (zone)
 GROUP BY m.unit, m.position, z.basis, z.position;

-- --- communities, a row a unit -------------------------------------------------------------------
-- Floor area and households of urban and rural communities, as query floor_area has them for all.
CREATE TABLE typed_area (unit INTEGER, type INTEGER, households REAL, floor_area_m2 REAL,
                         PRIMARY KEY (unit, type)) WITHOUT ROWID;
INSERT INTO typed_area
WITH part AS (
    SELECT m.unit, m.position AS type, s.facility,
           CASE WHEN p.value = 'whole' OR count(*) = s.communities THEN 1.0
                ELSE sum(s.part) END AS part
      FROM served s JOIN typed_member m USING (zone) JOIN parameter p ON p.key = 'shared'
     WHERE m.position > 0
     GROUP BY m.unit, m.position, s.facility
), area AS (
    SELECT p.unit, p.type, count(f.floor_area_m2) AS known,
           sum(p.part * f.floor_area_m2) AS floor_area_m2
      FROM part p JOIN facility f USING (facility) JOIN kind k USING (kind)
     WHERE k.counts
     GROUP BY p.unit, p.type
), household AS (
    SELECT m.unit, m.position AS type,
           CASE WHEN count(*) = count(h.households)
                THEN max(0.0, sum(m.weight * h.households)) END AS households
      FROM typed_member m JOIN zone_households h USING (zone)
     WHERE m.position > 0
     GROUP BY m.unit, m.position
)
SELECT unit, 0, households, floor_area_m2 FROM unit_area WHERE kind = -1
UNION ALL
SELECT h.unit, h.type, h.households,
       CASE WHEN a.unit IS NULL THEN 0.0 WHEN a.known > 0 THEN a.floor_area_m2 END
  FROM household h LEFT JOIN area a USING (unit, type);

CREATE TABLE typed_statistic AS
SELECT m.unit, m.position AS type, m.area_type, count(*) AS communities,
       sum(z.facilities = 0) AS none,
       coalesce(sum(z.facilities > 0 AND z.area_m2 < 200), 0) AS below_200,
       coalesce(sum(z.facilities > 0 AND z.area_m2 >= 200 AND z.area_m2 < 300), 0) AS from_200,
       coalesce(sum(z.facilities > 0 AND z.area_m2 >= 300 AND z.area_m2 < 400), 0) AS from_300,
       coalesce(sum(z.facilities > 0 AND z.area_m2 >= 400), 0) AS from_400,
       sum(z.facilities > 0 AND z.area_m2 IS NULL) AS unknown,
       coalesce(sum(z.facilities > 0 AND (z.area_m2 < 300
                    OR z.area_m2 = 300 AND p.value = 'yes')), 0) AS below_300,
       sum(z.facilities > 0) AS with_premises,
       CASE WHEN count(*) = count(z.households)
            THEN avg(CASE WHEN z.households > 0 THEN coalesce(z.per_100, 0) END) END AS mean,
       sum(z.households IS NULL OR z.households > 0) AS rated,
       coalesce(sum(z.per_100 >= 20), 0) AS at_least_20,
       coalesce(sum(z.per_100 >= 30), 0) AS at_least_30
  FROM typed_member m JOIN zone_statistic z USING (zone)
  JOIN parameter p ON p.key = 'below_includes'
 GROUP BY m.unit, m.position;

-- --- streets, a row a county, the city and bound -------------------------------------------------
CREATE TABLE street_centre AS
WITH centre AS (
    SELECT a.unit, f.floor_area_m2
      FROM unit_facility a JOIN facility f USING (facility)
      JOIN kind_role r ON r.kind = f.kind AND r.role = 'street_centre'
), street_of AS (
    SELECT DISTINCT county AS unit, street FROM above WHERE street IS NOT NULL AND county IS NOT NULL
    UNION
    SELECT DISTINCT city, street FROM above WHERE street IS NOT NULL
), largest AS (
    SELECT u.unit AS street, count(c.unit) AS centres, count(c.floor_area_m2) AS known,
           coalesce(max(c.floor_area_m2), 0) AS area_m2
      FROM unit u LEFT JOIN centre c USING (unit)
     WHERE u.level = 'street'
     GROUP BY u.unit
), limits (bound_m2) AS (VALUES (500.0), (800.0))
SELECT s.unit, b.bound_m2, count(*) AS streets, sum(l.centres > 0) AS with_centre,
       sum(l.centres = 0) AS without,
       sum(l.centres > 0 AND l.centres = l.known AND l.area_m2 < b.bound_m2) AS below,
       sum(l.centres > 0 AND l.area_m2 >= b.bound_m2) AS meeting,
       sum(l.centres > l.known AND l.area_m2 < b.bound_m2) AS unknown
  FROM street_of s JOIN largest l USING (street) JOIN limits b
 GROUP BY s.unit, b.bound_m2;
UPDATE street_centre
   SET with_centre = NULL, without = NULL, below = NULL, meeting = NULL, unknown = NULL
 WHERE NOT EXISTS (SELECT 1 FROM kind_role WHERE role = 'street_centre');

-- --- shares as they are printed ------------------------------------------------------------------
CREATE TABLE printed_share (n INTEGER, d INTEGER, share REAL, fraction TEXT, one_decimal TEXT,
                            whole TEXT, PRIMARY KEY (n, d)) WITHOUT ROWID;
INSERT INTO printed_share
WITH pair (n, d) AS (
    SELECT n.communities, t.communities
      FROM class_count n JOIN typed_statistic t USING (unit, type) WHERE n.basis = 'community'
    UNION SELECT n.communities, t.rated
      FROM class_count n JOIN typed_statistic t USING (unit, type)
    UNION SELECT 0, communities FROM typed_statistic UNION SELECT 0, rated FROM typed_statistic
    UNION SELECT with_premises, communities FROM typed_statistic
    UNION SELECT below_300, communities FROM typed_statistic
    UNION SELECT at_least_20, rated FROM typed_statistic
    UNION SELECT at_least_30, rated FROM typed_statistic
    UNION SELECT at_or_above, communities FROM area_class
    UNION SELECT CAST(numerator AS INTEGER), CAST(denominator AS INTEGER)
            FROM coverage_rate WHERE measure <> 'by_population'
    UNION SELECT with_centre, streets FROM street_centre
    UNION SELECT meeting, streets FROM street_centre
), unit_of_1000 AS (
    SELECT n, d, (2000 * n + d) / (2 * d) AS tenths, (200 * n + d) / (2 * d) AS whole
      FROM pair WHERE n IS NOT NULL AND d > 0
)
SELECT n, d, 1.0 * n / d, n || '/' || d, (tenths / 10) || '.' || (tenths % 10) || '%', whole || '%'
  FROM unit_of_1000;

-- --- the tables ----------------------------------------------------------------------------------
CREATE TABLE community_class AS
SELECT u.level, u.unit_id, t.area_type, c.basis, c.class, c.low, c.high,
       coalesce(n.communities, 0) AS communities,
       CASE c.basis WHEN 'community' THEN t.communities ELSE t.rated END AS total,
       p.share, p.fraction, p.one_decimal, p.whole
  FROM typed_statistic t
  JOIN unit u USING (unit)
  JOIN class c
  LEFT JOIN class_count n ON n.unit = t.unit AND n.type = t.type AND n.basis = c.basis
                         AND n.position = c.position
  LEFT JOIN printed_share p ON p.n = coalesce(n.communities, 0)
        AND p.d = CASE c.basis WHEN 'community' THEN t.communities ELSE t.rated END
 ORDER BY t.unit, t.type, c.basis, c.position;

CREATE TABLE community_statistic AS
SELECT u.level, u.unit_id, t.area_type, t.communities, t.none, t.below_200, t.from_200, t.from_300,
       t.from_400, t.unknown, t.below_300, t.with_premises, c.share AS coverage,
       c.fraction AS coverage_fraction, c.one_decimal AS coverage_1_decimal,
       c.whole AS coverage_whole, a.households, a.floor_area_m2,
       CASE WHEN a.households > 0 THEN a.floor_area_m2 * 100.0 / a.households END
           AS per_100_households,
       CASE WHEN a.floor_area_m2 IS NOT NULL THEN t.mean END AS per_100_households_mean,
       t.rated, t.at_least_20, x.share AS at_least_20_share, t.at_least_30,
       y.share AS at_least_30_share
  FROM typed_statistic t
  JOIN unit u USING (unit)
  JOIN typed_area a ON a.unit = t.unit AND a.type = t.type
  LEFT JOIN printed_share c ON c.n = t.with_premises AND c.d = t.communities
  LEFT JOIN printed_share x ON x.n = t.at_least_20 AND x.d = t.rated
  LEFT JOIN printed_share y ON y.n = t.at_least_30 AND y.d = t.rated
 ORDER BY t.unit, t.type;

CREATE TABLE street_statistic AS
SELECT u.level, u.unit_id, s.bound_m2, s.streets, s.with_centre, w.share, w.fraction,
       w.one_decimal, w.whole, s.without, s.below, s.unknown, s.meeting, r.share AS rate,
       r.fraction AS rate_fraction, r.one_decimal AS rate_1_decimal, r.whole AS rate_whole
  FROM street_centre s
  JOIN unit u USING (unit)
  LEFT JOIN printed_share w ON w.n = s.with_centre AND w.d = s.streets
  LEFT JOIN printed_share r ON r.n = s.meeting AND r.d = s.streets
 ORDER BY s.unit, s.bound_m2;
