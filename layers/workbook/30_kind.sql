-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: D 按设施类别
-- title_en: D By kind of facility
-- frozen: 3
--
-- A row a kind, radius and population layer of the whole city.
--
-- column: kind | - | 设施类别 | kind | - | word
-- column: reach | - | 服务半径 | radius | m | number
-- column: demand | - | 人口图层 | population layer | - | text
-- column: facilities | - | 设施数量 | facilities | 处 | integer
-- column: area_km2 | - | 覆盖面积 | area within reach | km² | area
-- column: area_share | - | 覆盖面积占比 | share of the area | % | percent
-- column: people | - | 总人口 | people | 人 | integer
-- column: covered | - | 覆盖人口 | people within reach | 人 | integer
-- column: share | - | 人口覆盖率 | share of people | % | percent
-- column: uncovered | - | 盲区人口 | people out of reach | 人 | integer
-- column: gaps | - | 盲区个数 | gaps | 个 | integer
-- column: metric | - | 距离口径 | metric | - | word

SELECT c.kind, c.reach, c.demand,
       (SELECT count(*) FROM facility f WHERE f.kind = c.kind OR c.kind = '*' AND f.counts) AS facilities,
       g.covered / 1e6 AS area_km2, g.share AS area_share, c.total AS people, c.covered, c.share,
       c.total - c.covered AS uncovered,
       iif(c.kind = '*', NULL,
           (SELECT count(*) FROM gap b WHERE b.kind = c.kind AND b.reach = c.reach)) AS gaps, c.metric
  FROM coverage c
  LEFT JOIN coverage g ON g.level = 'city' AND g.kind = c.kind AND g.reach IS c.reach
                      AND g.metric = c.metric AND g.demand = 'area_m2'
 WHERE c.level = 'city' AND c.demand NOT IN ('households', 'area_m2')
 ORDER BY c.fid;
