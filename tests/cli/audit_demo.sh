# SPDX-License-Identifier: GPL-3.0-or-later
demo=$CATCHMENT_SOURCE/layers/demo
catchment audit "$demo/plan.yaml" -o out.gpkg --progress json 2>said | head -3
grep -c '"stage": "measure"' said >/dev/null || echo "no progress"
catchment audit "$demo/plan.yaml" -o out.gpkg
echo "again: $?"
catchment audit "$demo/plan.yaml" -o out.gpkg --overwrite --json 2>/dev/null >json
echo "overwritten: $?"
sed -n '1,4p' json
catchment audit "$demo/plan.yaml" -o out.gpkg --overwrite --lang zh 2>/dev/null | tail -1
