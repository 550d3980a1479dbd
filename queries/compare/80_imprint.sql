-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: imprint
-- title_zh: 图名与编制信息
-- title_en: Title and imprint
--
-- Of the newer output, for its sheets.

INSERT INTO run (key, value)
SELECT key, value FROM new.run
 WHERE key = 'title' OR key IN ('output.year', 'output.compiled_by', 'output.date');
