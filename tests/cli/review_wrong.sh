# SPDX-License-Identifier: GPL-3.0-or-later
review() {
    catchment review --standard qinghai-2013 "$@"
    echo "exit $?"
}
review --project housholds=1350
review --project 规划户=1350
review --project 1350
review --project households=1350,户数=1400
review --project households=约1350
review --project floor_area_m2=-3 --lang zh
review --project housing_used=2026-02-30
review --project stage=someday
review --project id=a,households=1 --project id=a,households=2
review --project households=1350 -o out.gpkg
review plan.yaml --project households=1350
review --parameter stage --project households=1350
review --parameter stage=later --project households=1350
review
catchment review --project households=1350
catchment review --standard gansu-2012 --project households=1350
catchment review --standard shenzhen-2011 --project households=1350 --lang zh
