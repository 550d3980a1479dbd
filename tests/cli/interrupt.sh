# SPDX-License-Identifier: GPL-3.0-or-later
# The plan comes through a pipe: once it is open, the program listens to signals.
demo=$CATCHMENT_SOURCE/layers/demo
echo old >out.gpkg
mkfifo pipe
catchment audit pipe -o out.gpkg --overwrite &
exec 3>pipe
kill -TERM $!
printf 'catchment: 1\ncommunities: {file: %s/communities.gpkg}\npopulation: [{file: %s/pop.tif}]\n' \
    "$demo" "$demo" >&3
printf 'facilities: [{file: %s/facilities.csv}]\nradius: 500m\n' "$demo" >&3
exec 3>&-
wait $!
echo "first signal: $?"
catchment audit pipe -o out.gpkg --overwrite &
exec 3>pipe
for i in 1 2 3 4; do # two that come at once are one
    kill -TERM $! 2>/dev/null && sleep 0.1
done
wait $!
echo "second signal: $?"
cat out.gpkg
ls
