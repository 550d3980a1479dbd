-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: unit_figure
-- title_zh: 各单元的人口、面积与主要覆盖率
-- title_en: People, area and main coverage share of each unit
--
-- What the maps of communities, streets and counties show. The main share is that of the people of
-- the first population layer within the first radius of the first kind.

CREATE TABLE unit_total (unit INTEGER PRIMARY KEY, communities INTEGER, people REAL, area_m2 REAL);
INSERT INTO unit_total
SELECT m.unit, sum(m.weight = 1), max(0.0, sum(m.weight * p.people)),
       max(0.0, sum(m.weight * z.area_m2))
  FROM member m
  JOIN zone_area z USING (zone)
  LEFT JOIN zone_people p ON p.zone = m.zone AND p.demand = 0
 GROUP BY m.unit;

CREATE TABLE unit_share (unit INTEGER PRIMARY KEY, kind TEXT, reach REAL, covered REAL, share REAL);
INSERT INTO unit_share
SELECT n.unit, coalesce(k.name, '*'), r.radius_m, min(n.total, n.people_1 + n.people_2 + n.people_3),
       CASE WHEN n.total > 0
            THEN min(1.0, (n.people_1 + n.people_2 + n.people_3) / n.total) END
  FROM unit_reach n
  JOIN reach r ON r.reach = n.reach
  LEFT JOIN kind k ON k.kind = r.kind
 WHERE n.demand = 0
   AND n.reach = (SELECT reach FROM reach ORDER BY kind IS NULL, reach LIMIT 1);
