# SPDX-License-Identifier: GPL-3.0-or-later
demo=$CATCHMENT_SOURCE/layers/demo
sed "s/,280,/,250,/" "$demo/project_facilities.csv" >premises.csv
sed "s#file: #file: $demo/#; s#file: .*/project_facilities.csv#file: premises.csv#" "$demo/review.yaml" >plan.yaml
catchment review plan.yaml -o out.gpkg --fail-on refuse --progress none
