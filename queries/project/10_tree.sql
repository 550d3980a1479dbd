-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: project_tree
-- title_zh: 项目的图层组和地图主题
-- title_en: Groups and themes of the project
--
-- Groups are numbered and named as in the departments' working documents.

CREATE TABLE map_group (grp TEXT PRIMARY KEY, title_zh TEXT, title_en TEXT);
INSERT INTO map_group VALUES
    ('01', '01_行政区界_市县', '01_Counties'),
    ('02', '02_街道界', '02_Streets'),
    ('03', '03_社区界', '03_Communities'),
    ('04', '04_常住人口分布', '04_Population'),
    ('05', '05_社区服务设施_现状', '05_Facilities'),
    ('06', '06_社区服务设施_规划', '06_Planned facilities'),
    ('07', '07_服务范围_直线', '07_Service areas, straight'),
    ('08', '08_服务范围_路网', '08_Service areas, streets'),
    ('09', '09_服务盲区', '09_Gaps'),
    ('10', '10_社区达标评价', '10_Assessment'),
    ('11', '11_新建住宅项目', '11_New residential projects'),
    ('12', '12_项目审查结论', '12_Conclusions on projects'),
    ('13', '13_选址建议点', '13_Proposed sites'),
    ('14', '14_道路网', '14_Streets network'),
    ('15', '15_广场公园', '15_Squares and parks'),
    ('16', '16_数据质量问题', '16_Findings in the data'),
    ('17', '17_年度变化', '17_Changes'),
    ('99', '99_统计表', '99_Tables');

-- Themes of which the output has the layer that makes them.
CREATE TABLE map_theme (theme TEXT PRIMARY KEY, position INTEGER, title_zh TEXT, title_en TEXT);
INSERT INTO map_theme
WITH theme (theme, title_zh, title_en) AS (
    VALUES ('projects', '新建住宅项目审查', 'New residential projects'),
           ('change', '覆盖率变化', 'Change of coverage'),
           ('change_floor_area', '每百户设施面积变化', 'Change of floor area'),
           ('coverage', '服务半径覆盖', 'Coverage'),
           ('floor_area', '每百户设施面积', 'Floor area per 100 households'),
           ('gaps', '服务盲区', 'Gaps'),
           ('verdicts', '达标评价', 'Assessment'),
           ('people', '常住人口分布', 'Population'),
           ('planning_units', '规划单元', 'Planning units'),
           ('siting', '选址建议', 'Proposed sites'),
           ('findings', '数据质量问题', 'Findings in the data')
)
SELECT theme, row_number() OVER (), title_zh, title_en
  FROM theme t
 WHERE EXISTS (SELECT 1 FROM map_node n WHERE n.theme = t.theme);

-- Rows of tables by level stand in the forms of their communities and streets.
INSERT INTO map_node
SELECT n.node || '_' || l.level, n.layer, n.style, n.grp, n.position, n.draw, 0, '', '',
       '"level" = ''' || l.level || '''', n.title_zh || '（' || l.title_zh || '）',
       n.title_en || ' (' || l.level || ')'
  FROM map_node n
  JOIN (SELECT 'community' AS level, '社区' AS title_zh UNION ALL SELECT 'street', '街道') l
    ON EXISTS (SELECT 1 FROM map_node p WHERE p.layer = l.level)
 WHERE n.layer IN ('verdict', 'coverage', 'floor_area', 'site_effect');

CREATE TABLE map_relation (relation TEXT PRIMARY KEY, parent TEXT, child TEXT, parent_field TEXT,
                           child_field TEXT);
INSERT INTO map_relation
SELECT p.node || '-' || c.node, p.node, c.node, 'unit_id', 'unit_id'
  FROM map_node p JOIN map_node c ON c.filter = '"level" = ''' || p.layer || ''''
 WHERE p.layer IN ('community', 'street')
UNION ALL
SELECT p.node || '-' || c.node, p.node, c.node, 'project_id', 'project_id'
  FROM map_node p
  JOIN map_node c ON c.layer IN ('project_verdict', 'project_facility', 'project_nearby',
                                 'project_effect')
 WHERE p.layer = 'project'
UNION ALL
SELECT p.node || '-' || c.node, p.node, c.node, f.field, f.field
  FROM (SELECT 'site' AS parent, 'assignment' AS child, 'site_id' AS field
        UNION ALL SELECT 'site', 'site_kind', 'site_id'
        UNION ALL SELECT 'closed', 'closed_people', 'facility_id') f
  JOIN map_node p ON p.layer = f.parent
  JOIN map_node c ON c.layer = f.child
 ORDER BY 1;
