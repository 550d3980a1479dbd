# SPDX-License-Identifier: GPL-3.0-or-later
# A town of four squares for the tests of faults, in a fresh folder that goes away at the end. Each
# test spoils one thing and says which error or finding has to come.
#
#   A1 | B1    each 0.02 degrees wide, 800 cells of 10 people in the two upper (A1, B1) and the two
#   ---+---    lower (A2, B2) rows of squares; a facility in the middle of A1, B1 and B2, none in A2
#   A2 | B2
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"

square() { # WEST SOUTH: the ring of a square of 0.02 degrees
    awk -v w="$1" -v s="$2" 'BEGIN { printf "[[[%.2f,%.2f],[%.2f,%.2f],[%.2f,%.2f],[%.2f,%.2f],[%.2f,%.2f]]]",
        w, s, w + 0.02, s, w + 0.02, s + 0.02, w, s + 0.02, w, s }'
}

community() { # ID HOUSEHOLDS COORDINATES: a feature; COORDINATES null: no geometry
    if [ "$3" = null ]; then
        shape=null
    else
        shape="{\"type\":\"Polygon\",\"coordinates\":$3}"
    fi
    printf '{"type":"Feature","properties":{"id":"%s","name":"%s","street":"S","county":"C","households":%s},"geometry":%s}\n' \
        "$1" "$1" "$2" "$shape"
}

communities() { # FEATURE...: writes communities.geojson
    printf '{"type":"FeatureCollection","features":[\n' >communities.geojson
    first=1
    for feature in "$@"; do
        [ -n "$first" ] || printf ',' >>communities.geojson
        first=
        printf '%s\n' "$feature" >>communities.geojson
    done
    printf ']}\n' >>communities.geojson
}

cells() { # writes pop.tif of 40 x 40 cells; awk code in $1 may change v for cell (r, c)
    awk -v r=0 "BEGIN { print \"ncols 40\\nnrows 40\\nxllcorner 117\\nyllcorner 32.6\\ncellsize 0.001\\nNODATA_value -9999\";
        for (r = 0; r < 40; r++) { for (c = 0; c < 40; c++) { v = 10; ${1:-} printf \"%s \", v } print \"\" } }" >pop.asc
    gdal_translate -q -oo DATATYPE=Float32 -a_srs EPSG:4490 -co TILED=YES -co BLOCKXSIZE=16 -co BLOCKYSIZE=16 pop.asc pop.tif
}

A1=$(community A1 500 "$(square 117.00 32.62)")
B1=$(community B1 400 "$(square 117.02 32.62)")
A2=$(community A2 300 "$(square 117.00 32.60)")
B2=$(community B2 200 "$(square 117.02 32.60)")
communities "$A1" "$B1" "$A2" "$B2"
cells
cat >facilities.csv <<'END'
id,name,kind,area,lon,lat
F1,first,station,300,117.01,32.63
F2,second,station,250,117.03,32.63
F3,third,station,400,117.03,32.61
END
cat >plan.yaml <<'END'
catchment: 1
communities:
  file: communities.geojson
  fields: {id: id, name: name, street: street, county: county, households: households}
population:
  - {name: people, file: pop.tif}
facilities:
  - file: facilities.csv
    crs: EPSG:4490
    fields: {id: id, name: name, kind: kind, floor_area: area, lon: lon, lat: lat}
kinds:
  - {name: station, radius: 500m}
END

audit() { # ARGUMENT...: runs; the exit code goes to $code, texts to the files said and errors
    code=0
    "$CATCHMENT" audit plan.yaml -o out.gpkg --lang en --progress none "$@" >said 2>errors || code=$?
}

fails() { # EXIT CODE [TEXT]: the audit fails with this exit and error code, and says TEXT
    audit
    [ "$code" -eq "$1" ] || { cat errors; echo "exit $code, not $1"; exit 1; }
    grep -qF "error[$2]" errors || { cat errors; echo "no error $2"; exit 1; }
    [ $# -lt 3 ] || grep -qF "$3" errors || { cat errors; echo "it does not say: $3"; exit 1; }
    [ ! -e out.gpkg ] || { echo "there is an output all the same"; exit 1; }
}

works() {
    audit "$@"
    [ "$code" -eq 0 ] || { cat errors; echo "exit $code"; exit 1; }
}

ask() { # SQL: the answer from the output
    sqlite3 -batch -noheader out.gpkg "$1"
}

finds() { # CODE COUNT [FEATURE]: the output has so many findings of this code, the first of FEATURE
    n=$(ask "select count(*) from finding where code='$1'")
    [ "$n" -eq "$2" ] || { ask "select code, feature, text_en from finding"; echo "$n findings $1, not $2"; exit 1; }
    [ $# -lt 3 ] || is "select feature from finding where code='$1' order by fid limit 1" "$3"
}

is() { # SQL VALUE
    got=$(ask "$1")
    [ "$got" = "$2" ] || { echo "$1: $got, not $2"; exit 1; }
}

near() { # SQL VALUE TOLERANCE
    got=$(ask "$1")
    awk -v a="$got" -v b="$2" -v t="$3" 'BEGIN { d = a - b; exit !(a != "" && d <= t && -d <= t) }' ||
        { echo "$1: $got, not $2 within $3"; exit 1; }
}
