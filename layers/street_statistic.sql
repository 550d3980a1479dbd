-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 街道表：街道社区服务中心
-- title_en: Streets with a service centre
--
-- A row a county, the city and bound: of its streets, those that a facility of the role street_centre
-- serves, and those whose largest has at least bound_m2. streets = without + below + unknown +
-- meeting. Shares stand as fraction and as printed, rounded half up. NULL: no kind of the data has
-- that role.
--
-- formula: share = with_centre / streets
-- formula: rate = meeting / streets
-- column: level | text | 层级 | level
-- column: unit_id | text | 单元编号 | unit
-- column: bound_m2 | real | 面积界限 | bound | m²
-- column: streets | integer | 街道数 | streets
-- column: with_centre | integer | 已建中心的街道数 | streets with a centre
-- column: share | real | 已建占比 | share with a centre
-- column: share_fraction | text | 已建占比（分数） | share, fraction
-- column: share_1_decimal | text | 已建占比（一位小数） | share, one decimal
-- column: share_whole | text | 已建占比（整数） | share, whole percent
-- column: without_centre | integer | 未建中心的街道数 | streets without a centre
-- column: below | integer | 不足面积的街道数 | streets whose centre is smaller
-- column: unknown | integer | 面积不明的街道数 | streets whose centre has no known area
-- column: meeting | integer | 达标街道数 | streets that meet the bound
-- column: rate | real | 达标率 | share that meets
-- column: rate_fraction | text | 达标率（分数） | share that meets, fraction
-- column: rate_1_decimal | text | 达标率（一位小数） | share that meets, one decimal
-- column: rate_whole | text | 达标率（整数） | share that meets, whole percent

SELECT level, unit_id, bound_m2, streets, with_centre, share, fraction, one_decimal, whole, without,
       below, unknown, meeting, rate, rate_fraction, rate_1_decimal, rate_whole
  FROM street_statistic ORDER BY rowid;
