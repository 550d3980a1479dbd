# SPDX-License-Identifier: GPL-3.0-or-later
catchment help --man | tr -d '\\' >catchment.1
sed -n "s/^\.\(SH\|SS\) //p" catchment.1
# every command and every option has its place in it
catchment --json-usage | sed -n 's/^      "name": "\(.*\)",/\1/p' >names
[ "$(wc -l <names)" -gt 20 ] || echo "too few names"
while read -r name; do
    grep -qE "^\.SS $name\$|--$name(fR|$)" catchment.1 || echo "not in the manual: $name"
done <names
