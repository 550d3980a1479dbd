-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: facts
-- title_zh: 实测数据表
-- title_en: The facts
--
-- The tables that the program fills: what was read and what was measured, nothing derived. All that
-- follows (ratios, sums by level, classes) is arithmetic on these, in the files after this one.
-- A number that is not known is NULL, never 0.

-- What the plan says: household_size (people a household; 0: none), shared ('split' | 'whole'),
-- required_urban_m2, required_rural_m2.
CREATE TABLE parameter (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
-- Class bounds; basis 'community' (m2 of a community) or 'per_100_households' (m2).
CREATE TABLE bound (basis TEXT, bound_m2 REAL);

-- Population layers in the plan's order; 0 is the first, on which all but its own numbers stand.
CREATE TABLE demand (demand INTEGER PRIMARY KEY, name TEXT);
-- Kinds of facility; counts: towards floor area per 100 households and the coverage rate.
CREATE TABLE kind (kind INTEGER PRIMARY KEY, name TEXT, title_en TEXT, title_zh TEXT, counts INTEGER);
-- Service areas: a kind with a radius. kind NULL: all counting kinds, each with its first radius;
-- radius NULL where those differ.
CREATE TABLE reach (reach INTEGER PRIMARY KEY, kind INTEGER, radius_m REAL, area_m2 REAL);

-- A zone is a community, or a piece of ground that two communities claim (overlap).
CREATE TABLE community (zone INTEGER PRIMARY KEY, unit_id TEXT, name TEXT, street TEXT, county TEXT,
                        area_type TEXT,  -- 'urban', 'rural' or NULL
                        households REAL, -- as given
                        population REAL, -- as given
                        lon REAL, lat REAL, -- centre of its people
                        registered REAL);   -- households by register, as given
-- Community b claims this ground too, which the earlier community a has already.
CREATE TABLE overlap (zone INTEGER PRIMARY KEY, a INTEGER, b INTEGER);
CREATE TABLE zone_area (zone INTEGER PRIMARY KEY, area_m2 REAL);
CREATE TABLE zone_people (zone INTEGER, demand INTEGER, people REAL,
                          PRIMARY KEY (zone, demand)) WITHOUT ROWID;
-- People and area that 0, 1, 2, 3 or more facilities reach.
CREATE TABLE zone_reach (zone INTEGER, reach INTEGER, demand INTEGER,
                         people_0 REAL, people_1 REAL, people_2 REAL, people_3 REAL,
                         PRIMARY KEY (zone, reach, demand)) WITHOUT ROWID;
CREATE TABLE zone_area_reach (zone INTEGER, reach INTEGER, area_0 REAL, area_1 REAL, area_2 REAL,
                              area_3 REAL, PRIMARY KEY (zone, reach)) WITHOUT ROWID;

CREATE TABLE facility (facility INTEGER PRIMARY KEY, facility_id TEXT, name TEXT, kind INTEGER,
                       floor_area_m2 REAL,
                       zone INTEGER, -- the community it stands in; NULL: outside all
                       lon REAL, lat REAL, land_area_m2 REAL);
-- What standards call the kinds (layers/inputs/role.csv).
CREATE TABLE kind_role (kind INTEGER, role TEXT, PRIMARY KEY (kind, role)) WITHOUT ROWID;
-- The communities that a facility serves: those its row names, else the one it stands in.
CREATE TABLE facility_serves (facility INTEGER, zone INTEGER,
                              PRIMARY KEY (facility, zone)) WITHOUT ROWID;
-- People of a zone whose nearest facility of its kind is this one.
CREATE TABLE assignment (facility INTEGER, zone INTEGER, demand INTEGER, people REAL);
-- Nearest facility of a kind to the centre of a community; facility NULL: there is none.
CREATE TABLE zone_nearest (zone INTEGER, kind INTEGER, facility INTEGER, distance_m REAL,
                           PRIMARY KEY (zone, kind)) WITHOUT ROWID;

-- Contiguous inhabited ground of a community that a service area leaves out.
CREATE TABLE gap (gap INTEGER PRIMARY KEY, reach INTEGER, zone INTEGER, area_m2 REAL,
                  facility INTEGER, distance_m REAL, lon REAL, lat REAL,
                  shape INTEGER); -- in gap_shape; gaps of several service areas may share one
CREATE TABLE gap_people (gap INTEGER, demand INTEGER, people REAL,
                         PRIMARY KEY (gap, demand)) WITHOUT ROWID;

-- What became of a population layer. people_twice: counted once too often in people_inside.
CREATE TABLE account (demand INTEGER PRIMARY KEY, people_read REAL, people_inside REAL,
                      people_twice REAL, people_outside REAL, nodata INTEGER, nan INTEGER,
                      negative INTEGER, negative_sum REAL);
CREATE TABLE finding (finding INTEGER PRIMARY KEY, code TEXT, severity TEXT, layer TEXT,
                      feature TEXT, cell TEXT, row INTEGER, lon REAL, lat REAL, people REAL,
                      area_m2 REAL, text_zh TEXT, done_zh TEXT, text_en TEXT, done_en TEXT);

-- What attribute columns and questionnaires say; object: unit_id, '*' the city, project_id, or the
-- facility's number.
CREATE TABLE indicator (level TEXT, object TEXT, name TEXT, number REAL, text TEXT, source TEXT,
                        row INTEGER, PRIMARY KEY (level, object, name)) WITHOUT ROWID;
-- Planning units: of the plan, or made of adjacent communities (derived 1).
CREATE TABLE planning_unit (planning_unit INTEGER PRIMARY KEY, unit_id TEXT, name TEXT,
                            derived INTEGER);
CREATE TABLE zone_planning_unit (zone INTEGER PRIMARY KEY, planning_unit INTEGER);

-- New residential projects, phases added up (a review only), and the premises they provide.
CREATE TABLE project (project INTEGER PRIMARY KEY, project_id TEXT, name TEXT, stage TEXT,
                      phases INTEGER, households REAL, population REAL,
                      residential_floor_area_m2 REAL, floor_area_total_m2 REAL, site_area_m2 REAL,
                      polygon_area_m2 REAL, provided_m2 REAL, lon REAL, lat REAL,
                      zone INTEGER); -- the community it stands in
CREATE TABLE project_facility (project_facility INTEGER PRIMARY KEY, project INTEGER,
                               facility_id TEXT, name TEXT, kind_name TEXT, kind INTEGER,
                               floor_area_m2 REAL, land_area_m2 REAL, polygon_area_m2 REAL,
                               storey REAL, building TEXT, own_entrance INTEGER, lon REAL,
                               lat REAL);
-- The nearest existing facility of each kind to each project, and who of the project it covers.
-- walk_m NULL: no streets, or not reached along them.
CREATE TABLE project_near (project INTEGER, kind INTEGER, radius_m REAL, facility INTEGER,
                           distance_m REAL, walk_m REAL, covered_share REAL,
                           PRIMARY KEY (project, kind)) WITHOUT ROWID;
-- People of each zone within reach, and people of each facility, when a project (NULL: all pending
-- ones together) is built; only what differs from today.
CREATE TABLE project_reach (project INTEGER, zone INTEGER, reach INTEGER, people REAL,
                            covered REAL);
CREATE TABLE project_load (project INTEGER, facility INTEGER, -- NULL: of project_facility
                           project_facility INTEGER, people REAL);

-- Where every object came from: the input file (without its folder), its layer, feature and row.
CREATE TABLE origin (layer TEXT, object TEXT, file TEXT, file_layer TEXT, fid INTEGER,
                     row INTEGER);

-- How the run was made: plan, versions, settings; and every file that was read.
CREATE TABLE run_fact (position INTEGER PRIMARY KEY, key TEXT, value TEXT);
CREATE TABLE input (name TEXT, size INTEGER, sha256 TEXT);

-- What the judge found (src/judge): every clause on every object it applies to. `object` as in
-- `indicator`, unit_id as the reader knows it. result: met, unmet, unknown, exempt.
CREATE TABLE clause (clause INTEGER PRIMARY KEY, standard TEXT, standard_zh TEXT, standard_en TEXT,
                     id TEXT, section TEXT, applies_to TEXT, condition TEXT, measure TEXT,
                     comparison TEXT, limit_formula TEXT, unit TEXT, strength TEXT, year TEXT,
                     quote_zh TEXT, text_zh TEXT, text_en TEXT, source TEXT, confidence TEXT);
CREATE TABLE judged (clause INTEGER, level TEXT, object TEXT, unit_id TEXT, value REAL,
                     limit_value REAL, gap REAL, result TEXT, reason_zh TEXT, reason_en TEXT,
                     evidence TEXT);
CREATE TABLE judge_parameter (name TEXT, value TEXT, standard_value TEXT, choices TEXT, unit TEXT,
                              title_zh TEXT, title_en TEXT, explain_zh TEXT, explain_en TEXT);

-- Opinions on projects (src/judge/conclusion.c), a review only; and what each clause about projects
-- is about: part 'provision', 'procedure' or 'surroundings', title of what it measures.
CREATE TABLE project_opinion (project INTEGER PRIMARY KEY, stage TEXT, conclusion TEXT,
                              text_zh TEXT, text_en TEXT, supply_zh TEXT, supply_en TEXT);
CREATE TABLE clause_subject (clause INTEGER PRIMARY KEY, part TEXT, title_zh TEXT, title_en TEXT);

-- What `site` proposes, nothing in other runs. One row in proposed_about: the (first) kind and
-- population layer that was chosen for, m2 per 100 households of a new facility, people asked for in
-- all (of several kinds a person counts once a kind; where households are counted, those, and so are
-- gains and the curve). proposed_kind: every kind, with its radius, and
-- the floor area that one takes where the plan says so.
CREATE TABLE proposed_about (kind INTEGER, demand INTEGER, m2_per_100_households REAL, people REAL,
                             households INTEGER);
CREATE TABLE proposed_kind (slot INTEGER PRIMARY KEY, kind INTEGER, radius_m REAL, floor_area_m2 REAL);
-- New sites by rank; gain: people within reach that one adds to those before it; zone: the community
-- it stands in; kinds: bits, by slot. And the gain of each of its kinds.
CREATE TABLE proposed_site (site INTEGER PRIMARY KEY, site_id TEXT, name TEXT, rank INTEGER,
                            year INTEGER, gain REAL, cumulative REAL, price REAL, mode TEXT,
                            available_m2 REAL, zone INTEGER, lon REAL, lat REAL, kinds INTEGER);
CREATE TABLE proposed_site_kind (site INTEGER, slot INTEGER, gain REAL, PRIMARY KEY (site, slot));
-- With the proposal built, as measured: people of a zone whose nearest facility of the kind is the
-- site; people of a zone within a service area; existing facilities that close.
CREATE TABLE proposed_people (site INTEGER, slot INTEGER, zone INTEGER, people REAL);
CREATE TABLE proposed_reach (zone INTEGER, reach INTEGER, covered REAL,
                             PRIMARY KEY (zone, reach)) WITHOUT ROWID;
CREATE TABLE proposed_closed (facility INTEGER PRIMARY KEY, people REAL, within_before REAL,
                              within_after REAL, lost REAL, before_m REAL, after_m REAL);
-- Whom it was nearest to, by places, and where they go: to a new site or to a facility that stays.
CREATE TABLE proposed_moved (position INTEGER PRIMARY KEY, facility INTEGER, site INTEGER,
                             to_facility INTEGER, people REAL, before_m REAL, after_m REAL);
-- Service areas and gaps of the kind with the proposal built, as in reach and gap; a gap's nearest is
-- a new site or a facility that stays. People of a zone that no allowed site reaches, by places.
CREATE TABLE proposed_reach_area (reach INTEGER PRIMARY KEY, area_m2 REAL);
CREATE TABLE proposed_gap (gap INTEGER PRIMARY KEY, reach INTEGER, zone INTEGER, area_m2 REAL,
                           site INTEGER, facility INTEGER, distance_m REAL, shape INTEGER,
                           people REAL);
CREATE TABLE proposed_unreached (place INTEGER PRIMARY KEY, zone INTEGER, slot INTEGER, people REAL,
                                 households REAL);
-- Objectives with bounds, by number of sites or by year (else NULL); and how the answer came about.
CREATE TABLE proposed_curve (position INTEGER PRIMARY KEY, sites INTEGER, year INTEGER, status TEXT,
                             objective REAL, bound REAL, gap REAL, people REAL);
-- Where shares of districts are asked for: a community of each, its level, people asked for, those
-- within reach by places; place among the shares that are compared, from the worst (NULL: it is not),
-- and the proved bound of that place (NULL: it is not asked for).
CREATE TABLE proposed_share (position INTEGER PRIMARY KEY, zone INTEGER, level TEXT, people REAL,
                             before REAL, after REAL, rank INTEGER, bound REAL, proved INTEGER);
CREATE TABLE proposed_fact (position INTEGER PRIMARY KEY, key TEXT, value REAL, text TEXT);

-- Shapes as well-known binary in the output CRS.
CREATE TABLE community_shape (zone INTEGER PRIMARY KEY, wkb BLOB);
CREATE TABLE unit_shape (unit INTEGER PRIMARY KEY, wkb BLOB); -- streets, counties, built units: united
CREATE TABLE facility_shape (facility INTEGER PRIMARY KEY, wkb BLOB);
CREATE TABLE reach_shape (reach INTEGER PRIMARY KEY, wkb BLOB);
CREATE TABLE gap_shape (shape INTEGER PRIMARY KEY, wkb BLOB);
CREATE TABLE finding_shape (finding INTEGER PRIMARY KEY, wkb BLOB);
CREATE TABLE planning_unit_shape (planning_unit INTEGER PRIMARY KEY, wkb BLOB);
CREATE TABLE project_shape (project INTEGER PRIMARY KEY, wkb BLOB);
CREATE TABLE project_facility_shape (project_facility INTEGER PRIMARY KEY, wkb BLOB);
CREATE TABLE proposed_site_shape (site INTEGER PRIMARY KEY, wkb BLOB);
CREATE TABLE proposed_reach_shape (reach INTEGER PRIMARY KEY, wkb BLOB);
CREATE TABLE proposed_gap_shape (shape INTEGER PRIMARY KEY, wkb BLOB);
CREATE TABLE proposed_unreached_shape (place INTEGER PRIMARY KEY, wkb BLOB);
