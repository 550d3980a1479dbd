# SPDX-License-Identifier: GPL-3.0-or-later
catchment check --communities a.shp --radius 500m
