# SPDX-License-Identifier: GPL-3.0-or-later
LC_ALL=zh_CN.UTF-8 LANG=en_US.UTF-8 catchment explain E0901
LC_ALL=en_US.UTF-8 LANG=zh_CN.UTF-8 catchment explain E0901
LC_MESSAGES=zh_CN catchment explain E0901
LANG=zh_CN.UTF-8 catchment --lang en explain E0901
catchment explain --lang=zh E0901
