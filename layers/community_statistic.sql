-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 社区表：用房面积与每百户面积
-- title_en: Communities by premises and by floor area per 100 households
--
-- A row a street, planning unit, county and the city, for all, urban and rural communities.
-- communities = without_premises + below_200 + from_200_below_300 + from_300_below_400 +
-- at_least_400 + unknown. coverage: communities with premises / all. per_100_households: total floor
-- area by total households; per_100_households_mean: mean of the communities' own figures. rated:
-- communities that have households. Bounds are those of the form; table community_class has the
-- plan's.
--
-- formula: coverage = with_premises / communities
-- formula: per_100_households = floor_area_m2 * 100 / households
-- column: level | text | 层级 | level
-- column: unit_id | text | 单元编号 | unit
-- column: area_type | text | 城乡（all 全部、urban 城市、rural 农村） | all, urban or rural
-- column: communities | integer | 社区数 | communities
-- column: without_premises | integer | 无用房社区数 | without premises
-- column: below_200 | integer | 不足200平方米 | below 200 m²
-- column: from_200_below_300 | integer | 200至不足300平方米 | 200 to below 300 m²
-- column: from_300_below_400 | integer | 300至不足400平方米 | 300 to below 400 m²
-- column: at_least_400 | integer | 400平方米及以上 | 400 m² and more
-- column: unknown | integer | 面积不明 | floor area not known
-- column: below_300 | integer | 有用房而在300平方米以下 | with premises below 300 m²
-- column: with_premises | integer | 有用房社区数 | with premises
-- column: coverage | real | 覆盖率 | coverage
-- column: coverage_fraction | text | 覆盖率（分数） | coverage, fraction
-- column: coverage_1_decimal | text | 覆盖率（一位小数） | coverage, one decimal
-- column: coverage_whole | text | 覆盖率（整数） | coverage, whole percent
-- column: households | real | 户数 | households
-- column: floor_area_m2 | real | 设施建筑面积 | floor area | m²
-- column: per_100_households | real | 每百户面积（合计法） | per 100 households, by totals | m²
-- column: per_100_households_mean | real | 每百户面积（社区平均法） | per 100 households, mean of communities | m²
-- column: rated | integer | 有户数的社区数 | communities with households
-- column: at_least_20 | integer | 每百户20平方米及以上 | 20 m² per 100 households and more
-- column: at_least_20_share | real | 每百户20平方米及以上占比 | their share
-- column: at_least_30 | integer | 每百户30平方米及以上 | 30 m² per 100 households and more
-- column: at_least_30_share | real | 每百户30平方米及以上占比 | their share (30 m²)

SELECT level, unit_id, area_type, communities, none, below_200, from_200, from_300, from_400, unknown,
       below_300, with_premises, coverage, coverage_fraction, coverage_1_decimal, coverage_whole,
       households, floor_area_m2, per_100_households, per_100_households_mean, rated, at_least_20,
       at_least_20_share, at_least_30, at_least_30_share
  FROM community_statistic ORDER BY rowid;
