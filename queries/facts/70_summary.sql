-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: summary
-- title_zh: 全市主要指标
-- title_en: Key figures of the city
--
-- A key ends in .demand, .kind or .kind.radius where there are several. unit 'share': a share of 1.
-- The lines people_balance.* are the proof that nobody is lost: people read, less those outside,
-- less those of the city by the tables here (each once), which is 0 up to rounding.

CREATE TABLE summary_line (position INTEGER, part INTEGER, key TEXT, value REAL, unit TEXT,
                           title_zh TEXT, title_en TEXT);
INSERT INTO summary_line
SELECT 10, 0, 'communities', count(*), '', '社区数', 'communities' FROM community;
INSERT INTO summary_line
SELECT 11, 0, 'communities_without_households', count(*), '', '户数不明的社区数',
       'communities whose households are not known'
  FROM community JOIN zone_households h USING (zone) WHERE h.households IS NULL;
INSERT INTO summary_line
SELECT 12, 0, 'streets', count(*), '', '街道数', 'streets' FROM unit WHERE level = 'street';
INSERT INTO summary_line
SELECT 13, 0, 'counties', count(*), '', '区县数', 'counties' FROM unit WHERE level = 'county';
INSERT INTO summary_line
SELECT 14, 0, 'area_m2', sum(m.weight * a.area_m2), 'm²', '社区总面积', 'area of all communities'
  FROM unit u JOIN member m USING (unit) JOIN zone_area a ON a.zone = m.zone WHERE u.level = 'city';
INSERT INTO summary_line
SELECT 15, 0, 'area_twice_m2', coalesce(sum(a.area_m2), 0), 'm²', '社区重叠面积',
       'area that two communities claim' FROM overlap JOIN zone_area a USING (zone);

INSERT INTO summary_line
SELECT 20, 10 * demand + 0, 'people_read.' || name, people_read, '', name || '：读入人口',
       name || ': people read' FROM account JOIN demand USING (demand);
INSERT INTO summary_line
SELECT 20, 10 * demand + 1, 'people_inside.' || name, people_inside - people_twice, '',
       name || '：社区内人口', name || ': people in communities'
  FROM account JOIN demand USING (demand);
INSERT INTO summary_line
SELECT 20, 10 * demand + 2, 'people_twice.' || name, people_twice, '', name || '：社区重叠处人口（只计一次）',
       name || ': people where communities overlap (counted once)'
  FROM account JOIN demand USING (demand);
INSERT INTO summary_line
SELECT 20, 10 * demand + 3, 'people_outside.' || name, people_outside, '', name || '：社区外人口',
       name || ': people in no community' FROM account JOIN demand USING (demand);
INSERT INTO summary_line
SELECT 20, 10 * demand + 4, 'people_balance.' || name,
       people_read - people_outside - counted, '',
       name || '：平衡检查（应为 0）', name || ': balance (must be 0)'
  FROM account JOIN demand USING (demand)
  JOIN (SELECT p.demand, sum(m.weight * p.people) AS counted
          FROM unit u JOIN member m USING (unit) JOIN zone_people p ON p.zone = m.zone
         WHERE u.level = 'city' GROUP BY p.demand) USING (demand);

INSERT INTO summary_line
SELECT 30, 0, 'households', h.households, '', '户数', 'households'
  FROM unit u JOIN unit_households h USING (unit) WHERE u.level = 'city';
INSERT INTO summary_line
SELECT 31, 0, 'households_without_place', coalesce(sum(h.households), 0), '',
       '人口图层上无人的社区的户数', 'households of communities where the population layer shows nobody'
  FROM community c JOIN zone_households h USING (zone)
  JOIN zone_people p ON p.zone = c.zone AND p.demand = 0
 WHERE NOT p.people > 0;

INSERT INTO summary_line
SELECT 40, 0, 'facilities', count(*), '', '设施数', 'facilities' FROM facility;
INSERT INTO summary_line
SELECT 41, kind, 'facilities.' || k.name, count(f.facility), '', k.title_zh || '：设施数',
       k.title_en || ': facilities' FROM kind k LEFT JOIN facility f USING (kind) GROUP BY kind;
INSERT INTO summary_line
SELECT 42, 0, 'facilities_outside', count(*), '', '不服务任何社区的设施数',
       'facilities that serve no community'
  FROM facility WHERE facility NOT IN (SELECT facility FROM facility_serves);
INSERT INTO summary_line
SELECT 43, 0, 'facilities_without_floor_area', count(*), '', '建筑面积不明的计入设施数',
       'counting facilities whose floor area is not known'
  FROM facility JOIN kind USING (kind) WHERE counts AND floor_area_m2 IS NULL;

INSERT INTO summary_line
SELECT 50, 0, 'floor_area_m2', a.floor_area_m2, 'm²', '社区服务设施建筑面积', 'floor area of facilities'
  FROM unit u JOIN unit_area a USING (unit) WHERE u.level = 'city' AND a.kind = -1;
INSERT INTO summary_line
SELECT 51, 0, 'per_100_households', a.per_100_households, 'm²', '每百户居民拥有的社区服务设施面积',
       'floor area per 100 households'
  FROM unit u JOIN unit_area a USING (unit) WHERE u.level = 'city' AND a.kind = -1;
INSERT INTO summary_line
SELECT CASE basis WHEN 'community' THEN 52 ELSE 53 END, bound_m2, 'communities_at_or_above.' || basis || '.' || printf('%g', bound_m2),
       share, 'share',
       CASE basis WHEN 'community' THEN '设施面积≥' || printf('%g', bound_m2) || ' m² 的社区占比'
            ELSE '每百户面积≥' || printf('%g', bound_m2) || ' m² 的社区占比' END,
       CASE basis WHEN 'community' THEN 'share of communities with >= '
            || printf('%g', bound_m2) || ' m²'
            ELSE 'share of communities with >= ' || printf('%g', bound_m2)
            || ' m² per 100 households' END
  FROM area_class WHERE level = 'city';
INSERT INTO summary_line
SELECT 51, 1, 'per_100_households_mean', per_100_households_mean, 'm²',
       '每百户面积（社区平均法）', 'floor area per 100 households, mean of communities'
  FROM community_statistic WHERE level = 'city' AND area_type = 'all';
INSERT INTO summary_line
SELECT 54, 0, 'communities_without_premises', none, '', '无用房的社区数',
       'communities without premises'
  FROM community_statistic WHERE level = 'city' AND area_type = 'all';
INSERT INTO summary_line
SELECT 54, 1, 'communities_below.300', share, 'share', '有用房而在300 m²以下的社区占比',
       'share of communities with premises below 300 m²'
  FROM community_statistic c JOIN printed_share p ON p.n = c.below_300 AND p.d = c.communities
 WHERE level = 'city' AND area_type = 'all';
INSERT INTO summary_line
SELECT 55, 0, 'streets_with_centre', share, 'share', '设有社区服务中心的街道占比',
       'share of streets with a service centre'
  FROM street_statistic WHERE level = 'city' AND bound_m2 = 500 AND share IS NOT NULL;
INSERT INTO summary_line
SELECT 55, bound_m2, 'streets_with_centre_at_least.' || printf('%g', bound_m2), rate, 'share',
       '中心≥' || printf('%g', bound_m2) || ' m² 的街道占比',
       'share of streets whose centre has >= ' || printf('%g', bound_m2) || ' m²'
  FROM street_statistic WHERE level = 'city' AND rate IS NOT NULL;

INSERT INTO summary_line
SELECT 60, 0, 'coverage_rate.' || measure || CASE area_type WHEN 'all' THEN '' ELSE '.' || area_type END,
       rate, 'share',
       CASE measure WHEN 'by_count' THEN '设施覆盖率（按社区数）'
            WHEN 'by_population' THEN '设施覆盖率（按服务半径内人口）'
            ELSE '设施覆盖率（按面积达标社区数）' END
       || CASE area_type WHEN 'urban' THEN '：城市' WHEN 'rural' THEN '：农村' ELSE '' END,
       CASE measure WHEN 'by_count' THEN 'coverage rate by number of communities'
            WHEN 'by_population' THEN 'coverage rate by people within reach'
            ELSE 'coverage rate by communities that reach the required area' END
       || CASE area_type WHEN 'all' THEN '' ELSE ': ' || area_type END
  FROM coverage_rate WHERE level = 'city' ORDER BY rowid;

INSERT INTO summary_line
SELECT 70, r.reach, 'coverage.' || r.key || '.' || d.name,
       CASE WHEN n.total > 0 THEN min(1.0, (n.people_1 + n.people_2 + n.people_3) / n.total) END,
       'share', r.title_zh || '：' || d.name || '覆盖率',
       r.title_en || ': share of ' || d.name || ' within reach'
  FROM unit_reach n JOIN unit u USING (unit) JOIN reach_title r ON r.reach = n.reach
  JOIN demand d ON d.demand = n.demand
 WHERE u.level = 'city'
 ORDER BY r.reach, d.demand;

INSERT INTO summary_line
SELECT 80, r.reach, 'gaps.' || r.key, count(g.gap), '', r.title_zh || '：服务盲区数',
       r.title_en || ': gaps'
  FROM reach_title r LEFT JOIN gap g USING (reach)
 WHERE r.kind IS NOT NULL
 GROUP BY r.reach;
INSERT INTO summary_line
SELECT 90, CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, 'findings.' || severity,
       count(*), '',
       CASE severity WHEN 'error' THEN '数据问题：错误' WHEN 'warning' THEN '数据问题：警告'
            ELSE '数据问题：提示' END,
       'findings: ' || severity
  FROM finding GROUP BY severity;

-- Shares of numbers of communities and streets as they are printed.
CREATE TABLE summary_share (key TEXT PRIMARY KEY, n INTEGER, d INTEGER) WITHOUT ROWID;
INSERT INTO summary_share
SELECT 'communities_at_or_above.' || basis || '.' || printf('%g', bound_m2), at_or_above, communities
  FROM area_class WHERE level = 'city'
UNION ALL
SELECT 'coverage_rate.' || measure || CASE area_type WHEN 'all' THEN '' ELSE '.' || area_type END,
       CAST(numerator AS INTEGER), CAST(denominator AS INTEGER)
  FROM coverage_rate WHERE level = 'city' AND measure <> 'by_population'
UNION ALL
SELECT 'communities_below.300', below_300, communities
  FROM community_statistic WHERE level = 'city' AND area_type = 'all'
UNION ALL
SELECT 'streets_with_centre', with_centre, streets
  FROM street_statistic WHERE level = 'city' AND bound_m2 = 500
UNION ALL
SELECT 'streets_with_centre_at_least.' || printf('%g', bound_m2), meeting, streets
  FROM street_statistic WHERE level = 'city';

CREATE TABLE summary AS
SELECT l.key, l.value, l.unit, l.title_zh, l.title_en,
       p.one_decimal || ' (' || p.fraction || ', ' || p.whole || ')' AS text
  FROM summary_line l
  LEFT JOIN summary_share s USING (key)
  LEFT JOIN printed_share p ON p.n = s.n AND p.d = s.d
 ORDER BY l.position, l.part, l.rowid;
