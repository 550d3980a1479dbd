# SPDX-License-Identifier: GPL-3.0-or-later
catchment audit --communities a.shp --population a.tif --facilities a.csv --radius 500m
