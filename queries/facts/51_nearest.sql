-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: nearest
-- title_zh: 社区最近设施及距离
-- title_en: Nearest facility of each community
--
-- distance_m: on the ellipsoid, from the centre of the community's people (first population layer).
-- No row where the city has no facility of the kind.

CREATE TABLE nearest AS
SELECT c.unit_id, k.name AS kind, f.facility_id, n.distance_m
  FROM zone_nearest n
  JOIN community c USING (zone)
  JOIN kind k ON k.kind = n.kind
  JOIN facility f ON f.facility = n.facility
 ORDER BY n.zone, n.kind;
