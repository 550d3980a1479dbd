# SPDX-License-Identifier: GPL-3.0-or-later
catchment version | sed "s/[0-9][0-9.]*/N/"
catchment -V | sed "s/[0-9][0-9.]*/N/"
catchment version --json | sed "s/\"[0-9][0-9.]*\"/\"N\"/"
