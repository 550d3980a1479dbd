<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- title_zh: 达标评价 -->
<!-- title_en: Assessment -->
<!-- group: 10 -->
<!-- order: 10 -->
<!-- draw: 501 -->
<!-- theme: verdicts -->
<!-- needs: assessment IS NOT NULL -->
<qgis version="3.22.16" styleCategories="Symbology|Labeling|Fields|Forms|MapTips" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="root">
<!-- each: SELECT * FROM map_heading WHERE name = 'assessment' -->      <rule key="heading" label="{label_@lang@}">
<!-- end --><!-- each: SELECT * FROM map_assessment -->        <rule key="class{i}" symbol="{i}" filter="{filter}" label="{label_@lang@}"/>
<!-- end -->      </rule>
    </rules>
    <symbols>
<!-- each: SELECT * FROM map_assessment -->      <symbol name="{i}" type="fill" alpha="0.9" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="{color},255"/>
            <Option name="style" type="QString" value="{style}"/>
            <Option name="outline_color" type="QString" value="130,130,130,255"/>
            <Option name="outline_width" type="QString" value="0.12"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
<!-- end -->    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="&quot;name&quot;" isExpression="1" fontFamily="Noto Sans CJK SC" namedStyle="Regular"
                  fontWeight="50" fontSize="7" fontSizeUnit="Point" textColor="50,50,50,255" multilineHeight="1">
<!-- part: fonts -->
        <text-buffer bufferDraw="1" bufferSize="0.7" bufferSizeUnits="MM" bufferColor="255,255,255,255"
                     bufferOpacity="0.85" bufferJoinStyle="128"/>
      </text-style>
      <text-format multilineAlign="1" wrapChar="" autoWrapLength="0"/>
      <placement placement="4" polygonPlacementFlags="2" centroidInside="1" centroidWhole="0"
                 fitInPolygonOnly="1" dist="0" distUnits="MM" quadOffset="4" priority="5"/>
      <rendering scaleVisibility="1" scaleMin="0" scaleMax="120000" obstacle="0" displayAll="0"
                 labelPerPart="0" mergeLines="0" limitNumLabels="0"/>
    </settings>
  </labeling>
<!-- part: fields -->
</qgis>
