-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: gap
-- title_zh: 服务盲区的人口与户数
-- title_en: People and households of gaps
--
-- A gap is a contiguous patch of a community that no facility of the kind reaches within the
-- radius. households: those of the community, spread as its people; rank 1 is the gap of the kind
-- and radius with the most people of the first population layer (the first in order where equal).

CREATE TABLE gap_figure (gap INTEGER PRIMARY KEY, rank INTEGER, people REAL, households REAL);
INSERT INTO gap_figure
SELECT g.gap, row_number() OVER (PARTITION BY g.reach ORDER BY n.people DESC, g.gap), n.people,
       CASE WHEN p.people > 0 THEN h.households * n.people / p.people END
  FROM gap g
  JOIN gap_people n ON n.gap = g.gap AND n.demand = 0
  JOIN zone_people p ON p.zone = g.zone AND p.demand = 0
  JOIN zone_households h ON h.zone = g.zone
 ORDER BY g.gap;

CREATE TABLE gap_demand AS
SELECT g.gap + 1 AS gap_id, d.name AS demand, n.people
  FROM gap g JOIN gap_people n USING (gap) JOIN demand d USING (demand)
 ORDER BY g.gap, n.demand;
