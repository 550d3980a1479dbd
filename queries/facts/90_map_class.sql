-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: map_class
-- title_zh: 地图分级与图例
-- title_en: Classes and legends of the maps
--
-- What the styles in layers/*.qml repeat: a row a class, with its rule (a QGIS expression), label
-- and colour. Colours from low to high run from orange to blue (ColorBrewer RdYlBu) and those of
-- kinds follow Okabe and Ito: both can be told apart by colour-blind readers.

CREATE TABLE map_share (i INTEGER, filter TEXT, label_zh TEXT, label_en TEXT, color TEXT);
INSERT INTO map_share VALUES
    (0, '"share" < 0.2', '＜20%', '<20%', '241,142,102'),
    (1, '"share" >= 0.2 AND "share" < 0.4', '20%～40%', '20%–40%', '252,199,150'),
    (2, '"share" >= 0.4 AND "share" < 0.6', '40%～60%', '40%–60%', '250,240,205'),
    (3, '"share" >= 0.6 AND "share" < 0.8', '60%～80%', '60%–80%', '196,221,238'),
    (4, '"share" >= 0.8', '≥80%', '≥80%', '131,179,214'),
    (5, '"share" IS NULL', '无人居住', 'no people', '232,232,232');

-- Assessment by the clauses: apart in lightness too, and what is not known is hatched.
CREATE TABLE map_assessment (i INTEGER, filter TEXT, label_zh TEXT, label_en TEXT, color TEXT, style TEXT);
INSERT INTO map_assessment VALUES
    (0, '"assessment" = ''met''', '达标', 'met', '102,189,99', 'solid'),
    (1, '"assessment" = ''advise''', '基本达标（建议性条款未达标）', 'met but for advice', '255,247,178', 'solid'),
    (2, '"assessment" = ''unmet''', '不达标', 'not met', '165,0,38', 'solid'),
    (3, '"assessment" = ''unknown''', '数据不足，无法判定', 'not known', '150,150,150', 'b_diagonal'),
    (4, '"assessment" IS NULL', '未评价', 'not judged', '232,232,232', 'solid');

-- Headings of the legends.
CREATE TABLE map_heading AS
SELECT 'share' AS name, r.title_zh || '：' || d.name || '覆盖率' AS label_zh,
       r.title_en || ': share of ' || d.name AS label_en
  FROM (SELECT * FROM reach_title ORDER BY kind IS NULL, reach LIMIT 1) r
  JOIN demand d ON d.demand = 0
UNION ALL
SELECT 'per_100_households', '每百户设施面积', 'Floor area per 100 households'
UNION ALL
SELECT 'assessment', '达标评价', 'Assessment'
UNION ALL
SELECT 'density', d.name || '密度', 'density of ' || d.name FROM demand d WHERE d.demand = 0;

-- People a hectare: one hue, darker with more.
CREATE TABLE map_density AS
WITH class (i, low, high, color) AS (
    VALUES (0, 0, 25, '247,244,249'), (1, 25, 50, '222,213,232'), (2, 50, 100, '190,174,212'),
           (3, 100, 200, '152,126,188'), (4, 200, 400, '115,78,160'), (5, 400, NULL, '78,35,120')
)
SELECT i, '"people" * 10000 >= ' || low || ' * "area_m2"'
       || coalesce(' AND "people" * 10000 < ' || high || ' * "area_m2"', '') AS filter,
       CASE WHEN high IS NULL THEN '≥' || low ELSE low || '～' || high END || ' 人/公顷' AS label_zh,
       CASE WHEN high IS NULL THEN '≥' || low ELSE low || '–' || high END || ' people/ha' AS label_en,
       color
  FROM class
UNION ALL
SELECT 9, '"people" IS NULL', '人口不明', 'not known', '232,232,232';

-- m2 per 100 households: nothing, the plan's bounds, not known.
CREATE TABLE map_per_100_households AS
WITH color (i, color) AS (
    VALUES (0, '252,199,150'), (1, '250,240,205'), (2, '196,221,238'), (3, '131,179,214')
), step AS (
    SELECT 0.0 AS low UNION SELECT bound_m2 FROM bound WHERE basis = 'per_100_households'
), class AS (
    SELECT row_number() OVER (ORDER BY low) AS i, count(*) OVER () AS n, low,
           lead(low) OVER (ORDER BY low) AS high
      FROM step
)
SELECT 0 AS i, '"per_100_households" = 0' AS filter, '0（无设施）' AS label_zh,
       '0 (no facility)' AS label_en, '241,142,102' AS color
UNION ALL
SELECT i,
       CASE WHEN low = 0 THEN '"per_100_households" > 0'
            ELSE '"per_100_households" >= ' || low END
       || coalesce(' AND "per_100_households" < ' || high, ''),
       CASE WHEN high IS NULL THEN '≥' || printf('%g', low) || ' m²'
            WHEN low = 0 THEN '＜' || printf('%g', high) || ' m²'
            ELSE printf('%g', low) || '～' || printf('%g', high) || ' m²' END,
       CASE WHEN high IS NULL THEN '≥' || printf('%g', low) || ' m²'
            WHEN low = 0 THEN '<' || printf('%g', high) || ' m²'
            ELSE printf('%g', low) || '–' || printf('%g', high) || ' m²' END,
       (SELECT color FROM color WHERE color.i = CASE n WHEN 1 THEN 3 ELSE (class.i - 1) * 3 / (n - 1) END)
  FROM class
UNION ALL
SELECT 1000, '"per_100_households" IS NULL', '户数不明或无户', 'households not known or none', '232,232,232';

CREATE TABLE map_kind AS
WITH mark (i, color, shape) AS (
    VALUES (0, '213,94,0', 'circle'), (1, '0,114,178', 'square'), (2, '0,158,115', 'triangle'),
           (3, '204,121,167', 'diamond'), (4, '230,159,0', 'pentagon'), (5, '86,180,233', 'star'),
           (6, '90,60,160', 'hexagon'), (7, '60,60,60', 'cross_fill')
)
SELECT k.kind AS i, k.name AS value, k.title_zh AS label_zh, k.title_en AS label_en, m.color, m.shape
  FROM kind k JOIN mark m ON m.i = k.kind % 8
 ORDER BY k.kind;

-- Service areas: that of the first kind and radius is shown at once (shown 1), others on a click.
CREATE TABLE map_reach AS
SELECT r.reach AS i,
       '"kind" = ''' || replace(coalesce(k.value, '*'), '''', '''''') || ''' AND "reach" '
       || coalesce('= ' || r.radius_m, 'IS NULL') AS filter,
       t.title_zh AS label_zh, t.title_en AS label_en,
       coalesce(k.color, '80,80,80') AS color,
       row_number() OVER (ORDER BY r.kind IS NULL, r.reach) = 1 AS shown
  FROM reach r JOIN reach_title t USING (reach) LEFT JOIN map_kind k ON k.i = r.kind
 ORDER BY r.reach;

-- Gaps: a hatch for each kind, radius and class of people; shown as their service areas are, the
-- smaller ones only on maps of a larger scale (max_scale 0: always).
CREATE TABLE map_gap AS
WITH class (c, distance_mm, max_scale, filter, label_zh, label_en) AS (
    VALUES (0, 3.4, 50000, '"people" < 100', '＜100 人', '<100 people'),
           (1, 2.4, 120000, '"people" >= 100 AND "people" < 500', '100～500 人', '100–500 people'),
           (2, 1.7, 400000, '"people" >= 500 AND "people" < 2000', '500～2000 人', '500–2000 people'),
           (3, 1.1, 0, '"people" >= 2000', '≥2000 人', '≥2000 people')
)
SELECT r.i || '_' || c.c AS i, r.filter || ' AND ' || c.filter AS filter,
       r.label_zh || '：' || c.label_zh AS label_zh, r.label_en || ': ' || c.label_en AS label_en,
       c.distance_mm, c.max_scale, r.shown
  FROM map_reach r JOIN reach n ON n.reach = r.i AND n.kind IS NOT NULL JOIN class c
 ORDER BY r.i, c.c;

CREATE TABLE map_finding (i INTEGER, severity TEXT, label_zh TEXT, label_en TEXT, color TEXT, shape TEXT, size_mm REAL);
INSERT INTO map_finding VALUES
    (0, 'error', '错误', 'error', '200,0,40', 'cross_fill', 3.2),
    (1, 'warning', '警告', 'warning', '230,130,0', 'triangle', 2.6),
    (2, 'note', '提示', 'note', '0,114,178', 'circle', 2.2);

CREATE TABLE map_planning_unit AS
WITH bound (low, high) AS (
    SELECT low.value, high.value
      FROM parameter low JOIN parameter high ON high.key = 'planning_unit_high'
     WHERE low.key = 'planning_unit_low'
)
SELECT 0 AS i, '"class" = ''below''' AS filter, '不足 ' || low || ' 人' AS label_zh,
       'below ' || low || ' people' AS label_en,
       '252,199,150' AS color FROM bound
UNION ALL
SELECT 1, '"class" = ''within''', low || '～' || high || ' 人',
       low || '–' || high || ' people', '196,221,238' FROM bound
UNION ALL
SELECT 2, '"class" = ''above''', '超过 ' || high || ' 人（需多套设施）',
       'above ' || high || ' people (several sets)', '131,179,214' FROM bound;
