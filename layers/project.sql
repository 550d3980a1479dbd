-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: GEOMETRY
-- for: review
-- title_zh: 新建住宅项目审查结论
-- title_en: Review of new residential projects
-- group: 12
-- order: 10
-- draw: 200
-- shown: yes
-- theme: projects
--
-- A row a project, phases added up: a polygon, or a point where only that is known. required_m2 and
-- gap_m2: the largest limit and gap of the gate clauses that measure its premises; counted_m2: the
-- premises that count, provided_m2: on whatever storey. conclusion: approve, refuse, supply. text: the
-- opinion, supply: what gate clauses lack.
--
-- column: project_id | text | 项目编号 | project
-- column: name | text | 项目名称 | name
-- column: stage | text | 送审阶段 | stage
-- column: county | text | 区县 | county
-- column: street | text | 街道 | street
-- column: community | text | 社区编号 | community
-- column: households | real | 规划户数 | households
-- column: population | real | 规划人口 | people
-- column: residential_floor_area_m2 | real | 住宅建筑面积 | residential floor area | m²
-- column: floor_area_total_m2 | real | 地上建筑面积 | floor area above ground | m²
-- column: site_area_m2 | real | 用地面积 | site area | m²
-- column: polygon_area_m2 | real | 图形面积 | area of its polygon | m²
-- column: phases | integer | 分期数 | phases
-- column: required_m2 | real | 应配建面积 | floor area required | m²
-- column: provided_m2 | real | 方案配建面积 | floor area provided | m²
-- column: counted_m2 | real | 计入面积 | floor area that counts | m²
-- column: gap_m2 | real | 差额 | gap | m²
-- column: places | integer | 用房处数 | places of premises
-- column: buildings | integer | 用房所在楼栋数 | buildings with premises
-- column: conclusion | text | 结论 | conclusion
-- column: text_zh | text | 审查意见 | opinion (zh)
-- column: text_en | text | 审查意见（英文） | opinion
-- column: supply_zh | text | 补正材料 | to be supplied (zh)
-- column: supply_en | text | 补正材料（英文） | to be supplied

WITH owed AS (
    SELECT j.object AS project_id, max(j.limit_value) AS required_m2, max(j.gap) AS gap_m2
      FROM judged j JOIN clause c USING (clause)
     WHERE j.level = 'project' AND c.strength = 'gate' AND c.measure = 'floor_area_m2'
       AND j.result <> 'exempt'
     GROUP BY j.object
)
SELECT s.wkb, p.project_id, p.name, o.stage, c.county, c.street, c.unit_id, p.households,
       p.population, p.residential_floor_area_m2, p.floor_area_total_m2, p.site_area_m2,
       p.polygon_area_m2, p.phases, w.required_m2, r.provided_m2, r.counted_m2, w.gap_m2,
       r.premises, r.buildings, o.conclusion, o.text_zh, o.text_en, o.supply_zh, o.supply_en
  FROM project p
  JOIN project_premises r USING (project)
  LEFT JOIN project_shape s USING (project)
  LEFT JOIN project_opinion o USING (project)
  LEFT JOIN owed w ON w.project_id = p.project_id
  LEFT JOIN community c ON c.zone = p.zone
 ORDER BY p.project;
