# SPDX-License-Identifier: GPL-3.0-or-later
# A demand that no site reaches: not everybody can be covered, however many sites; nine tenths can.
printf '1 3\n0 1 1 1 0\n0 1 1 1 45\n1 1 2 1 45\n2 9 9 1 10\n' >points.txt
catchment solve --format points points.txt --model lscp --radius 2 | head -1
catchment solve --format points points.txt --model lscp --radius 2 --share 0.9 | head -2
