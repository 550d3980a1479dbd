-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 项目审查
-- title_en: Projects
-- label: project_id
-- frozen: 2
--
-- A row a project, phases added up.
--
-- column: project_id | - | 项目编号 | project | - | text
-- column: name | - | 项目名称 | name | - | text
-- column: county | - | 区县 | county | - | text
-- column: street | - | 街道 | street | - | text
-- column: community | - | 社区编号 | community code | - | text
-- column: stage | - | 送审阶段 | stage | - | word
-- column: phases | - | 分期数 | phases | 期 | integer
-- column: site_area_m2 | - | 用地面积 | site area | m² | area
-- column: floor_area_total_m2 | - | 地上建筑面积 | floor area above ground | m² | area
-- column: residential_floor_area_m2 | - | 住宅建筑面积 | residential floor area | m² | area
-- column: households | - | 规划户数 | households | 户 | integer | sum
-- column: population | - | 规划人口 | people | 人 | integer
-- column: required_m2 | - | 应配建面积 | floor area required | m² | area | sum
-- column: provided_m2 | - | 方案配建面积 | floor area provided | m² | area | sum
-- column: counted_m2 | - | 计入面积 | floor area that counts | m² | area | sum
-- column: gap_m2 | - | 差额 | missing | m² | area | sum
-- column: places | - | 用房处数 | places of premises | 处 | integer
-- column: buildings | - | 用房所在楼栋数 | buildings with premises | 栋 | integer
-- column: conclusion | - | 结论 | conclusion | - | word
-- column: text | - | 审查意见 | opinion | - | long
-- column: supply | - | 补正材料 | to be supplied | - | long

SELECT p.*, iif(a.zh, p.text_zh, p.text_en) AS text,
       nullif(iif(a.zh, p.supply_zh, p.supply_en), '') AS supply
  FROM project p, asked a ORDER BY p.fid;
