# SPDX-License-Identifier: GPL-3.0-or-later
catchment review --standard qinghai-2013 --project households=1350 --fail-on refuse >said || echo "sent back is no refusal"
catchment review --standard qinghai-2013 --project households=1350,floor_area_m2=280 --fail-on refuse >said
echo $?
catchment review --standard qinghai-2013 --project households=1350 --fail-on supply >said
echo $?
catchment review --standard qinghai-2013 --project households=1350 --fail-on unmet
echo $?
