-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: project_bookmark
-- needs: county
-- title_zh: 区县书签
-- title_en: A bookmark a county

INSERT INTO map_bookmark
SELECT c.fid, c.name, c.name, r.minx, r.miny, r.maxx, r.maxy
  FROM out.county c JOIN out.rtree_county_geom r ON r.id = c.fid
 ORDER BY c.fid;
