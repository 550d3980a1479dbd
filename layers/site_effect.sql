-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- for: site
-- title_zh: 选址方案实施前后对比
-- title_en: What the proposed sites change
--
-- A row a unit and figure: coverage of the kind, floor area, floor area per 100 households, measured
-- with the proposal built. Levels: community, street, county, planning_unit, city.
--
-- column: level | text | 层级 | level
-- column: unit_id | text | 对象编号 | object
-- column: figure | text | 指标 | figure
-- column: before | real | 实施前 | before
-- column: after | real | 实施后 | after
-- column: unit | text | 单位 | unit

SELECT level, unit_id, figure, before, after, unit FROM proposed_effect ORDER BY rank;
