# SPDX-License-Identifier: GPL-3.0-or-later
"""town.py DIR: an invented town of points, small enough to try every choice; and how the tests read it.

Four square communities, 90 homes, nine stations and seven places where more could stand.
"""
import csv
import json
import os
import sys

KIND, RADIUS = "station", 700.0
WEST, SOUTH, SIDE = 117.20, 32.60, 0.02


def numbers(seed):
    while True:
        seed = seed * 16807 % 2147483647
        yield seed / 2147483647


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return [{**row, "at": (float(row["lon"]), float(row["lat"]))} for row in csv.DictReader(file)]


def make(folder):
    draw = numbers(4711)

    def place():
        return round(WEST + 2 * SIDE * next(draw), 6), round(SOUTH + 2 * SIDE * next(draw), 6)

    squares = []
    for k in range(4):
        x, y = WEST + SIDE * (k % 2), SOUTH + SIDE * (k // 2)
        ring = [[x, y], [x + SIDE, y], [x + SIDE, y + SIDE], [x, y + SIDE], [x, y]]
        squares.append({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {
            "id": "C%d" % k, "name": "community %d" % k, "street": "S%d" % (k // 2), "county": "T", "households": 400 + 100 * k}})
    with open(os.path.join(folder, "communities.geojson"), "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": squares}, file)
    write(folder, "homes.csv", ["lon", "lat", "people"], [(*place(), 5 + int(40 * next(draw))) for _ in range(90)])
    write(folder, "stations.csv", ["id", "lon", "lat", "kind", "area"],
          [("E%d" % i, *place(), KIND, 200 + 50 * i) for i in range(9)])
    write(folder, "places.csv", ["id", "lon", "lat"], [("N%d" % i, *place()) for i in range(7)])


def community(at):
    return "C%d" % (int((at[0] - WEST) / SIDE) + 2 * int((at[1] - SOUTH) / SIDE))


if __name__ == "__main__":
    make(sys.argv[1])
