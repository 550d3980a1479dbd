# SPDX-License-Identifier: GPL-3.0-or-later
catchment explain e0122
catchment explain E0124 --lang zh
