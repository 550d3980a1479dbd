<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<qgis version="3.22.16" styleCategories="Symbology|Labeling|Fields|Forms|MapTips" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="root">
<!-- each: SELECT * FROM map_conclusion -->      <rule key="area{i}" symbol="area{i}" label="{label_@lang@}"
            filter="&quot;conclusion&quot; = '{value}' AND geometry_type($geometry) = 'Polygon'"/>
      <rule key="point{i}" symbol="point{i}" label="{label_@lang@}@zh:（仅有位置）|en: (position only)@"
            filter="&quot;conclusion&quot; = '{value}' AND geometry_type($geometry) = 'Point'"/>
<!-- end -->    </rules>
    <symbols>
<!-- each: SELECT * FROM map_conclusion -->      <symbol name="area{i}" type="fill" alpha="0.85" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="{color},255"/>
            <Option name="style" type="QString" value="{fill}"/>
            <Option name="outline_color" type="QString" value="{color},255"/>
            <Option name="outline_width" type="QString" value="0.7"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="outline_style" type="QString" value="solid"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="point{i}" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="{shape}"/>
            <Option name="color" type="QString" value="{color},255"/>
            <Option name="outline_color" type="QString" value="255,255,255,255"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="size" type="QString" value="3.4"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
<!-- end -->    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="&quot;name&quot; || '\n' || map_get(map('approve', '@zh:同意|en:approved@', 'refuse', '@zh:不予批准|en:refused@', 'supply', '@zh:退件补正|en:to be supplied@'), &quot;conclusion&quot;)" isExpression="1" fontFamily="Noto Sans CJK SC" namedStyle="Bold"
                  fontWeight="75" fontSize="8" fontSizeUnit="Point" textColor="50,50,50,255" multilineHeight="1">
<!-- part: fonts -->
        <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255"
                     bufferOpacity="0.9" bufferJoinStyle="128"/>
      </text-style>
      <text-format multilineAlign="1" wrapChar="" autoWrapLength="0"/>
      <placement placement="1" polygonPlacementFlags="2" centroidInside="1" centroidWhole="0"
                 fitInPolygonOnly="0" xOffset="0" yOffset="-1.5" offsetUnits="MM" quadOffset="1" priority="8"/>
      <rendering scaleVisibility="1" scaleMin="0" scaleMax="100000" obstacle="1" obstacleFactor="2" displayAll="0"
                 labelPerPart="0" mergeLines="0" limitNumLabels="0"/>
    </settings>
  </labeling>
<!-- part: fields -->
</qgis>
