-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet_form
-- title_zh: 版面
-- title_en: What stands where on the forms
--
-- A3 landscape for maps, A4 portrait for the atlas and opinions.

INSERT INTO sheet_item (form, position, every, what, x, y, width, height, points, bold, align, gap, sql, weights) VALUES
    ('map', 10, 0, 'text', 10, 7, 400, 12, 22, 1, 'c', 0, 'SELECT title FROM sheet WHERE sheet = :sheet + 0', NULL),
    ('map', 20, 0, 'map', 14, 24, 296, 246, 0, 0, '', 0, 'SELECT 1 FROM sheet WHERE sheet = :sheet + 0 AND xmin IS NOT NULL', NULL),
    ('map', 21, 0, 'box', 314, 24, 96, 246, 0, 0, '', 0, 'SELECT 1', NULL),
    ('map', 22, 0, 'box', 6, 5, 408, 287, 0, 0, '', 0, 'SELECT 1', NULL),
    ('map', 30, 0, 'text', 318, 26, 74, 6, 12, 1, 'l', 0, 'SELECT ''@zh:图  例|en:Legend@''', NULL),
    ('map', 31, 0, 'legend', 318, 33, 88, 100, 9, 0, '', 0, 'SELECT 1', NULL),
    ('map', 32, 0, 'north', 393, 27, 13, 18, 0, 0, '', 0, 'SELECT 1', NULL),
    ('map', 40, 0, 'text', 318, 136, 88, 6, 11, 1, 'l', 0, 'SELECT ''@zh:主要指标|en:Key figures@''', NULL),
    ('map', 41, 0, 'fields', 318, 142.5, 88, 80, 7.5, 0, 'lr', 0, 'SELECT title, text FROM sheet_figure ORDER BY position', '60 28'),
    ('map', 50, 0, 'scale', 318, 226, 88, 8, 7.5, 0, '', 0, 'SELECT 1', NULL),
    ('map', 51, 0, 'text', 318, 236, 88, 5, 10, 1, 'c', 0, 'SELECT ''@zh:比例尺|en:Scale@ 1:{scale}''', NULL),
    ('map', 60, 0, 'text', 318, 243, 88, 26, 8, 0, 'l', 0,
     'SELECT text FROM (SELECT group_concat(text, char(10)) AS text FROM (SELECT text FROM sheet_note ORDER BY position))', NULL),
    ('map', 70, 0, 'text', 14, 276, 200, 5, 8.5, 0, 'l', 0, 'SELECT ''@zh:坐标系：|en:CRS: @'' || note_@lang@ || ''@zh:；坐标注记单位：千米|en:; grid in km@'' FROM map_crs', NULL),
    ('map', 71, 0, 'text', 14, 282, 200, 5, 8.5, 0, 'l', 0, 'SELECT ''@zh:界线不作为权属依据。|en:Borders are no evidence of ownership.@''', NULL),
    ('map', 72, 0, 'text', 210, 282, 200, 5, 8.5, 0, 'r', 0, 'SELECT ''@zh:第 {page} 页 / 共 {pages} 页|en:page {page} / {pages}@''', NULL),

    ('atlas', 1, 1, 'text', 15, 10, 180, 6, 10, 0, 'c', 0, 'SELECT title FROM sheet WHERE sheet = :sheet + 0', NULL),
    ('atlas', 2, 1, 'text', 15, 16.5, 180, 8, 15, 1, 'c', 0,
     'SELECT coalesce(t.county || '' '', '''') || t.name FROM sheet s JOIN out.street t ON t.fid = s.subject WHERE s.sheet = :sheet + 0', NULL),
    ('atlas', 3, 1, 'text', 15, 281, 130, 4, 7.5, 0, 'l', 0, 'SELECT ''@zh:坐标系：|en:CRS: @'' || note_@lang@ FROM map_crs', NULL),
    ('atlas', 4, 1, 'text', 15, 285, 130, 4, 7.5, 0, 'l', 0,
     'SELECT ''@zh:数据年份：|en:Data of: @'' || year || ''    @zh:编制单位：|en:Compiled by: @'' || compiled_by || ''    @zh:界线不作为权属依据。|en:Borders are no evidence of ownership.@'' FROM map_imprint', NULL),
    ('atlas', 5, 1, 'text', 145, 285, 50, 4, 8, 0, 'r', 0, 'SELECT ''@zh:第 {page} 页 / 共 {pages} 页|en:page {page} / {pages}@''', NULL),
    ('atlas', 20, 0, 'map', 15, 30, 136, 136, 0, 0, '', 0, 'SELECT 1', NULL),
    ('atlas', 21, 0, 'north', 169, 29, 11, 15, 0, 0, '', 0, 'SELECT 1', NULL),
    ('atlas', 22, 0, 'text', 155, 47, 20, 6, 10, 1, 'l', 0, 'SELECT ''@zh:图例|en:Legend@''', NULL),
    ('atlas', 23, 0, 'legend', 155, 53, 41, 94, 7.5, 0, '', 0, 'SELECT 1', NULL),
    ('atlas', 24, 0, 'scale', 153, 150, 44, 8, 7, 0, '', 0, 'SELECT 1', NULL),
    ('atlas', 25, 0, 'text', 153, 160, 44, 5, 9, 1, 'c', 0, 'SELECT ''@zh:比例尺|en:Scale@ 1:{scale}''', NULL),
    ('atlas', 30, 0, 'from', 0, NULL, 0, 173, 0, 0, '', 0, 'SELECT 1', NULL),
    ('atlas', 31, 0, 'table', 15, NULL, 180, 0, 7.5, 0, 'clrrrrrrrlc', 4, 'SELECT * FROM sheet_street WHERE 0', '8 34 14 14 10 16 18 14 18 18 16');

-- Only where the sheet is about: year, compiling unit and date; lines to be filled in where the run
-- does not say them.
CREATE TABLE sheet_note (position INTEGER, text TEXT);
INSERT INTO sheet_note
SELECT 1, '@zh:数据年份：|en:Data of: @' || year FROM map_imprint
UNION ALL SELECT 2, '@zh:编制单位：|en:Compiled by: @' || compiled_by FROM map_imprint
UNION ALL SELECT 3, '@zh:编制日期：|en:Date: @' || date FROM map_imprint;
CREATE TABLE sheet_figure (position INTEGER, title TEXT, text TEXT);
