# SPDX-License-Identifier: GPL-3.0-or-later
catchment publish out.gpkg --export made --format png
