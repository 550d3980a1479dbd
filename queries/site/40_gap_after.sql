-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: gap_after
-- title_zh: 方案实施后的服务盲区
-- title_en: Gaps that remain with the proposal built
--
-- As gap, of the kinds that were chosen for and the population layer that it was chosen for. Totals are
-- over communities, of the radius that sites were chosen by: before - gained + lost = after, where a
-- community gains what its gaps lose and loses what they gain. Ground that two communities claim is in
-- the gaps of both.

CREATE TABLE proposed_gap_figure (gap INTEGER PRIMARY KEY, rank INTEGER, households REAL);
INSERT INTO proposed_gap_figure
SELECT g.gap, row_number() OVER (PARTITION BY g.reach ORDER BY g.people DESC, g.gap),
       CASE WHEN p.people > 0 THEN h.households * g.people / p.people END
  FROM proposed_gap g
  JOIN proposed_about a
  JOIN zone_people p ON p.zone = g.zone AND p.demand = a.demand
  JOIN zone_households h ON h.zone = g.zone
 ORDER BY g.gap;

CREATE TABLE proposed_gap_total AS
WITH chosen AS (
    SELECT r.reach, a.demand
      FROM proposed_about a
      JOIN proposed_kind k
      JOIN reach r ON r.kind = k.kind AND r.radius_m = k.radius_m
), before AS (
    SELECT g.zone, sum(n.people) AS people
      FROM chosen c JOIN gap g USING (reach) JOIN gap_people n ON n.gap = g.gap AND n.demand = c.demand
     GROUP BY g.zone
), after AS (
    SELECT g.zone, sum(g.people) AS people FROM chosen c JOIN proposed_gap g USING (reach) GROUP BY g.zone
)
SELECT c.zone, coalesce(b.people, 0.0) AS before, coalesce(a.people, 0.0) AS after
  FROM community c LEFT JOIN before b USING (zone) LEFT JOIN after a USING (zone);

INSERT INTO proposal_title VALUES
    ('gap_before', 'persons', '实施前盲区人口', 'people in gaps, before'),
    ('gap_gained', 'persons', '各社区减少的盲区人口合计', 'people by whom communities'' gaps shrink'),
    ('gap_lost', 'persons', '各社区增加的盲区人口合计', 'people by whom communities'' gaps grow'),
    ('gap_after', 'persons', '实施后盲区人口', 'people in gaps, after'),
    ('unreachable', 'persons', '候选点无法覆盖的需求人口', 'people asked for whom no candidate reaches'),
    ('unreachable_households', 'households', '候选点无法覆盖的需求户数', 'households asked for that no candidate reaches');
INSERT INTO proposed_fact
WITH total AS (
    SELECT sum(before) AS before, sum(max(before - after, 0.0)) AS gained,
           sum(max(after - before, 0.0)) AS lost, sum(after) AS after
      FROM proposed_gap_total
), line (at, key, value) AS (
    SELECT 1, 'gap_before', before FROM total UNION ALL
    SELECT 2, 'gap_gained', gained FROM total UNION ALL
    SELECT 3, 'gap_lost', lost FROM total UNION ALL
    SELECT 4, 'gap_after', after FROM total UNION ALL
    SELECT 5, 'unreachable', (SELECT coalesce(sum(people), 0.0) FROM proposed_unreached) UNION ALL
    SELECT 6, 'unreachable_households', (SELECT coalesce(sum(households), 0.0) FROM proposed_unreached)
     WHERE (SELECT households FROM proposed_about)
)
SELECT (SELECT max(position) FROM proposed_fact) + at, key, value, NULL FROM line;

-- Maps of a proposal show the first radius of its (first) kind at once, before and after.
UPDATE map_reach SET shown = i = (SELECT min(reach) FROM reach JOIN proposed_about USING (kind));
UPDATE map_gap SET shown = i LIKE (SELECT min(reach) FROM reach JOIN proposed_about USING (kind))
                                  || '\_%' ESCAPE '\';
-- How maps show them: as gaps are, those of the radius that was chosen by at once.
CREATE TABLE map_gap_after AS
SELECT g.i, g.filter, g.label_zh, g.label_en, g.distance_mm, g.max_scale,
       r.radius_m = a.radius_m AS shown
  FROM proposed_kind a
  JOIN reach r ON r.kind = a.kind
  JOIN map_gap g ON g.i LIKE r.reach || '\_%' ESCAPE '\'
 ORDER BY g.i;
CREATE TABLE map_reach_after AS
SELECT m.i, m.filter, m.label_zh, m.label_en, m.color, r.radius_m = a.radius_m AS shown
  FROM proposed_kind a
  JOIN reach r ON r.kind = a.kind
  JOIN map_reach m ON m.i = r.reach
 ORDER BY m.i;
