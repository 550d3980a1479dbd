# SPDX-License-Identifier: GPL-3.0-or-later
catchment standards show qinghai-2013 QH-49
catchment standards show qinghai-2013 QH-49 --lang zh
catchment standards show gansu-2012 | head -n 5
