<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<qgis version="3.22.16" styleCategories="Symbology|Labeling|Fields|Forms|MapTips" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="root">
      <rule key="closed" symbol="closed" label="@zh:拟关闭设施|en:facility that closes@"/>
    </rules>
    <symbols>
      <symbol name="closed" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="cross2"/>
            <Option name="color" type="QString" value="90,90,90,255"/>
            <Option name="outline_color" type="QString" value="60,60,60,255"/>
            <Option name="outline_width" type="QString" value="0.8"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="size" type="QString" value="4"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="coalesce(nullif(&quot;name&quot;, ''), &quot;facility_id&quot;)" isExpression="1" fontFamily="Noto Sans CJK SC" namedStyle="Bold"
                  fontWeight="75" fontSize="6.5" fontSizeUnit="Point" textColor="50,50,50,255" multilineHeight="1">
<!-- part: fonts -->
        <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255"
                     bufferOpacity="0.9" bufferJoinStyle="128"/>
      </text-style>
      <text-format multilineAlign="1" wrapChar="" autoWrapLength="0"/>
      <placement placement="6" polygonPlacementFlags="2" centroidInside="1" centroidWhole="0"
                 fitInPolygonOnly="0" dist="1" distUnits="MM" quadOffset="4" priority="8"
                 predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" offsetType="1"/>
      <rendering scaleVisibility="0" scaleMin="0" scaleMax="0" obstacle="1" obstacleFactor="2" displayAll="0"
                 labelPerPart="0" mergeLines="0" limitNumLabels="0"/>
    </settings>
  </labeling>
<!-- part: fields -->
</qgis>
