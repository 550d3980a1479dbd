# SPDX-License-Identifier: GPL-3.0-or-later
# Every code that the program can give is a row of messages.csv, and every row is used.
catchment explain --json | sed -n 's/^      "code": "\(.*\)",/\1/p' >known
find "$CATCHMENT_SOURCE/src" -name '*.c' -exec grep -ohE '"[EF]0[0-9]{3}"' {} + | tr -d '"' | sort -u >used
[ "$(wc -l <known)" -gt 40 ] || echo "too few codes"
diff known used
