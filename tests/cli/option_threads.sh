# SPDX-License-Identifier: GPL-3.0-or-later
catchment audit plan.yaml -o a.gpkg --threads two
