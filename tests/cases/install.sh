#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A program outside the tree builds against what `cmake --install` puts down, by pkg-config and by
# find_package, and can use the library; the installed program runs.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cmake --install "$CATCHMENT_BUILD" --prefix "$folder/usr" >"$folder/log"
cd "$folder"

cat >outside.c <<'END'
#include <catchment/catchment.h>
#include <stdio.h>

int main(void)
{
    struct ct_plan *plan = NULL;
    struct ct_error err = {0};
    if (ct_plan_new(&plan, &err) != CT_OK) {
        return 1;
    }
    /* An empty plan is not complete: the error value crosses the library's border. */
    enum ct_status status = ct_plan_complete(plan, &err);
    ct_plan_free(plan);
    printf("%s %d %c\n", ct_version(), (int)status, err.code[0]);
    return 0;
}
END
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.21)
project(outside LANGUAGES C)
find_package(Catchment 0.1 REQUIRED)
add_executable(outside outside.c)
target_link_libraries(outside PRIVATE Catchment::catchment)
END

PKG_CONFIG_PATH=$(dirname "$(find "$folder/usr" -name catchment.pc)")
export PKG_CONFIG_PATH
version=$(pkg-config --modversion catchment)
expected="$version 2 E"

# shellcheck disable=SC2046 # flags are words
cc -std=c17 -Wall -Wextra -Werror outside.c -o by_pkg_config $(pkg-config --cflags --libs catchment)
[ "$(./by_pkg_config)" = "$expected" ] || { echo "pkg-config: $(./by_pkg_config)"; exit 1; }

cmake -S . -B build -G Ninja -DCMAKE_PREFIX_PATH="$folder/usr" >>log && cmake --build build >>log
[ "$(build/outside)" = "$expected" ] || { echo "find_package: $(build/outside)"; exit 1; }

usr/bin/catchment --version | grep -qF "$version" || { echo "the installed program does not say $version"; exit 1; }
headers=$(cd usr/include && find . -name '*.h' | sort | tr '\n' ' ')
[ "$headers" = "$(cd "$CATCHMENT_SOURCE/include" && find . -name '*.h' | sort | tr '\n' ' ')" ]
