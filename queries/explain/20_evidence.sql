-- SPDX-License-Identifier: GPL-3.0-or-later
-- section: evidence
-- tables: verdict project_verdict
-- needs: clause parameter
-- title_zh: 公式用到的数值
-- title_en: Values that the formulas read

SELECT e.key, e.key, coalesce(e.value, '未知'), coalesce(e.value, 'not known')
  FROM asked a, json_each(a.evidence, '$.values') e
UNION ALL
SELECT p.title_zh || '（:' || e.key || '）', p.title_en || ' (:' || e.key || ')',
       coalesce(nullif(e.value, ''), '未给出'), coalesce(nullif(e.value, ''), 'not given')
  FROM asked a, json_each(a.evidence, '$.parameters') e
  LEFT JOIN out.parameter p ON p.name = e.key;
