-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: summary
-- title_zh: 变化概要
-- title_en: Key figures of the comparison
--
-- Numbers of the whole city old and new, and of the communities by what became of them.

CREATE TABLE summary (key TEXT, value REAL, unit TEXT, title_zh TEXT, title_en TEXT, text TEXT);
INSERT INTO summary (key, value, unit, title_zh, title_en)
SELECT 'communities.' || m.change, coalesce(n.count, 0), '', '社区：' || c.label_zh,
       'communities: ' || m.change
  FROM (SELECT 0 AS i, 'same' AS change UNION SELECT 1, 'recoded' UNION SELECT 2, 'merged'
        UNION SELECT 3, 'split' UNION SELECT 4, 'rearranged' UNION SELECT 5, 'new'
        UNION SELECT 6, 'gone') m
  JOIN map_change c USING (i)
  LEFT JOIN (SELECT change, count(*) AS count FROM scope WHERE level = 'community'
              GROUP BY change) n USING (change)
 ORDER BY m.i;
INSERT INTO summary (key, value, unit, title_zh, title_en)
WITH figure AS (
    SELECT figure || coalesce('.' || kind, '')
           || CASE WHEN reach IS NULL THEN '' ELSE printf('.%g', reach) END
           || coalesce('.' || demand, '') AS key,
           CASE figure WHEN 'households' THEN '户数' WHEN 'facilities' THEN '设施处数'
                       WHEN 'floor_area_m2' THEN '设施建筑面积'
                       WHEN 'per_100_households' THEN '每百户设施面积' ELSE '覆盖率' END
           || CASE WHEN kind IS NULL THEN '' WHEN kind = '*' THEN '：全部计入设施'
                   ELSE '：' || kind END
           || CASE WHEN reach IS NULL THEN '' ELSE printf(' %g m', reach) END
           || coalesce('：' || demand, '') AS title_zh,
           CASE figure WHEN 'share' THEN 'share within reach'
                       WHEN 'facilities' THEN 'facilities' WHEN 'households' THEN 'households'
                       WHEN 'floor_area_m2' THEN 'floor area'
                       ELSE 'floor area per 100 households' END
           || CASE WHEN kind IS NULL THEN '' WHEN kind = '*' THEN ': all counting kinds'
                   ELSE ': ' || kind END
           || CASE WHEN reach IS NULL THEN '' ELSE printf(' %g m', reach) END
           || coalesce(': ' || demand, '') AS title_en,
           CASE figure WHEN 'share' THEN 'share' WHEN 'floor_area_m2' THEN 'm²'
                       WHEN 'per_100_households' THEN 'm²' ELSE '' END AS unit,
           old_value, new_value, row_number() OVER () AS i
      FROM change_figure
     WHERE level = 'city'
       AND ((figure = 'share' AND demand NOT IN ('households', 'area_m2'))
            OR (figure IN ('households', 'facilities', 'floor_area_m2',
                           'per_100_households') AND coalesce(kind, '*') = '*'))
)
SELECT key || '.' || side, value, unit, title_zh || CASE side WHEN 'old' THEN '：旧' ELSE '：新' END,
       title_en || ', ' || side
  FROM (SELECT i, 0 AS part, key, 'old' AS side, old_value AS value, unit, title_zh, title_en
          FROM figure
        UNION ALL SELECT i, 1, key, 'new', new_value, unit, title_zh, title_en FROM figure)
 ORDER BY i, part;
INSERT INTO summary (key, value, unit, title_zh, title_en)
SELECT 'facilities.' || change, count(*), '',
       CASE change WHEN 'opened' THEN '新增设施' WHEN 'closed' THEN '撤销设施'
                   WHEN 'changed' THEN '变更设施' ELSE '编号重复、无法比较的设施' END,
       'facilities ' || change
  FROM change_facility GROUP BY change;
INSERT INTO summary (key, value, unit, title_zh, title_en)
SELECT 'verdicts.' || change, count(*), '',
       CASE change WHEN 'improved' THEN '评价：转为符合' WHEN 'worse' THEN '评价：转为不符合'
                   WHEN 'known' THEN '评价：由无法判定转为不符合' WHEN 'lost' THEN '评价：转为无法判定'
                   WHEN 'added' THEN '评价：仅新结果有' WHEN 'dropped' THEN '评价：仅旧结果有'
                   WHEN 'value' THEN '评价：结论不变而数值变化' ELSE '评价：其他变化' END,
       'verdicts: ' || change
  FROM change_verdict GROUP BY change;
