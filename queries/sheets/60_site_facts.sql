-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet_site_facts
-- needs: site proposal curve site_effect site community facility service_area gap
-- title_zh: 选址方案的事实
-- title_en: What the sheets of a proposal say
--
-- Nothing is computed: numbers are rounded, a bound to its safe side.

CREATE TABLE site_kind AS
SELECT k.* FROM map_kind k
 WHERE k.value IN (SELECT text FROM out.proposal WHERE key = 'kind' UNION SELECT kind FROM out.site);
CREATE TABLE site_radius AS
SELECT value AS radius_m, text AS kind FROM out.proposal WHERE key = 'radius_m' AND value > 0;
CREATE TABLE site_unit AS
SELECT coalesce((SELECT label_@lang@ FROM map_word WHERE field = 'objective_unit' AND value = p.text),
                p.text) AS word,
       b.value > p.value AS above, b.value < p.value AS below
  FROM out.proposal p JOIN out.proposal b ON b.key = 'bound'
 WHERE p.key = 'objective';

-- Numbers of up to three decimals in groups of three figures; side: 1 rounded up, -1 down, 0 nearest.
CREATE TEMP VIEW site_number AS
SELECT number, side, printf('%,d', CAST(whole AS INTEGER))
       || rtrim(rtrim(substr(printf('%.3f', abs(whole - CAST(whole AS INTEGER))), 2), '0'), '.') AS text
  FROM (SELECT value AS number, 0 AS side, round(value, 3) AS whole FROM out.proposal
        UNION SELECT objective, 0, round(objective, 3) FROM out.curve
        UNION SELECT value, 1, ceil(value * 1000) / 1000 FROM out.proposal WHERE key = 'bound'
        UNION SELECT bound, 1, ceil(bound * 1000) / 1000 FROM out.curve
        UNION SELECT value, -1, floor(value * 1000) / 1000 FROM out.proposal WHERE key = 'bound'
        UNION SELECT bound, -1, floor(bound * 1000) / 1000 FROM out.curve)
 WHERE number IS NOT NULL;

-- A gap rounded up to two decimals of a per cent.
CREATE TABLE site_fact (position INTEGER, key TEXT, title TEXT, text TEXT);
INSERT INTO site_fact
SELECT p.fid, p.key, p.title_@lang@ || iif(p.value IS NOT NULL AND p.key NOT IN ('objective', 'bound'),
                                    coalesce('@zh:：|en:: @' || (SELECT label_@lang@ FROM map_kind WHERE value = p.text), ''), ''),
       CASE WHEN p.key IN ('model', 'status')
            THEN coalesce((SELECT label_@lang@ FROM map_word w WHERE w.field = p.key AND w.value = p.text), p.text)
                 || iif(p.key = 'model', '@zh:（|en: (@' || p.text || '@zh:）|en:)@', '')
            WHEN p.key = 'kind' THEN coalesce((SELECT label_@lang@ FROM map_kind WHERE value = p.text), p.text)
            WHEN p.value IS NULL THEN coalesce(p.text, '—')
            WHEN p.unit = 'share' THEN printf('%.10g%%', ceil(p.value * 10000 - 1e-9) / 100)
            WHEN p.key IN ('objective', 'bound')
            THEN (SELECT n.text FROM site_number n WHERE n.number = p.value
                     AND n.side = iif(p.key = 'bound', u.above - u.below, 0)) || ' ' || u.word
            ELSE printf('%,d', round(p.value))
                 || coalesce(' ' || nullif((SELECT label_@lang@ FROM map_word WHERE field = 'objective_unit' AND value = p.unit), ''), ' ' || nullif(p.unit, ''), '') END
  FROM out.proposal p, site_unit u
 WHERE p.key NOT IN ('seed', 'nodes') AND NOT (p.key = 'closed' AND p.value = 0);

CREATE TABLE site_statement AS
SELECT CASE WHEN s.text = 'optimal' THEN '@zh:已证明为最优：在所列条件下，没有任何方案比它更好。|en:Proved optimal: under these conditions no plan is better.@'
            WHEN b.value IS NULL THEN '@zh:求解未完成，也没有得到界：不能说明它与最优方案相差多少。|en:Not proved: there is no bound, so how far it is from the best is not known.@'
            ELSE '@zh:求解在证明最优之前结束。经证明，最优方案的目标值|en:The search ended before a proof. It is proved that the best possible plan attains @'
                 || iif(u.above, '@zh:不会高于|en:at most @', '@zh:不会低于|en:at least @') || b.text
                 || '@zh:，与本方案的差距不超过|en:, a gap of at most @' || g.text || '@zh:。|en:.@' END AS text
  FROM out.proposal s JOIN site_unit u
  JOIN (SELECT f.text, p.value FROM site_fact f JOIN out.proposal p USING (key) WHERE key = 'bound') b
  JOIN (SELECT text FROM site_fact WHERE key = 'gap') g
 WHERE s.key = 'status';

-- Figures of the change: what they are called and how they are written.
CREATE TABLE site_change AS
SELECT e.fid AS position, e.level, e.unit_id, e.figure,
       CASE WHEN t.key IS NOT NULL THEN t.title_@lang@ || '@zh:：人口覆盖率（%）|en:: share of people within reach (%)@'
            WHEN h.key IS NOT NULL THEN h.title_@lang@ || '@zh:：户数覆盖率（%）|en:: share of households within reach (%)@'
            WHEN e.figure LIKE 'floor_area_m2.%'
            THEN coalesce(k.title_@lang@, '@zh:全部计入设施|en:all counting kinds@') || '@zh:：建筑面积（m²）|en:: floor area (m²)@'
            WHEN e.figure LIKE 'per_100_households.%'
            THEN coalesce(k.title_@lang@, '@zh:全部计入设施|en:all counting kinds@') || '@zh:：每百户面积（m²）|en:: m² per 100 households@'
            ELSE e.figure END AS title,
       iif(e.before IS NULL, '—', printf('%.2f', e.before)) AS before,
       iif(e.after IS NULL, '—', printf('%.2f', e.after)) AS after,
       iif(e.after - e.before IS NULL, '—', printf('%+.2f', e.after - e.before)) AS difference
  FROM out.site_effect e
  LEFT JOIN reach_title t ON e.figure = 'coverage.' || t.key
  LEFT JOIN reach_title h ON e.figure = 'coverage_households.' || h.key
  LEFT JOIN kind k ON t.key IS NULL AND k.name = substr(e.figure, instr(e.figure, '.') + 1);
