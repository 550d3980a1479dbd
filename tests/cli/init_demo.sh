# SPDX-License-Identifier: GPL-3.0-or-later
# What init writes is a plan, in both languages, and the same city.
demo=$CATCHMENT_SOURCE/layers/demo
cp "$demo/communities.gpkg" "$demo/pop.tif" "$demo/pop65.tif" "$demo/facilities.csv" .
catchment init communities.gpkg pop.tif pop65.tif facilities.csv | tee plan.yaml
catchment check plan.yaml >/dev/null
echo "check: $?"
mkdir plans
catchment init --facilities facilities.csv --population old=pop65.tif --communities communities.gpkg \
    -o plans/plan.yaml --lang zh
grep -c "file: $PWD/" plans/plan.yaml
grep 'name: old' plans/plan.yaml
catchment check plans/plan.yaml >/dev/null
echo "check: $?"
catchment init pop.tif -o plans/plan.yaml
echo "again: $?"
catchment init pop.tif -o plans/plan.yaml --overwrite && cat plans/plan.yaml | head -12
catchment init pop.tif -o no/such/folder/plan.yaml
ls plans
