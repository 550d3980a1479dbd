-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: site_effect
-- title_zh: 选址方案实施前后对比
-- title_en: What the proposed sites change
--
-- before: as the audit has it. after: as measured with the proposal built and without the facilities
-- that close. Coverage is of the population layer that was chosen for; floor area of a new site
-- counts where it stands. Units where nothing changes (by 0.01 people) are left out, but for the city.

CREATE TABLE proposed_effect (rank INTEGER, level TEXT, unit_id TEXT, figure TEXT, before REAL,
                              after REAL, unit TEXT);
INSERT INTO proposed_effect
WITH change AS (
    SELECT m.unit, p.reach,
           sum(m.weight * (p.covered - r.people_1 - r.people_2 - r.people_3)) AS covered
      FROM proposed_reach p
      JOIN proposed_about a
      JOIN reach USING (reach)
      JOIN zone_reach r ON r.zone = p.zone AND r.reach = p.reach AND r.demand = a.demand
      JOIN member m ON m.zone = p.zone
     WHERE reach.kind IS NULL OR reach.kind IN (SELECT kind FROM proposed_kind)
     GROUP BY m.unit, p.reach
)
SELECT c.unit * 1000 + c.reach, u.level, u.unit_id, 'coverage.' || t.key,
       100.0 * min(1.0, (n.people_1 + n.people_2 + n.people_3) / nullif(n.total, 0)),
       100.0 * min(1.0, max(0.0, n.people_1 + n.people_2 + n.people_3 + c.covered)
                        / nullif(n.total, 0)),
       '%'
  FROM change c
  JOIN proposed_about a
  JOIN unit u USING (unit)
  JOIN reach_title t USING (reach)
  JOIN unit_reach n ON n.unit = c.unit AND n.reach = c.reach AND n.demand = a.demand
 WHERE abs(c.covered) > 0.01 OR u.level = 'city';

-- Households, where they are counted: those of a zone times the covered share of its people; a zone
-- whose households are not known is left out of both, and so is one where nobody is.
INSERT INTO proposed_effect
WITH zone_share AS (
    SELECT p.zone, p.reach, h.households AS total,
           h.households * (r.people_1 + r.people_2 + r.people_3) / z.people AS before,
           h.households * p.covered / z.people AS after
      FROM proposed_reach p
      JOIN proposed_about a ON a.households
      JOIN reach USING (reach)
      JOIN zone_reach r ON r.zone = p.zone AND r.reach = p.reach AND r.demand = a.demand
      JOIN zone_people z ON z.zone = p.zone AND z.demand = a.demand AND z.people > 0
      JOIN zone_households h ON h.zone = p.zone AND h.households IS NOT NULL
     WHERE reach.kind IN (SELECT kind FROM proposed_kind)
), amount AS (
    SELECT m.unit, s.reach, sum(m.weight * s.total) AS total, sum(m.weight * s.before) AS before,
           sum(m.weight * s.after) AS after
      FROM zone_share s JOIN member m USING (zone)
     GROUP BY m.unit, s.reach
)
SELECT x.unit * 1000 + 250 + x.reach, u.level, u.unit_id, 'coverage_households.' || t.key,
       100.0 * min(1.0, max(0.0, x.before) / nullif(x.total, 0)),
       100.0 * min(1.0, max(0.0, x.after) / nullif(x.total, 0)), '%'
  FROM amount x JOIN unit u USING (unit) JOIN reach_title t USING (reach)
 WHERE abs(x.after - x.before) > 0.01 OR u.level = 'city';

-- Floor area of each kind, and of all that count where one of them does (kind -1).
CREATE TABLE proposed_area (unit INTEGER, kind INTEGER, floor_area_m2 REAL);
INSERT INTO proposed_area
WITH place AS (
    SELECT s.site, m.unit FROM proposed_site s JOIN member m USING (zone) WHERE m.weight = 1
), new AS (
    SELECT unit, kind, CASE WHEN count(*) = count(z.floor_area_m2) THEN sum(z.floor_area_m2) END AS area
      FROM place JOIN proposed_size z USING (site) JOIN proposed_kind USING (slot) GROUP BY unit, kind
), old AS (
    SELECT unit, kind, sum(part * coalesce(floor_area_m2, 0.0)) AS area
      FROM proposed_closed JOIN unit_facility USING (facility) JOIN facility USING (facility)
     GROUP BY unit, kind
)
SELECT u.unit, k.kind, CASE WHEN new.unit IS NULL THEN 0.0 ELSE new.area END - coalesce(old.area, 0.0)
  FROM unit u JOIN proposed_kind k LEFT JOIN new USING (unit, kind) LEFT JOIN old USING (unit, kind)
 WHERE new.unit IS NOT NULL OR old.unit IS NOT NULL OR u.level = 'city';
INSERT INTO proposed_area
SELECT p.unit, -1, CASE WHEN count(*) = count(p.floor_area_m2) THEN sum(p.floor_area_m2) END
  FROM proposed_area p JOIN kind k USING (kind) WHERE k.counts GROUP BY p.unit;
INSERT INTO proposed_effect
WITH amount AS (
    SELECT p.unit, b.kind, b.households, b.floor_area_m2 AS before,
           b.floor_area_m2 + p.floor_area_m2 AS after
      FROM proposed_area p JOIN unit_area b USING (unit, kind)
)
SELECT x.unit * 1000 + 500 + 2 * (x.kind + 1), u.level, u.unit_id,
       'floor_area_m2.' || coalesce(k.name, '*'), x.before, x.after, 'm2'
  FROM amount x JOIN unit u USING (unit) LEFT JOIN kind k USING (kind)
UNION ALL
SELECT x.unit * 1000 + 501 + 2 * (x.kind + 1), u.level, u.unit_id,
       'per_100_households.' || coalesce(k.name, '*'),
       CASE WHEN x.households > 0 THEN x.before * 100.0 / x.households END,
       CASE WHEN x.households > 0 THEN x.after * 100.0 / x.households END, 'm2/100hh'
  FROM amount x JOIN unit u USING (unit) LEFT JOIN kind k USING (kind);
