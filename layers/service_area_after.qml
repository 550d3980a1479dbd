<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<qgis version="3.22.16" styleCategories="Symbology|Labeling|Fields|Forms|MapTips" labelsEnabled="0">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="root">
<!-- each: SELECT * FROM map_reach_after -->      <rule key="class{i}" symbol="{i}" filter="{filter}" label="{label_@lang@}" checkstate="{shown}"/>
<!-- end -->    </rules>
    <symbols>
<!-- each: SELECT * FROM map_reach_after -->      <symbol name="{i}" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="{color},10"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="{color},200"/>
            <Option name="outline_width" type="QString" value="0.3"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
<!-- end -->    </symbols>
  </renderer-v2>
<!-- part: fields -->
</qgis>
