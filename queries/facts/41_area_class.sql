-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: area_class
-- title_zh: 设施面积分级达标的社区
-- title_en: Communities at or above each class bound
--
-- basis 'community': floor area of a community in m2; 'per_100_households': its m2 per 100
-- households; both of all kinds that count (kind '*'). The bound itself is enough ("不小于"). A
-- community whose figure is not known counts as below, so that a share is never too high; one
-- without households is left out of the second. Where a unit has facilities, but no floor area is
-- known, at_or_above and share are NULL.

CREATE TABLE block_class AS
WITH figure AS (
    SELECT u.zone, 'community' AS basis, a.floor_area_m2 AS value
      FROM unit u JOIN unit_area a ON a.unit = u.unit AND a.kind = -1
     WHERE u.zone IS NOT NULL
    UNION ALL
    SELECT u.zone, 'per_100_households', a.per_100_households
      FROM unit u JOIN unit_area a ON a.unit = u.unit AND a.kind = -1
     WHERE u.zone IS NOT NULL AND (a.households IS NULL OR a.households > 0)
)
SELECT z.block, b.basis, b.bound_m2, count(*) AS communities,
       sum(coalesce(f.value >= b.bound_m2, 0)) AS at_or_above
  FROM figure f JOIN bound b USING (basis) JOIN zone_block z USING (zone)
 GROUP BY z.block, b.basis, b.bound_m2;

CREATE TABLE area_class AS
WITH counted AS (
    SELECT b.unit, c.basis, c.bound_m2, sum(c.communities) AS communities,
           CASE WHEN a.floor_area_m2 IS NOT NULL THEN sum(c.at_or_above) END AS at_or_above
      FROM block_class c
      JOIN unit_block b USING (block)
      JOIN unit_area a ON a.unit = b.unit AND a.kind = -1
     GROUP BY b.unit, c.basis, c.bound_m2
)
SELECT u.level, u.unit_id, '*' AS kind, n.bound_m2, n.basis, n.communities, n.at_or_above,
       1.0 * n.at_or_above / n.communities AS share
  FROM counted n JOIN unit u USING (unit)
 ORDER BY n.unit, n.basis, n.bound_m2;
