<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<qgis version="3.22.16" styleCategories="Symbology|Labeling|Fields|Forms|MapTips" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="root">
      <rule key="unreachable" symbol="unreachable" label="@zh:候选点无法覆盖的人口|en:people whom no candidate reaches@"/>
    </rules>
    <symbols>
      <symbol name="unreachable" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="255,255,255,0"/>
            <Option name="outline_color" type="QString" value="130,60,0,255"/>
            <Option name="outline_width" type="QString" value="0.5"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="size" type="QString" value="3"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="format_number(&quot;people&quot;, 0) || '@zh: 人|en: people@'" isExpression="1" fontFamily="Noto Sans CJK SC" namedStyle="Bold"
                  fontWeight="75" fontSize="6.5" fontSizeUnit="Point" textColor="50,50,50,255" multilineHeight="1">
<!-- part: fonts -->
        <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255"
                     bufferOpacity="0.9" bufferJoinStyle="128"/>
      </text-style>
      <text-format multilineAlign="1" wrapChar="" autoWrapLength="0"/>
      <placement placement="6" polygonPlacementFlags="2" centroidInside="1" centroidWhole="0"
                 fitInPolygonOnly="0" dist="1" distUnits="MM" quadOffset="4" priority="8"
                 predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" offsetType="1"/>
      <rendering scaleVisibility="1" scaleMin="0" scaleMax="100000" obstacle="1" obstacleFactor="2" displayAll="0"
                 labelPerPart="0" mergeLines="0" limitNumLabels="0"/>
    </settings>
  </labeling>
<!-- part: fields -->
</qgis>
