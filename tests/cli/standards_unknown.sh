# SPDX-License-Identifier: GPL-3.0-or-later
catchment standards show qinghai-2031
