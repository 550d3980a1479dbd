-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet_site
-- needs: site proposal curve site_effect site community facility service_area gap
-- title_zh: 选址图与选址表
-- title_en: Map and tables of a proposal
--
-- An A3 map of the proposal: what is reached now and then, what is left, new sites by their rank; and A4
-- pages with its proof, its curve, its sites and what they change.

INSERT INTO sheet_form VALUES ('site_map', 420, 297, 10, 280), ('site', 210, 297, 26, 278);
INSERT INTO sheet (sheet, file, form, theme, title, xmin, ymin, xmax, ymax)
SELECT 500, '@zh:20_选址图|en:20_siting_map@', 'site_map', 'site', i.title || '@zh:——选址建议|en: – proposed sites@', e.xmin, e.ymin, e.xmax, e.ymax
  FROM sheet_heading i, map_extent e
UNION ALL
SELECT 501, '@zh:21_选址表|en:21_siting_tables@', 'site', 'site', i.title || '@zh:——选址方案|en: – the proposal@', NULL, NULL, NULL, NULL
  FROM sheet_heading i;

-- --- map ----------------------------------------------------------------------------------------
-- What is left without: as the output has it for the time after, else as it is now.
CREATE TABLE site_gap AS
SELECT layer, rows, layer = 'gap_after' AS after FROM sheet_source WHERE layer IN ('gap', 'gap_after')
 ORDER BY after DESC LIMIT 1;

INSERT INTO sheet_symbol
SELECT 'site', 80, 'community', '@zh:界线|en:Borders@', '@zh:社区界|en:community@', '248,247,243', NULL, NULL, 0, '150,150,150', l.community_mm, 0, NULL, NULL, 1 FROM sheet_line l
UNION ALL SELECT 'site', 81, 'street', '@zh:界线|en:Borders@', '@zh:街道界|en:street@', NULL, NULL, NULL, 0, '60,60,60', 0.4, 0, NULL, NULL, 0
UNION ALL SELECT 'site', 82, 'county', '@zh:界线|en:Borders@', '@zh:区县界|en:county@', NULL, NULL, NULL, 0, '30,30,30', 0.7, 3, NULL, NULL, 0
UNION ALL SELECT 'site', 20, 'before', '@zh:服务范围|en:Service areas@' || coalesce(' ' || (SELECT replace(group_concat(DISTINCT printf('%g m', radius_m)), ',', ' / ') FROM site_radius), ''), '@zh:现有设施|en:existing facilities@',
       '146,197,222,130', NULL, NULL, 0, '5,113,176,160', 0.15, 0, NULL, NULL, 0
UNION ALL SELECT 'site', 21, 'after', '@zh:服务范围|en:Service areas@' || coalesce(' ' || (SELECT replace(group_concat(DISTINCT printf('%g m', radius_m)), ',', ' / ') FROM site_radius), ''), '@zh:新设施|en:new facilities@',
       '127,191,123,150', NULL, NULL, 0, '27,120,55', 0.35, 0, NULL, NULL, 0
UNION ALL SELECT 'site', 30, 'gap', '@zh:服务盲区|en:Gaps@', iif(after, '@zh:方案实施后仍未覆盖|en:left with the proposal built@', '@zh:现状未覆盖|en:not reached now@'),
       NULL, '200,0,90', 'f_diagonal', 1.6, '200,0,90', 0.12, 0, NULL, NULL, 0 FROM site_gap
UNION ALL SELECT 'site', 40 + i, 'k' || i, '@zh:现有设施|en:Existing facilities@', label_@lang@, color, NULL, NULL, 0, '255,255,255', 0.12, 0, shape,
       (SELECT CASE WHEN count(*) > 2000 THEN 0.9 WHEN count(*) > 400 THEN 1.5 ELSE 2.4 END FROM out.facility WHERE kind IN (SELECT value FROM site_kind)), 0 FROM site_kind
UNION ALL SELECT 'site', 60, 'closed', '@zh:现有设施|en:Existing facilities@', '@zh:迁走或关闭|en:closed@', '90,90,90', NULL, NULL, 0, '255,255,255', 0.3, 0, 'cross_fill', 3.2, 0
UNION ALL SELECT 'site', 15, 'site', '@zh:选址建议|en:Proposed sites@', '@zh:新设施（数字为建设次序）|en:new facility and its rank@', '255,255,255', NULL, NULL, 0, '204,0,0', 0.6, 0, 'circle', 5, 0;

INSERT INTO sheet_layer
SELECT 'site', 10, 'SELECT t.geom, ''community''' || rows || 'ORDER BY t.fid' FROM sheet_source WHERE layer = 'community'
UNION ALL
SELECT 'site', 20, 'SELECT t.geom, ''gap''' || rows || 'JOIN site_radius m ON t.reach = m.radius_m AND t.kind = coalesce(m.kind, t.kind) WHERE t.kind IN (SELECT value FROM site_kind) ORDER BY t.fid' FROM site_gap
UNION ALL
SELECT 'site', 30, 'SELECT t.geom, ''before''' || rows || 'JOIN site_radius m ON t.reach = m.radius_m AND t.kind = coalesce(m.kind, t.kind) WHERE t.kind IN (SELECT value FROM site_kind) ORDER BY t.fid'
  FROM sheet_source WHERE layer = 'service_area'
UNION ALL
SELECT 'site', 31, 'SELECT AsGPB(ST_Buffer(GeomFromGPB(t.geom), m.radius_m, 60)), ''after'' FROM out.site t JOIN site_radius m ON m.kind IS NULL OR instr(''+'' || t.kind || ''+'', ''+'' || m.kind || ''+'') > 0 ORDER BY t.fid'
UNION ALL
SELECT 'site', 40, 'SELECT t.geom, ''' || layer || '''' || rows || 'ORDER BY t.fid' FROM sheet_source WHERE layer IN ('street', 'county')
UNION ALL
SELECT 'site', 50, 'SELECT t.geom, ''k'' || k.i' || rows || 'JOIN site_kind k ON k.value = t.kind ORDER BY t.fid' FROM sheet_source WHERE layer = 'facility'
UNION ALL
SELECT 'site', 60, 'SELECT t.geom, ''closed''' || rows || 'ORDER BY t.fid' FROM sheet_source WHERE layer = 'closed'
UNION ALL
SELECT 'site', 70, 'SELECT t.geom, ''site''' || rows || 'ORDER BY t.rank DESC' FROM sheet_source WHERE layer = 'site';

-- Where facilities close: what is reached now lies below what is reached then, so that a loss is seen.
CREATE TABLE site_loss AS SELECT value FROM out.proposal WHERE key = 'closed' AND value > 0;
INSERT INTO sheet_symbol
SELECT 'site', 22, 'lost', heading, '@zh:关闭后不再覆盖|en:reached now, not then@', '253,208,180', NULL, NULL, 0, '230,97,1', 0.2, 0, NULL, NULL, 0
  FROM sheet_symbol WHERE theme = 'site' AND symbol = 'before';
UPDATE sheet_symbol SET fill = '190,219,235', label = '@zh:方案实施后|en:with the proposal built@'
 WHERE theme = 'site' AND symbol = 'before' AND EXISTS (SELECT 1 FROM site_loss);
INSERT INTO sheet_layer
SELECT 'site', 15, replace(sql, '''before''', '''lost''') FROM sheet_layer, site_loss WHERE theme = 'site' AND position = 30;
UPDATE sheet_layer SET sql = replace(sql, s.rows, a.rows)
  FROM sheet_source s, sheet_source a, site_loss
 WHERE theme = 'site' AND position = 30 AND s.layer = 'service_area' AND a.layer = 'service_area_after';

INSERT INTO sheet_label
SELECT 'site', 1, 'SELECT t.geom, t.rank, 9, 1, ''160,0,0'', -1, 6.5' || rows || 'ORDER BY t.rank' FROM sheet_source WHERE layer = 'site'
UNION ALL
SELECT 'site', 2, 'SELECT t.geom, coalesce(nullif(t.name, ''''), t.site_id) || coalesce(''@zh:（|en: (@'' || t.year || ''@zh: 年）|en:)@'', ''''), 8.5, 1, ''120,0,40'', 3, 6.5' || rows
       || 'ORDER BY t.rank' FROM sheet_source WHERE layer = 'site'
UNION ALL
SELECT 'site', 3, 'SELECT t.geom, t.name, 9.5, 1, ''40,40,40'', 0.9, 6.5' || rows || 'ORDER BY t.area_m2 DESC, t.fid' FROM sheet_source WHERE layer = 'street'
UNION ALL
SELECT 'site', 4, 'SELECT t.geom, t.name, ' || l.points || ', 0, ''90,90,90'', 0.95' || rows || 'ORDER BY t.people DESC, t.fid' FROM sheet_source, sheet_line l WHERE layer = 'community';

INSERT INTO sheet_item SELECT 'site_map', position, every, what, x, y, width, height, points, bold, align, gap, sql, weights
  FROM sheet_item WHERE form = 'map';
UPDATE sheet_item SET sql = 'SELECT title, text FROM (SELECT position, title, text FROM site_fact WHERE key NOT IN (''population'', ''candidates_given'', ''candidates'', ''reachable_people'', ''places'', ''rows'', ''spread_m'', ''doubtful_people'', ''people_before'', ''people_after'', ''gap_gained'', ''gap_lost'', ''unreachable'') UNION ALL'
       || ' SELECT 1000 + position, title, before || '' → '' || after FROM site_change WHERE level = ''city'' AND figure NOT LIKE ''floor_area_m2.%'') ORDER BY position'
 WHERE form = 'site_map' AND what = 'fields';

-- --- tables -------------------------------------------------------------------------------------
CREATE TEMP VIEW site_row AS
SELECT s.rank, s.site_id AS id, coalesce(nullif(s.name, ''), '—') AS name, coalesce(nullif(s.street, ''), '—') AS street,
       coalesce(nullif(s.community, ''), '—') AS community, s.year, coalesce((SELECT label_@lang@ FROM map_kind WHERE value = s.kind), s.kind) AS kind,
       iif(s.floor_area_m2 IS NULL, '—', printf('%,d', ceil(s.floor_area_m2 - 1e-6))) AS area,
       iif(s.available_m2 IS NULL, '—', printf('%,d', floor(s.available_m2))) AS available, s.available_m2 < s.floor_area_m2 - 1e-6 AS short,
       printf('%,d', round(coalesce(s.people_gained, s.households_gained))) AS gained, printf('%,d', round(coalesce(s.people_cumulative, s.households_cumulative))) AS cumulative,
       iif(s.share IS NULL, '—', printf('%.1f%%', s.share * 100)) AS share, printf('%,d', round(s.people_served)) AS served,
       iif(s.price IS NULL, '—', printf('%.10g', s.price)) AS price, coalesce(nullif(s.mode, ''), '—') AS mode
  FROM out.site s;

-- Columns of which no site has a value are left out.
CREATE TABLE site_column (position INTEGER, expression TEXT, align TEXT, weight REAL, wanted INTEGER);
INSERT INTO site_column VALUES
    (1, 'rank AS "@zh:次序|en:rank@"', 'c', 9, 1),
    (2, 'year AS "@zh:年份|en:year@"', 'c', 10, EXISTS (SELECT 1 FROM out.site WHERE year IS NOT NULL)),
    (3, 'id AS "@zh:编号|en:site@"', 'l', 15, 1),
    (4, 'name AS "@zh:名称|en:name@"', 'l', 24, EXISTS (SELECT 1 FROM out.site WHERE name <> '')),
    (5, 'kind AS "@zh:类别|en:kind@"', 'l', 20, (SELECT count(DISTINCT kind) > 1 FROM out.site)),
    (6, 'street AS "@zh:街道|en:street@"', 'l', 20, 1),
    (7, 'community AS "@zh:社区|en:community@"', 'l', 20, 1),
    (8, 'area AS "@zh:建议面积(m²)|en:floor area (m²)@"', 'r', 15, 1),
    (9, 'available || iif(short, ''*'', '''') AS "@zh:可用面积(m²)|en:to be had (m²)@"', 'r', 15, EXISTS (SELECT 1 FROM out.site WHERE available_m2 IS NOT NULL)),
    (10, 'gained AS "@zh:新增覆盖人口|en:people gained@"', 'r', 15, EXISTS (SELECT 1 FROM out.site WHERE people_gained IS NOT NULL)),
    (10, 'gained AS "@zh:新增覆盖户数|en:households gained@"', 'r', 15, EXISTS (SELECT 1 FROM out.site WHERE households_gained IS NOT NULL)),
    (11, 'cumulative AS "@zh:累计|en:in all@"', 'r', 15, 1),
    (12, 'share AS "@zh:占需求人口|en:of the demand@"', 'r', 14, 1),
    (13, 'served AS "@zh:服务人口|en:people served@"', 'r', 15, 1),
    (14, 'price AS "@zh:造价|en:price@"', 'r', 16, EXISTS (SELECT 1 FROM out.site WHERE price IS NOT NULL)),
    (15, 'mode AS "@zh:建设方式|en:mode@"', 'c', 14, EXISTS (SELECT 1 FROM out.site WHERE mode <> ''));
DELETE FROM site_column WHERE NOT wanted;

CREATE TEMP VIEW site_curve AS
SELECT c.fid AS position, coalesce(c.year, c.sites) AS at, c.sites, c.objective, c.bound,
       coalesce((SELECT label_@lang@ FROM map_word WHERE field = 'status' AND value = c.status), c.status) AS status,
       (SELECT text FROM site_number WHERE number = c.objective AND side = 0) AS value,
       coalesce((SELECT text FROM site_number WHERE number = c.bound AND side = (c.bound > c.objective) - (c.bound < c.objective)), '—') AS limit_text,
       iif(c.gap IS NULL, '—', printf('%.10g%%', ceil(c.gap * 10000 - 1e-9) / 100)) AS gap,
       printf('%,d', round(coalesce(c.people, c.households))) AS people, iif(c.share IS NULL, '—', printf('%.1f%%', c.share * 100)) AS share
  FROM out.curve c;

CREATE TEMP VIEW site_object AS
SELECT c.*, coalesce((SELECT label_@lang@ FROM map_word WHERE field = 'level' AND value = c.level), c.level)
       || coalesce('@zh: |en: @' || CASE c.level WHEN 'city' THEN NULL WHEN 'community' THEN (SELECT min(name) FROM out.community WHERE unit_id = c.unit_id)
                          WHEN 'street' THEN (SELECT min(name) FROM out.street WHERE unit_id = c.unit_id)
                          WHEN 'county' THEN (SELECT min(name) FROM out.county WHERE unit_id = c.unit_id) ELSE c.unit_id END, '') AS object
  FROM site_change c WHERE c.figure NOT LIKE 'floor_area_m2.%';

INSERT INTO sheet_item (form, position, every, what, x, y, width, height, points, bold, align, gap, sql, weights) VALUES
    ('site', 1, 1, 'text', 15, 10, 180, 10, 15, 1, 'c', 0, 'SELECT title FROM sheet WHERE sheet = :sheet + 0', NULL),
    ('site', 3, 1, 'text', 15, 281, 130, 4, 7.5, 0, 'l', 0, 'SELECT ''@zh:选址为规划建议，用地与用房须经现场核实。|en:Proposed sites have to be checked on the ground.@''', NULL),
    ('site', 4, 1, 'text', 15, 285, 130, 4, 7.5, 0, 'l', 0,
     'SELECT ''@zh:数据年份：|en:Data of: @'' || year || ''    @zh:编制单位：|en:Compiled by: @'' || compiled_by || ''    @zh:编制日期：|en:Date: @'' || date FROM map_imprint', NULL),
    ('site', 5, 1, 'text', 145, 285, 50, 4, 8, 0, 'r', 0, 'SELECT ''@zh:第 {page} 页 / 共 {pages} 页|en:page {page} / {pages}@''', NULL),
    ('site', 10, 0, 'text', 15, NULL, 180, 0, 10.5, 1, 'l', 1, 'SELECT ''@zh:目标与证明|en:Objective and proof@''', NULL),
    ('site', 11, 0, 'text', 15, NULL, 180, 0, 9.5, 0, 'l', 1.5, 'SELECT text FROM site_statement', NULL),
    ('site', 12, 0, 'fields', 15, NULL, 180, 0, 8, 0, 'lrlr', 3,
     'SELECT a.title, a.text, coalesce(b.title, ''''), coalesce(b.text, '''') FROM (SELECT *, row_number() OVER (ORDER BY position) AS n FROM site_fact) a'
     || ' LEFT JOIN (SELECT *, row_number() OVER (ORDER BY position) AS n FROM site_fact) b ON b.n = a.n + 1 WHERE a.n % 2 = 1 ORDER BY a.n', '46 36 58 40'),
    ('site', 20, 0, 'text', 15, NULL, 180, 0, 10.5, 1, 'l', 1,
     'SELECT iif(max(c.year) IS NULL, ''@zh:设施数与目标值|en:Number of sites and objective@'', ''@zh:年份与目标值|en:Years and objective@'') || ''@zh:（|en: (@'' || u.word || ''@zh:）|en:)@'''
     || ' FROM out.curve c, site_unit u HAVING count(*) > 0', NULL),
    ('site', 21, 0, 'chart', 15, NULL, 180, 62, 7.5, 0, '', 4,
     'SELECT ''@zh:经证明的界|en:proved bound@'', ''230,97,1'', 0.7, 1.6, NULL, at, bound FROM site_curve WHERE bound IS NOT NULL UNION ALL'
     || ' SELECT ''@zh:目标值|en:objective@'', ''5,113,176'', 0.35, 0, ''circle'', at, objective FROM site_curve ORDER BY 1 DESC, 6', NULL),
    ('site', 40, 0, 'text', 15, NULL, 180, 0, 10.5, 1, 'l', 1, 'SELECT ''@zh:选址建议|en:Proposed sites@'' WHERE EXISTS (SELECT 1 FROM out.site)', NULL),
    ('site', 42, 0, 'text', 15, NULL, 180, 0, 7.5, 0, 'l', 3, 'SELECT ''@zh:*  可用面积小于建议面积。|en:*  Less floor area to be had than proposed.@'' WHERE EXISTS (SELECT 1 FROM site_row WHERE short)', NULL),
    ('site', 50, 0, 'text', 15, NULL, 180, 0, 10.5, 1, 'l', 1, 'SELECT ''@zh:目标值与经证明的界|en:Objective and proved bound@'' WHERE EXISTS (SELECT 1 FROM out.curve)', NULL),
    ('site', 51, 0, 'table', 15, NULL, 180, 0, 7.5, 0, 'crrrrrc', 3,
     'SELECT at AS "@zh:设施数（年份）|en:sites (year)@", value AS "@zh:目标值|en:objective@", limit_text AS "@zh:经证明的界|en:proved bound@", gap AS "@zh:差距不超过|en:gap, at most@",'
     || ' people AS "@zh:覆盖数量|en:within reach@", share AS "@zh:占需求比例|en:of the demand@", status AS "@zh:求解状态|en:status@" FROM site_curve ORDER BY position', '20 28 28 20 26 24 22'),
    ('site', 60, 0, 'text', 15, NULL, 180, 0, 10.5, 1, 'l', 1, 'SELECT ''@zh:实施前后对比|en:Before and after@'' WHERE EXISTS (SELECT 1 FROM site_object)', NULL),
    ('site', 61, 0, 'table', 15, NULL, 180, 0, 7.5, 0, 'llrrr', 3,
     'SELECT object AS "@zh:对象|en:object@", title AS "@zh:指标|en:figure@", before AS "@zh:实施前|en:before@", after AS "@zh:实施后|en:after@", difference AS "@zh:增减|en:difference@"'
     || ' FROM site_object ORDER BY CASE level WHEN ''city'' THEN 1 WHEN ''county'' THEN 2 WHEN ''street'' THEN 3 ELSE 4 END, position', '46 74 20 20 20');
INSERT INTO sheet_item (form, position, every, what, x, y, width, height, points, bold, align, gap, sql, weights)
SELECT 'site', 41, 0, 'table', 15, NULL, 180, 0, 7, 0, group_concat(align, ''), 3,
       'SELECT ' || group_concat(expression, ', ') || ' FROM site_row ORDER BY rank', group_concat(weight, ' ')
  FROM (SELECT * FROM site_column ORDER BY position);
-- Those that close, where the output knows of them.
CREATE TABLE site_closed AS SELECT layer FROM sheet_source WHERE layer = 'closed';
INSERT INTO sheet_item (form, position, every, what, x, y, width, height, points, bold, align, gap, sql, weights)
SELECT 'site', 45, 0, 'text', 15, NULL, 180, 0, 10.5, 1, 'l', 1, 'SELECT ''@zh:关闭或迁走的设施|en:Facilities that close or move@'' WHERE EXISTS (SELECT 1 FROM out.closed)', NULL FROM site_closed
UNION ALL
SELECT 'site', 46, 0, 'table', 15, NULL, 180, 0, 7, 0, 'llllrrrrl', 3,
       'SELECT facility_id AS "@zh:编号|en:facility@", coalesce(nullif(name, ''''), ''—'') AS "@zh:名称|en:name@", coalesce(nullif(street, ''''), ''—'') AS "@zh:街道|en:street@",'
       || ' coalesce(nullif(community, ''''), ''—'') AS "@zh:社区|en:community@", printf(''%,d'', round(people)) AS "@zh:现使用人口|en:people it is nearest to@",'
       || ' printf(''%,d'', round(people_lost)) AS "@zh:失去覆盖人口|en:no longer within reach@", iif(distance_before_m IS NULL, ''—'', printf(''%.0f'', distance_before_m)) AS "@zh:现平均距离(m)|en:mean distance now (m)@",'
       || ' iif(distance_after_m IS NULL, ''—'', printf(''%.0f'', distance_after_m)) AS "@zh:关闭后(m)|en:then (m)@", coalesce(to_id, ''—'') AS "@zh:主要去向|en:where most go@" FROM out.closed ORDER BY fid',
       '16 34 20 22 18 18 18 16 18' FROM site_closed;
UPDATE sheet_item SET weights = (SELECT iif(max(year) IS NULL, '@zh:设施数|en:sites@', '@zh:年份|en:year@') FROM out.curve)
 WHERE form = 'site' AND what = 'chart';
