# SPDX-License-Identifier: GPL-3.0-or-later
printf "catchment: 1\nradius: 500\n" >plan.yaml
catchment check plan.yaml --json
