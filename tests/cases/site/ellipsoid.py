# SPDX-License-Identifier: GPL-3.0-or-later
"""Distances on the ellipsoid by Vincenty's formula (1975): nothing that the program uses."""
import math


def distance(a, b):
    """On GRS80, metres."""
    major, f = 6378137.0, 1 / 298.257222101
    minor = major * (1 - f)
    u1, u2 = (math.atan((1 - f) * math.tan(math.radians(p[1]))) for p in (a, b))
    span = lam = math.radians(b[0] - a[0])
    for _ in range(100):
        s = math.hypot(math.cos(u2) * math.sin(lam),
                       math.cos(u1) * math.sin(u2) - math.sin(u1) * math.cos(u2) * math.cos(lam))
        if s == 0:
            return 0.0
        c = math.sin(u1) * math.sin(u2) + math.cos(u1) * math.cos(u2) * math.cos(lam)
        sigma = math.atan2(s, c)
        sina = math.cos(u1) * math.cos(u2) * math.sin(lam) / s
        cos2 = 1 - sina * sina
        cosm = c - 2 * math.sin(u1) * math.sin(u2) / cos2 if cos2 else 0
        k = f / 16 * cos2 * (4 + f * (4 - 3 * cos2))
        before, lam = lam, span + (1 - k) * f * sina * (sigma + k * s * (cosm + k * c * (2 * cosm * cosm - 1)))
        if abs(lam - before) < 1e-13:
            break
    v = cos2 * (major ** 2 - minor ** 2) / minor ** 2
    p = 1 + v / 16384 * (4096 + v * (-768 + v * (320 - 175 * v)))
    q = v / 1024 * (256 + v * (-128 + v * (74 - 47 * v)))
    d = q * s * (cosm + q / 4 * (c * (2 * cosm * cosm - 1) - q / 6 * cosm * (4 * s * s - 3) * (4 * cosm * cosm - 3)))
    return minor * p * (sigma - d)


def near(a, b, most):
    """Is it within `most` metres? Far ones are told by degrees."""
    return abs(a[1] - b[1]) < most / 110000 and abs(a[0] - b[0]) < most / 80000 and distance(a, b) <= most
