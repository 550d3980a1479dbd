#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The output: a folder that is not there, an output that is, a stale -wal beside it, an output that is
# an input; and a stop in the middle, which leaves the old output as it was.
. "$CATCHMENT_SOURCE/tests/fault/lib/town.sh"

refused() { # CODE ARGUMENT...: exit 5 with this code, and out.gpkg stays as it is
    wanted=$1
    shift
    before=$(sha256sum out.gpkg 2>/dev/null || true)
    code=0
    "$CATCHMENT" audit plan.yaml --lang en --progress none "$@" >said 2>errors || code=$?
    [ "$code" -eq 5 ] || { cat errors; echo "exit $code, not 5"; exit 1; }
    grep -qF "error[$wanted]" errors || { cat errors; echo "no error $wanted"; exit 1; }
    [ "$before" = "$(sha256sum out.gpkg 2>/dev/null || true)" ] || { echo "the old output was touched"; exit 1; }
}

refused E0502 -o missing/out.gpkg
works
refused E0501 -o out.gpkg
: >out.gpkg-wal
refused E0503 -o out.gpkg --overwrite
rm out.gpkg-wal
works --overwrite
[ "$(find . -name 'out.gpkg*' | wc -l)" -eq 1 ] || { ls; echo "something was left beside the output"; exit 1; }

# Stopped at the first report of progress: --progress json tells when the work has begun.
before=$(sha256sum out.gpkg)
gdal_translate -q -r nearest -outsize 8000 8000 pop.tif large.tif
sed -i 's/pop.tif/large.tif/' plan.yaml
mkfifo reports
# A shell starts what is in the background with SIGINT ignored: env undoes that.
env --default-signal=INT "$CATCHMENT" audit plan.yaml -o out.gpkg --overwrite --progress json >said 2>reports &
process=$!
exec 3<reports
read -r _ <&3
kill -INT "$process"
code=0
wait "$process" || code=$?
[ "$code" -eq 130 ] || { echo "exit $code, not 130"; exit 1; }
[ "$before" = "$(sha256sum out.gpkg)" ] || { echo "the old output was touched"; exit 1; }
[ "$(find . -name 'out.gpkg*' | wc -l)" -eq 1 ] || { ls; echo "something was left beside the output"; exit 1; }
