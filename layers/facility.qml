<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<qgis version="3.22.16" styleCategories="Symbology|Labeling|Fields|Forms|MapTips" labelsEnabled="1">
  <renderer-v2 type="categorizedSymbol" attr="kind" symbollevels="0" enableorderby="0" forceraster="0">
    <categories>
<!-- each: SELECT * FROM map_kind -->      <category symbol="{i}" value="{value}" label="{label_@lang@}" render="true" type="string"/>
<!-- end -->    </categories>
    <symbols>
<!-- each: SELECT * FROM map_kind -->      <symbol name="{i}" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="{shape}"/>
            <Option name="color" type="QString" value="{color},255"/>
            <Option name="outline_color" type="QString" value="255,255,255,255"/>
            <Option name="outline_width" type="QString" value="0.15"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="size" type="QString" value="2.2"/>
            <Option name="size_unit" type="QString" value="MM"/>
            <Option name="scale_method" type="QString" value="diameter"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="size" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="max(1.4, min(2.6, 2.6 * sqrt(40000 / @map_scale)))"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
<!-- end -->    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="&quot;name&quot;" isExpression="1" fontFamily="Noto Sans CJK SC" namedStyle="Regular"
                  fontWeight="50" fontSize="6.5" fontSizeUnit="Point" textColor="70,70,70,255" multilineHeight="1">
<!-- part: fonts -->
        <text-buffer bufferDraw="1" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="255,255,255,255"
                     bufferOpacity="0.85" bufferJoinStyle="128"/>
      </text-style>
      <text-format multilineAlign="1" wrapChar="" autoWrapLength="0"/>
      <placement placement="6" polygonPlacementFlags="2" centroidInside="1" centroidWhole="0"
                 fitInPolygonOnly="0" dist="0.5" distUnits="MM" quadOffset="4" priority="5"
                 predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" offsetType="1"/>
      <rendering scaleVisibility="1" scaleMin="0" scaleMax="25000" obstacle="1" obstacleFactor="1" displayAll="0"
                 labelPerPart="0" mergeLines="0" limitNumLabels="0"/>
    </settings>
  </labeling>
<!-- part: fields -->
</qgis>
