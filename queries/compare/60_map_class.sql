-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: map_class
-- title_zh: 地图分级与图例
-- title_en: Classes and legends of the maps
--
-- Differences run from orange (less) over grey to blue (more): told apart by colour-blind readers.

CREATE TABLE map_difference (i INTEGER, filter TEXT, label_zh TEXT, label_en TEXT, color TEXT);
INSERT INTO map_difference VALUES
    (0, '"share_difference" <= -0.1', '下降 ≥10 个百分点', 'down ≥10 points', '230,97,1'),
    (1, '"share_difference" > -0.1 AND "share_difference" <= -0.01', '下降 1～10 个百分点', 'down 1–10 points',
     '253,184,99'),
    (2, '"share_difference" > -0.01 AND "share_difference" < 0.01', '变化不足 1 个百分点', 'changed by less than 1 point',
     '236,236,236'),
    (3, '"share_difference" >= 0.01 AND "share_difference" < 0.1', '上升 1～10 个百分点', 'up 1–10 points',
     '146,197,222'),
    (4, '"share_difference" >= 0.1', '上升 ≥10 个百分点', 'up ≥10 points', '5,113,176'),
    (5, '"share_difference" IS NULL', '不可比', 'not comparable', '255,255,255');

CREATE TABLE map_area_difference (i INTEGER, filter TEXT, label_zh TEXT, label_en TEXT, color TEXT);
INSERT INTO map_area_difference VALUES
    (0, '"per_100_difference" <= -5', '减少 ≥5 m²', '≥5 m² less', '230,97,1'),
    (1, '"per_100_difference" > -5 AND "per_100_difference" <= -0.5', '减少 0.5～5 m²', '0.5–5 m² less',
     '253,184,99'),
    (2, '"per_100_difference" > -0.5 AND "per_100_difference" < 0.5', '变化不足 0.5 m²', 'changed by less than 0.5 m²',
     '236,236,236'),
    (3, '"per_100_difference" >= 0.5 AND "per_100_difference" < 5', '增加 0.5～5 m²', '0.5–5 m² more', '146,197,222'),
    (4, '"per_100_difference" >= 5', '增加 ≥5 m²', '≥5 m² more', '5,113,176'),
    (5, '"per_100_difference" IS NULL', '不可比', 'not comparable', '255,255,255');

CREATE TABLE map_change (i INTEGER, filter TEXT, label_zh TEXT, label_en TEXT, color TEXT);
INSERT INTO map_change VALUES
    (0, '"change" = ''same''', '未变', 'unchanged', '236,236,236'),
    (1, '"change" = ''recoded''', '代码变更', 'code changed', '146,197,222'),
    (2, '"change" = ''merged''', '合并', 'merged', '253,184,99'),
    (3, '"change" = ''split''', '拆分', 'split', '0,158,115'),
    (4, '"change" = ''rearranged''', '调整', 'rearranged', '204,121,167'),
    (5, '"change" = ''new''', '新设', 'new', '5,113,176'),
    (6, '"change" = ''gone''', '撤销', 'gone', '90,90,90');

-- Kinds of either side.
CREATE TABLE map_kind AS
SELECT kind AS value, max(kind_title) AS label_zh, max(kind_title) AS label_en
  FROM (SELECT kind, kind_title FROM new.facility UNION SELECT kind, kind_title FROM old.facility)
 GROUP BY kind;
