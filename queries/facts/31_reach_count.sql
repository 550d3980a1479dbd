-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: reach_count
-- title_zh: 可达设施数（服务半径内有几处设施）
-- title_en: Number of facilities within reach
--
-- People by the number of facilities of the kind within whose radius they live: 0, 1, 2, 3 or more.

CREATE TABLE reach_count AS
SELECT u.level, u.unit_id, coalesce(k.name, '*') AS kind, d.name AS demand, r.radius_m AS reach,
       n.people_0, n.people_1, n.people_2, n.people_3 AS people_3_or_more
  FROM unit_reach n
  JOIN unit u USING (unit)
  JOIN demand d ON d.demand = n.demand
  JOIN reach r ON r.reach = n.reach
  LEFT JOIN kind k ON k.kind = r.kind
 ORDER BY n.rowid;
