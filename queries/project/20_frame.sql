-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: project_frame
-- title_zh: 项目的坐标系、范围和书签
-- title_en: CRS, extents and bookmarks of the project

CREATE TABLE map_crs (srs_id INTEGER, authid TEXT, wkt TEXT, name TEXT, ellipsoid TEXT,
                      note_zh TEXT, note_en TEXT);
INSERT INTO map_crs
WITH crs AS (
    SELECT s.srs_id, upper(s.organization) || ':' || s.organization_coordsys_id AS authid,
           s.organization, s.definition AS wkt, s.srs_name AS name,
           substr(s.definition, instr(s.definition, 'SPHEROID[')) AS tail,
           substr(s.definition, instr(s.definition, '"central_meridian",') + 19) AS meridian
      FROM out.gpkg_geometry_columns g JOIN out.gpkg_spatial_ref_sys s USING (srs_id) LIMIT 1
), named AS (
    SELECT *, CASE WHEN instr(tail, 'AUTHORITY["EPSG","') > 0
                THEN 'EPSG:' || CAST(substr(tail, instr(tail, 'AUTHORITY["EPSG","') + 18) AS INT)
                ELSE 'EPSG:7030' END AS ellipsoid,
           printf('%g', CAST(meridian AS REAL)) AS degrees
      FROM crs
)
SELECT srs_id, CASE WHEN upper(organization) = 'EPSG' THEN authid ELSE '' END, wkt, name, ellipsoid,
       CASE WHEN name LIKE 'CGCS2000 / 3-degree%' THEN '2000国家大地坐标系 3°带 中央子午线' || degrees || '°'
            ELSE name END
       || CASE WHEN upper(organization) = 'EPSG' THEN '（' || authid || '）' ELSE '' END,
       name || CASE WHEN upper(organization) = 'EPSG' THEN ' (' || authid || ')' ELSE '' END
  FROM named;

CREATE TABLE map_extent AS
SELECT min(min_x) AS xmin, min(min_y) AS ymin, max(max_x) AS xmax, max(max_y) AS ymax
  FROM out.gpkg_contents WHERE table_name IN ('community', 'change') AND min_x IS NOT NULL;

-- Bookmarks: the city, then its counties.
CREATE TABLE map_bookmark (bookmark INTEGER PRIMARY KEY, title_zh TEXT, title_en TEXT, xmin REAL,
                           ymin REAL, xmax REAL, ymax REAL);
INSERT INTO map_bookmark SELECT 0, '全市', 'The city', * FROM map_extent WHERE xmin IS NOT NULL;

-- Maps on sheets: the smallest round scale at which the city fits its frame (mm).
CREATE TABLE map_sheet (sheet TEXT, width REAL, height REAL, scale REAL, xmin REAL, ymin REAL,
                        xmax REAL, ymax REAL);
INSERT INTO map_sheet (sheet, width, height) VALUES ('A3', 296, 232), ('A4', 190, 112);
UPDATE map_sheet
   SET scale = (
    WITH RECURSIVE power (p) AS (SELECT 100.0 UNION ALL SELECT p * 10 FROM power WHERE p < 1e8),
    mantissa (m) AS (VALUES (1.0), (1.5), (2.0), (2.5), (3.0), (4.0), (5.0), (6.0), (8.0))
    SELECT min(m * p) FROM power, mantissa, map_extent e
     WHERE m * p >= 1040 * max((e.xmax - e.xmin) / width, (e.ymax - e.ymin) / height));
UPDATE map_sheet SET scale = 10000 WHERE sheet = 'A4' AND scale > 10000; -- a project's surroundings
UPDATE map_sheet
   SET xmin = (SELECT (xmin + xmax) / 2 FROM map_extent) - scale * width / 2000,
       xmax = (SELECT (xmin + xmax) / 2 FROM map_extent) + scale * width / 2000,
       ymin = (SELECT (ymin + ymax) / 2 FROM map_extent) - scale * height / 2000,
       ymax = (SELECT (ymin + ymax) / 2 FROM map_extent) + scale * height / 2000;

-- What sheets print of the run; NULL: a line to be filled in by hand.
CREATE TABLE map_imprint AS
SELECT coalesce((SELECT value FROM out.run WHERE key = 'title'), '') AS title,
       coalesce((SELECT value FROM out.run WHERE key = 'output.year'), '＿＿＿＿') AS year,
       coalesce((SELECT value FROM out.run WHERE key = 'output.compiled_by'), '＿＿＿＿＿＿')
           AS compiled_by,
       coalesce((SELECT value FROM out.run WHERE key = 'output.date'), '＿＿＿＿') AS date;
