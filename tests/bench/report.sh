#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How long the page of the invented city of 10,000 communities takes to make, to open and to move:
#     sh tests/bench/report.sh [--build DIR] [--out DIR]
# The city is that of tests/bench/run, audited by a standard; what drives the browser is installed by
# tests/cases/report.sh, which has to have run with the same build folder.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$here/../../build/release out=${TMPDIR:-/tmp}/catchment-bench/20000-10000-20000-tiled
while [ $# -gt 1 ]; do
    case $1 in
    --build) build=$2 ;;
    --out) out=$2 ;;
    *) echo "report: unknown option $1" >&2; exit 2 ;;
    esac
    shift 2
done
if [ ! -f "$out/plan.yaml" ]; then
    mkdir -p "$out"
    "$build/tests/bench_generate" --out "$out" --size 20000 --communities 10000 --facilities 20000
fi
[ -f "$out/judged.gpkg" ] ||
    "$build/catchment" audit "$out/plan.yaml" --standard qinghai-2013 -o "$out/judged.gpkg" --progress none >/dev/null
/usr/bin/time -f 'made in %e s, %M KB at most' "$build/catchment" publish "$out/judged.gpkg" --report "$out/report.html" --overwrite
ls -l "$out/report.html" | awk '{ printf "%.1f MB\n", $5 / 1e6 }'
MODULES=$build/report-test CHROMIUM=${CHROMIUM:-/usr/bin/chromium} node "$here/report.mjs" "$out"
