#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Cases of the command line: run.sh [DIR_OF_BINARY [NAME...]]
# NAME.sh runs in an empty folder with the program on PATH, in English and without colour. Then
#   NAME.stdout  is what it must print, exactly (missing: nothing)
#   NAME.stderr  what it must say, where * stands for anything (missing: nothing)
#   NAME.exit    its exit code (missing: 0)
# A case that ends with 77 and prints why on stderr is skipped.
set -u
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- "$(dirname "${CATCHMENT:?the program, or give its folder}")"
bin=$(cd "$1" && pwd) && shift
[ -x "$bin/catchment" ] || { echo "no program in $bin"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset LC_ALL LC_MESSAGES LANG NO_COLOR
export PATH="$bin:$PATH" CATCHMENT_SOURCE="${CATCHMENT_SOURCE:-$(cd "$here/../.." && pwd)}"
run=0 failed=0 skipped=0

content() {
    [ ! -f "$1" ] || cat "$1"
    echo . # keeps line breaks at the end
}

# matches FILE PATTERN_FILE: everything but * stands for itself
matches() {
    pattern=$(content "$2" | sed 's/[][\\?]/\\&/g')
    # shellcheck disable=SC2254
    case $(content "$1") in $pattern) return 0 ;; esac
    return 1
}

check() {
    name=$1
    mkdir "$work/$name"
    (cd "$work/$name" && sh "$here/$name.sh" >"$work/$name.stdout" 2>"$work/$name.stderr" </dev/null)
    code=$?
    [ $code -ne 77 ] || { skipped=$((skipped + 1)) && echo "skipped $name: $(cat "$work/$name.stderr")" && return; }
    wanted=0
    [ ! -f "$here/$name.exit" ] || wanted=$(cat "$here/$name.exit")
    fault=""
    [ "$code" = "$wanted" ] || fault="exit code $code, not $wanted"
    [ "$(content "$here/$name.stdout")" = "$(content "$work/$name.stdout")" ] || fault="$fault stdout"
    matches "$work/$name.stderr" "$here/$name.stderr" || fault="$fault stderr"
    run=$((run + 1))
    [ -n "$fault" ] || return
    failed=$((failed + 1))
    echo "FAILED $name: $fault"
    for stream in stdout stderr; do
        case $fault in *$stream*)
            content "$here/$name.$stream" >"$work/wanted"
            content "$work/$name.$stream" | diff -u --label wanted --label "$stream" "$work/wanted" -
            ;;
        esac
    done
}

if [ $# -gt 0 ]; then
    for name in "$@"; do check "$name"; done
else
    for file in "$here"/*.sh; do
        name=$(basename "$file" .sh)
        [ "$name" = run ] || check "$name"
    done
fi
echo "$run cases, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
