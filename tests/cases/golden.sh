#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Statistics that two documents print of themselves, from invented provinces with their counts:
#   Gansu (甘政办发〔2012〕192号, 一): 125 streets, 51 without a centre (59.2%); 1,186 urban communities, 124
#   without premises (89.5% have a station), 699 with premises below 300 m2 (58.9%).
#   Huainan (淮民〔2017〕205号, 一、1): 245 urban communities, 192 of 400 m2 and more (78%).
# Each community is a square with 100 people at its middle.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
failed=0

cat >town.py <<'END'
"""town.py FOLDER STANDARD: reads lines "urban|rural AREA" (no AREA: no premises) of communities and
"street AREA" (no AREA: no centre) of streets, and writes an invented province of squares."""
import json
import os
import sys

folder, standard = sys.argv[1:]
lines = [line.split() for line in sys.stdin if line.strip()]
streets = [line for line in lines if line[0] == "street"]
communities = [line for line in lines if line[0] != "street"]
columns, step = 40, 0.01
features, people, facilities = [], ["id,lon,lat,people"], ["id,kind,area,lon,lat"]
first = {}
for i, (kind, *area) in enumerate(communities):
    x, y, street = 100 + i % columns * step, 36 + i // columns * step, i * len(streets) // len(communities)
    ring = [[x, y], [x + step, y], [x + step, y + step], [x, y + step], [x, y]]
    middle = f"{x + step / 2:.4f},{y + step / 2:.4f}"
    first.setdefault(street, middle)
    features.append({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]},
                     "properties": {"id": f"C{i:05}", "name": f"社区{i}", "street": f"街道{street:03}",
                                    "county": f"县{street * 5 // len(streets)}", "households": 50,
                                    "area_type": {"urban": "城市", "rural": "农村"}[kind]}})
    people.append(f"P{i},{middle},100")
    if area:
        facilities.append(f"S{i},社区服务站,{area[0]},{middle}")
for i, (_, *area) in enumerate(streets):
    if area:
        facilities.append(f"X{i},街道社区服务中心,{area[0]},{first[i]}")
os.mkdir(folder)
write = lambda name, text: open(f"{folder}/{name}", "w", encoding="utf-8").write(text)
write("communities.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
write("people.csv", "\n".join(people) + "\n")
write("facilities.csv", "\n".join(facilities) + "\n")
write("plan.yaml", f"""catchment: 1
communities:
  file: communities.geojson
  fields: {{id: id, name: name, street: street, county: county, area_type: area_type, households: households}}
population:
  - {{name: people, file: people.csv, crs: "EPSG:4326", fields: {{people: people}}}}
facilities:
  - file: facilities.csv
    crs: EPSG:4326
    fields: {{id: id, kind: kind, floor_area: area}}
kinds:
  - {{name: 社区服务站, radius: 500m, counts: true}}
  - {{name: 街道社区服务中心, radius: 1000m, counts: false, roles: [street_centre]}}
""" + (f"standard: [{standard}]\n" if standard != "-" else ""))
END

ask() { sqlite3 -batch "$1.gpkg" "$2"; } # RUN SQL
must() { # WHAT EXPECTED GOT
    [ "$2" = "$3" ] || { printf '%s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"; failed=1; }
}
prints() { # RUN TEXT...
    run=$1
    shift
    for text in "$@"; do
        grep -qF "$text" "$run.said" || { echo "$run: \"$text\" is not printed"; cat "$run.said"; failed=1; }
    done
}
audit() { # RUN ARGUMENT...
    run=$1
    shift
    "$CATCHMENT" audit "$run/plan.yaml" -o "$run.gpkg" --overwrite --progress none "$@" >"$run.said" 2>"$run.errors" ||
        { cat "$run.errors"; exit 1; }
}

# --- Gansu -----------------------------------------------------------------------------------------
awk 'BEGIN {
    for (i = 0; i < 125; i++) print i < 51 ? "street" : i < 81 ? "street 499.9" : i < 105 ? "street 500" : "street 800"
    for (i = 0; i < 1186; i++) print i < 124 ? "urban" : i < 823 ? "urban " 1 + i % 299 : i < 830 ? "urban 300" : "urban 301"
}' | python3 town.py gansu gansu-2012
audit gansu
prints gansu '59.2% (74/125, 59%)' '89.5% (1062/1186, 90%)' '58.9% (699/1186, 59%)' '35.2% (44/125, 35%)' '16.0% (20/125, 16%)'
must "Gansu's streets" '500.0|125|74|74/125|59.2%|59%|51|30|0|44|35.2%
800.0|125|74|74/125|59.2%|59%|51|54|0|20|16.0%' \
    "$(ask gansu "select bound_m2, streets, with_centre, share_fraction, share_1_decimal, share_whole, without_centre,
        below, unknown, meeting, rate_1_decimal from street_statistic where level = 'city' order by bound_m2")"
must "streets of counties" "125|74" \
    "$(ask gansu "select sum(streets), sum(with_centre) from street_statistic where level = 'county' and bound_m2 = 500")"
must "Gansu's communities" 'all|1186|124|699|1062|1062/1186|89.5%|90%
urban|1186|124|699|1062|1062/1186|89.5%|90%' \
    "$(ask gansu "select area_type, communities, without_premises, below_300, with_premises, coverage_fraction,
        coverage_1_decimal, coverage_whole from community_statistic where level = 'city' order by area_type")"
must "classes hold every community" 1186 \
    "$(ask gansu "select sum(communities) from community_class where level = 'city' and area_type = 'urban' and basis = 'community'")"
must "and every county's" 1186 \
    "$(ask gansu "select sum(communities) from community_class where level = 'county' and area_type = 'all' and basis = 'community'")"
must "the standard's own shares" "GS-01.share|59.2
GS-02.share|89.5447" "$(ask gansu "select clause, round(value, 4) from verdict where level = 'city'
    and clause in ('GS-01.share', 'GS-02.share') order by clause")"
audit gansu --set parameters.below_includes=yes # 300 m2 are then below
must "below with the number itself" 706 \
    "$(ask gansu "select below_300 from community_statistic where level = 'city' and area_type = 'all'")"

# --- Huainan ---------------------------------------------------------------------------------------
huainan() {
    awk 'BEGIN {
        for (i = 0; i < 20; i++) print "street 600"
        for (i = 0; i < 245; i++) print i < 20 ? "urban 199" : i < 38 ? "urban 200" : i < 53 ? "urban 399" : "urban 400"
    }'
}
huainan | python3 town.py huainan huainan-2017
audit huainan
prints huainan '78.4% (192/245, 78%)' '100.0% (245/245, 100%)' '15.5% (38/245, 16%)'
must "Huainan's communities" '245|0|20|18|15|192|0|100.0%|100%' \
    "$(ask huainan "select communities, without_premises, below_200, from_200_below_300, from_300_below_400, at_least_400,
        unknown, coverage_1_decimal, coverage_whole from community_statistic where level = 'city' and area_type = 'urban'")"
must "Huainan's 400 m2" '192|245|192/245|78.4%|78%' \
    "$(ask huainan "select communities, total, share_fraction, share_1_decimal, share_whole from community_class
        where level = 'city' and area_type = 'urban' and basis = 'community' and class = '>=400'")"
# m2 per 100 households: by totals as by the mean of communities, because all have 50 households
must "Huainan's floor area" "$(awk 'BEGIN { printf "%.4f|%.4f", 2 * (20 * 199 + 18 * 200 + 15 * 399 + 192 * 400) / 245,
        2 * (20 * 199 + 18 * 200 + 15 * 399 + 192 * 400) / 245 }')" \
    "$(ask huainan "select printf('%.4f|%.4f', per_100_households, per_100_households_mean) from community_statistic
        where level = 'city' and area_type = 'urban'")"
{ huainan && awk 'BEGIN { for (i = 0; i < 7; i++) print i < 4 ? "rural 300" : "rural" }'; } | python3 town.py mixed -
audit mixed
must "urban communities beside rural ones" '78.4%|78%
0.0%|0%' "$(ask mixed "select share_1_decimal, share_whole from community_class where level = 'city'
    and area_type <> 'all' and basis = 'community' and class = '>=400' order by area_type desc")"
must "rural coverage" '4/7|57.1%|57%' "$(ask mixed "select coverage_fraction, coverage_1_decimal, coverage_whole
    from community_statistic where level = 'city' and area_type = 'rural'")"

# --- rounding half up, from whole numbers ----------------------------------------------------------
rounding() { # WITH OF ONE_DECIMAL WHOLE
    rm -rf round
    awk -v n="$1" -v d="$2" 'BEGIN { print "street 600"; for (i = 0; i < d; i++) print i < n ? "urban 100" : "urban" }' |
        python3 town.py round -
    audit round
    must "$1/$2" "$1/$2|$3|$4" "$(ask round "select coverage_fraction, coverage_1_decimal, coverage_whole
        from community_statistic where level = 'city' and area_type = 'all'")"
}
rounding 1 8 12.5% 13%
rounding 1 200 0.5% 1%
rounding 1 2000 0.1% 0%
rounding 23 80 28.8% 29% # 28.75
rounding 201 400 50.3% 50% # 50.25
rounding 399 400 99.8% 100% # 99.75
rounding 0 3 0.0% 0%
rounding 3 3 100.0% 100%
exit $failed
