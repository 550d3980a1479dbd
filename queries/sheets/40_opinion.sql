-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet_opinion
-- needs: project project_verdict project_nearby project_effect project_facility community facility
-- with: queries/review/20_map_conclusion.sql
-- title_zh: 审查意见
-- title_en: Opinions on projects
--
-- An A4 opinion a project in the form of the departments: head, tables, conclusion, map, signers.
-- What only a person knows (number, applicant, drawing) are lines to be filled in.

INSERT INTO sheet (sheet, file, form, theme, subject, title, xmin, ymin, xmax, ymax)
SELECT 1000000 + p.fid, '@zh:10_审查意见|en:10_opinion@_' || coalesce(p.project_id, p.fid), 'opinion', 'project', p.project_id,
       '@zh:住宅项目社区服务设施配套审查意见|en:Opinion on the community facilities of a residential project@',
       min(minx, (minx + maxx) / 2 - 700), min(miny, (miny + maxy) / 2 - 700),
       max(maxx, (minx + maxx) / 2 + 700), max(maxy, (miny + maxy) / 2 + 700)
  FROM out.project p LEFT JOIN out.rtree_project_geom r ON r.id = p.fid;

-- --- map ----------------------------------------------------------------------------------------
INSERT INTO sheet_symbol
SELECT 'project', 20 + i, 'p' || i, '@zh:项目及审查结论|en:Projects, conclusions@', label_@lang@, color || ',90', color, fill, 1.6,
       color, 0.5, 0, NULL, NULL, 0 FROM map_conclusion
UNION ALL
SELECT 'project', 30 + i, 'q' || i, '@zh:项目及审查结论|en:Projects, conclusions@', label_@lang@, color, NULL, NULL, 0,
       '255,255,255', 0.2, 0, shape, 3.6, 0 FROM map_conclusion
UNION ALL SELECT 'project', 40 + i, 'k' || i, '@zh:现状设施|en:Existing facilities@', label_@lang@, color, NULL, NULL, 0, '255,255,255', 0.12, 0,
       shape, 2.4, 0 FROM map_kind
UNION ALL SELECT 'project', 60, 'premises', '@zh:项目|en:Project@', '@zh:配建用房|en:premises provided@', '255,255,255', NULL, NULL, 0, '0,70,140', 0.5, 0,
       'square', 2.6, 0
UNION ALL SELECT 'project', 10, 'community', '@zh:界线|en:Borders@', '@zh:社区界|en:community@', '247,247,244', NULL, NULL, 0, '150,150,150', 0.15, 0, NULL, NULL, 0
UNION ALL SELECT 'project', 11, 'street', '@zh:界线|en:Borders@', '@zh:街道界|en:street@', NULL, NULL, NULL, 0, '60,60,60', 0.4, 0, NULL, NULL, 0;

INSERT INTO sheet_layer
SELECT 'project', CASE layer WHEN 'community' THEN 1 ELSE 2 END, 'SELECT t.geom, ''' || layer || '''' || rows || 'ORDER BY t.fid'
  FROM sheet_source WHERE layer IN ('community', 'street')
UNION ALL
SELECT 'project', 3, 'SELECT t.geom, CASE WHEN r.maxx > r.minx THEN ''p'' ELSE ''q'' END || (SELECT i FROM map_conclusion WHERE value = t.conclusion)'
       || rows || 'ORDER BY t.fid' FROM sheet_source WHERE layer = 'project'
UNION ALL
SELECT 'project', 4, 'SELECT t.geom, ''k'' || (SELECT i FROM map_kind k WHERE k.value = t.kind)' || rows || 'ORDER BY t.fid'
  FROM sheet_source WHERE layer = 'facility'
UNION ALL
SELECT 'project', 5, 'SELECT t.geom, ''premises''' || rows || 'ORDER BY t.fid' FROM sheet_source WHERE layer = 'project_facility';

INSERT INTO sheet_label
SELECT 'project', 1, 'SELECT t.geom, t.name, 8, 1, ''120,0,40'', 0' || rows
       || 'ORDER BY t.project_id = (SELECT subject FROM sheet WHERE sheet = :sheet + 0) DESC, t.fid' FROM sheet_source WHERE layer = 'project'
UNION ALL
SELECT 'project', 2, 'SELECT t.geom, t.name, 5.5, 0, ''30,30,30'', 0' || rows
       || 'ORDER BY t.facility_id IN (SELECT facility_id FROM out.project_nearby n WHERE n.project_id = (SELECT subject FROM sheet'
       || ' WHERE sheet = :sheet + 0)) DESC, t.fid' FROM sheet_source WHERE layer = 'facility'
UNION ALL
SELECT 'project', 3, 'SELECT t.geom, t.name, 6.5, 0, ''110,110,110'', 0.8' || rows || 'ORDER BY t.fid' FROM sheet_source WHERE layer = 'community';

-- --- tables -------------------------------------------------------------------------------------
CREATE TABLE opinion_head AS
SELECT p.project_id, p.*, coalesce(c.name, p.community) AS community_name,
       coalesce((SELECT label_@lang@ FROM map_word WHERE field = 'stage' AND value = p.stage), p.stage, '@zh:方案审查|en:plan@') AS stage_word,
       (SELECT group_concat(title, '@zh:；|en:; @') FROM (SELECT DISTINCT coalesce(standard_@lang@, standard) AS title FROM out.clause
         WHERE standard IN (SELECT standard FROM out.project_verdict v WHERE v.project_id = p.project_id))) AS basis
  FROM out.project p LEFT JOIN (SELECT unit_id, min(name) AS name FROM out.community GROUP BY 1) c ON c.unit_id = p.community;

CREATE TEMP VIEW opinion_field AS
SELECT project_id AS p, 1 AS position, '@zh:项目名称|en:project@' AS a, name AS b, '@zh:文号|en:number@' AS c, '' AS d FROM opinion_head
UNION ALL SELECT project_id, 2, '@zh:项目编号|en:project code@', project_id, '@zh:建设单位|en:applicant@', '' FROM opinion_head
UNION ALL SELECT project_id, 3, '@zh:县区 / 街道 / 社区|en:county / street / community@',
       coalesce(county, '—') || ' / ' || coalesce(street, '—') || ' / ' || coalesce(community_name, '—'), '@zh:项目地址|en:address@', '' FROM opinion_head
UNION ALL SELECT project_id, 4, '@zh:送审阶段|en:stage@', stage_word, '@zh:送审图号与日期|en:drawing, date@', '' FROM opinion_head
UNION ALL SELECT project_id, 5, '@zh:规划户数（户）|en:households@', iif(households IS NULL, '—', printf('%,d', round(households))), '@zh:规划人口（人）|en:people@',
       iif(population IS NULL, '—', printf('%,d', round(population))) FROM opinion_head
UNION ALL SELECT project_id, 6, '@zh:用地面积（m²）|en:site area (m²)@', iif(coalesce(site_area_m2, polygon_area_m2) IS NULL, '—', printf('%,d', round(coalesce(site_area_m2, polygon_area_m2))))
       || CASE WHEN site_area_m2 IS NULL AND polygon_area_m2 IS NOT NULL THEN '@zh:（按图形）|en: (of its polygon)@' ELSE '' END,
       '@zh:地上 / 住宅建筑面积（m²）|en:floor area above ground / residential (m²)@',
       iif(floor_area_total_m2 IS NULL, '—', printf('%,d', round(floor_area_total_m2))) || ' / ' || iif(residential_floor_area_m2 IS NULL, '—', printf('%,d', round(residential_floor_area_m2))) FROM opinion_head
UNION ALL SELECT project_id, 7, '@zh:分期|en:phases@', coalesce(phases, '—'), '@zh:应配 / 计入面积（m²）|en:required / counted (m²)@',
       iif(required_m2 IS NULL, '—', printf('%.10g', round(required_m2, 2))) || ' / ' || iif(counted_m2 IS NULL, '—', printf('%.10g', round(counted_m2, 2))) FROM opinion_head
UNION ALL SELECT project_id, 8, '@zh:依据|en:basis@', coalesce(basis, '—'), '@zh:坐标系|en:CRS@', (SELECT note_@lang@ FROM map_crs) FROM opinion_head;

CREATE TEMP VIEW opinion_verdict AS
SELECT v.project_id AS p, v.fid, v.part, row_number() OVER (PARTITION BY v.project_id, v.part ORDER BY v.fid) AS position,
       coalesce(v.title_@lang@, v.clause) AS title, v.clause || coalesce(char(10) || v.section, '')
       || coalesce('@zh:（|en: (@' || (SELECT label_@lang@ FROM map_word WHERE field = 'strength' AND value = v.strength) || '@zh:）|en:)@', '') AS clause, v.strength,
       CASE json_type(v.evidence, '$.values.households') WHEN 'integer' THEN printf('%,d', json_extract(v.evidence, '$.values.households')) || '@zh: 户|en: hh@'
            WHEN 'real' THEN printf('%,d', json_extract(v.evidence, '$.values.households')) || '@zh: 户|en: hh@' ELSE '—' END AS basis,
       CASE v.result WHEN 'exempt' THEN '@zh:本阶段或本项目不适用|en:does not apply at this stage@' ELSE coalesce(v.reason_@lang@, '') END AS reason,
       CASE WHEN v.limit_value IS NULL OR v.unit IS NULL OR v.unit = '' THEN '—' ELSE printf('%.10g', round(v.limit_value, 2)) END AS limit_text,
       CASE WHEN v.value IS NULL OR v.unit IS NULL OR v.unit = '' THEN '—' ELSE printf('%.10g', round(v.value, 2)) END AS value_text,
       CASE WHEN v.gap IS NULL THEN '—' ELSE printf('%.10g', round(v.gap, 2)) END AS gap_text,
       coalesce((SELECT label_@lang@ FROM map_word WHERE field = 'result' AND value = v.result), v.result) AS result,
       coalesce(v.quote_zh, '') AS quote
  FROM out.project_verdict v;

CREATE TEMP VIEW opinion_nearby AS
SELECT n.project_id AS p, n.fid, coalesce(k.title_@lang@, n.kind) AS kind, iif(n.radius_m IS NULL, '—', printf('%g', n.radius_m)) AS radius,
       coalesce(f.name, n.facility_id, '—') AS facility, iif(n.distance_m IS NULL, '—', printf('%.0f', n.distance_m)) AS distance,
       iif(n.walk_m IS NULL, '—', printf('%.0f', n.walk_m)) AS walk,
       coalesce((SELECT label_@lang@ FROM map_word WHERE layer = 'project_nearby' AND field = 'covered' AND value = n.covered), '—') AS covered,
       iif(n.covered_share IS NULL, '—', iif(n.covered_households IS NULL, '—', printf('%,d', round(n.covered_households)))
       || printf(' / %.1f%%', n.covered_share * 100)) AS households,
       coalesce((SELECT label_@lang@ FROM map_word WHERE field = 'needed_in_project' AND value = n.needed_in_project), '—') AS needed
  FROM out.project_nearby n LEFT JOIN kind k ON k.name = n.kind
  LEFT JOIN (SELECT facility_id, min(name) AS name FROM out.facility GROUP BY 1) f USING (facility_id);

CREATE TEMP VIEW opinion_effect AS
SELECT e.project_id AS p, e.fid, (SELECT label_@lang@ FROM map_word WHERE field = 'level' AND value = e.level) || '@zh: |en: @'
       || coalesce(c.name, e.unit_id) AS object,
       CASE WHEN e.figure = 'per_100_households' THEN '@zh:每百户设施面积（m²）|en:floor area per 100 households (m²)@'
            WHEN e.figure = 'households' THEN '@zh:户数|en:households@'
            ELSE coalesce(t.title_@lang@, e.figure) || '@zh: 覆盖率（%）|en:: share within reach (%)@' END AS figure,
       iif(e.before IS NULL, '—', printf(CASE e.figure WHEN 'households' THEN '%.10g' ELSE '%.2f' END, e.before)) AS before,
       iif(e.after IS NULL, '—', printf(CASE e.figure WHEN 'households' THEN '%.10g' ELSE '%.2f' END, e.after)) AS after,
       iif(e.after - e.before IS NULL, '—', printf(CASE e.figure WHEN 'households' THEN '%+.10g' ELSE '%+.2f' END, e.after - e.before)) AS difference
  FROM out.project_effect e JOIN out.project p USING (project_id)
  LEFT JOIN reach_title t ON 'coverage.' || t.key = e.figure
  LEFT JOIN (SELECT unit_id, min(name) AS name FROM out.community GROUP BY 1) c ON e.level = 'community' AND c.unit_id = e.unit_id
 WHERE (e.figure IN ('per_100_households', 'households') OR t.key IS NOT NULL)
   AND (e.level = 'street' OR (e.level = 'community' AND e.unit_id = p.community));

CREATE TEMP VIEW opinion_premises AS
SELECT f.project_id AS p, f.fid, coalesce(f.name, f.facility_id) AS name, coalesce(k.title_@lang@, f.kind, '—') AS kind,
       iif(f.floor_area_m2 IS NULL, '—', printf('%.10g', round(f.floor_area_m2, 2))) AS area,
       coalesce(f.building, '—') || ' / ' || coalesce(f.storey || '@zh: 层|en:@', '—') AS place,
       CASE f.own_entrance WHEN 1 THEN '@zh:是|en:yes@' WHEN 0 THEN '@zh:否|en:no@' ELSE '—' END AS entrance,
       CASE f.counts WHEN 1 THEN '@zh:是|en:yes@' WHEN 0 THEN '@zh:否|en:no@' ELSE '@zh:无法判定|en:not known@' END AS counts
  FROM out.project_facility f LEFT JOIN kind k ON k.name = f.kind;

-- --- the form -----------------------------------------------------------------------------------
CREATE TABLE opinion_part (position REAL, title TEXT, view TEXT, condition TEXT, columns TEXT, aligns TEXT, weights TEXT);
INSERT INTO opinion_part VALUES
    (20, '@zh:表1  配建审查表|en:Table 1  Provision@', 'opinion_verdict', ' AND part IS NOT ''procedure'' AND part IS NOT ''surroundings''',
     'position AS "@zh:序号|en:no@", title AS "@zh:审查项目|en:what@", clause AS "@zh:依据条款|en:clause@", basis AS "@zh:计算基数|en:basis@", reason AS "@zh:计算及说明|en:arithmetic@", limit_text AS "@zh:应配建(m²)|en:limit@", value_text AS "@zh:方案配建(m²)|en:value@", gap_text AS "@zh:差额(m²)|en:gap@", result AS "@zh:结论|en:result@"',
     'cllclrrrc', '9 27 17 16 50 16 16 14 17'),
    (22, '@zh:配建用房|en:Premises@', 'opinion_premises', '',
     'name AS "@zh:用房名称|en:premises@", kind AS "@zh:类别|en:kind@", area AS "@zh:建筑面积(m²)|en:floor area (m²)@", place AS "@zh:位置（楼号 / 楼层）|en:building / storey@", entrance AS "@zh:独立出入口|en:own entrance@", counts AS "@zh:计入配建面积|en:counts@"',
     'llrccc', '50 34 24 34 20 20'),
    (24, '@zh:表2  程序审查|en:Table 2  Procedure@', 'opinion_verdict', ' AND part = ''procedure''',
     'position AS "@zh:序号|en:no@", title AS "@zh:审查内容|en:what@", clause AS "@zh:依据条款|en:clause@", quote AS "@zh:要求（原文）|en:demand (quote)@", reason AS "@zh:审查情况|en:finding@", result AS "@zh:结论|en:result@"',
     'cllllc', '9 36 17 62 39 17'),
    (25, '@zh:周边条款审查|en:Clauses on the surroundings@', 'opinion_verdict', ' AND part = ''surroundings''',
     'position AS "@zh:序号|en:no@", title AS "@zh:审查内容|en:what@", clause AS "@zh:依据条款|en:clause@", quote AS "@zh:要求（原文）|en:demand (quote)@", reason AS "@zh:审查情况|en:finding@", result AS "@zh:结论|en:result@"',
     'cllllc', '9 36 17 62 39 17'),
    (26, '@zh:表3  周边设施（服务半径）|en:Table 3  Facilities around@', 'opinion_nearby', '',
     'kind AS "@zh:设施类别|en:kind@", radius AS "@zh:标准半径(m)|en:radius (m)@", facility AS "@zh:最近设施|en:nearest@", distance AS "@zh:直线距离(m)|en:straight (m)@", walk AS "@zh:步行距离(m)|en:walking (m)@", covered AS "@zh:是否覆盖|en:covered@", households AS "@zh:被覆盖户数 / 占比|en:households covered / share@", needed AS "@zh:需在项目内补建|en:needed in the project@"',
     'lrlrrcrc', '28 18 40 18 18 15 28 17'),
    (28, '@zh:表4  建成前后对比|en:Table 4  Before and after@', 'opinion_effect', '',
     'object AS "@zh:对象|en:object@", figure AS "@zh:指标|en:figure@", before AS "@zh:建成前|en:before@", after AS "@zh:建成后|en:after@", difference AS "@zh:增减|en:difference@"',
     'llrrr', '50 70 20 20 20');

INSERT INTO sheet_item (form, position, every, what, x, y, width, height, points, bold, align, gap, sql, weights) VALUES
    ('opinion', 1, 1, 'text', 15, 10, 180, 10, 17, 1, 'c', 0, 'SELECT title FROM sheet WHERE sheet = :sheet + 0', NULL),
    ('opinion', 3, 1, 'text', 15, 281, 150, 4, 7.5, 0, 'l', 0, 'SELECT name || ''（'' || project_id || ''）'' FROM opinion_head WHERE project_id = (SELECT subject FROM sheet WHERE sheet = :sheet + 0)', NULL),
    ('opinion', 4, 1, 'text', 15, 285, 130, 4, 7.5, 0, 'l', 0,
     'SELECT ''@zh:数据年份：|en:Data of: @'' || year || ''    @zh:编制单位：|en:Compiled by: @'' || compiled_by || ''    @zh:界线不作为权属依据。|en:Borders are no evidence of ownership.@'' FROM map_imprint', NULL),
    ('opinion', 5, 1, 'text', 145, 285, 50, 4, 8, 0, 'r', 0, 'SELECT ''@zh:第 {page} 页 / 共 {pages} 页|en:page {page} / {pages}@''', NULL),
    ('opinion', 10, 0, 'fields', 15, NULL, 180, 0, 8, 0, 'llll', 3,
     'SELECT a, b, c, d FROM opinion_field WHERE p = (SELECT subject FROM sheet WHERE sheet = :sheet + 0) ORDER BY position', '28 70 32 50'),
    ('opinion', 40, 0, 'text', 15, NULL, 180, 0, 10.5, 1, 'l', 1.5, 'SELECT ''@zh:审查结论|en:Conclusion@''', NULL),
    ('opinion', 41, 0, 'text', 18, NULL, 174, 0, 10, 0, 'l', 1.5,
     'SELECT text_@lang@ FROM out.project WHERE project_id = (SELECT subject FROM sheet WHERE sheet = :sheet + 0) UNION ALL'
     || ' SELECT supply_@lang@ FROM out.project WHERE project_id = (SELECT subject FROM sheet WHERE sheet = :sheet + 0) AND supply_@lang@ <> '''' AND conclusion IS NOT ''supply''', NULL),
    ('opinion', 50, 0, 'text', 15, NULL, 180, 0, 10.5, 1, 'l', 1, 'SELECT ''@zh:会签|en:Signatures@''', NULL),
    ('opinion', 51, 0, 'table', 15, NULL, 180, 0, 9, 0, 'rrrrr', 3,
     'SELECT s AS "@zh:规划|en:planning@", s AS "@zh:住建|en:housing@", s AS "@zh:房产|en:real estate@", s AS "@zh:民政|en:civil affairs@", s AS "@zh:街道办|en:street office@" FROM (SELECT char(10) || char(10) || ''@zh:年   月   日|en:date         @'' AS s)', '1 1 1 1 1'),
    ('opinion', 60, 0, 'text', 15, NULL, 180, 0, 10.5, 1, 'l', 0.5, 'SELECT ''@zh:附图  项目位置及周边设施|en:Map  The project and what is around it@'' FROM sheet WHERE sheet = :sheet + 0 AND xmin IS NOT NULL', NULL),
    ('opinion', 61, 0, 'map', 15, NULL, 132, 96, 0, 0, '', 3, 'SELECT 1 FROM sheet WHERE sheet = :sheet + 0 AND xmin IS NOT NULL', NULL),
    ('opinion', 62, 0, 'north', 165, NULL, 11, 15, 0, 0, '', 0, 'SELECT 1 FROM sheet WHERE sheet = :sheet + 0 AND xmin IS NOT NULL', NULL),
    ('opinion', 63, 0, 'legend', 151, NULL, 44, 62, 7.5, 0, '', 18, 'SELECT 1 FROM sheet WHERE sheet = :sheet + 0 AND xmin IS NOT NULL', NULL),
    ('opinion', 64, 0, 'scale', 149, NULL, 46, 8, 7, 0, '', 82, 'SELECT 1 FROM sheet WHERE sheet = :sheet + 0 AND xmin IS NOT NULL', NULL),
    ('opinion', 65, 0, 'caption', 149, NULL, 46, 5, 9, 1, 'c', 91, 'SELECT ''@zh:比例尺|en:Scale@ 1:{scale}'' FROM sheet WHERE sheet = :sheet + 0 AND xmin IS NOT NULL', NULL);
INSERT INTO sheet_item (form, position, every, what, x, y, width, height, points, bold, align, gap, sql, weights)
SELECT 'opinion', position, 0, 'text', 15, NULL, 180, 0, 10.5, 1, 'l', 1,
       'SELECT ''' || title || ''' WHERE EXISTS (SELECT 1 FROM ' || view || ' WHERE p = (SELECT subject FROM sheet WHERE sheet = :sheet + 0)' || condition || ')', NULL
  FROM opinion_part
UNION ALL
SELECT 'opinion', position + 0.5, 0, 'table', 15, NULL, 180, 0, 7, 0, aligns, 3,
       'SELECT ' || columns || ' FROM ' || view || ' WHERE p = (SELECT subject FROM sheet WHERE sheet = :sheet + 0)' || condition || ' ORDER BY fid', weights
  FROM opinion_part;
