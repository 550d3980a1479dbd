-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet_word
-- needs: community street county facility gap
-- with: queries/words/10_word.sql
-- title_zh: 代码的名称
-- title_en: What codes are called
--
-- Codes are never printed: an index makes their words quick to find.

CREATE INDEX sheet_word ON map_word (field, value);
