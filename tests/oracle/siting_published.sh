# SPDX-License-Identifier: GPL-3.0-or-later
# Public p-center instances against published optima (Chen, Chen 2009; Contardo, Iori, Kramer 2019): a
# bound never above, an objective never below, and where optimality is said, the published number.
set -eu
data=${CATCHMENT_DATA:-$CATCHMENT_SOURCE/../shared/data}/siting
[ -d "$data/tsplib" ] && [ -d "$data/pmed" ] || { echo "no siting instances: skipped"; exit 77; }

check() { # PUBLISHED FORMAT FILE P
    "$CATCHMENT" solve --model pcenter --format "$2" "$data/$3" --p "$4" --time-limit 6s --json |
        awk -v known="$1" -v what="$3 p=$4" '
            /"status"/ { status = $2 } /"objective"/ { objective = $2 + 0 } /"bound"/ { bound = $2 + 0 }
            END {
                if (status == "" || objective < known - 1e-4 || bound > known + 1e-4 ||
                    (status ~ /optimal/ && (objective > known + 1e-4 || bound < known - 1e-4))) {
                    print what ": " status " " objective " " bound ", published " known
                    exit 1
                }
            }'
}
check 2273.0838 tsplib tsplib/u1060.tsp 10
check 904.9234 tsplib tsplib/u1060.tsp 50
check 570.0089 tsplib tsplib/u1060.tsp 100
check 3077.2975 tsplib tsplib/rl1323.tsp 10
check 1187.2658 tsplib tsplib/rl1323.tsp 50
check 787.0959 tsplib tsplib/rl1323.tsp 100
check 127 orlib-pmed pmed/pmed1.txt 5
check 98 orlib-pmed pmed/pmed2.txt 10
check 93 orlib-pmed pmed/pmed3.txt 10
check 48 orlib-pmed pmed/pmed5.txt 33
