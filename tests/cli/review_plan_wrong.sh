# SPDX-License-Identifier: GPL-3.0-or-later
demo=$CATCHMENT_SOURCE/layers/demo
catchment review "$demo/plan.yaml" -o out.gpkg --standard qinghai-2013 --progress none
catchment review "$demo/review.yaml" --progress none
sed "s/^standard:.*//; s#file: #file: $demo/#" "$demo/review.yaml" >plan.yaml
catchment review plan.yaml -o out.gpkg --progress none
sed "s/^standard:.*/standard: gansu-2012/; s#file: #file: $demo/#" "$demo/review.yaml" >plan.yaml
catchment review plan.yaml -o out.gpkg --progress none
sed "s/^standard:.*/standard: shenzhen-2011/; s#file: #file: $demo/#" "$demo/review.yaml" >plan.yaml
catchment review plan.yaml -o out.gpkg --progress none
ls out.gpkg 2>/dev/null
