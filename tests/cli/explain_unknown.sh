# SPDX-License-Identifier: GPL-3.0-or-later
catchment explain E0129x
