-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet_facts
-- needs: community summary coverage service_area
-- title_zh: 图例所需的事实
-- title_en: What the legends are made from
--
-- The tables that queries/facts/90_map_class.sql reads, taken back from an output.

CREATE TABLE kind AS
SELECT row_number() OVER (ORDER BY fid) - 1 AS kind, substr(key, 12) AS name,
       substr(title_zh, 1, length(title_zh) - length('：设施数')) AS title_zh,
       substr(title_en, 1, length(title_en) - length(': facilities')) AS title_en
  FROM out.summary WHERE key LIKE 'facilities.%';
CREATE TABLE reach AS
SELECT row_number() OVER (ORDER BY s.fid) - 1 AS reach, k.kind, s.reach AS radius_m
  FROM out.service_area s LEFT JOIN kind k ON k.name = s.kind;
CREATE TABLE reach_title AS
SELECT r.reach, r.kind,
       coalesce(k.name, '*') || CASE WHEN r.radius_m IS NULL THEN '' ELSE printf('.%g', r.radius_m) END
           AS key,
       coalesce(k.title_zh, '全部计入设施')
       || CASE WHEN r.radius_m IS NULL THEN '' ELSE printf(' %g m', r.radius_m) END AS title_zh,
       coalesce(k.title_en, 'all counting kinds')
       || CASE WHEN r.radius_m IS NULL THEN '' ELSE printf(' %g m', r.radius_m) END AS title_en
  FROM reach r LEFT JOIN kind k USING (kind);
CREATE TABLE demand AS
SELECT row_number() OVER (ORDER BY min(fid)) - 1 AS demand, demand AS name
  FROM out.coverage WHERE level = 'city' AND demand NOT IN ('households', 'area_m2') GROUP BY demand;
CREATE TABLE bound AS
SELECT DISTINCT substr(key, 25, instr(substr(key, 25), '.') - 1) AS basis,
       CAST(substr(key, 25 + instr(substr(key, 25), '.')) AS REAL) AS bound_m2
  FROM out.summary WHERE key LIKE 'communities_at_or_above.%';
CREATE TABLE parameter (key TEXT, value TEXT);
