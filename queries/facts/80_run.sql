-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: run
-- title_zh: 运行记录
-- title_en: Record of the run
--
-- Enough to repeat the run: the plan, the versions, the settings, and each input file with size and
-- SHA-256. Files are named without their folder, so that equal inputs give equal bytes anywhere.

CREATE TABLE run AS
WITH file AS (
    SELECT row_number() OVER (ORDER BY name, sha256) - 1 AS i, name, size, sha256 FROM input
), line (part, position, key, value) AS (
    SELECT 0, position, key, value FROM run_fact
    UNION ALL SELECT 1, 3 * i, 'input[' || i || '].path', name FROM file
    UNION ALL SELECT 1, 3 * i + 1, 'input[' || i || '].size', CAST(size AS TEXT) FROM file
    UNION ALL SELECT 1, 3 * i + 2, 'input[' || i || '].sha256', sha256 FROM file
)
SELECT key, value FROM line ORDER BY part, position;
