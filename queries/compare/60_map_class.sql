-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: map_class
-- title_zh: 地图分级与图例
-- title_en: Classes and legends of the maps
--
-- Differences run from orange (less) over grey to blue (more): told apart by colour-blind readers.

CREATE TABLE map_difference (i INTEGER, filter TEXT, label TEXT, color TEXT);
INSERT INTO map_difference VALUES
    (0, '"share_difference" <= -0.1', '下降 ≥10 个百分点', '230,97,1'),
    (1, '"share_difference" > -0.1 AND "share_difference" <= -0.01', '下降 1～10 个百分点',
     '253,184,99'),
    (2, '"share_difference" > -0.01 AND "share_difference" < 0.01', '变化不足 1 个百分点',
     '236,236,236'),
    (3, '"share_difference" >= 0.01 AND "share_difference" < 0.1', '上升 1～10 个百分点',
     '146,197,222'),
    (4, '"share_difference" >= 0.1', '上升 ≥10 个百分点', '5,113,176'),
    (5, '"share_difference" IS NULL', '不可比', '255,255,255');

CREATE TABLE map_area_difference (i INTEGER, filter TEXT, label TEXT, color TEXT);
INSERT INTO map_area_difference VALUES
    (0, '"per_100_difference" <= -5', '减少 ≥5 m²', '230,97,1'),
    (1, '"per_100_difference" > -5 AND "per_100_difference" <= -0.5', '减少 0.5～5 m²',
     '253,184,99'),
    (2, '"per_100_difference" > -0.5 AND "per_100_difference" < 0.5', '变化不足 0.5 m²',
     '236,236,236'),
    (3, '"per_100_difference" >= 0.5 AND "per_100_difference" < 5', '增加 0.5～5 m²', '146,197,222'),
    (4, '"per_100_difference" >= 5', '增加 ≥5 m²', '5,113,176'),
    (5, '"per_100_difference" IS NULL', '不可比', '255,255,255');

CREATE TABLE map_change (i INTEGER, filter TEXT, label TEXT, color TEXT);
INSERT INTO map_change VALUES
    (0, '"change" = ''same''', '未变', '236,236,236'),
    (1, '"change" = ''recoded''', '代码变更', '146,197,222'),
    (2, '"change" = ''merged''', '合并', '253,184,99'),
    (3, '"change" = ''split''', '拆分', '0,158,115'),
    (4, '"change" = ''rearranged''', '调整', '204,121,167'),
    (5, '"change" = ''new''', '新设', '5,113,176'),
    (6, '"change" = ''gone''', '撤销', '90,90,90');
