# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DOUT=report.html -DSOURCE=src/report -DNODE=node -DNPM=npm -P build.cmake
# Installs what package-lock.json names beside OUT (never in the source tree) and makes the page. Where
# npm cannot install, OUT gets 0 bytes with a warning, and the program is built without the page.
get_filename_component(folder ${OUT} DIRECTORY)
set(folder ${folder}/report)
set(stamp ${folder}/node_modules/.package-lock.json)
file(MAKE_DIRECTORY ${folder})
foreach(name package.json package-lock.json .npmrc)
    configure_file(${SOURCE}/${name} ${folder}/${name} COPYONLY)
endforeach()
if(NOT EXISTS ${stamp} OR ${SOURCE}/package-lock.json IS_NEWER_THAN ${stamp})
    execute_process(COMMAND ${NPM} ci --no-audit --no-fund --prefer-offline --loglevel=error
                --fetch-retries=1 --fetch-retry-mintimeout=2000 --fetch-timeout=60000
        WORKING_DIRECTORY ${folder} RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE problem)
    if(NOT result EQUAL 0)
        string(SUBSTRING "${problem}" 0 400 problem)
        message(WARNING "npm cannot install what the report's page is made with, so it is left out "
                        "(remove ${OUT} to try again): ${problem}")
        file(WRITE ${OUT} "")
        return()
    endif()
    file(TOUCH ${stamp})
endif()
execute_process(COMMAND ${NODE} ${SOURCE}/build.mjs ${SOURCE} ${folder} ${OUT} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "the page of the report cannot be made")
endif()
