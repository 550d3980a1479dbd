-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: C 汇总（街道中心）
-- title_en: C Streets with a centre
-- level: level
-- frozen: 2
--
-- A row a county, the city and bound; nothing where no kind of the data is a street service centre.
--
-- column: level | - | 层级 | level | - | word
-- column: unit_id | - | 单元 | unit | - | word
-- column: bound_m2 | - | 中心面积标准 | bound | m² | number
-- column: streets | - | 街道数 | streets | 个 | integer
-- column: with_centre | - | 已建中心数 | with a centre | 个 | integer
-- column: share | - | 已建占比 | share with a centre | % | percent
-- column: share_fraction | - | 已建占比（分数） | share, fraction | - | text
-- column: without_centre | - | 未建数 | without a centre | 个 | integer
-- column: below | - | 不足面积数 | below the bound | 个 | integer
-- column: unknown | - | 面积不明数 | floor area not known | 个 | integer
-- column: meeting | - | 达标数 | meeting it | 个 | integer
-- column: rate | - | 达标率 | share that meets | % | percent
-- column: rate_fraction | - | 达标率（分数） | share that meets, fraction | - | text

SELECT level, unit_id, bound_m2, streets, with_centre, share, share_fraction, without_centre, below,
       unknown, meeting, rate, rate_fraction
  FROM street_statistic ORDER BY bound_m2, level = 'city', fid;
