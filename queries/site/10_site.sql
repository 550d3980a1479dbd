-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: proposed
-- title_zh: 选址方案：设施规模与服务人口
-- title_en: Proposed sites: how large, and for whom
--
-- people: those whose nearest facility of the kind the site is, with all of the proposal built;
-- ground that two communities claim counts once. households: of their communities, spread as the
-- people; NULL where one has no known number. floor_area_m2: households by m2 per 100 households, at
-- least what the plan requires of a community (rural in rural ones, else urban); NULL where the
-- households are not known.

CREATE TABLE proposed_size (site INTEGER PRIMARY KEY, people REAL, households REAL,
                            floor_area_m2 REAL);
INSERT INTO proposed_size
WITH share AS (
    SELECT p.site, CASE WHEN o.zone IS NULL THEN 1 ELSE -1 END AS weight, p.people,
           h.households * p.people / z.people AS households
      FROM proposed_people p
      JOIN proposed_about a
      JOIN zone_people z ON z.zone = p.zone AND z.demand = a.demand
      JOIN zone_households h ON h.zone = p.zone
      LEFT JOIN overlap o ON o.zone = p.zone
     WHERE z.people > 0
), served AS (
    SELECT s.site, coalesce(max(0.0, sum(weight * people)), 0.0) AS people,
           CASE WHEN count(share.site) = count(households)
                THEN coalesce(max(0.0, sum(weight * households)), 0.0) END AS households
      FROM proposed_site s LEFT JOIN share USING (site)
     GROUP BY s.site
)
SELECT s.site, v.people, v.households,
       max(v.households * a.m2_per_100_households / 100.0,
           CASE WHEN c.area_type = 'rural' THEN rural.value ELSE urban.value END)
  FROM proposed_site s
  JOIN served v USING (site)
  JOIN proposed_about a
  JOIN parameter urban ON urban.key = 'required_urban_m2'
  JOIN parameter rural ON rural.key = 'required_rural_m2'
  LEFT JOIN community c ON c.zone = s.zone;
