-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: fairness
-- title_zh: 各单元覆盖率与公平性
-- title_en: Shares of districts, for fairness
--
-- share = people within reach of the facilities there are and of the proposal / people of the unit, by
-- places. rank: from the worst share of those that the choice of sites can change; a unit without a rank is
-- not compared. bound: no plan that is as good in all ranks before has more at this rank.

CREATE TABLE proposed_fairness AS
SELECT p.position,
       CASE WHEN p.rank IS NULL THEN NULL
            WHEN (SELECT count(bound) FROM proposed_share) > 0 THEN p.rank
            ELSE row_number() OVER (PARTITION BY p.rank IS NULL ORDER BY p.after / p.people, p.position)
            END AS rank,
       p.level, u.unit_id, u.name, p.people, p.before / nullif(p.people, 0) AS before,
       p.after / nullif(p.people, 0) AS after, p.bound, p.proved
  FROM proposed_share p
  JOIN above a USING (zone)
  JOIN unit u ON u.unit = CASE p.level WHEN 'street' THEN a.street WHEN 'county' THEN a.county
                 ELSE (SELECT c.unit FROM unit c WHERE c.level = 'community' AND c.zone = p.zone) END;

INSERT INTO proposal_title VALUES
    ('worst_before', 'share', '实施前最低覆盖率', 'worst share before'),
    ('worst_after', 'share', '实施后最低覆盖率', 'worst share after'),
    ('worst_bound', 'share', '最低覆盖率的已证上界', 'proved bound of the worst share'),
    ('compared', '', '参与比较的单元数', 'districts that are compared'),
    ('levels_proved', '', '自最低起已证最优的覆盖率个数', 'shares proved best, from the worst on'),
    ('left_out', '', '不参与比较的单元数', 'districts that are not compared');
INSERT INTO proposed_fact
WITH line (at, key, value) AS (
    SELECT 1, 'worst_before', (SELECT min(before) FROM proposed_fairness WHERE rank IS NOT NULL) UNION ALL
    SELECT 2, 'worst_after', (SELECT after FROM proposed_fairness WHERE rank = 1) UNION ALL
    SELECT 3, 'worst_bound', (SELECT bound FROM proposed_fairness WHERE rank = 1) UNION ALL
    SELECT 4, 'compared', (SELECT count(rank) FROM proposed_fairness) UNION ALL
    SELECT 5, 'levels_proved', (SELECT sum(proved) FROM proposed_fairness) UNION ALL
    SELECT 6, 'left_out', (SELECT sum(rank IS NULL) FROM proposed_fairness)
)
SELECT (SELECT max(position) FROM proposed_fact) + at, key, value, NULL FROM line
 WHERE value IS NOT NULL AND EXISTS (SELECT 1 FROM proposed_fairness);
