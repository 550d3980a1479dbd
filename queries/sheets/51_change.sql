-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet_change
-- needs: change summary
-- with: queries/compare/60_map_class.sql
-- title_zh: 变化图
-- title_en: Maps of changes
--
-- An A3 sheet a figure, by the classes and colours of the styles.

CREATE TABLE change_theme (position INTEGER, theme TEXT, prefix TEXT, file TEXT, title TEXT, value TEXT);
INSERT INTO change_theme VALUES
    (1, 'change', 'd', '@zh:01_变化图_覆盖率|en:01_change_map_coverage@', '@zh:人口覆盖率变化（百分点）|en:change of share within reach (points)@',
     'iif("share_difference" IS NULL, NULL, printf(''%+.1f'', "share_difference" * 100))'),
    (2, 'change_floor_area', 'a', '@zh:02_变化图_每百户面积|en:02_change_map_floor_area@', '@zh:每百户设施面积变化（m²）|en:change of floor area per 100 households (m²)@',
     'iif("per_100_difference" IS NULL, NULL, printf(''%+.1f'', "per_100_difference"))'),
    (3, 'change_scope', 'c', '@zh:03_变化图_区划调整|en:03_change_map_units@', '@zh:社区区划调整|en:changes of communities@', 'NULL');
INSERT INTO sheet (sheet, file, form, theme, title, xmin, ymin, xmax, ymax)
SELECT position, file, 'map', theme, i.title || '@zh:——|en: – @' || t.title, e.xmin, e.ymin, e.xmax, e.ymax
  FROM change_theme t, sheet_heading i, map_extent e;

CREATE TABLE change_class AS
SELECT 'd' AS prefix, i, filter, label_@lang@ AS label, color FROM map_difference
UNION ALL SELECT 'a', i, filter, label_@lang@, color FROM map_area_difference
UNION ALL SELECT 'c', i, filter, label_@lang@, color FROM map_change;
INSERT INTO sheet_symbol
SELECT t.theme, 10 + c.i, t.prefix || c.i, t.title, c.label, c.color, NULL, NULL, 0, '120,120,120',
       (SELECT CASE WHEN count(*) > 2000 THEN 0.06 WHEN count(*) > 400 THEN 0.1 ELSE 0.18 END FROM out.change), 0, NULL, NULL, 1
  FROM change_theme t JOIN change_class c USING (prefix);
INSERT INTO sheet_layer
SELECT t.theme, 10, 'SELECT t.geom, ''' || t.prefix || ''' || CASE '
       || (SELECT group_concat('WHEN ' || filter || ' THEN ''' || i || '''', ' ')
             FROM (SELECT * FROM change_class c WHERE c.prefix = t.prefix ORDER BY c.i))
       || ' END' || s.rows || 'ORDER BY t.fid'
  FROM change_theme t JOIN sheet_source s ON s.layer = 'change';
INSERT INTO sheet_label
SELECT t.theme, 20, 'SELECT t.geom, t.name || coalesce(char(10) || ' || t.value || ', ''''), 6.5, 0, ''30,30,30'', 0.95'
       || s.rows || 'ORDER BY coalesce(abs(t.share_difference), 0) DESC, t.fid'
  FROM change_theme t, sheet_source s WHERE s.layer = 'change';

INSERT INTO sheet_figure
SELECT o.fid, replace(replace(o.title_@lang@, '：旧', ''), ', old', ''),
       CASE o.unit WHEN 'share' THEN printf('%.1f%% → %.1f%%', o.value * 100, n.value * 100)
            WHEN '' THEN printf('%,d → %,d', round(o.value), round(n.value))
            ELSE printf('%.10g → %.10g', round(o.value, 2), round(n.value, 2)) || coalesce(' ' || nullif(o.unit, ''), '') END
  FROM out.summary o JOIN out.summary n ON n.key = substr(o.key, 1, length(o.key) - 4) || '.new'
 WHERE o.key LIKE '%.old' AND o.value IS NOT NULL AND n.value IS NOT NULL
 ORDER BY o.fid LIMIT 18;
INSERT INTO sheet_figure
SELECT -100 + fid, title_@lang@, printf('%,d', round(value)) FROM out.summary
 WHERE key LIKE 'communities.%' AND value > 0;
