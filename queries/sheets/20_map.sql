-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet_map
-- needs: community street county facility gap
-- with: queries/facts/90_map_class.sql
-- title_zh: 审计图
-- title_en: Audit maps
--
-- An A3 sheet a theme, by the classes and colours of the styles; an A4 page a street.

CREATE TABLE sheet_theme (position INTEGER, theme TEXT, field TEXT, prefix TEXT, file TEXT, title TEXT,
                          value TEXT);
INSERT INTO sheet_theme VALUES
    (1, 'share', 'share', 's', '@zh:01_审计图_覆盖率|en:01_audit_map_coverage@', '@zh:服务半径人口覆盖率|en:share of people within reach@',
     'iif("share" IS NULL, NULL, printf(''%.0f%%'', "share" * 100))'),
    (2, 'floor_area', 'per_100_households', 'p', '@zh:02_审计图_每百户面积|en:02_audit_map_floor_area@',
     '@zh:每百户设施面积|en:floor area per 100 households@', 'iif("per_100_households" IS NULL, NULL, printf(''%.1f'', "per_100_households"))'),
    (3, 'assessment', 'assessment', 'v', '@zh:03_审计图_达标评价|en:03_audit_map_assessment@', '@zh:达标评价|en:assessment@', 'NULL'),
    (9, 'atlas', 'share', 's', '@zh:04_街道图册|en:04_street_atlas@', '@zh:街道社区服务设施图册|en:atlas of streets@',
     'iif("share" IS NULL, NULL, printf(''%.0f%%'', "share" * 100))');
DELETE FROM sheet_theme
 WHERE theme = 'assessment' AND NOT EXISTS (SELECT 1 FROM out.community WHERE assessment IS NOT NULL);

INSERT INTO sheet (sheet, file, form, theme, title, xmin, ymin, xmax, ymax)
SELECT position, t.file, 'map', t.theme, i.title || '@zh:——|en: – @' || t.title, e.xmin, e.ymin, e.xmax, e.ymax
  FROM sheet_theme t, sheet_heading i, map_extent e
 WHERE t.theme <> 'atlas';
INSERT INTO sheet (sheet, file, form, theme, subject, title, xmin, ymin, xmax, ymax)
SELECT 1000 + s.fid, t.file, 'atlas', t.theme, s.fid, i.title || '@zh:——|en: – @' || t.title,
       minx - 0.06 * (maxx - minx), miny - 0.06 * (maxy - miny),
       maxx + 0.06 * (maxx - minx), maxy + 0.06 * (maxy - miny)
  FROM sheet_theme t, sheet_heading i, out.street s JOIN out.rtree_street_geom r ON r.id = s.fid
 WHERE t.theme = 'atlas';

-- --- symbols ------------------------------------------------------------------------------------
CREATE TABLE sheet_class AS
SELECT 'share' AS field, i, filter, label_@lang@ AS label, color, 'solid' AS style FROM map_share
UNION ALL SELECT 'per_100_households', i, filter, label_@lang@, color, 'solid' FROM map_per_100_households
UNION ALL SELECT 'assessment', i, filter, label_@lang@, color, style FROM map_assessment;

-- Borders are finer and names smaller where there are many.
CREATE TABLE sheet_line AS
SELECT CASE WHEN n > 2000 THEN 0.06 WHEN n > 400 THEN 0.1 ELSE 0.18 END AS community_mm,
       CASE WHEN n > 400 THEN 5.5 WHEN n > 30 THEN 6.5 ELSE 9 END AS points
  FROM (SELECT count(*) AS n FROM out.community);

INSERT INTO sheet_symbol
SELECT t.theme, 10 + row_number() OVER (PARTITION BY t.theme ORDER BY c.i), t.prefix || c.i, h.label_@lang@,
       c.label, CASE c.style WHEN 'solid' THEN c.color ELSE '255,255,255' END, '110,110,110', c.style, 1.6,
       '120,120,120', l.community_mm, 0, NULL, NULL, 1
  FROM sheet_theme t JOIN sheet_class c USING (field) JOIN sheet_line l
  LEFT JOIN map_heading h ON h.name = t.field;
INSERT INTO sheet_symbol
SELECT theme, 40 + k.i, 'k' || k.i, '@zh:设施|en:Facilities@', k.label_@lang@, k.color, NULL, NULL, 0, '255,255,255', 0.12, 0,
       k.shape, CASE theme WHEN 'atlas' THEN 2.6 ELSE (SELECT CASE WHEN count(*) > 2000 THEN 0.7
       WHEN count(*) > 400 THEN 1.3 ELSE 2 END FROM out.facility) END, 0
  FROM sheet_theme t, map_kind k WHERE t.theme <> 'assessment';
INSERT INTO sheet_symbol
SELECT t.theme, 60 + row_number() OVER (PARTITION BY t.theme ORDER BY g.i), 'g' || g.i,
       '@zh:服务盲区：|en:Gaps: @' || r.label_@lang@, replace(g.label_@lang@, r.label_@lang@ || '@zh:：|en:: @', ''),
       NULL, '200,0,90', 'f_diagonal', g.distance_mm * 0.8, '200,0,90', 0.12, 0, NULL, NULL, 0
  FROM sheet_theme t, map_gap g JOIN map_reach r ON g.i LIKE r.i || '~_%' ESCAPE '~' WHERE g.shown AND t.field = 'share';
INSERT INTO sheet_symbol
SELECT theme, 90, 'street', '@zh:界线|en:Borders@', '@zh:街道界|en:street@', NULL, NULL, NULL, 0, '60,60,60', 0.4, 0, NULL, NULL, 0 FROM sheet_theme
UNION ALL
SELECT theme, 91, 'county', '@zh:界线|en:Borders@', '@zh:区县界|en:county@', NULL, NULL, NULL, 0, '30,30,30', 0.7, 3, NULL, NULL, 0 FROM sheet_theme
UNION ALL
SELECT theme, 92, 'here', '@zh:界线|en:Borders@', '@zh:本街道|en:this street@', NULL, NULL, NULL, 0, '150,0,60', 0.8, 0, NULL, NULL, 0 FROM sheet_theme
UNION ALL
SELECT theme, 93, 'veil', NULL, '', '255,255,255,150', NULL, NULL, 0, NULL, 0, 0, NULL, NULL, 0 FROM sheet_theme;

-- --- layers -------------------------------------------------------------------------------------
INSERT INTO sheet_layer
SELECT t.theme, 10, 'SELECT t.geom, ''' || t.prefix || ''' || CASE '
       || (SELECT group_concat('WHEN ' || filter || ' THEN ''' || i || '''', ' ')
             FROM (SELECT * FROM sheet_class c WHERE c.field = t.field ORDER BY c.i))
       || ' END' || s.rows || 'ORDER BY t.fid'
  FROM sheet_theme t JOIN sheet_source s ON s.layer = 'community';
INSERT INTO sheet_layer
SELECT t.theme, 20, 'SELECT t.geom, ''g'' || CASE '
       || (SELECT group_concat('WHEN ' || filter || ' AND (f.scale <= ' || max_scale || ' OR ' || max_scale
                               || ' = 0) THEN ''' || i || '''', ' ')
             FROM (SELECT * FROM map_gap g WHERE g.shown ORDER BY g.i))
       || ' END' || s.rows || 'ORDER BY 2, t.fid'
  FROM sheet_theme t JOIN sheet_source s ON s.layer = 'gap'
 WHERE t.field = 'share' AND EXISTS (SELECT 1 FROM map_gap WHERE shown);
-- A street's page: what is not its own is paler.
INSERT INTO sheet_layer
SELECT 'atlas', 25, 'SELECT t.geom, ''veil''' || rows
       || 'WHERE t.fid <> (SELECT subject FROM sheet WHERE sheet = :sheet + 0) ORDER BY t.fid'
  FROM sheet_source WHERE layer = 'street';
INSERT INTO sheet_layer
SELECT t.theme, 30, 'SELECT t.geom, ''' || s.layer || '''' || s.rows || 'ORDER BY t.fid'
  FROM sheet_theme t JOIN sheet_source s ON s.layer IN ('street', 'county');
INSERT INTO sheet_layer VALUES
    ('atlas', 31, 'SELECT geom, ''here'' FROM out.street WHERE fid = (SELECT subject FROM sheet WHERE sheet = :sheet + 0)');
INSERT INTO sheet_layer
SELECT t.theme, 40, 'SELECT t.geom, ''k'' || (SELECT i FROM map_kind k WHERE k.value = t.kind)' || s.rows || 'ORDER BY t.fid'
  FROM sheet_theme t JOIN sheet_source s ON s.layer = 'facility' WHERE t.theme <> 'assessment';

-- --- names --------------------------------------------------------------------------------------
-- Streets in large letters, those that are too small for them in smaller ones.
INSERT INTO sheet_label
SELECT theme, 10, 'SELECT t.geom, t.name, 9.5, 1, ''40,40,40'', 0.9, 6.5' || rows || 'ORDER BY t.area_m2 DESC, t.fid'
  FROM sheet_theme, sheet_source
 WHERE layer = 'street' AND theme <> 'atlas';
INSERT INTO sheet_label
SELECT t.theme, 20, 'SELECT t.geom, t.name || coalesce(char(10) || ' || t.value || ', ''''), ' || l.points || ', 0, ''30,30,30'', 0.95'
       || s.rows || 'ORDER BY t.people DESC, t.fid'
  FROM sheet_theme t, sheet_source s, sheet_line l WHERE s.layer = 'community' AND t.theme <> 'atlas';
INSERT INTO sheet_label
SELECT t.theme, 20, 'SELECT t.geom, t.name || coalesce(char(10) || ' || t.value || ', ''''), 7.5, 1, ''40,40,40'', 0.7'
       || s.rows || 'WHERE EXISTS (SELECT 1 FROM out.street o WHERE o.fid = (SELECT subject FROM sheet WHERE'
       || ' sheet = :sheet + 0) AND t.street IS o.name AND t.county IS o.county) ORDER BY t.people DESC, t.fid'
  FROM sheet_theme t, sheet_source s WHERE s.layer = 'community' AND t.theme = 'atlas';
