-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: map_conclusion
-- title_zh: 审查结论的图例
-- title_en: Legend of conclusions
--
-- A row a conclusion: colours after Okabe and Ito, each with a hatch and a mark of its own, so that
-- they can be told apart without colour.

CREATE TABLE map_conclusion (i INTEGER, value TEXT, label_zh TEXT, label_en TEXT, color TEXT, fill TEXT, shape TEXT);
INSERT INTO map_conclusion VALUES
    (0, 'approve', '同意', 'approved', '0,114,178', 'solid', 'circle'),
    (1, 'refuse', '不予批准', 'refused', '213,94,0', 'f_diagonal', 'cross_fill'),
    (2, 'supply', '退件补正', 'to be supplied', '230,159,0', 'dense5', 'triangle');
