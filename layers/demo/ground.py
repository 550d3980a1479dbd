# SPDX-License-Identifier: GPL-3.0-or-later
"""The ground that the invented town stands on, in metres about its centre: river, lake, and cells that
share wiggled borders (Voronoi cells by clipping with bisectors, borders by displaced middles)."""
import math
import random

SEED = 2035
LAKE = (2350.0, 900.0, 520.0)  # x, y, radius


def chance(*key):
    """A number in [0, 1) that depends on the key only."""
    return random.Random(f"{SEED}/{'/'.join(map(str, key))}").random()


def river_x(y):
    return 300 + 700 * math.sin(y / 2600) + 260 * math.sin(y / 1150 + 1)


def river_width(y):
    return 85 + 25 * math.sin(y / 900)


def in_water(x, y):
    return abs(x - river_x(y)) < river_width(y) or lake_distance(x, y) < 1


def lake_distance(x, y):
    """Below 1 inside the lake."""
    dx, dy = x - LAKE[0], (y - LAKE[1]) * 1.5
    angle = math.atan2(dy, dx)
    return math.hypot(dx, dy) / (LAKE[2] * (1 + 0.12 * math.sin(3 * angle) + 0.08 * math.cos(5 * angle)))


def noise(x, y, size, purpose):
    i, j = math.floor(x / size), math.floor(y / size)
    u, v = x / size - i, y / size - j
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    low = chance(purpose, i, j) * (1 - u) + chance(purpose, i + 1, j) * u
    high = chance(purpose, i, j + 1) * (1 - u) + chance(purpose, i + 1, j + 1) * u
    return low * (1 - v) + high * v


def seeds():
    """Points of a density that falls outwards, in pairs along the river so that it is a border."""
    rng = random.Random(SEED)
    points = []
    for k in range(-9, 10):
        y = k * 680.0
        slope = (river_x(y + 1) - river_x(y - 1)) / 2
        length = math.hypot(1, slope)
        for side in (-1, 1):
            points.append((river_x(y) + side * 330 / length, y - side * 330 * slope / length))
    for _ in range(20000):
        x, y = rng.uniform(-6500, 6500), rng.uniform(-6500, 6500)
        space = 560 + 0.17 * math.hypot(x, y)
        if abs(x - river_x(y)) > 450 and all(math.hypot(x - a, y - b) > space for a, b in points):
            points.append((x, y))
    return points


def clip(polygon, a, b, label):
    """Cuts a polygon (corner, label of the edge that starts there) by the bisector of a and b."""
    mx, my, nx, ny = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, b[0] - a[0], b[1] - a[1]
    side = [(p[0] - mx) * nx + (p[1] - my) * ny for p, _ in polygon]
    if max(side) <= 0:
        return polygon
    out = []
    for i, (p, edge) in enumerate(polygon):
        q, s, t = polygon[(i + 1) % len(polygon)][0], side[i], side[(i + 1) % len(polygon)]
        cut = None
        if (s <= 0) != (t <= 0):
            cut = (p[0] + (q[0] - p[0]) * s / (s - t), p[1] + (q[1] - p[1]) * s / (s - t))
        if s <= 0:
            out.append((p, edge))
            if cut:
                out.append((cut, label))
        elif cut:
            out.append((cut, edge))
    return out


def circumcentre(a, b, c):
    d = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
    a2, b2, c2 = (p[0] ** 2 + p[1] ** 2 for p in (a, b, c))
    return ((a2 * (b[1] - c[1]) + b2 * (c[1] - a[1]) + c2 * (a[1] - b[1])) / d,
            (a2 * (c[0] - b[0]) + b2 * (a[0] - c[0]) + c2 * (b[0] - a[0])) / d)


def neighbours(points, i):
    """The neighbours of cell i, counter-clockwise; None where it is open to the outside."""
    far = 9000
    cell = [((-far, -far), -1), ((far, -far), -1), ((far, far), -1), ((-far, far), -1)]
    for j in range(len(points)):
        if j != i:
            cell = clip(cell, points[i], points[j], j)
    labels = [edge for _, edge in cell]
    return None if -1 in labels else labels


def wiggle(a, b, rng):
    """The points between a and b, by displacing middles; b is left out."""
    length = math.hypot(b[0] - a[0], b[1] - a[1])
    if length < 60:
        return [a]
    off = rng.uniform(-0.11, 0.11)
    middle = ((a[0] + b[0]) / 2 - off * (b[1] - a[1]), (a[1] + b[1]) / 2 + off * (b[0] - a[0]))
    return wiggle(a, middle, rng) + wiggle(middle, b, rng)


def border(points, i, j, before, after):
    """The border of i towards j between the corners with `before` and `after`, in i's direction."""
    ends = [tuple(sorted((i, j, k))) for k in (before, after)]
    places = [circumcentre(*(points[n] for n in end)) for end in ends]
    turned = ends[0] > ends[1]
    if turned:
        places.reverse()
    line = wiggle(places[0], places[1], random.Random(f"{SEED}/border/{min(ends)}/{max(ends)}"))
    line = [(round(x, 2), round(y, 2)) for x, y in line + [places[1]]]
    return line[::-1] if turned else line
