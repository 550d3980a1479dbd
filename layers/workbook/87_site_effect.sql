-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 选址效果
-- title_en: Effect of sites
-- frozen: 4
--
-- A row a unit and figure that the proposal changes.
--
-- column: level | - | 层级 | level | - | word
-- column: unit_id | - | 对象编号 | object | - | word
-- column: name | - | 名称 | name | - | text
-- column: title | - | 指标 | figure | - | text
-- column: before | - | 实施前 | before | - | number
-- column: after | - | 实施后 | after | - | number
-- column: difference | - | 增减 | difference | - | number
-- column: unit | - | 单位 | unit | - | word
-- column: figure | - | 指标代码 | key | - | text

WITH called AS (
    SELECT substr(key, 12) AS kind, substr(title_zh, 1, length(title_zh) - length('：设施数')) AS zh,
           substr(title_en, 1, length(title_en) - length(': facilities')) AS en
      FROM summary WHERE key LIKE 'facilities.%'
    UNION ALL SELECT '*', '全部计入设施', 'all counting kinds'
), amount (start, zh, en) AS (
    VALUES ('floor_area_m2.', '：建筑面积', ': floor area'),
           ('per_100_households.', '：每百户面积', ': floor area per 100 households')
)
SELECT e.*, e.after - e.before AS difference,
       CASE e.level WHEN 'community' THEN (SELECT min(name) FROM community c WHERE c.unit_id = e.unit_id)
                    WHEN 'street' THEN (SELECT min(name) FROM street c WHERE c.unit_id = e.unit_id)
                    WHEN 'county' THEN (SELECT min(name) FROM county c WHERE c.unit_id = e.unit_id) END AS name,
       coalesce((SELECT iif(a.zh, s.title_zh, s.title_en) FROM summary s WHERE s.key = e.figure || '.' || p.text),
                (SELECT iif(a.zh, k.zh || m.zh, k.en || m.en) FROM amount m JOIN called k ON e.figure = m.start || k.kind),
                e.figure) AS title
  FROM site_effect e LEFT JOIN proposal p ON p.key = 'population', asked a
 ORDER BY e.fid;
