-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet_change_facts
-- needs: change
-- title_zh: 变化图例所需的事实
-- title_en: What the legends of changes are made from
--
-- queries/compare/60_map_class.sql reads kinds from both outputs, which are not at hand; no sheet
-- shows them.

ATTACH ':memory:' AS new;
ATTACH ':memory:' AS old;
CREATE TABLE new.facility (kind TEXT, kind_title TEXT);
CREATE TABLE old.facility (kind TEXT, kind_title TEXT);
