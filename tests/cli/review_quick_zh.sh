# SPDX-License-Identifier: GPL-3.0-or-later
catchment review --lang zh --standard qinghai-2013 --parameter stage=completion --project 规划户数=1,350户,配建面积=300㎡,premises=2,buildings=2,signatures=规划,住建
