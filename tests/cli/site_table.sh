# SPDX-License-Identifier: GPL-3.0-or-later
catchment site "$CATCHMENT_SOURCE/layers/demo/site.yaml" -o site.gpkg -p 3 --set site.curve=3 --lang zh 2>/dev/null
