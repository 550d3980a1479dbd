# SPDX-License-Identifier: GPL-3.0-or-later
catchment standards columns facility | grep -E '^(floor_area_m2|kind|construction_mode) '
catchment standards columns street --lang zh | grep -E '^(households|station_largest_m2) '
catchment standards parameters | grep -E '^(plaza_for|hn21_floor_area_m2) '
