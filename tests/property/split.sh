#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A community cut in two has as many people, in all and within reach, as before; the rest of the town
# does not notice.
. "$CATCHMENT_SOURCE/tests/property/lib/demo.sh"
audit whole.gpkg
id=990101001003
/usr/bin/python3 - "$id" <<'END'
import sys
from osgeo import ogr
file = ogr.Open("communities.gpkg", 1)
layer = file.GetLayer(0)
layer.SetAttributeFilter(f"社区代码 = '{sys.argv[1]}'")
feature = layer.GetNextFeature()
layer.SetAttributeFilter(None)
shape = feature.geometry().Clone()
west, east, south, north = shape.GetEnvelope()
x = (west + east) / 2
for part, left, right in (("a", west - 1, x), ("b", x, east + 1)):
    box = ogr.CreateGeometryFromWkt(f"POLYGON(({left} {south - 1},{right} {south - 1},{right} {north + 1},{left} {north + 1},{left} {south - 1}))")
    half = ogr.Feature(layer.GetLayerDefn())
    half.SetFrom(feature)
    half.SetField("社区代码", sys.argv[1] + part)
    half.SetGeometry(shape.Intersection(box))
    layer.CreateFeature(half)
layer.DeleteFeature(feature.GetFID())
END
audit halves.gpkg
worst=$(sqlite3 whole.gpkg "attach 'halves.gpkg' as h;
    select count(*) || ' ' || max(abs(w.total - p.total) / w.total) || ' ' || max(abs(w.covered - p.covered) / w.total)
    from coverage w join (select kind, demand, reach, sum(total) total, sum(covered) covered from h.coverage
        where level = 'community' and unit_id in ('${id}a', '${id}b') group by 1, 2, 3) p using (kind, demand, reach)
    where w.level = 'community' and w.unit_id = '$id' and w.demand <> 'households'")
# A straight cut bends by less than a millimetre where the plane changes: shares hold to 1e-6.
echo "$worst" | awk '{ exit !($1 >= 5 && $2 < 1e-6 && $3 < 1e-6) }' || { echo "halves differ: $worst"; exit 1; }
# The cut puts a vertex on two neighbours' borders, to within the last digit of a coordinate.
changed=$(sqlite3 whole.gpkg "attach 'halves.gpkg' as h; select count(*), sum(abs(w.total - o.total) > 1e-7 * w.total
    or abs(w.covered - o.covered) > 1e-7 * w.total) from coverage w join h.coverage o using (level, unit_id, kind, demand, reach)
    where w.level = 'community' and w.unit_id <> '$id'")
[ "$changed" = "1652|0" ] || { echo "another community changed: $changed"; exit 1; }
