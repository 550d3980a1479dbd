-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: scope
-- title_zh: 可比单元：新旧单元的对应
-- title_en: Scopes: which old units stand for which new ones
--
-- The two outputs are attached as old and new. code_pair(old, new) holds the code table, if any. An
-- old unit stands for the new ones of its pairs; one without a pair, for the new unit of the same
-- level and code. Old and new units that hang together so form one scope: figures are compared scope
-- by scope, so that a merger or a split compares the same ground.
--
-- change: same, recoded (one to one, another code), merged (several to one), split (one to several),
-- rearranged (several to several), new (only in the new output), gone (only in the old one).

CREATE TABLE node (node INTEGER PRIMARY KEY, side TEXT, level TEXT, unit_id TEXT);
INSERT INTO node (side, level, unit_id)
SELECT DISTINCT 'old', level, unit_id FROM old.floor_area ORDER BY level, unit_id;
INSERT INTO node (side, level, unit_id)
SELECT DISTINCT 'new', level, unit_id FROM new.floor_area ORDER BY level, unit_id;
CREATE UNIQUE INDEX node_by_name ON node (side, level, unit_id);

CREATE TABLE edge (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
INSERT OR IGNORE INTO edge
SELECT o.node, n.node
  FROM code_pair p
  JOIN node o ON o.side = 'old' AND o.unit_id = p.old
  JOIN node n ON n.side = 'new' AND n.unit_id = p.new AND n.level = o.level;
INSERT OR IGNORE INTO edge
SELECT o.node, n.node
  FROM node o
  JOIN node n ON n.side = 'new' AND n.level = o.level AND n.unit_id = o.unit_id
 WHERE o.side = 'old' AND o.unit_id NOT IN (SELECT old FROM code_pair);
INSERT OR IGNORE INTO edge SELECT b, a FROM edge;

-- A scope is called by its first node.
CREATE TABLE scope_node (node INTEGER PRIMARY KEY, scope INTEGER);
INSERT INTO scope_node
WITH RECURSIVE walk (root, node) AS (
    SELECT node, node FROM node
    UNION
    SELECT w.root, e.b FROM walk w JOIN edge e ON e.a = w.node
)
SELECT node, min(root) FROM walk GROUP BY node;
CREATE INDEX scope_node_by_scope ON scope_node (scope);

CREATE TABLE scope (scope INTEGER PRIMARY KEY, level TEXT, change TEXT, old_units INTEGER,
                    new_units INTEGER, old_ids TEXT, new_ids TEXT);
INSERT INTO scope
WITH counted AS (
    SELECT s.scope, n.level, sum(n.side = 'old') AS olds, sum(n.side = 'new') AS news
      FROM scope_node s JOIN node n USING (node) GROUP BY s.scope
), listed AS (
    SELECT scope, side, group_concat(unit_id, ';') AS ids
      FROM (SELECT s.scope, n.side, n.unit_id FROM scope_node s JOIN node n USING (node)
             ORDER BY s.scope, n.side, n.unit_id)
     GROUP BY scope, side
)
SELECT c.scope, c.level,
       CASE WHEN olds = 0 THEN 'new' WHEN news = 0 THEN 'gone'
            WHEN olds = 1 AND news = 1 THEN CASE WHEN o.ids = n.ids THEN 'same' ELSE 'recoded' END
            WHEN news = 1 THEN 'merged' WHEN olds = 1 THEN 'split' ELSE 'rearranged' END,
       olds, news, o.ids, n.ids
  FROM counted c
  LEFT JOIN listed o ON o.scope = c.scope AND o.side = 'old'
  LEFT JOIN listed n ON n.scope = c.scope AND n.side = 'new';

CREATE VIEW side_scope AS
SELECT n.side, n.level, n.unit_id, s.scope FROM node n JOIN scope_node s USING (node);
