-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 设施：可用于条款的列
-- title_en: Facilities: columns for clauses
--
-- A row a facility, with its index (decimal digits) first. NULL: not known.
--
-- column: facility_id | text | 设施编号 | id
-- column: name | text | 设施名称 | name
-- column: kind | text | 设施类别 | kind
-- column: roles | text | 设施角色（以 ; 分隔） | roles, separated by ;
-- column: counts | integer | 是否计入每百户面积 | counts towards floor area per 100 households
-- column: area_type | text | 所在社区城乡 | urban or rural, of its community
-- column: floor_area_m2 | real | 建筑面积 | floor area | m2
-- column: land_area_m2 | real | 用地面积 | land area | m2
-- column: communities_served | integer | 服务社区数 | communities it serves

SELECT CAST(f.facility AS TEXT), f.facility_id, f.name, k.name AS kind,
       coalesce((SELECT group_concat(role, ';')
                   FROM (SELECT role FROM kind_role r WHERE r.kind = f.kind ORDER BY role)), '')
           AS roles,
       k.counts, c.area_type, f.floor_area_m2, f.land_area_m2,
       (SELECT count(*) FROM facility_serves s WHERE s.facility = f.facility) AS communities_served
  FROM facility f
  JOIN kind k USING (kind)
  LEFT JOIN community c USING (zone)
 ORDER BY 1;
