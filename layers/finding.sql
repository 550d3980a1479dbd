-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: features
-- geometry: GEOMETRY
-- title_zh: 数据问题
-- title_en: Findings
-- group: 16
-- order: 10
-- draw: 50
-- theme: findings
--
-- One row for each thing that is wrong or doubtful in the data, with what was done about it. A point,
-- an area, or no geometry where it has no place.
--
-- column: code | text | 代码 | code
-- column: severity | text | 级别 | severity
-- column: layer | text | 图层 | layer
-- column: feature | text | 要素 | feature
-- column: cell | text | 栅格单元 | cell
-- column: row | integer | 行号 | row
-- column: people | real | 涉及人口 | people
-- column: area_m2 | real | 涉及面积 | area | m²
-- column: text_zh | text | 问题 | finding (Chinese)
-- column: done_zh | text | 处理 | what was done (Chinese)
-- column: text_en | text | 问题（英文） | finding
-- column: done_en | text | 处理（英文） | what was done

SELECT s.wkb, f.code, f.severity, f.layer, f.feature, f.cell, f.row, f.people, f.area_m2,
       f.text_zh, f.done_zh, f.text_en, f.done_en
  FROM finding f LEFT JOIN finding_shape s USING (finding)
 ORDER BY f.finding;
