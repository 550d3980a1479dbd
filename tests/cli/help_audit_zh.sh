# SPDX-License-Identifier: GPL-3.0-or-later
LANG=zh_CN.UTF-8 catchment audit --help
