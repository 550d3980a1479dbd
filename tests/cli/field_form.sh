# SPDX-License-Identifier: GPL-3.0-or-later
catchment check --field comunity.id=CODE
