-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: review
-- title_zh: 项目建成前后对比
-- title_en: What projects change
--
-- A row a project, unit and figure, before and after the project; project '*': all pending projects
-- together. Levels: community, street, county, city, facility.
--
-- column: project_id | text | 项目编号 | project
-- column: level | text | 层级 | level
-- column: unit_id | text | 对象编号 | object
-- column: figure | text | 指标 | figure
-- column: before | real | 建成前 | before
-- column: after | real | 建成后 | after
-- column: unit | text | 单位 | unit

SELECT coalesce(p.project_id, '*'), c.level, c.unit_id, c.figure, c.before, c.after, c.unit
  FROM project_change c LEFT JOIN project p USING (project)
 ORDER BY c.project < 0, c.project, c.rank;
