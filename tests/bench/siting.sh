#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How well and how fast public siting instances are solved: objective, bound, gap, seconds, memory.
#
#     sh tests/bench/siting.sh [--limit 60s] [--threads 2] [--demands 1000000] [--build DIR] [--out DIR]
#                              [--only PATTERN]
#
# The covering family and the clustered city are made here; the other instances are looked for in
# $CATCHMENT_DATA/siting and said to be skipped where they are absent.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
limit=60s threads=2 demands=1000000 build=$root/build/release out=${TMPDIR:-/tmp}/catchment-bench/siting only=
while [ $# -gt 1 ]; do
    case $1 in
    --limit) limit=$2 ;;
    --threads) threads=$2 ;;
    --demands) demands=$2 ;;
    --build) build=$2 ;;
    --out) out=$2 ;;
    --only) only=$2 ;;
    *) echo "siting: unknown option $1" >&2; exit 2 ;;
    esac
    shift 2
done
data=${CATCHMENT_DATA:-$root/../shared/data}/siting
[ -f "$build/build.ninja" ] || cmake -S "$root" -B "$build" -G Ninja >/dev/null
cmake --build "$build" --target bench_siting catchment_cli >/dev/null
mkdir -p "$out"

# solve NAME FORMAT FILE [OPTION...]: one line of the table; best: what is known of it, or empty
solve() {
    name=$1 format=$2 file=$3 known=$best
    shift 3
    best=
    case $name in *$only*) ;; *) return 0 ;; esac
    [ -f "$file" ] || { printf '%-34s skipped: no %s\n' "$name" "$file"; return 0; }
    "$build/catchment" solve --format "$format" "$file" --threads "$threads" --time-limit "$limit" \
        --json "$@" >"$out/answer.json" || { printf '%-34s failed\n' "$name"; return 0; }
    awk -v name="$name" -v known="${known:+known $known}" -F': ' '
        { gsub(/[",]/, "", $2); value[$1] = $2 }
        END { printf "%-34s %-10s %16s %16s %9.4f %% %8.2f s %6.0f MB %8s nodes  %s\n", name, value["  \"status\""],
              value["  \"objective\""], value["  \"bound\""], 100 * value["  \"gap\""],
              value["  \"seconds\""], value["  \"peak_mb\""], value["  \"nodes\""], known }' "$out/answer.json"
}

# make FILE OPTION...: an instance, once
make_points() {
    file=$1
    shift
    [ -f "$file" ] || { "$build/tests/bench_siting" "$@" >"$file.part" && mv "$file.part" "$file"; }
}

best=
uniform=$out/family-$demands.txt
known() { # of 1,000,000 demands, and of 10,000
    case $demands in 1000000) best=$1 ;; 10000) best=$2 ;; esac
}
make_points "$uniform" --kind uniform --sites 100 --demands "$demands" --seed 1
known 44433492 441545
solve "cover, 100 sites, R=5.5 p=10" points "$uniform" --radius 5.5 -p 10
known 44930045 447381
solve "cover, 100 sites, R=4.5 p=15" points "$uniform" --radius 4.5 -p 15
known 39794970 398381
solve "cover, 100 sites, R=3.5 p=20" points "$uniform" --radius 3.5 -p 20
clusters=$out/clusters.txt
make_points "$clusters" --kind clusters --sites 2000 --demands 50000 --seed 1
solve "clustered city, R=1.5 p=20" points "$clusters" --radius 1.5 -p 20
best=48704
solve "n1000s1, R=3.5 p=20" points "$data/gmclp/n1000s1.dat" --radius 3.5 -p 20
# best known: the sets published in the repository vinymax10/AILS-MCLP
p=40
for best in 1153640 1288174 1396333 1481434 1539992 1574256; do
    p=$((p + 10))
    solve "New York, 400 m, p=$p" census "$data/mclp_real/NewYork.txt" --radius 400 -p $p
done
p=40
for best in 617592 683139 733772 769781 791562 802307; do
    p=$((p + 10))
    solve "San Francisco, 600 m, p=$p" census "$data/mclp_real/SanFrancisco.txt" --radius 600 -p $p
done
p=0
for best in 5461 8790 11604 12106 12152; do
    p=$((p + 1))
    solve "SJC324, R=800 p=$p" sjc "$data/sjc/SJC324.txt" --demand "$data/sjc/demand-SJC324.dat" \
        --radius 800 -p $p
done
i=1
for best in 5819 4093 4250 3034 1355 7824 5631 4445 2734 1255 7696 6634 4374 2968 1729 8162 6999 4809 2845 1789; do
    solve "pmed$i, p-median" orlib-pmed "$data/pmed/pmed$i.txt"
    i=$((i + 1))
done
i=1
while [ $i -le 20 ]; do
    solve "pmed$i, p-center" orlib-pmed "$data/pmed/pmed$i.txt" --model pcenter
    i=$((i + 1))
done
for t in rl1304 fl1400 vm1748 d2103 pcb3038; do
    for p in 5 10 50 100 300; do
        solve "$t, p-median p=$p" tsplib "$data/tsplib/$t.tsp" -p $p
    done
done
for t in u1060 rl1323 pcb3038; do
    for p in 10 50 100; do
        solve "$t, p-center p=$p" tsplib "$data/tsplib/$t.tsp" --model pcenter -p $p
    done
done
for t in SJC1 SJC2 SJC3a; do
    solve "$t, capacitated p-median" capacitated "$data/capmed/$t.dat"
done
i=1
while [ $i -le 20 ]; do
    solve "pmedcap$i, capacitated p-median" capacitated "$data/capmed/pmedcap1($i).txt"
    i=$((i + 1))
done
