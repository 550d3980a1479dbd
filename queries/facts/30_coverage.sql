-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: coverage
-- title_zh: 服务半径覆盖率
-- title_en: Coverage by service radius
--
-- covered: people within the radius of at least one facility of the kind; share = covered / total,
-- NULL where the total is 0. kind '*': all kinds that count, each within its first radius.
-- demand 'households': a community's households times the covered share of the people of its first
-- population layer. Households of a community where that layer shows nobody have no known place:
-- they are left out of total and covered alike (summary: households_without_place).
-- demand 'area_m2': the ground itself.

-- People of a unit that 0, 1, 2, 3 or more facilities reach. A community is its own zone.
CREATE TABLE unit_reach (unit INTEGER, reach INTEGER, demand INTEGER, total REAL,
                         people_0 REAL, people_1 REAL, people_2 REAL, people_3 REAL);
INSERT INTO unit_reach
SELECT u.unit, r.reach, r.demand, p.people, people_0, people_1, people_2, people_3
  FROM unit u JOIN zone_reach r ON r.zone = u.zone
  JOIN zone_people p ON p.zone = r.zone AND p.demand = r.demand
 ORDER BY u.unit, r.reach, r.demand;
CREATE TABLE block_reach AS
SELECT b.block, r.reach, r.demand, sum(p.people) AS total, sum(people_0) AS people_0,
       sum(people_1) AS people_1, sum(people_2) AS people_2, sum(people_3) AS people_3
  FROM zone_reach r
  JOIN zone_people p ON p.zone = r.zone AND p.demand = r.demand
  JOIN zone_block b ON b.zone = r.zone
 GROUP BY b.block, r.reach, r.demand;
INSERT INTO unit_reach
SELECT u.unit, r.reach, r.demand, max(0.0, sum(u.weight * r.total)),
       max(0.0, sum(u.weight * people_0)), max(0.0, sum(u.weight * people_1)),
       max(0.0, sum(u.weight * people_2)), max(0.0, sum(u.weight * people_3))
  FROM block_reach r JOIN unit_block u USING (block)
 GROUP BY u.unit, r.reach, r.demand;

-- Households with a known place and ground, of a zone, of a unit.
CREATE TABLE zone_rest (zone INTEGER, reach INTEGER, households REAL, households_covered REAL,
                        area_m2 REAL, area_covered_m2 REAL, PRIMARY KEY (zone, reach)) WITHOUT ROWID;
INSERT INTO zone_rest
SELECT a.zone, a.reach,
       CASE WHEN p.people > 0 THEN h.households END,
       CASE WHEN p.people > 0 THEN h.households * (r.people_1 + r.people_2 + r.people_3) / p.people END,
       z.area_m2, a.area_1 + a.area_2 + a.area_3
  FROM zone_area_reach a
  JOIN zone_area z ON z.zone = a.zone
  JOIN zone_households h ON h.zone = a.zone
  LEFT JOIN zone_reach r ON r.zone = a.zone AND r.reach = a.reach AND r.demand = 0
  LEFT JOIN zone_people p ON p.zone = a.zone AND p.demand = 0;
CREATE TABLE unit_rest (unit INTEGER, reach INTEGER, households REAL, households_covered REAL,
                        area_m2 REAL, area_covered_m2 REAL);
INSERT INTO unit_rest
SELECT u.unit, z.reach, z.households, z.households_covered, z.area_m2, z.area_covered_m2
  FROM unit u JOIN zone_rest z ON z.zone = u.zone
 ORDER BY u.unit, z.reach;
CREATE TABLE block_rest AS
SELECT b.block, z.reach, sum(households) AS households,
       sum(households_covered) AS households_covered, sum(area_m2) AS area_m2,
       sum(area_covered_m2) AS area_covered_m2
  FROM zone_rest z JOIN zone_block b USING (zone)
 GROUP BY b.block, z.reach;
INSERT INTO unit_rest
SELECT u.unit, r.reach, max(0.0, sum(u.weight * households)),
       max(0.0, sum(u.weight * households_covered)), max(0.0, sum(u.weight * area_m2)),
       max(0.0, sum(u.weight * area_covered_m2))
  FROM block_rest r JOIN unit_block u USING (block)
 GROUP BY u.unit, r.reach;

CREATE TABLE coverage (level TEXT, unit_id TEXT, kind TEXT, demand TEXT, metric TEXT, reach REAL,
                       total REAL, covered REAL, share REAL);
INSERT INTO coverage
SELECT u.level, u.unit_id, coalesce(k.name, '*'), d.name, 'straight', r.radius_m, n.total,
       min(n.total, n.people_1 + n.people_2 + n.people_3),
       CASE WHEN n.total > 0 THEN min(1.0, (n.people_1 + n.people_2 + n.people_3) / n.total) END
  FROM unit_reach n
  JOIN unit u USING (unit)
  JOIN demand d ON d.demand = n.demand
  JOIN reach r ON r.reach = n.reach
  LEFT JOIN kind k ON k.kind = r.kind
 ORDER BY n.rowid;
INSERT INTO coverage
SELECT u.level, u.unit_id, coalesce(k.name, '*'), 'households', 'straight', r.radius_m, n.households,
       min(n.households, n.households_covered),
       CASE WHEN n.households > 0 THEN min(1.0, n.households_covered / n.households) END
  FROM unit_rest n
  JOIN unit u USING (unit)
  JOIN reach r ON r.reach = n.reach
  LEFT JOIN kind k ON k.kind = r.kind
 ORDER BY n.rowid;
INSERT INTO coverage
SELECT u.level, u.unit_id, coalesce(k.name, '*'), 'area_m2', 'straight', r.radius_m, n.area_m2,
       min(n.area_m2, n.area_covered_m2),
       CASE WHEN n.area_m2 > 0 THEN min(1.0, n.area_covered_m2 / n.area_m2) END
  FROM unit_rest n
  JOIN unit u USING (unit)
  JOIN reach r ON r.reach = n.reach
  LEFT JOIN kind k ON k.kind = r.kind
 ORDER BY n.rowid;
