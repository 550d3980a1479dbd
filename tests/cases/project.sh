#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The QGIS project inside an output of audit, review and compare: as a table and as XML; opened by QGIS
# (without it that part is skipped), its groups, themes, bookmarks, sheets and words; drawn and held
# against the pictures in project/ (CATCHMENT_GOLDEN=1 writes these); found again after a rename.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
demo=$CATCHMENT_SOURCE/layers/demo
parts=$CATCHMENT_SOURCE/tests/cases/project
export PYTHONDONTWRITEBYTECODE=1 XDG_RUNTIME_DIR="$here" HOME="$here"
cd "$here"
mkdir again pictures
"$CATCHMENT" audit "$demo/plan.yaml" --standard qinghai-2013 --set output.year=2023年 --set output.date=2024-03-01 \
    --set output.compiled_by=澄溪市自然资源和规划局 -o audit.gpkg >said 2>&1
"$CATCHMENT" review "$demo/review.yaml" -o review.gpkg >said 2>&1
/usr/bin/python3 "$CATCHMENT_SOURCE/tests/cases/compare/second_year.py" "$demo" "$here"
"$CATCHMENT" audit second/plan.yaml -o second.gpkg >said 2>&1
"$CATCHMENT" compare audit.gpkg second.gpkg --codes codes.csv -o compare.gpkg >said 2>&1
for kind in audit review compare; do
    /usr/bin/python3 "$parts/raw.py" $kind.gpkg $kind.gpkg
    /usr/bin/python3 -m osgeo_utils.samples.validate_gpkg -q $kind.gpkg
done
[ "$(sqlite3 audit.gpkg "select group_concat(value) from run where key like 'output.%'")" = \
    "2023年,澄溪市自然资源和规划局,2024-03-01" ]
# Equal bytes under an equal name, later.
sleep 2
"$CATCHMENT" review "$demo/review.yaml" -o again/review.gpkg >said 2>&1
cmp review.gpkg again/review.gpkg

# A rename, and the way back: nothing but the name changes.
cp review.gpkg 'a & b.gpkg'
"$CATCHMENT" publish 'a & b.gpkg' --relink >said
/usr/bin/python3 "$parts/raw.py" 'a & b.gpkg' 'a & b.gpkg'
mkdir moved && cp 'a & b.gpkg' moved/review.gpkg
"$CATCHMENT" publish moved/review.gpkg --relink >said
for file in review.gpkg moved/review.gpkg; do
    sqlite3 "$file" .dump | grep -v qgis_projects >"$file.txt"
    sqlite3 "$file" 'select name, content from qgis_projects order by name' >>"$file.txt"
done
cmp review.gpkg.txt moved/review.gpkg.txt

# What cannot be mended stays as it was, and says why.
refused() { # CODE FILE
    cp "$2" before
    if "$CATCHMENT" --lang en publish "$2" --relink >out.txt 2>&1; then echo "not refused: $2" && exit 1; fi
    grep -q "error\[$1\]" out.txt || { cat out.txt && exit 1; }
    cmp before "$2"
}
cp audit.gpkg none.gpkg && sqlite3 none.gpkg 'drop table qgis_projects'
refused E0710 none.gpkg
cp audit.gpkg odd.gpkg && sqlite3 odd.gpkg "update qgis_projects set content = 'zz' where name = 'catchment_en'"
refused E0711 odd.gpkg
cp audit.gpkg noise.gpkg && sqlite3 noise.gpkg "update qgis_projects set content = 'abcdef'"
refused E0711 noise.gpkg
cp "$demo/communities.gpkg" other.gpkg
refused E0690 other.gpkg
# Somebody else's project is left alone.
cp audit.gpkg own.gpkg
/usr/bin/python3 - own.gpkg <<'END'
import io, sqlite3, sys, zipfile
own = io.BytesIO()
with zipfile.ZipFile(own, "w") as z:
    z.writestr("mine.qgs", "<qgis><datasource>./audit.gpkg|layername=street</datasource></qgis>")
    z.writestr("mine.qgd", b"\x00notes")
db = sqlite3.connect(sys.argv[1])
db.execute("INSERT INTO qgis_projects VALUES ('mine', '', ?)", (own.getvalue().hex(),))
db.commit()
END
"$CATCHMENT" publish own.gpkg --relink >said
/usr/bin/python3 - own.gpkg <<'END'
import io, sqlite3, sys, zipfile
(content,) = sqlite3.connect(sys.argv[1]).execute("SELECT content FROM qgis_projects WHERE name = 'mine'").fetchone()
z = zipfile.ZipFile(io.BytesIO(bytes.fromhex(content)))
assert b"./audit.gpkg|" in z.read("mine.qgs") and z.read("mine.qgd") == b"\x00notes", z.namelist()
END

/usr/bin/python3 -c 'from qgis.core import QgsProject' 2>/dev/null || { echo "skipped: no PyQGIS to open the projects with"; exit 77; }
for kind in audit review compare; do
    QT_QPA_PLATFORM=offscreen /usr/bin/python3 "$parts/open.py" $kind $kind.gpkg pictures "$parts" 2>errors ||
        { cat errors; exit 1; }
done
# Renamed and elsewhere, QGIS finds nothing; relinked, all; and again after QGIS itself saved it.
mkdir -p else
cp review.gpkg else/new.gpkg
look() { QT_QPA_PLATFORM=offscreen /usr/bin/python3 "$parts/open.py" review else/$1.gpkg pictures 2>errors; }
! look new || { echo "a renamed file needs no relink"; exit 1; }
"$CATCHMENT" publish else/new.gpkg --relink >said
look new || { cat errors; exit 1; }
QT_QPA_PLATFORM=offscreen /usr/bin/python3 "$parts/save.py" else/new.gpkg 2>errors || { cat errors; exit 1; }
mv else/new.gpkg else/newer.gpkg
! look newer || { echo "a saved and renamed file needs no relink"; exit 1; }
"$CATCHMENT" publish else/newer.gpkg --relink >said
look newer || { cat errors; exit 1; }
