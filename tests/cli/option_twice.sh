# SPDX-License-Identifier: GPL-3.0-or-later
catchment audit -o a.gpkg --output b.gpkg
