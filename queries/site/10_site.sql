-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: proposed
-- title_zh: 选址方案：设施规模与服务人口
-- title_en: Proposed sites: how large, and for whom
--
-- people: those whose nearest facility of the kind the site is, with all of the proposal built;
-- ground that two communities claim counts once. households: of their communities, spread as the
-- people; NULL where one has no known number. floor_area_m2: what the plan says that the kind takes,
-- else households by m2 per 100 households, at least what the plan requires of a community (rural in
-- rural ones, else urban); NULL where the households are not known.

CREATE TABLE proposed_size (site INTEGER, slot INTEGER, people REAL, households REAL,
                            floor_area_m2 REAL, PRIMARY KEY (site, slot));
INSERT INTO proposed_size
WITH share AS (
    SELECT p.site, p.slot, CASE WHEN o.zone IS NULL THEN 1 ELSE -1 END AS weight, p.people,
           h.households * p.people / z.people AS households
      FROM proposed_people p
      JOIN proposed_about a
      JOIN zone_people z ON z.zone = p.zone AND z.demand = a.demand
      JOIN zone_households h ON h.zone = p.zone
      LEFT JOIN overlap o ON o.zone = p.zone
     WHERE z.people > 0
), served AS (
    SELECT k.site, k.slot, coalesce(max(0.0, sum(weight * people)), 0.0) AS people,
           CASE WHEN count(share.site) = count(households)
                THEN coalesce(max(0.0, sum(weight * households)), 0.0) END AS households
      FROM proposed_site_kind k LEFT JOIN share USING (site, slot)
     GROUP BY k.site, k.slot
)
SELECT s.site, v.slot, v.people, v.households,
       coalesce(k.floor_area_m2,
                max(v.households * a.m2_per_100_households / 100.0,
                    CASE WHEN c.area_type = 'rural' THEN rural.value ELSE urban.value END))
  FROM proposed_site s
  JOIN served v USING (site)
  JOIN proposed_kind k USING (slot)
  JOIN proposed_about a
  JOIN parameter urban ON urban.key = 'required_urban_m2'
  JOIN parameter rural ON rural.key = 'required_rural_m2'
  LEFT JOIN community c ON c.zone = s.zone;

-- All kinds of a site: people and households count once a kind.
CREATE TABLE proposed_whole (site INTEGER PRIMARY KEY, kinds TEXT, people REAL, households REAL,
                             floor_area_m2 REAL);
INSERT INTO proposed_whole
SELECT site, group_concat(name, '+'), sum(people),
       CASE WHEN count(*) = count(households) THEN sum(households) END,
       CASE WHEN count(*) = count(floor_area_m2) THEN sum(floor_area_m2) END
  FROM (SELECT z.site, k.name, z.people, z.households, z.floor_area_m2
          FROM proposed_size z JOIN proposed_kind p USING (slot) JOIN kind k USING (kind)
         ORDER BY z.site, z.slot)
 GROUP BY site;
