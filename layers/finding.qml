<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<qgis version="3.22.16" styleCategories="Symbology|Labeling|Fields|Forms|MapTips" labelsEnabled="0">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="root">
<!-- each: SELECT * FROM map_finding -->      <rule key="point{i}" symbol="{i}" label="{label_@lang@}"
            filter="&quot;severity&quot; = '{severity}' AND geometry_type($geometry) = 'Point'"/>
      <rule key="area{i}" symbol="area{i}" label="{label_@lang@}@zh:（范围）|en: (area)@"
            filter="&quot;severity&quot; = '{severity}' AND geometry_type($geometry) = 'Polygon'"/>
<!-- end -->    </rules>
    <symbols>
<!-- each: SELECT * FROM map_finding -->      <symbol name="{i}" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="{shape}"/>
            <Option name="color" type="QString" value="{color},255"/>
            <Option name="outline_color" type="QString" value="255,255,255,255"/>
            <Option name="outline_width" type="QString" value="0.12"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="size" type="QString" value="{size_mm}"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="size" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="{size_mm} * max(0.55, min(1, sqrt(40000 / @map_scale)))"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol name="area{i}" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="{color},255"/>
            <Option name="style" type="QString" value="b_diagonal"/>
            <Option name="outline_color" type="QString" value="{color},255"/>
            <Option name="outline_width" type="QString" value="0.4"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="outline_style" type="QString" value="dash"/>
          </Option>
        </layer>
      </symbol>
<!-- end -->    </symbols>
  </renderer-v2>
<!-- part: fields -->
</qgis>
