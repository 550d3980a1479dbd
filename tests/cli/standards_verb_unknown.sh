# SPDX-License-Identifier: GPL-3.0-or-later
catchment standards shw qinghai-2013
