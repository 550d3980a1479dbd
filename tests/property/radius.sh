#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A larger radius never covers less, anywhere; nothing covers more than there is; people are conserved:
# what was read is inside or outside, and covered or not.
. "$CATCHMENT_SOURCE/tests/property/lib/demo.sh"
for kind in 0 1 2 3 4; do
    set -- "$@" --set "kinds[$kind].radius=[50m, 120m, 300m, 301m, 500m, 1200m, 3000m]"
done
audit out.gpkg "$@"
ask() { sqlite3 -batch out.gpkg "$1"; }
[ "$(ask "select count(distinct reach) from coverage where kind = '幼儿园'")" -eq 7 ] || { echo "not seven radii"; exit 1; }
less=$(ask "select a.unit_id, a.kind, a.reach, b.reach, a.covered, b.covered from coverage a
    join coverage b using (level, unit_id, kind, demand, metric)
    where b.reach > a.reach and b.covered < a.covered - 1e-9 * a.total limit 5")
[ -z "$less" ] || { echo "a larger radius covers less: $less"; exit 1; }
more=$(ask "select unit_id, kind, reach, covered, total from coverage where covered > total * (1 + 1e-12) or covered < 0 limit 5")
[ -z "$more" ] || { echo "more covered than there is: $more"; exit 1; }
levels=$(ask "select demand, kind, reach, max(covered) - min(covered) from
    (select level, demand, kind, reach, sum(covered) covered from coverage where level in ('street', 'county', 'city')
     group by 1, 2, 3, 4) group by 1, 2, 3 having max(covered) - min(covered) > 1e-9 * max(covered) limit 5")
[ -z "$levels" ] || { echo "levels do not add up: $levels"; exit 1; }
