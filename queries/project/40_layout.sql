-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: project_layout
-- title_zh: 图幅与图面文字
-- title_en: Sheets and what is written on them
--
-- A sheet of A3 a theme, over streets where there are any; a sheet of A4 a project.

CREATE TABLE map_layout (layout TEXT PRIMARY KEY, sheet TEXT, theme TEXT, atlas TEXT, page TEXT,
                         title_zh TEXT, title_en TEXT);
INSERT INTO map_layout
SELECT 'a3_' || theme, 'A3', theme, (SELECT node FROM map_node WHERE style = 'street'), '"name"',
       '审计图A3' || CASE position WHEN 1 THEN '' ELSE ' ' || title_zh END,
       'Audit map A3' || CASE position WHEN 1 THEN '' ELSE ' ' || title_en END
  FROM (SELECT *, row_number() OVER (ORDER BY theme = 'projects', position) AS position
          FROM map_theme)
 ORDER BY position;
INSERT INTO map_layout
SELECT 'a4_project', 'A4', 'projects', node, '"name"', '审查附图A4', 'Opinion sheet A4'
  FROM map_node WHERE style = 'project';

-- Texts: place and size in mm, QGIS's numbers for left 1, centre 4, right 2.
CREATE TABLE map_label (sheet TEXT, x REAL, y REAL, width REAL, height REAL, points REAL,
                        weight INTEGER, align INTEGER, text_zh TEXT, text_en TEXT);
INSERT INTO map_label
SELECT 'A3', 10, 8, 400, 12, 24, 75, 4, i.title, i.title FROM map_imprint i
UNION ALL SELECT 'A3', 322, 236, 86, 6, 11, 75, 4,
       '比例尺 1:[% format_number(item_variables(''map'')[''map_scale''], 0) %]',
       'Scale 1:[% format_number(item_variables(''map'')[''map_scale''], 0) %]'
UNION ALL SELECT 'A3', 322, 256, 86, 5, 9, 50, 1, '数据年份：' || i.year, 'Data of: ' || i.year
  FROM map_imprint i
UNION ALL SELECT 'A3', 322, 262, 86, 5, 9, 50, 1, '编制单位：' || i.compiled_by,
       'Compiled by: ' || i.compiled_by FROM map_imprint i
UNION ALL SELECT 'A3', 322, 268, 86, 5, 9, 50, 1, '编制日期：' || i.date, 'Date: ' || i.date
  FROM map_imprint i
UNION ALL SELECT 'A3', 14, 276, 200, 5, 9, 50, 1, '坐标系：' || c.note_zh, 'CRS: ' || c.note_en
  FROM map_crs c
UNION ALL SELECT 'A3', 14, 282, 200, 5, 9, 50, 1, '界线不作为权属依据。',
       'Borders are no evidence of ownership.'
UNION ALL SELECT 'A4', 10, 8, 190, 10, 18, 75, 4, '住宅项目社区服务设施配套审查附图',
       'Review of a residential project: community facilities'
UNION ALL SELECT 'A4', 10, 268, 95, 5, 8, 50, 1,
       '比例尺 1:[% format_number(item_variables(''map'')[''map_scale''], 0) %]',
       'Scale 1:[% format_number(item_variables(''map'')[''map_scale''], 0) %]'
UNION ALL SELECT 'A4', 10, 279, 120, 4.5, 8, 50, 1, '坐标系：' || c.note_zh, 'CRS: ' || c.note_en
  FROM map_crs c
UNION ALL SELECT 'A4', 10, 284, 120, 4.5, 8, 50, 1,
       '数据年份：' || i.year || '    界线不作为权属依据。',
       'Data of: ' || i.year || '    Borders are no evidence of ownership.' FROM map_imprint i
UNION ALL SELECT 'A4', 120, 279, 80, 4.5, 8, 50, 2, '编制单位：' || i.compiled_by,
       'Compiled by: ' || i.compiled_by FROM map_imprint i
UNION ALL SELECT 'A4', 120, 284, 80, 4.5, 8, 50, 2, '编制日期：' || i.date, 'Date: ' || i.date
  FROM map_imprint i;
