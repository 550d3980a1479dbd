# SPDX-License-Identifier: GPL-3.0-or-later
catchment standards diff gansu-2012 gansu-2012
