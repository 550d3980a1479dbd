-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 新建住宅项目：可用于条款的列
-- title_en: New residential projects: columns for clauses
--
-- A row a project, with its id first; phases of one project are added up. NULL: not known.
--
-- column: name | text | 项目名称 | name
-- column: stage | text | 送审阶段（plan、permit、completion、handover） | stage: plan, permit, completion, handover
-- column: households | real | 规划户数 | households | households
-- column: population | real | 规划人口 | people | persons
-- column: residential_floor_area_m2 | real | 住宅建筑面积 | residential floor area | m2
-- column: floor_area_total_m2 | real | 地上建筑面积 | floor area above ground | m2
-- column: site_area_m2 | real | 用地面积 | site area | m2
-- column: polygon_area_m2 | real | 红线图形面积 | area of its polygon | m2
-- column: phases | integer | 分期数 | phases
-- column: floor_area_m2 | real | 配建社区用房建筑面积（计入部分） | floor area of premises provided, as it counts | m2
-- column: provided_m2 | real | 配建社区用房建筑面积（全部） | floor area of premises provided, all | m2
-- column: premises | integer | 配建用房处数 | places of premises
-- column: buildings | integer | 配建用房所在楼栋数 | buildings with premises
-- column: lowest_storey | integer | 配建用房最低楼层 | lowest storey of premises
-- column: highest_storey | integer | 配建用房最高楼层 | highest storey of premises
-- column: own_entrance | integer | 配建用房均有独立出入口 | all premises have an entrance of their own

SELECT p.project_id, p.name,
       coalesce(nullif(p.stage, ''),
                (SELECT value FROM judge_parameter WHERE name = 'stage')) AS stage,
       p.households, p.population, p.residential_floor_area_m2, p.floor_area_total_m2,
       p.site_area_m2, p.polygon_area_m2, p.phases, r.counted_m2 AS floor_area_m2, r.provided_m2,
       r.premises, r.buildings, r.lowest_storey, r.highest_storey, r.own_entrance
  FROM project p JOIN project_premises r USING (project)
 ORDER BY p.project_id;
