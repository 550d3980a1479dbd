-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet_figure
-- needs: community street summary
-- title_zh: 图上的指标
-- title_en: Figures on the maps
--
-- Key figures of the city, and each street's communities. Nothing is computed: numbers are rounded.

INSERT INTO sheet_figure
WITH wanted (position, key) AS (
    VALUES (1, 'counties'), (2, 'streets'), (3, 'communities'), (4, 'households'), (6, 'facilities'),
           (7, 'floor_area_m2'), (8, 'per_100_households'), (10, 'coverage_rate.by_count'),
           (11, 'coverage_rate.by_area_bound'), (12, 'coverage_rate.by_population')
    UNION ALL
    SELECT 5, 'people_inside.' || name FROM demand WHERE demand = 0
    UNION ALL
    SELECT 20 + t.reach, 'coverage.' || t.key || '.' || d.name
      FROM reach_title t JOIN demand d ON d.demand = 0
     WHERE t.reach = (SELECT min(u.reach) FROM reach_title u WHERE u.kind IS t.kind)
)
SELECT w.position, s.title_@lang@,
       CASE WHEN s.value IS NULL THEN '—'
            WHEN s.unit = 'share' THEN printf('%.1f%%', s.value * 100)
            WHEN s.key = 'per_100_households' THEN printf('%.2f m²', s.value)
            ELSE printf('%,d', CAST(round(s.value) AS INTEGER)) || coalesce(' ' || nullif(s.unit, ''), '') END
  FROM wanted w JOIN out.summary s USING (key);

CREATE TABLE sheet_street AS
SELECT row_number() OVER (PARTITION BY s.fid ORDER BY c.fid) AS position, s.fid AS street, c.name, c.unit_id,
       c.people, c.households, c.facilities, c.floor_area_m2, c.per_100_households, c.share, f.name AS nearest,
       c.nearest_m, c.assessment
  FROM out.street s
  JOIN out.community c ON c.street IS s.name AND c.county IS s.county
  LEFT JOIN (SELECT facility_id, min(name) AS name FROM out.facility GROUP BY facility_id) f
    ON f.facility_id = c.nearest_id;
CREATE INDEX sheet_street_street ON sheet_street (street);

UPDATE sheet_item
   SET sql = 'SELECT position AS "@zh:序号|en:no@", name AS "@zh:社区名称|en:community@", iif(people IS NULL, ''—'', printf(''%,d'', round(people))) AS "@zh:人口|en:people@",'
   || ' iif(households IS NULL, ''—'', printf(''%,d'', households)) AS "@zh:户数|en:households@", facilities AS "@zh:设施处数|en:facilities@",'
   || ' iif(floor_area_m2 IS NULL, ''—'', printf(''%,d'', round(floor_area_m2))) AS "@zh:设施面积(m²)|en:floor area (m²)@",'
   || ' CASE WHEN per_100_households IS NULL THEN ''—'' ELSE printf(''%.2f'', per_100_households) END AS "@zh:每百户面积(m²)|en:per 100 households (m²)@",'
   || ' CASE WHEN share IS NULL THEN ''—'' ELSE printf(''%.1f%%'', share * 100) END AS "@zh:人口覆盖率|en:share within reach@",'
   || ' coalesce(nearest, ''—'') AS "@zh:最近设施|en:nearest facility@", iif(nearest_m IS NULL, ''—'', printf(''%.0f'', nearest_m)) AS "@zh:距离(m)|en:distance (m)@",'
   || ' coalesce((SELECT label_@lang@ FROM map_word WHERE field = ''assessment'' AND value = assessment), ''—'') AS "@zh:达标评价|en:assessment@"'
   || ' FROM sheet_street WHERE street = (SELECT subject FROM sheet WHERE sheet = :sheet + 0) ORDER BY position',
       align = 'clrrrrrrlrc', weights = '8 30 14 13 11 16 17 16 32 12 15'
 WHERE form = 'atlas' AND what = 'table';
