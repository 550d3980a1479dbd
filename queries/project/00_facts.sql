-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: project_facts
-- title_zh: 项目的图层
-- title_en: The layers of the project
--
-- A row a place in the QGIS project's tree: a layer in one of its styles, as the heads of
-- layers/*.sql (default style) and layers/*.qml (others) say. Only what the output has rows of.
--   grp: of map_group. position: in its group. draw: small is on top. shown: at first.
--   theme: the map theme that it makes; also: other themes it stands in, blanks between.
--   filter: of its rows, "" all.

CREATE TABLE map_node (node TEXT PRIMARY KEY, layer TEXT, style TEXT, grp TEXT, position INTEGER,
                       draw INTEGER, shown INTEGER, theme TEXT, also TEXT, filter TEXT,
                       title_zh TEXT, title_en TEXT);
-- The output's name without folder: sources in the project are relative to it.
CREATE TABLE map_file (file TEXT);
