-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: B 社区级（底表）
-- title_en: B Communities
-- level: level
-- frozen: 3
-- group: county street
--
-- A row a community in order of county and street, with subtotals. A row without a code takes off what
-- the rows above it hold twice (ground that two communities claim, facilities that serve several), so
-- that totals are both the sum of the rows and the figures of the output. rooms: functions of the
-- premises that serve it, by the clauses on rooms; title, sign: likewise.
--
-- column: level | - | 层级 | level | - | word
-- column: unit_id | - | 社区编号 | community code | - | text
-- column: name | - | 社区名称 | community | - | text
-- column: county | - | 区县 | county | - | text
-- column: street | - | 街道 | street | - | text
-- column: area_type | - | 城乡 | urban or rural | - | word
-- column: people | - | 常住人口 | people | 人 | integer | sum
-- column: households | - | 户数 | households | 户 | integer | sum
-- column: facilities | - | 设施处数 | facilities | 处 | integer | sum
-- column: floor_area_m2 | - | 设施建筑面积 | floor area | m² | area | sum
-- column: per_100_households | - | 每百户面积 | floor area per 100 households | m² | area | {floor_area_m2} * 100 / {households}
-- column: per_100_limit | - | 每百户面积标准 | floor area per 100 households wanted | m² | area
-- column: per_100_gap | - | 每百户面积差额 | missing to it | m² | area
-- column: place_m2 | - | 单处面积（最大） | largest single premises | m² | area
-- column: place_limit | - | 单处面积标准 | single premises wanted | m² | area
-- column: place_result | - | 单处面积是否达标 | single premises meet it | - | word:result
-- column: assessment | - | 是否达标 | assessment | - | word
-- column: kind | - | 覆盖率所指类别 | kind of the share | - | text
-- column: reach | - | 服务半径 | radius | m | number
-- column: covered | - | 覆盖人口（直线） | people within reach, straight | 人 | integer | sum
-- column: share | - | 覆盖率（直线） | share within reach, straight | % | percent | {covered} / {people}
-- column: walk_covered | - | 覆盖人口（路网） | people within reach, on foot | 人 | integer
-- column: walk_share | - | 覆盖率（路网） | share within reach, on foot | % | percent
-- column: nearest_id | - | 最近设施 | nearest facility | - | text
-- column: nearest_m | - | 最近设施距离 | distance to it | m | integer
-- column: uncovered | - | 未覆盖人口 | people out of reach | 人 | integer | {people} - {covered}
-- column: rooms | - | 功能用房齐全 | rooms provided | - | text
-- column: sign | - | 名称标识规范 | name and sign as ruled | - | word:result
-- column: title | - | 产权证 | title certificates | - | word:result
-- column: problem | - | 问题 | what is wrong | - | long

WITH premises AS (
    SELECT s.unit_id, c.measure LIKE 'lists(rooms,%' AS room,
           c.measure LIKE '%sign\_%' ESCAPE '\' OR c.measure LIKE 'name GLOB%' AS sign,
           c.measure LIKE '%\_certificate%' ESCAPE '\' AS title, v.result
      FROM clause c
      JOIN verdict v USING (standard, clause)
      JOIN served s ON s.facility_id = v.unit_id
     WHERE v.level = 'facility' AND v.result IN ('met', 'unmet')
), fitted AS (
    SELECT unit_id, sum(room) AS rooms, sum(room AND result = 'met') AS rooms_met,
           iif(sum(sign), iif(sum(sign AND result = 'unmet'), 'unmet', 'met'), NULL) AS sign,
           iif(sum(title), iif(sum(title AND result = 'unmet'), 'unmet', 'met'), NULL) AS title
      FROM premises WHERE room OR sign OR title GROUP BY unit_id
), problem AS (
    SELECT v.unit_id, group_concat(v.clause || iif(a.zh, '：', ': ')
                                   || iif(a.zh, v.reason_zh, v.reason_en), iif(a.zh, '；', '; ')) AS text
      FROM verdict v, asked a
     WHERE v.level = 'community' AND v.result = 'unmet' AND v.strength IN ('must', 'gate')
     GROUP BY v.unit_id
), walk AS (
    SELECT c.unit_id, c.covered, c.share
      FROM coverage c
      JOIN (SELECT min(fid) AS fid, kind, demand, reach FROM coverage
             WHERE demand NOT IN ('households', 'area_m2')) f USING (kind, demand, reach)
     WHERE c.level = 'community' AND c.metric <> 'straight'
)
SELECT 'community' AS level, l.unit_id,
       coalesce(c.name, iif(a.zh, '（重复计算扣除）', '(counted twice, taken off)')) AS name, l.county,
       l.street, c.area_type, l.people, l.households, l.facilities, l.floor_area_m2,
       c.per_100_households, p.limit_value AS per_100_limit, p.gap AS per_100_gap,
       v.value AS place_m2, v.limit_value AS place_limit, v.result AS place_result, c.assessment,
       c.kind, c.reach, l.covered, c.share, w.covered AS walk_covered, w.share AS walk_share,
       c.nearest_id, c.nearest_m, l.people - l.covered AS uncovered,
       f.rooms_met || '/' || nullif(f.rooms, 0) AS rooms, f.sign, f.title, b.text AS problem
  FROM ledger l
  JOIN asked a
  JOIN place o ON o.county IS l.county AND o.street IS l.street
  LEFT JOIN community c ON c.unit_id = l.unit_id AND c.fid = l.position
  LEFT JOIN clause_on x ON x.level = 'community' AND x.unit_id = l.unit_id
                       AND x.measure = 'per_100_households'
  LEFT JOIN verdict p ON p.fid = x.fid
  LEFT JOIN clause_on y ON y.level = 'community' AND y.unit_id = l.unit_id
                       AND y.measure IN ('station_largest_m2', 'rural_centre_largest_m2')
  LEFT JOIN verdict v ON v.fid = y.fid
  LEFT JOIN walk w ON w.unit_id = l.unit_id
  LEFT JOIN fitted f ON f.unit_id = l.unit_id
  LEFT JOIN problem b ON b.unit_id = l.unit_id
 ORDER BY l.county IS NULL, (SELECT min(position) FROM place q WHERE q.county = l.county), l.county,
          l.street IS NULL, o.position, l.position;
