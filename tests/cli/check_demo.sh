# SPDX-License-Identifier: GPL-3.0-or-later
demo=$CATCHMENT_SOURCE/layers/demo
catchment check "$demo/plan.yaml" | sed -n '/^[a-z]/p'
catchment check "$demo/plan.yaml" --json | grep -c '"severity"'
