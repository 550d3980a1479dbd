-- SPDX-License-Identifier: GPL-3.0-or-later
-- kind: attributes
-- title_zh: 数据来源行
-- title_en: Where each object came from
--
-- column: layer | text | 图层 | layer
-- column: unit_id | text | 对象编号 | object
-- column: file | text | 文件 | file
-- column: file_layer | text | 文件内图层 | layer of the file
-- column: feature_id | integer | 要素号 | feature
-- column: row | integer | 行 | row

SELECT layer, object, file, file_layer, fid, row FROM origin ORDER BY rowid;
