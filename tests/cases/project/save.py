# SPDX-License-Identifier: GPL-3.0-or-later
"""save.py OUT.gpkg: opens both projects in QGIS and saves them as they are."""
import os
import sys

from qgis.core import QgsApplication, QgsProject

app = QgsApplication([], False)
app.initQgis()
for name in ("catchment", "catchment_en"):
    project = QgsProject()
    place = f"geopackage:{os.path.abspath(sys.argv[1])}?projectName={name}"
    assert project.read(place) and project.write(place), project.error()
sys.stdout.flush()
os._exit(0)
