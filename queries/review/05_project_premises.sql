-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: project_premises
-- title_zh: 新建项目配建的社区用房
-- title_en: Premises that new projects provide
--
-- Premises count towards the floor area that a project owes where their kind counts (kinds without
-- a name do) and their lowest storey lies within the parameters lowest_storey .. highest_storey,
-- where these are given. What cannot be told makes the sum unknown (NULL): a floor area that is
-- missing, a storey that is missing where one is asked for, a kind that the plan does not know.
-- A project that lists no premises has its own provided_m2 instead; it counts, unless a storey is
-- asked for, which is then not known.

CREATE TABLE project_piece (project_facility INTEGER PRIMARY KEY, project INTEGER,
                            kind_counts INTEGER, -- NULL: a kind that the plan does not know
                            storey_counts INTEGER, -- NULL: not known
                            floor_area_m2 REAL);
INSERT INTO project_piece
WITH asked AS (
    SELECT (SELECT CAST(value AS REAL) FROM judge_parameter
             WHERE name = 'lowest_storey' AND value <> '') AS low,
           (SELECT CAST(value AS REAL) FROM judge_parameter
             WHERE name = 'highest_storey' AND value <> '') AS high
)
SELECT f.project_facility, f.project,
       CASE WHEN k.kind IS NOT NULL THEN k.counts WHEN coalesce(f.kind_name, '') = '' THEN 1 END,
       CASE WHEN low IS NULL AND high IS NULL THEN 1
            WHEN f.storey IS NOT NULL
            THEN f.storey >= coalesce(low, f.storey) AND f.storey <= coalesce(high, f.storey) END,
       f.floor_area_m2
  FROM project_facility f JOIN asked LEFT JOIN kind k ON k.kind = f.kind
 ORDER BY f.project_facility;

-- A row a project. counted_m2: what counts; provided_m2: the same on whatever storey.
CREATE TABLE project_premises (project INTEGER PRIMARY KEY, listed INTEGER, premises INTEGER,
                               buildings INTEGER, lowest_storey INTEGER, highest_storey INTEGER,
                               own_entrance INTEGER, counted_m2 REAL, provided_m2 REAL);
INSERT INTO project_premises
WITH part AS ( -- an area that does not count is 0, one that cannot be told NULL
    SELECT p.project, f.storey, nullif(f.building, '') AS building, f.own_entrance, p.kind_counts,
           CASE WHEN p.kind_counts = 0 THEN 0.0 WHEN p.kind_counts = 1 THEN p.floor_area_m2 END AS provided_m2,
           CASE WHEN p.kind_counts = 0 OR p.storey_counts = 0 THEN 0.0
                WHEN p.kind_counts = 1 AND p.storey_counts = 1 THEN p.floor_area_m2 END AS counted_m2
      FROM project_piece p JOIN project_facility f USING (project_facility)
     ORDER BY p.project_facility
), whole AS (
    SELECT project, count(*) AS listed, count(*) FILTER (WHERE kind_counts) AS premises,
           CASE WHEN count(*) = count(counted_m2) THEN sum(counted_m2) END AS counted_m2,
           CASE WHEN count(*) = count(provided_m2) THEN sum(provided_m2) END AS provided_m2
      FROM part GROUP BY project
), place AS ( -- of those whose kind counts
    SELECT project,
           CASE WHEN count(*) = count(building) THEN count(DISTINCT building) END AS buildings,
           CASE WHEN count(*) = count(storey) THEN min(storey) END AS lowest_storey,
           CASE WHEN count(*) = count(storey) THEN max(storey) END AS highest_storey,
           CASE WHEN count(*) = count(own_entrance) OR min(own_entrance) = 0
                THEN min(own_entrance) END AS own_entrance
      FROM part WHERE kind_counts GROUP BY project
), asked AS (
    SELECT count(*) AS storeys FROM judge_parameter
     WHERE name IN ('lowest_storey', 'highest_storey') AND value <> ''
)
SELECT p.project, coalesce(w.listed, 0), w.premises, l.buildings, l.lowest_storey,
       l.highest_storey, l.own_entrance,
       CASE WHEN w.project IS NOT NULL THEN w.counted_m2
            WHEN asked.storeys = 0 THEN p.provided_m2 END,
       CASE WHEN w.project IS NOT NULL THEN w.provided_m2 ELSE p.provided_m2 END
  FROM project p JOIN asked
  LEFT JOIN whole w USING (project) LEFT JOIN place l USING (project)
 ORDER BY p.project;
