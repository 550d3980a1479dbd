-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: compare_facts
-- title_zh: 比较所用的数据
-- title_en: What a comparison reads
--
-- The two outputs are attached as old and new; old_verdict and new_verdict are their verdicts (empty
-- where an output has none).

-- The code table: an old code and a new one that stands for it, a row a pair.
CREATE TABLE code_pair (old TEXT, new TEXT, PRIMARY KEY (old, new)) WITHOUT ROWID;
CREATE TABLE run (key TEXT, value TEXT);
-- Coordinate reference systems of the two, as well-known text.
CREATE TABLE side_crs AS
SELECT (SELECT definition FROM old.gpkg_spatial_ref_sys JOIN old.gpkg_contents USING (srs_id)
         WHERE table_name = 'community') AS old,
       (SELECT definition FROM new.gpkg_spatial_ref_sys JOIN new.gpkg_contents USING (srs_id)
         WHERE table_name = 'community') AS new;
