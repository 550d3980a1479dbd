-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet
-- with: queries/project/20_frame.sql
-- title_zh: 图幅
-- title_en: Sheets
--
-- What `publish --sheets` draws; the files of this folder fill these tables from an output, which is
-- attached as `out`. A file runs where the output has all tables that its head needs. SQL in a
-- column may use :sheet, the number of the sheet, and sheet_frame, what its map shows.
--
-- A sheet; those of one file stand together and are pages of it. xmin..ymax: what its map must show,
-- NULL: it has none. subject: what it is about (a project, a street).
CREATE TABLE sheet (sheet INTEGER PRIMARY KEY, file TEXT, form TEXT, theme TEXT, subject TEXT,
                    title TEXT, xmin REAL, ymin REAL, xmax REAL, ymax REAL);
-- Paper in mm; what flows stands between top and bottom.
CREATE TABLE sheet_form (form TEXT PRIMARY KEY, width REAL, height REAL, top REAL, bottom REAL);
-- What stands on a form. what: text, table, fields (a table with names on the left), map, legend,
-- scale, north, box, caption, chart (rows: series, colour, line_mm, dash_mm, mark, x, y; weights: title
-- of its x), from (flow begins at y = height). y NULL: it flows; of legend, scale,
-- north and caption: at `gap` from the upper border of the last map. sql: the texts; of a map and
-- what explains it: there is one where this has a row. weights: widths of columns. every: on every
-- page. points become less until a text fits its height.
CREATE TABLE sheet_item (form TEXT, position REAL, every INTEGER, what TEXT, x REAL, y REAL,
                         width REAL, height REAL, points REAL, bold INTEGER, align TEXT, gap REAL,
                         sql TEXT, weights TEXT);
-- Symbols of a theme in the order of its legend; colours "r,g,b" or "r,g,b,a". always: stands in the
-- legend though nothing of it is on the map.
CREATE TABLE sheet_symbol (theme TEXT, position REAL, symbol TEXT, heading TEXT, label TEXT,
                           fill TEXT, hatch TEXT, hatch_style TEXT, hatch_mm REAL, line TEXT,
                           line_mm REAL, dash_mm REAL, mark TEXT, mark_mm REAL, always INTEGER);
-- SQL: geometry, symbol.
CREATE TABLE sheet_layer (theme TEXT, position REAL, sql TEXT);
-- SQL: geometry, text, points, bold, colour, share of its width that the area must have (of a point:
-- mm from it; negative: upon it), and perhaps the points where there is no room for those.
CREATE TABLE sheet_label (theme TEXT, position REAL, sql TEXT);
CREATE TABLE sheet_frame (xmin REAL, ymin REAL, xmax REAL, ymax REAL, scale REAL);
INSERT INTO sheet_frame VALUES (0, 0, 0, 0, 1);
PRAGMA out.cache_size = -65536; -- an atlas reads neighbours again and again

CREATE TABLE sheet_heading AS
SELECT coalesce(nullif(title, ''), '@zh:社区服务设施|en:Community facilities@') AS title FROM map_imprint;

-- Layers as they lie in the frame, for the SQL above: a row a table with geometry.
CREATE TABLE sheet_source AS
SELECT table_name AS layer,
       ' FROM sheet_frame f JOIN out.rtree_' || table_name || '_geom r ON r.maxx >= f.xmin AND'
       || ' r.minx <= f.xmax AND r.maxy >= f.ymin AND r.miny <= f.ymax JOIN out.' || table_name
       || ' t ON t.fid = r.id ' AS rows
  FROM out.gpkg_geometry_columns;

INSERT INTO sheet_form VALUES ('map', 420, 297, 10, 280), ('opinion', 210, 297, 26, 278),
                              ('atlas', 210, 297, 26, 278);
