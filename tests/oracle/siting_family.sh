# SPDX-License-Identifier: GPL-3.0-or-later
# The family of Cordeau, Furini and Ljubic (2019), 100 sites and 10,000 demands, seed 1: the optima that
# their generator's draw is known to have.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$(dirname "$CATCHMENT")/tests/bench_siting" --sites 100 --demands 10000 --seed 1 >"$work/family.txt"

check() { # OPTIMUM RADIUS P
    "$CATCHMENT" solve --model mclp --format points "$work/family.txt" --radius "$2" --p "$3" --json \
        >"$work/answer.json"
    for line in '"status": "optimal"' "\"objective\": $1" "\"bound\": $1"; do
        grep -q "^  $line,$" "$work/answer.json" || { cat "$work/answer.json"; exit 1; }
    done
}
check 441545 5.5 10
check 447381 4.5 15
check 398381 3.5 20
