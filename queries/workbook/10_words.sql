-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: words
-- title_zh: 工作簿用语
-- title_en: Words of workbooks
--
-- What a workbook says instead of codes, by kind (mostly the column that holds them). colour of a
-- cell that says so: 0 met, 1 nearly, 2 not met, 3 not known. `asked` has one row: zh or not.

CREATE TEMP TABLE book_column (sheet TEXT, title TEXT, unit TEXT, name TEXT, total TEXT,
                               used INTEGER, source TEXT);
CREATE TEMP TABLE word (kind TEXT, code TEXT, zh TEXT, en TEXT, colour INTEGER);
INSERT INTO word VALUES
    ('result', 'met', '符合', 'met', 0),
    ('result', 'unmet', '不符合', 'not met', 2),
    ('result', 'unknown', '无法判定', 'cannot be judged', 3),
    ('result', 'exempt', '不适用', 'does not apply', NULL),
    ('assessment', 'met', '达标', 'met', 0),
    ('assessment', 'advise', '基本达标', 'nearly met', 1),
    ('assessment', 'unmet', '不达标', 'not met', 2),
    ('assessment', 'unknown', '无数据', 'no data', 3),
    ('conclusion', 'approve', '同意', 'approve', 0),
    ('conclusion', 'refuse', '不予批准', 'refuse', 2),
    ('conclusion', 'supply', '退件补正', 'to be supplied', 1),
    ('covered', 'yes', '是', 'yes', 0),
    ('covered', 'partly', '部分', 'partly', 1),
    ('covered', 'no', '否', 'no', 2),
    ('yes', '1', '是', 'yes', NULL),
    ('yes', '0', '否', 'no', NULL),
    ('needed_in_project', 'yes', '是', 'yes', NULL),
    ('needed_in_project', 'no', '否', 'no', NULL),
    ('strength', 'must', '强制', 'must', NULL),
    ('strength', 'gate', '一票否决', 'gate', NULL),
    ('strength', 'should', '引导', 'should', NULL),
    ('strength', 'target', '目标', 'target', NULL),
    ('strength', 'report', '仅统计', 'report', NULL),
    ('level', 'community', '社区', 'community', NULL),
    ('level', 'street', '街道', 'street', NULL),
    ('level', 'county', '区县', 'county', NULL),
    ('level', 'city', '全市', 'city', NULL),
    ('level', 'province', '全省', 'province', NULL),
    ('level', 'planning_unit', '规划单元', 'planning unit', NULL),
    ('level', 'facility', '设施', 'facility', NULL),
    ('level', 'project', '项目', 'project', NULL),
    ('subtotal', 'street', '街道小计', 'street subtotal', NULL),
    ('subtotal', 'county', '区县小计', 'county subtotal', NULL),
    ('subtotal', '*', '合计', 'total', NULL),
    ('area_type', 'urban', '城市', 'urban', NULL),
    ('area_type', 'rural', '农村', 'rural', NULL),
    ('area_type', 'all', '全部', 'all', NULL),
    ('severity', 'error', '错误', 'error', 2),
    ('severity', 'warning', '警告', 'warning', 1),
    ('severity', 'note', '提示', 'note', NULL),
    ('stage', 'plan', '方案审查', 'plan', NULL),
    ('stage', 'permit', '工程许可', 'permit', NULL),
    ('stage', 'completion', '规划核实', 'completion', NULL),
    ('stage', 'handover', '移交', 'handover', NULL),
    ('part', 'provision', '配建审查', 'provision', NULL),
    ('part', 'procedure', '程序审查', 'procedure', NULL),
    ('part', 'surroundings', '周边设施', 'surroundings', NULL),
    ('figure', 'households', '户数', 'households', NULL),
    ('figure', 'people', '人口', 'people', NULL),
    ('figure', 'facilities', '设施处数', 'facilities', NULL),
    ('figure', 'floor_area_m2', '设施建筑面积（m²）', 'floor area (m²)', NULL),
    ('figure', 'per_100_households', '每百户面积（m²）', 'm² per 100 households', NULL),
    ('figure', 'share', '覆盖率', 'share within reach', NULL),
    ('metric', 'straight', '直线', 'straight', NULL),
    ('metric', 'walk', '步行', 'on foot', NULL),
    ('kind', '*', '全部计入设施', 'all counting kinds', NULL),
    ('unit_id', '*', '全市', 'city', NULL),
    ('project_id', '*', '全部待审项目', 'all pending projects', NULL),
    ('change', 'same', '未变', 'same', NULL),
    ('change', 'recoded', '换编号', 'recoded', NULL),
    ('change', 'merged', '合并', 'merged', NULL),
    ('change', 'split', '拆分', 'split', NULL),
    ('change', 'rearranged', '重组', 'rearranged', NULL),
    ('change', 'new', '新设', 'new', NULL),
    ('change', 'gone', '撤销', 'gone', NULL),
    ('change', 'opened', '新增', 'opened', NULL),
    ('change', 'closed', '撤销', 'closed', NULL),
    ('change', 'changed', '变更', 'changed', NULL),
    ('change', 'ambiguous', '编号重复', 'ambiguous', 3),
    ('change', 'added', '仅新结果有', 'only new', NULL),
    ('change', 'dropped', '仅旧结果有', 'only old', NULL),
    ('change', 'value', '数值变化', 'value', NULL),
    ('change', 'improved', '转为符合', 'became met', 0),
    ('change', 'worse', '转为不符合', 'became unmet', 2),
    ('change', 'lost', '转为无法判定', 'not known any more', 3),
    ('change', 'known', '变为可判定', 'known now', 1),
    ('change', 'other', '其他变化', 'other', NULL);
INSERT INTO word SELECT other.kind, code, zh, en, colour
  FROM (SELECT 'old_result' AS kind UNION SELECT 'new_result') other, word
 WHERE word.kind = 'result';
INSERT INTO word SELECT 'of_level', code, zh, en, colour FROM word WHERE kind = 'level';

-- Names that no column of a sheet has: it stands in queries about them.
CREATE TEMP TABLE said (said_kind TEXT, said_code TEXT, said_text TEXT, said_colour INTEGER,
                        PRIMARY KEY (said_kind, said_code)) WITHOUT ROWID;
INSERT INTO said SELECT kind, code, iif(a.zh, w.zh, w.en), colour FROM word w, asked a;
