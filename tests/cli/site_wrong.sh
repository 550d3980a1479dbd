# SPDX-License-Identifier: GPL-3.0-or-later
# Everything under `site` is read strictly; the place is said.
sed 's/model: mclp /model: mclq /' "$CATCHMENT_SOURCE/layers/demo/site.yaml" >a.yaml
catchment site a.yaml -o site.gpkg
for wish in site.sites=0 site.radius=500 site.demand=some site.existing=shut site.share=1.5 site.budget=-1 \
    "site.decay=[300m,2]" site.weights.rural=0 site.sitez=1; do
    catchment site "$CATCHMENT_SOURCE/layers/demo/site.yaml" -o site.gpkg --set "$wish" 2>&1 | sed -n 1p >&2
done
ls
