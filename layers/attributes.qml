<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<qgis version="3.22.16" styleCategories="Symbology|Labeling|Fields" labelsEnabled="0">
  <aliases>
<!-- each: SELECT position, name, title_zh || coalesce(' (' || unit || ')', '') AS title
             FROM layer_column WHERE layer = '@layer@' ORDER BY position -->    <alias index="{position}" field="{name}" name="{title}"/>
<!-- end -->  </aliases>
</qgis>
