// SPDX-License-Identifier: GPL-3.0-or-later
// Words of the page, [English, Chinese], and how values are written. Words of results and strengths are
// those of the program.
import { state } from "./dom.mjs";

const words = {
    title_audit: ["Audit of community facilities", "社区服务设施审计报告"],
    title_review: ["Review of new residential projects", "新建住宅项目配建审查报告"],
    title_compare: ["Comparison of two audits", "两期审计结果对比报告"],
    title_site: ["Proposal of facility sites", "设施选址建议报告"],
    siting: ["The proposal", "选址方案"], objective: ["objective", "目标值"], proved_bound: ["proved bound", "经证明的界"], gap_most: ["gap, at most", "差距不超过"],
    by_rank: ["Sites by rank", "选址次序"], gained: ["people gained", "新增覆盖人口"], chart_curve: ["Objective and proved bound", "目标值与经证明的界"], sites_open: ["sites", "设施数"], year: ["year", "年份"],
    floor_area_total: ["floor area", "建筑面积"], reach_new: ["reach of new sites", "新设施服务范围"],
    proved_optimal: ["Proved optimal: under these conditions no plan is better.", "已证明为最优：在所列条件下，没有任何方案比它更好。"],
    bounded_above: ["The search ended before a proof. It is proved that the best possible plan attains at most {bound}, a gap of at most {gap}.",
                    "求解在证明最优之前结束。经证明，最优方案的目标值不会高于 {bound}，与本方案的差距不超过 {gap}。"],
    bounded_below: ["The search ended before a proof. It is proved that the best possible plan attains at least {bound}, a gap of at most {gap}.",
                    "求解在证明最优之前结束。经证明，最优方案的目标值不会低于 {bound}，与本方案的差距不超过 {gap}。"],
    not_bounded: ["Not proved: there is no bound, so how far it is from the best is not known.", "求解未完成，也没有得到界：不能说明它与最优方案相差多少。"],
    print: ["Print", "打印"], overview: ["Key figures", "主要指标"], map: ["Map", "地图"],
    charts: ["Charts", "图表"], tables: ["Tables", "表格"], methods: ["Methods", "方法"],
    skip: ["Skip to the tables", "跳到表格"], all_figures: ["All key figures", "全部主要指标"],
    search: ["Search by name or code", "按名称或编号查找"], no_match: ["Nothing found", "没有找到"],
    found: ["results", "条结果"], kind: ["Kind of facility", "设施类别"], radius: ["Service radius", "服务半径"],
    demand: ["Population layer", "人口图层"], level: ["Units", "评价单元"], theme: ["Colour by", "专题"],
    layers: ["Layers", "图层"], legend: ["Legend", "图例"], facilities_by_kind: ["Facilities", "设施"],
    all_kinds: ["all counting kinds", "全部计入设施"], varied: ["each its own", "各自半径"],
    theme_share: ["Share within reach", "覆盖率"], theme_per_100: ["Floor area per 100 households", "每百户设施面积"],
    theme_assessment: ["Assessment", "达标评价"], theme_class: ["Class of population", "人口规模"],
    theme_share_difference: ["Change of coverage", "覆盖率增减"],
    theme_per_100_difference: ["Change of floor area per 100 households", "每百户面积增减"],
    theme_change: ["What became of it", "单元变化"], theme_none: ["None", "不着色"],
    nobody: ["nobody lives here", "无人居住"], no_data: ["not known", "不明"],
    no_households: ["households not known, or none", "户数不明或无户"], zero: ["0 (no facility)", "0（无设施）"],
    a_met: ["met", "达标"], a_advise: ["met, but for advice", "基本达标（建议性条款未达标）"],
    a_unmet: ["not met", "不达标"], a_unknown: ["cannot be judged: data missing", "数据不足，无法判定"],
    a_null: ["not judged", "未评价"], below_people: ["below", "不足"], people_unit: ["people", "人"],
    above_people: ["above", "超过"], sets_needed: ["(several sets of facilities)", "（需多套设施）"],
    falls: ["falls by", "下降"], rises: ["rises by", "上升"], points: ["points", "个百分点"],
    still_share: ["changes by less than 1 point", "变化不足 1 个百分点"], less: ["less by", "减少"],
    more: ["more by", "增加"], still_area: ["changes by less than 0.5 m²", "变化不足 0.5 m²"],
    not_comparable: ["not comparable", "不可比"], scale: ["Scale about 1:", "比例尺约 1:"],
    zoom_in: ["Zoom in", "放大"], zoom_out: ["Zoom out", "缩小"], zoom_all: ["Whole area", "全图"],
    map_help: ["Map. Arrow keys move it, + and - zoom, 0 shows all, Enter chooses what is at the centre.",
               "地图。方向键平移，+ 和 - 缩放，0 显示全图，回车选中地图中心的对象。"],
    choose: ["Choose a unit or facility on the map, in a table or by search: its figures appear here.",
             "在地图、表格中点选，或查找单元、设施，其各项指标将在此显示。"],
    close: ["Close", "关闭"], figures: ["Figures", "各项指标"], verdicts: ["Verdicts", "条款评价"],
    no_verdicts: ["No standard was used.", "未选用评价标准。"], coverage: ["Coverage", "覆盖率"],
    floor_area: ["Floor area by kind", "各类设施面积"], gaps_here: ["Gaps", "服务盲区"],
    here_too: ["Also here", "此处还有"], exempt_left: ["Clauses that do not apply are left out; they are in the GeoPackage.",
        "不适用的条款未列出，见 GeoPackage。"],
    value: ["value", "实测值"], limit: ["limit", "标准值"], missing: ["missing", "差额"],
    quote: ["In the document's words", "条款原文"], filter: ["Filter", "筛选"], all: ["all", "全部"],
    rows: ["rows", "行"], of: ["of", "／"], page: ["Page", "第"], page_end: ["", "页"], previous: ["Previous", "上一页"],
    next: ["Next", "下一页"], sort_by: ["sort", "排序"], show_on_map: ["Show on the map", "在地图上显示"],
    left_out: ["rows are left out here because there are so many; they are in the GeoPackage.",
               "行因数量过多未列入本页，见 GeoPackage。"],
    printed: ["The first {n} of {all} rows are printed; the workbook has all.", "此处打印前 {n} 行，共 {all} 行；全部见工作簿。"],
    chart_histogram: ["Communities by floor area per 100 households", "社区按每百户设施面积分布"],
    chart_histogram_x: ["m² per 100 households", "每百户设施面积（m²）"], chart_histogram_y: ["communities", "社区数"],
    chart_street: ["Coverage by street", "各街道覆盖率"], chart_radius: ["Coverage against radius", "覆盖率与服务半径"],
    chart_radius_x: ["service radius (m)", "服务半径（m）"], bound: ["bound", "分级界限"],
    lowest: ["the {n} lowest of {all}", "最低的 {n} 个，共 {all} 个"], communities: ["communities", "社区"],
    t_units: ["Units", "评价单元"], t_parameters: ["Parameters", "口径参数"], queries: ["Queries", "计算语句"],
    run: ["Record of the run", "运行记录"], findings_none: ["No findings.", "没有数据问题。"],
    queries_help: ["Every figure is arithmetic that can be read: these are the queries that were run, in order.",
                   "每个数字都可追溯：以下是按顺序执行的计算语句。"],
    simplified: ["Borders on this map are simplified to {n} m; figures are of the exact ones. Not for questions of ownership.",
                 "图上界线简化至 {n} 米，数值按原始界线计算；界线不作为权属依据。"],
    community: ["Community", "社区"], street: ["Street", "街道"], county: ["County", "区县"], city: ["City", "全市"],
    planning_unit: ["Planning unit", "规划单元"], facility: ["Facility", "设施"], project: ["Project", "项目"],
    change: ["Community", "社区"], site: ["Site", "选址建议点"], finding: ["Finding", "数据问题"],
    gap: ["Gap", "服务盲区"], service_area: ["Service areas", "服务范围"], project_facility: ["Premises of projects", "项目配建用房"],
    people: ["people", "人"], households: ["households", "户数"], area_m2: ["area", "面积"], nothing: ["–", "–"],
    language: ["Language", "语言"], crs: ["coordinates", "坐标系"], version: ["made by catchment", "程序版本 catchment"],
    by_kind_radius: ["of the chosen kind and radius", "所选类别与半径"], opinion: ["Opinion", "审查意见"],
    to_supply: ["To be supplied", "补正材料"], results: ["Results", "结论"], noscript: ["", ""],
    met_n: ["clauses met", "条款达标"], not_shown: ["no place on the map", "无图上位置"],
    dialog_chart: ["values as a table", "以表格查看数值"], select_row: ["Choose", "选择"],
    filled_by: ["The tables below follow the map: choose a row and it is shown there.", "表格与地图联动：点选一行，地图即定位到该对象。"],
};

// Values of columns that are words of the program.
const values = {
    result: { met: ["met", "符合"], unmet: ["not met", "不符合"], unknown: ["unknown", "无法判定"], exempt: ["exempt", "不适用"] },
    strength: { must: ["must", "应"], gate: ["gate", "否决"], should: ["should", "宜"], target: ["target", "目标"], report: ["report", "报告"] },
    level: { community: ["community", "社区"], street: ["street", "街道"], county: ["county", "区县"], city: ["city", "全市"],
             facility: ["facility", "设施"], project: ["project", "项目"], planning_unit: ["planning unit", "规划单元"], province: ["province", "省"] },
    area_type: { urban: ["urban", "城市"], rural: ["rural", "农村"], all: ["all", "全部"] },
    severity: { error: ["error", "错误"], warning: ["warning", "警告"], note: ["note", "提示"] },
    conclusion: { approve: ["approved", "同意"], refuse: ["refused", "不予批准"], supply: ["to be supplied", "退件补正"] },
    assessment: { met: ["met", "达标"], advise: ["met, but for advice", "基本达标"], unmet: ["not met", "不达标"], unknown: ["cannot be judged", "无法判定"] },
    covered: { yes: ["yes", "是"], partly: ["partly", "部分"], no: ["no", "否"] },
    needed_in_project: { yes: ["yes", "是"], no: ["no", "否"] },
    part: { provision: ["provision", "配建"], procedure: ["procedure", "程序"], surroundings: ["surroundings", "周边设施"] },
    metric: { straight: ["straight line", "直线"], walk: ["along the streets", "步行"] },
    change: { same: ["same", "未变"], recoded: ["recoded", "代码变更"], merged: ["merged", "合并"], split: ["split", "拆分"],
              rearranged: ["rearranged", "调整"], new: ["new", "新设"], gone: ["gone", "撤销"], opened: ["opened", "新增"],
              closed: ["closed", "撤销"], changed: ["changed", "变更"], ambiguous: ["ambiguous", "不明确"] },
    class: { below: ["below", "不足"], within: ["within", "符合"], above: ["above", "超出"], none: ["none", "无用房"], unknown: ["unknown", "不明"] },
    kind: { "*": ["all counting kinds", "全部计入设施"] },
    demand: { households: ["households", "户数"], area_m2: ["area", "面积"] },
    // As src/judge/unit_text.c says them.
    unit: { m2: ["m²", "m²"], "m2/100hh": ["m² per 100 households", "m²/百户"], households: ["households", "户"], persons: ["persons", "人"],
            days: ["days", "天"], storey: ["storeys", "层"], storeys: ["storeys", "层"], "CNY/m2": ["CNY/m²", "元/m²"], "CNY/mo": ["CNY a month", "元/月"],
            "10kCNY": ["x CNY 10,000", "万元"], "m2/1000p": ["m² per 1,000 people", "m²/千人"], "m2/person": ["m² a person", "m²/人"],
            communities: ["communities", "个社区"], places: ["places", "处"], items: ["items", "项"], times: ["times", "次"], deeds: ["deeds", "件"],
            number: ["", "个"], beds: ["beds", "张"], classes: ["classes", "班"], share: ["share", "比例"] },
    status: { optimal: ["optimal, proved", "已证明最优"], feasible: ["feasible, not proved", "可行，未证明最优"] },
    model: { mclp: ["most people", "最大覆盖"], lscp: ["cover all", "全部覆盖"], pmedian: ["least walking in all", "总步行最小"], pcenter: ["least worst walk", "最远步行最小"],
             "fair-mclp": ["most people, fairly", "公平最大覆盖"], "capacitated-cover": ["most people, with capacities", "有容量的最大覆盖"], "capacitated-pmedian": ["least walking, with capacities", "有容量的总步行最小"] },
    objective_unit: { persons: ["people", "人"], households: ["households", "户"], sites: ["sites", "处"], price: ["units of the price", "造价单位"], "person-m": ["people x metres", "人·米"], "household-m": ["households x metres", "户·米"], share: ["share of people", "覆盖率"], m: ["m", "米"] },
    project_id: { "*": ["all together", "全部项目合计"] },
    stage: { plan: ["plan review", "方案审查"], conditions: ["conditions", "规划条件"], permit: ["permit", "工程许可"],
             verification: ["verification", "规划核实"], handover: ["handover", "移交"] },
};
values.old_result = values.new_result = values.result;
values.of_level = values.applies_to_level = values.level;

const which = () => (state.lang === "zh" ? 1 : 0);
export const pick = (pair) => pair[which()] || pair[1 - which()] || "";
export function word(key, put) {
    let text = words[key] ? words[key][which()] : key;
    for (const [name, value] of Object.entries(put || {})) text = text.replace(`{${name}}`, () => value);
    return text;
}
export const known = (key) => key in words;

const formats = new Map();
export function number(value, most, least) {
    const key = `${state.lang} ${most} ${least}`;
    if (!formats.has(key))
        formats.set(key, new Intl.NumberFormat(state.lang === "zh" ? "zh-CN" : "en-GB",
            { maximumFractionDigits: most, minimumFractionDigits: least || 0 }));
    return formats.get(key).format(value);
}
export const percent = (value) => (value === null ? word("nothing") : `${number(value * 100, 2, 2)}%`);

const shares = /(^|_)(share|rate|growth|coverage)(_difference)?$|^(share|rate)_by|^(coverage|share|rate)$/;
const wholes = /^(people|households|covered|total|population|facilities|communities|rank|.*_households|people_.*)$/;

// A value as it is read, by the name of its column.
export function show(name, value) {
    if (value === null || value === undefined || value === "") return word("nothing");
    if (typeof value === "string") return values[name] && values[name][value] ? pick(values[name][value]) : value;
    if (/^(counts|own_entrance|derived)$/.test(name)) return value ? word2(["yes", "是"]) : word2(["no", "否"]);
    if (shares.test(name)) return percent(value);
    if (/per_100/.test(name) || name.startsWith("m2_per")) return number(value, 2, 2);
    if (wholes.test(name)) return number(value, 0);
    return number(value, 2);
}
const word2 = (pair) => pair[which()];

// Is this a column for the reader of the other language?
export const foreign = (name) => (which() ? /_en$/ : /_zh$/).test(name) && name !== "quote_zh";
