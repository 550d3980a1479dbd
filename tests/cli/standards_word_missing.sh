# SPDX-License-Identifier: GPL-3.0-or-later
catchment standards diff qinghai-2013
