-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: change_verdict
-- title_zh: 评价结论变化
-- title_en: Changes of verdicts
--
-- A row a clause and scope whose verdict is not the same, or whose value is not. The result of
-- several units is theirs where all agree, else 'mixed'. change: improved (to met), worse (met to
-- unmet), known (unknown to unmet), lost (to unknown), added (only in the new output), dropped (only
-- in the old one), other; value: the result stays and the value differs. Facilities by their id.

CREATE TABLE scope_verdict AS
WITH verdict AS (
    SELECT 'old' AS side, standard, clause, level, unit_id, value, limit_value, result
      FROM old_verdict
    UNION ALL SELECT 'new', standard, clause, level, unit_id, value, limit_value, result
      FROM new_verdict
), placed AS (
    SELECT v.*, s.scope, coalesce('s' || s.scope, v.unit_id) AS object
      FROM verdict v LEFT JOIN side_scope s USING (side, level, unit_id)
)
SELECT standard, clause, level, object, scope, side, count(*) AS units,
       CASE WHEN min(result) = max(result) THEN min(result) ELSE 'mixed' END AS result,
       CASE WHEN count(*) = 1 THEN min(value) END AS value,
       CASE WHEN count(*) = 1 THEN min(limit_value) END AS limit_value
  FROM placed
 GROUP BY standard, clause, level, object, side;

CREATE TABLE verdict_pair AS
SELECT standard, clause, level, object, max(scope) AS scope,
       max(CASE side WHEN 'old' THEN result END) AS old_result,
       max(CASE side WHEN 'new' THEN result END) AS new_result,
       max(CASE side WHEN 'old' THEN value END) AS old_value,
       max(CASE side WHEN 'new' THEN value END) AS new_value,
       max(CASE side WHEN 'old' THEN limit_value END) AS old_limit,
       max(CASE side WHEN 'new' THEN limit_value END) AS new_limit
  FROM scope_verdict GROUP BY standard, clause, level, object;

CREATE TABLE change_verdict AS
SELECT v.standard, v.clause, v.level, coalesce(s.old_ids, CASE WHEN v.scope IS NULL THEN object END)
       AS old_ids,
       coalesce(s.new_ids, CASE WHEN v.scope IS NULL THEN object END) AS new_ids, v.scope,
       v.old_result, v.new_result, v.old_value, v.new_value, v.old_limit, v.new_limit,
       CASE WHEN old_result IS NULL THEN 'added' WHEN new_result IS NULL THEN 'dropped'
            WHEN old_result = new_result THEN 'value'
            WHEN new_result = 'met' THEN 'improved'
            WHEN old_result = 'met' AND new_result = 'unmet' THEN 'worse'
            WHEN new_result = 'unknown' THEN 'lost' WHEN old_result = 'unknown' THEN 'known'
            ELSE 'other' END AS change
  FROM verdict_pair v LEFT JOIN scope s USING (scope)
 WHERE old_result IS NOT new_result OR old_value IS NOT new_value
 ORDER BY v.standard, v.clause, v.level, v.object;

-- By level and clause: how many were and are met, and how many changed.
CREATE TABLE change_clause AS
SELECT standard, clause, level, sum(old_result = 'met') AS old_met,
       sum(old_result = 'unmet') AS old_unmet, sum(old_result = 'unknown') AS old_unknown,
       sum(old_result = 'exempt') AS old_exempt, sum(new_result = 'met') AS new_met,
       sum(new_result = 'unmet') AS new_unmet, sum(new_result = 'unknown') AS new_unknown,
       sum(new_result = 'exempt') AS new_exempt,
       coalesce(sum(new_result = 'met' AND old_result <> 'met'), 0) AS became_met,
       coalesce(sum(new_result = 'unmet' AND old_result = 'met'), 0) AS became_unmet,
       1.0 * sum(old_result = 'met') / nullif(sum(old_result IN ('met', 'unmet')), 0) AS old_share,
       1.0 * sum(new_result = 'met') / nullif(sum(new_result IN ('met', 'unmet')), 0) AS new_share
  FROM verdict_pair
 GROUP BY standard, clause, level
 ORDER BY standard, clause, level;
