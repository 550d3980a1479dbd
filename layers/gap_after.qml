<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<qgis version="3.22.16" styleCategories="Symbology|Labeling|Fields|Forms|MapTips" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="root">
<!-- each: SELECT * FROM map_gap_after -->      <rule key="class{i}" symbol="{i}" filter="{filter}" label="{label_@lang@}" scalemaxdenom="{max_scale}" checkstate="{shown}"/>
<!-- end -->    </rules>
    <symbols>
<!-- each: SELECT * FROM map_gap_after -->      <symbol name="{i}" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="150,20,60,0"/>
            <Option name="style" type="QString" value="no"/>
            <Option name="outline_color" type="QString" value="150,20,60,255"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="angle" type="QString" value="45"/>
            <Option name="distance" type="QString" value="{distance_mm}"/>
            <Option name="distance_unit" type="QString" value="MM"/>
            <Option name="line_width" type="QString" value="0.24"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="color" type="QString" value="150,20,60,255"/>
          </Option>
          <symbol name="@{i}@1" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleLine" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="line_color" type="QString" value="150,20,60,255"/>
                <Option name="line_width" type="QString" value="0.24"/>
                <Option name="line_width_unit" type="QString" value="MM"/>
                <Option name="line_style" type="QString" value="solid"/>
                <Option name="capstyle" type="QString" value="flat"/>
              </Option>
            </layer>
          </symbol>
        </layer>
      </symbol>
<!-- end -->    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="if(&quot;rank&quot; &lt;= 20, &quot;rank&quot; || '\n' || format_number(&quot;people&quot;, 0) || '@zh: 人|en: people@', '')" isExpression="1" fontFamily="Noto Sans CJK SC" namedStyle="Bold"
                  fontWeight="75" fontSize="6.5" fontSizeUnit="Point" textColor="120,0,40,255" multilineHeight="1">
<!-- part: fonts -->
        <text-buffer bufferDraw="1" bufferSize="0.7" bufferSizeUnits="MM" bufferColor="255,255,255,255"
                     bufferOpacity="0.85" bufferJoinStyle="128"/>
      </text-style>
      <text-format multilineAlign="1" wrapChar="" autoWrapLength="0"/>
      <placement placement="4" polygonPlacementFlags="2" centroidInside="1" centroidWhole="0"
                 fitInPolygonOnly="0" dist="0" distUnits="MM" quadOffset="4" priority="9"/>
      <rendering scaleVisibility="1" scaleMin="0" scaleMax="150000" obstacle="0" displayAll="0"
                 labelPerPart="0" mergeLines="0" limitNumLabels="0"/>
    </settings>
  </labeling>
<!-- part: fields -->
</qgis>
