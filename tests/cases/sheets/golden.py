#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""golden.py write|same PICTURE GOLDEN: pictures an eighth as wide and high. Two are the same where their mean
difference is below 3 of 255 and less than 2 % of pixels differ by more than 48: another font passes, another
colour, frame or missing layer does not."""
import sys

import numpy
from osgeo import gdal

gdal.UseExceptions()
SHRINK = 8


def small(path):
    picture = gdal.Open(path)
    size = {"buf_xsize": picture.RasterXSize // SHRINK, "buf_ysize": picture.RasterYSize // SHRINK}
    return picture.ReadAsArray(resample_alg=gdal.GRIORA_Average, **size)[:3].astype(numpy.uint8)


what, picture, golden = sys.argv[1:]
found = small(picture)
if what == "write":
    memory = gdal.GetDriverByName("MEM").Create("", found.shape[2], found.shape[1], 3)
    for band in range(3):
        memory.GetRasterBand(band + 1).WriteArray(found[band])
    gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO")
    gdal.GetDriverByName("PNG").CreateCopy(golden, memory, options=["ZLEVEL=9"])
    sys.exit()
wanted = gdal.Open(golden).ReadAsArray()
if wanted.shape != found.shape:
    sys.exit(f"{picture}: {found.shape}, not {wanted.shape}")
apart = numpy.abs(wanted.astype(int) - found.astype(int)).max(axis=0)
mean, many = apart.mean(), (apart > 48).mean()
if mean >= 3 or many >= 0.02:
    sys.exit(f"{picture}: mean difference {mean:.2f}, {many:.1%} of pixels differ")
