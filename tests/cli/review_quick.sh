# SPDX-License-Identifier: GPL-3.0-or-later
catchment review --standard qinghai-2013 --project households=1350,floor_area_m2=280,name=Cuihu --project id=B,households=1501,floor_area_m2=300.2
