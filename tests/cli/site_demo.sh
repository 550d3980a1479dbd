# SPDX-License-Identifier: GPL-3.0-or-later
catchment site "$CATCHMENT_SOURCE/layers/demo/site.yaml" -o site.gpkg -p 3 --json --set site.curve=3 2>/dev/null |
    sed -n '1,/"figures"/p' | grep -v '"nodes"'
