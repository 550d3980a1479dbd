-- SPDX-License-Identifier: GPL-3.0-or-later
-- section: clause
-- tables: verdict project_verdict
-- needs: clause
-- title_zh: 条款
-- title_en: Clause

WITH c AS (
    SELECT c.*, measure || coalesce(' ' || nullif(comparison, ''), '')
           || coalesce(' ' || nullif(limit_formula, ''), '') AS formula
      FROM out.clause c JOIN asked a USING (standard, clause)
)
SELECT '标准', 'standard', standard_zh, standard_en FROM c
UNION ALL SELECT '位置', 'section', section, section FROM c
UNION ALL SELECT '原文', 'words', quote_zh, quote_zh FROM c WHERE quote_zh <> ''
UNION ALL SELECT '大意', 'in Chinese', text_zh, text_zh FROM c WHERE text_zh <> ''
UNION ALL SELECT '英文大意', 'in English', text_en, text_en FROM c WHERE text_en <> ''
UNION ALL SELECT '适用条件', 'condition', condition, condition FROM c WHERE condition <> ''
UNION ALL SELECT '公式', 'formula', formula, formula FROM c
UNION ALL SELECT '来源', 'source', source, source FROM c
UNION ALL SELECT '可信度', 'confidence', confidence, confidence FROM c;
