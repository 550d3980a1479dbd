-- SPDX-License-Identifier: GPL-3.0-or-later
-- title_zh: 服务来源
-- title_en: Whom sites serve
-- frozen: 3
--
-- People of each community to whom a new facility is the nearest of its kind. Ground that two communities
-- claim is in both, so there are no totals.
--
-- column: rank | - | 建设次序 | rank | - | integer
-- column: site_id | - | 选址编号 | site | - | text
-- column: name | - | 名称 | name | - | text
-- column: unit_id | - | 社区编号 | community code | - | text
-- column: community | - | 社区 | community | - | text
-- column: kind | - | 类别 | kind | - | word
-- column: people | - | 人口 | people | 人 | number

SELECT t.*, s.rank, s.name, (SELECT min(c.name) FROM community c WHERE c.unit_id = t.unit_id) AS community
  FROM assignment t LEFT JOIN site s USING (site_id)
 ORDER BY t.fid;
