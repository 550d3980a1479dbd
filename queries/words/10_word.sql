-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: map_word
-- title_zh: 代码的名称
-- title_en: What codes are called
--
-- A row a column that holds codes (in one layer, or '*' all) and code: the words that QGIS shows.

CREATE TABLE map_word (layer TEXT, field TEXT, value, label_zh TEXT, label_en TEXT);
INSERT INTO map_word VALUES
    ('*', 'result', 'met', '符合', 'met'),
    ('*', 'result', 'unmet', '不符合', 'not met'),
    ('*', 'result', 'unknown', '无法判定', 'not known'),
    ('*', 'result', 'exempt', '不适用', 'does not apply'),
    ('*', 'assessment', 'met', '达标', 'met'),
    ('*', 'assessment', 'advise', '基本达标', 'met but for advice'),
    ('*', 'assessment', 'unmet', '不达标', 'not met'),
    ('*', 'assessment', 'unknown', '无法判定', 'not known'),
    ('*', 'conclusion', 'approve', '同意', 'approved'),
    ('*', 'conclusion', 'refuse', '不予批准', 'refused'),
    ('*', 'conclusion', 'supply', '退件补正', 'to be supplied'),
    ('*', 'level', 'community', '社区', 'community'),
    ('*', 'level', 'street', '街道', 'street'),
    ('*', 'level', 'planning_unit', '规划单元', 'planning unit'),
    ('*', 'level', 'county', '区县', 'county'),
    ('*', 'level', 'city', '全市', 'city'),
    ('*', 'level', 'facility', '设施', 'facility'),
    ('*', 'level', 'project', '项目', 'project'),
    ('*', 'area_type', 'urban', '城市', 'urban'),
    ('*', 'area_type', 'rural', '农村', 'rural'),
    ('*', 'strength', 'gate', '否决', 'gate'),
    ('*', 'strength', 'must', '应', 'must'),
    ('*', 'strength', 'should', '宜', 'should'),
    ('*', 'strength', 'target', '目标', 'target'),
    ('*', 'strength', 'report', '报告', 'report'),
    ('*', 'severity', 'error', '错误', 'error'),
    ('*', 'severity', 'warning', '警告', 'warning'),
    ('*', 'severity', 'note', '提示', 'note'),
    ('*', 'part', 'provision', '配建', 'provision'),
    ('*', 'part', 'procedure', '程序', 'procedure'),
    ('*', 'part', 'surroundings', '周边', 'surroundings'),
    ('*', 'stage', 'plan', '方案审查', 'plan'),
    ('*', 'stage', 'permit', '工程许可', 'permit'),
    ('*', 'stage', 'completion', '竣工验收', 'completion'),
    ('*', 'stage', 'handover', '移交', 'handover'),
    ('*', 'needed_in_project', 'yes', '是', 'yes'),
    ('*', 'needed_in_project', 'no', '否', 'no'),
    ('project_nearby', 'covered', 'yes', '是', 'yes'),
    ('project_nearby', 'covered', 'partly', '部分', 'partly'),
    ('project_nearby', 'covered', 'no', '否', 'no'),
    ('*', 'counts', 1, '是', 'yes'),
    ('*', 'counts', 0, '否', 'no'),
    ('*', 'derived', 1, '是', 'yes'),
    ('*', 'derived', 0, '否', 'no'),
    ('*', 'own_entrance', 1, '是', 'yes'),
    ('*', 'own_entrance', 0, '否', 'no'),
    ('*', 'metric', 'straight', '直线距离', 'straight line'),
    ('*', 'metric', 'streets', '步行路网', 'along streets'),
    ('coverage_rate', 'measure', 'by_count', '按社区数', 'by number'),
    ('coverage_rate', 'measure', 'by_population', '按人口', 'by people'),
    ('coverage_rate', 'measure', 'by_area_bound', '按面积标准', 'by floor area'),
    ('*', 'basis', 'community', '社区设施面积', 'floor area of the community'),
    ('*', 'basis', 'per_100_households', '每百户设施面积', 'floor area per 100 households'),
    ('community_class', 'class', 'none', '无用房', 'none'),
    ('community_class', 'class', 'unknown', '不明', 'not known'),
    ('planning_unit', 'class', 'below', '不足', 'below'),
    ('planning_unit', 'class', 'within', '符合', 'within'),
    ('planning_unit', 'class', 'above', '超出', 'above'),
    ('*', 'status', 'optimal', '已证明最优', 'optimal, proved'),
    ('*', 'status', 'feasible', '可行，未证明最优', 'feasible, not proved'),
    ('proposal', 'model', 'mclp', '最大覆盖', 'most people'),
    ('proposal', 'model', 'fair-mclp', '公平最大覆盖', 'most people, fairly'),
    ('proposal', 'model', 'lscp', '全部覆盖', 'cover all'),
    ('proposal', 'model', 'pmedian', '总步行最小', 'least walking in all'),
    ('proposal', 'model', 'pcenter', '最远步行最小', 'least worst walk'),
    ('proposal', 'model', 'capacitated-cover', '有容量的最大覆盖', 'most people, with capacities'),
    ('proposal', 'model', 'capacitated-pmedian', '有容量的总步行最小', 'least walking, with capacities'),
    ('proposal', 'objective_unit', 'persons', '人', 'people'),
    ('proposal', 'objective_unit', 'person-kinds', '人次（逐类计）', 'people, once a kind'),
    ('proposal', 'objective_unit', 'households', '户', 'households'),
    ('proposal', 'objective_unit', 'sites', '处', 'sites'),
    ('proposal', 'objective_unit', 'price', '（造价单位）', '(units of the price)'),
    ('proposal', 'objective_unit', 'share', '覆盖率', 'share of people'),
    ('proposal', 'objective_unit', 'household-m', '户·米', 'households x metres'),
    ('proposal', 'objective_unit', 'person-m', '人·米', 'people x metres'),
    ('proposal', 'objective_unit', 'm', '米', 'm'),
    ('proposal', 'objective_unit', 'm2', 'm²', 'm²'),
    ('change', 'change', 'same', '未变', 'unchanged'),
    ('change', 'change', 'recoded', '代码变更', 'code changed'),
    ('change', 'change', 'merged', '合并', 'merged'),
    ('change', 'change', 'split', '拆分', 'split'),
    ('change', 'change', 'rearranged', '调整', 'rearranged'),
    ('change', 'change', 'new', '新设', 'new'),
    ('change', 'change', 'gone', '撤销', 'gone'),
    ('change_facility', 'change', 'opened', '新增', 'opened'),
    ('change_facility', 'change', 'closed', '撤销', 'closed'),
    ('change_facility', 'change', 'changed', '变更', 'changed'),
    ('change_facility', 'change', 'ambiguous', '编号重复', 'ambiguous'),
    ('change_verdict', 'change', 'improved', '转为符合', 'became met'),
    ('change_verdict', 'change', 'worse', '转为不符合', 'became unmet');
INSERT INTO map_word
SELECT '*', 'area_type', 'all', '全部', 'all'
UNION ALL
SELECT '*', 'of_level', value, label_zh, label_en FROM map_word WHERE field = 'level'
UNION ALL
SELECT 'change_verdict', side || '_result', value, label_zh, label_en
  FROM map_word JOIN (SELECT 'old' AS side UNION ALL SELECT 'new') WHERE field = 'result'
UNION ALL
SELECT 'change_figure', field, value, label_zh, label_en FROM map_word WHERE layer = 'change'
UNION ALL
SELECT '*', 'kind', value, label_zh, label_en FROM map_kind
UNION ALL
SELECT '*', 'kind', '*', '全部计入设施', 'all counting kinds';
