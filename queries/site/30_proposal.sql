-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: proposal
-- title_zh: 选址方案的求解情况
-- title_en: How the proposal came about
--
-- gap = |bound - objective| / |objective|: how far the proposal is at most from the best possible, by
-- places of people. Measured exactly, people within reach differ by doubtful_people at most: those
-- whose place stands for ground that a service circle cuts. Nobody is further from his place than
-- spread_m. Of several kinds placed together a person counts once a kind; kind, radius_m and the lines
-- of kind_ keys then stand once a kind, with its name as text.

CREATE TABLE proposal_title (key TEXT PRIMARY KEY, unit TEXT, title_zh TEXT, title_en TEXT);
INSERT INTO proposal_title VALUES
    ('model', '', '选址模型', 'model'),
    ('kind', '', '设施类别', 'kind of facility'),
    ('population', '', '人口图层', 'population layer'),
    ('radius_m', 'm', '服务半径', 'radius'),
    ('status', '', '求解状态', 'status'),
    ('objective', '', '目标值', 'objective'),
    ('bound', '', '经证明的界', 'proved bound'),
    ('gap', 'share', '与最优解的最大差距', 'gap to the best possible, at most'),
    ('sites', '', '新设施数', 'new sites'),
    ('price', '', '新设施造价合计', 'price of the new sites'),
    ('area_m2', 'm2', '新设施候选面积合计', 'floor area of the new sites, as of their candidates'),
    ('closed', '', '关闭的现有设施数', 'existing facilities that close'),
    ('people_before', 'persons', '实施前覆盖的需求人口', 'people asked for within reach, before'),
    ('people_after', 'persons', '实施后覆盖的需求人口', 'people asked for within reach, after'),
    ('households_before', 'households', '实施前覆盖的需求户数', 'households asked for within reach, before'),
    ('households_after', 'households', '实施后覆盖的需求户数', 'households asked for within reach, after'),
    ('seed', '', '随机种子', 'seed'),
    ('nodes', '', '分支节点数', 'nodes of branch and bound'),
    ('candidates_given', '', '候选点总数', 'candidates, all'),
    ('candidates', '', '可用候选点数', 'candidates that may be chosen'),
    ('options', '', '可用方案数（候选点与设施组合）', 'sets of kinds that candidates may hold'),
    ('places', '', '需求点数', 'places of demand'),
    ('rows', '', '合并后的需求数', 'demands after merging'),
    ('spread_m', 'm', '需求点位置的最大偏差', 'people are at most so far from their place'),
    ('doubtful_people', 'persons', '因需求点位置而不能确定是否覆盖的人口',
     'people at the rim of a circle, for whom places do not decide'),
    ('doubtful_households', 'households', '因需求点位置而不能确定是否覆盖的户数',
     'households at the rim of a circle, for whom places do not decide'),
    ('demand_households', 'households', '需求户数', 'households asked for'),
    ('reachable_households', 'households', '候选点可覆盖的户数', 'households that candidates reach'),
    ('demand_people', 'persons', '需求人口', 'people asked for'),
    ('reachable_people', 'persons', '候选点可覆盖的人口', 'people that candidates reach'),
    ('kind_sites', '', '该类新设施数', 'new sites of the kind'),
    ('kind_demand_people', 'persons', '该类需求人口', 'people asked for, of the kind'),
    ('kind_reachable_people', 'persons', '候选点可覆盖的该类需求人口', 'of them, people that candidates reach'),
    ('kind_people_gained', 'persons', '该类新增覆盖人口', 'people gained, of the kind');
