// SPDX-License-Identifier: GPL-3.0-or-later
// What the map shows: from what is chosen on the page to the layers of a scene, and their legend.
import { layer, names, table } from "./data.mjs";
import { h, state } from "./dom.mjs";
import { swatch } from "./marks.mjs";
import { proposal } from "./siting.mjs";
import { classesOf, kinds, kindTitle, levels, valuesOf } from "./themes.mjs";
import { number, percent, pick, show, word } from "./words.mjs";

const lines = { street: ["rgba(60,60,60,0.75)", 1.3], county: ["rgba(30,30,30,0.9)", 2.2], planning_unit: ["rgba(90,60,160,0.9)", 1.8] };
const severities = { error: ["200,0,40", "cross"], warning: ["230,130,0", "triangle"], note: ["0,114,178", "circle"] };
const conclusions = { approve: "0,110,60", refuse: "165,0,38", supply: "200,120,0" };
const siteColor = "204,0,0", reachColor = "27,120,55";

const rowsIn = (name) => { const t = table(name); return t ? t.rows : 0; };

// The layers that may be switched on and off, those that are there.
export function switches() {
    return [...borderNames, "service_area", "gap", ...otherLayers(), "facility", "project", "project_facility", "site", "finding"]
        .filter((name) => rowsIn(name) > 0 && name !== state.level && layer(name));
}
// Layers that the page knows by nothing but their title.
const otherLayers = () => names().filter((name) => !Object.hasOwn(makers, name) && !levelNames.includes(name) && layer(name));
// A proposal is shown on plain ground: what is reached now, what new sites reach, what is left.
export const isSiting = () => rowsIn("proposal") > 0;
export const atFirst = () => ({ street: true, county: true, planning_unit: false, service_area: isSiting(), gap: !rowsIn("gap_after"), facility: true,
    project: true, project_facility: true, site: true, finding: false, ...Object.fromEntries(otherLayers().map((name) => [name, !/^(service_area|unreachable)/.test(name)])) });

const name = (t, row) => t.get("name", row) || t.get("unit_id", row);
const chosen = (t, row) => t.get("kind", row) === state.kind && t.get("reach", row) === state.reach;
const kindOf = (value) => kinds().find((k) => k.name === value) || kinds()[0];

function units() {
    const t = table(state.level), source = layer(state.level), classes = classesOf(state.theme);
    if (!source) return [];
    const values = valuesOf(state.theme, state.level) || [];
    const at = values.map((v) => classes.findIndex((c) => c.test(v)));
    const big = state.level !== "community" && state.level !== "change";
    return [{ name: state.level, source, classes: classes.length ? classes.map((c) => ({ ...c, back: "#fff" })) : [{ color: "245,245,242" }],
        classOf: (row) => (classes.length ? at[row] : 0), line: { color: big ? "rgba(60,60,60,0.8)" : "rgba(110,110,110,0.75)", width: big ? 1.2 : 0.6 },
        labelOf: (row) => name(t, row), labelSize: 12 }];
}

function borders(which) {
    const t = table(which), [color, width] = lines[which];
    return { name: which, source: layer(which), line: { color, width }, silent: true, labelOf: (row) => name(t, row),
        labelSize: which === "county" ? 17 : 14, labelWeight: 700, labelColor: which === "county" ? "#333" : "#445", labelRoom: 0.7 };
}

function serviceArea() {
    const t = table("service_area"), { color } = kindOf(state.kind);
    return { name: "service_area", source: layer("service_area"), silent: true, shown: (row) => chosen(t, row), classOf: () => 0,
        classes: [{ color, alpha: 0.2, edge: `rgba(${color},0.9)`, edgeWidth: 1.2 }] };
}

// As on the QGIS map, the more people a patch has, the closer its hatch.
const gapSteps = [[0, 14], [100, 10], [500, 7.5], [2000, 5]];
function gaps() {
    const t = table("gap"), color = "60,20,20";
    const people = t.values("people");
    return { name: "gap", source: layer("gap"), shown: (row) => chosen(t, row),
        classOf: (row) => gapSteps.reduce((best, [low], i) => ((people[row] || 0) >= low ? i : best), 0),
        classes: gapSteps.map(([, step]) => ({ color, hatch: true, alpha: 0.75, step, edge: "rgba(60,20,20,0.55)", edgeWidth: 0.7 })) };
}

function facilities() {
    const t = table("facility"), values = t.values("kind");
    const count = values.filter((v) => !state.hidden.has(v)).length, least = count > 3000 ? 1.6 : count > 300 ? 2.4 : 3.6;
    const size = (scale) => Math.max(least, Math.min(6.5, (count > 3000 ? 60 : 240) * scale));
    return { name: "facility", source: layer("facility"), shown: (row) => !state.hidden.has(values[row]),
        markOf: (row, scale) => { const k = kindOf(values[row]); return { color: k.color, mark: k.mark, size: size(scale) }; },
        labelOf: (row) => t.get("name", row), labelSize: 11, labelFrom: 0.12, labelDown: 13, labelColor: "#333" };
}

function projects() {
    const t = table("project"), names = Object.keys(conclusions);
    const color = (row) => conclusions[t.get("conclusion", row)] || "80,80,80";
    return { name: "project", source: layer("project"), classes: names.map((n) => ({ color: conclusions[n], alpha: 0.45, edge: `rgb(${conclusions[n]})`, edgeWidth: 2 })),
        classOf: (row) => names.indexOf(t.get("conclusion", row)), markOf: (row) => ({ color: color(row), mark: "diamond", size: 7 }),
        labelOf: (row) => name(t, row), labelSize: 13, labelWeight: 700, labelRoom: -1, labelDown: 15, labelFrom: 0.012 };
}

// By their rank, the order of opening; circles of the radius lie below all else.
function sites() {
    const t = table("site"), rank = t.values("rank"), called = (row) => [rank[row], t.get("name", row) || t.get("site_id", row)].join(" ");
    return { name: "site", source: layer("site"), markOf: () => ({ color: siteColor, mark: "star", size: 9 }), clear: 8, labelOf: called, labelSize: 13, labelWeight: 700, labelColor: "#7a0020", labelDown: 18 };
}
function siteReach() {
    const found = proposal().get("radius_m"), radius = found ? found.value : null;
    return radius > 0 ? [{ name: "site_reach", source: layer("site"), silent: true, pad: radius, markOf: (row, scale) => ({ color: reachColor, alpha: 0.22, edge: true, mark: "circle", size: radius * scale }) }] : [];
}
const otherColor = "90,60,160";
function other(which) {
    const t = table(which), look = otherLook(which), byReach = t.column("kind") && t.column("reach");
    return { name: which, source: layer(which), silent: look.silent, shown: (row) => !byReach || chosen(t, row), classes: [{ ...look, alpha: look.hatch ? 0.75 : 0.15, edge: `rgb(${look.color})`, edgeWidth: 0.8 }],
        classOf: () => 0, markOf: () => ({ color: otherColor, mark: "cross", size: 5.5 }), labelOf: (row) => (byReach ? null : t.get("name", row)), labelSize: 11, labelDown: 13 };
}
const otherLook = (which) => (which.startsWith("gap") ? { color: "200,0,90", hatch: true, step: 8 } : which.startsWith("service_area") ? { color: reachColor, silent: true } : { color: otherColor, hatch: true, step: 8 });

const points = (which, color, mark, size) => ({ name: which, source: layer(which), classes: [{ color, alpha: 0.3, edge: `rgb(${color})` }],
    classOf: () => 0, markOf: () => ({ color, mark, size }) });

function findings() {
    const t = table("finding"), names = Object.keys(severities), of = (row) => names.indexOf(t.get("severity", row));
    return { name: "finding", source: layer("finding"), classes: names.map((n) => ({ color: severities[n][0], alpha: 0.5, edge: `rgb(${severities[n][0]})` })),
        classOf: of, markOf: (row) => { const [color, mark] = severities[t.get("severity", row)] || severities.note; return { color, mark, size: 5.5 }; } };
}

const makers = { service_area: serviceArea, gap: gaps, planning_unit: () => borders("planning_unit"), street: () => borders("street"),
    county: () => borders("county"), project: projects, project_facility: () => points("project_facility", "60,60,60", "square", 4.5),
    facility: facilities, site: sites, finding: findings };
const levelNames = ["community", "change"], borderNames = ["street", "county", "planning_unit"];
const hasAreas = (name) => layer(name).features.some((f) => f && f.rings);
const order = () => ["gap", "service_area", ...otherLayers().filter(hasAreas), "planning_unit", "street", "county", "project", "facility",
    ...otherLayers().filter((name) => !hasAreas(name)), "project_facility", "site", "finding"];

export function scene() {
    const there = new Set(switches());
    const reach = there.has("site") && state.on.site ? siteReach() : [];
    const layers = [...units(), ...reach, ...order().filter((n) => there.has(n) && state.on[n]).map((n) => (makers[n] ? makers[n]() : other(n)))];
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const all = levels().length ? [layer(state.level)] : [];
    for (const source of all.length ? all : layers.map((l) => l.source))
        for (const f of source.features) {
            if (!f) continue;
            box[0] = Math.min(box[0], f.box[0]);
            box[1] = Math.min(box[1], f.box[1]);
            box[2] = Math.max(box[2], f.box[2]);
            box[3] = Math.max(box[3], f.box[3]);
        }
    return { layers, box: box[0] <= box[2] ? box : [0, 0, 1000, 1000] };
}

// --- legend ------------------------------------------------------------------------------------------

const entry = (e, label, count) => h("li", {}, swatch(e), h("span", {}, label), count === undefined ? null : h("span", { class: "soft" }, number(count, 0)));

function themeTitle() {
    if (state.theme !== "share") return state.theme ? word(`theme_${state.theme}`) : null;
    if (!table("coverage")) return word("theme_share");
    return `${kindTitle(state.kind)}${state.reach === null ? "" : ` ${number(state.reach, 0)} m`} · ${show("demand", state.demand)} · ${word("theme_share")}`;
}

export function legend() {
    const classes = classesOf(state.theme), values = classes.length ? valuesOf(state.theme, state.level) : [], on = (n) => state.on[n] && switches().includes(n);
    const counts = classes.map((c) => values.filter((v) => c.test(v)).length), unit = kindOf(state.kind);
    const parts = [];
    if (classes.length) parts.push(h("h3", {}, themeTitle()), h("ul", {}, classes.map((c, i) => entry(c, c.label, counts[i]))));
    if (on("facility")) parts.push(h("h3", {}, word("facilities_by_kind")), h("ul", {}, kinds().filter((k) => k.name !== "*" && !state.hidden.has(k.name))
        .map((k) => entry(k, kindTitle(k.name)))));
    const rest = [];
    if (on("gap")) gapSteps.forEach(([low, step], i) => rest.push(entry({ color: "60,20,20", hatch: true, step },
        `${word("gap")} ${i === 0 ? "＜100" : i === 3 ? "≥2000" : `${low}～${gapSteps[i + 1][0]}`} ${word("people_unit")}`)));
    if (on("service_area")) rest.push(entry({ color: unit.color, alpha: 0.2 }, word("service_area")));
    if (on("project")) Object.keys(conclusions).forEach((n) => rest.push(entry({ color: conclusions[n], alpha: 0.45 }, `${word("project")}: ${show("conclusion", n)}`)));
    if (on("project_facility")) rest.push(entry({ color: "60,60,60", mark: "square" }, word("project_facility")));
    if (on("site")) rest.push(entry({ color: siteColor, mark: "star" }, word("site")), ...(siteReach().length ? [entry({ color: reachColor, alpha: 0.22 }, word("reach_new"))] : []));
    for (const n of otherLayers()) if (on(n)) rest.push(entry(hasAreas(n) ? { alpha: 0.15, ...otherLook(n) } : { color: otherColor, mark: "cross" }, pick(table(n).title)));
    if (on("finding")) Object.keys(severities).forEach((n) => rest.push(entry({ color: severities[n][0], mark: severities[n][1] }, `${word("finding")}: ${show("severity", n)}`)));
    for (const n of ["street", "county", "planning_unit"]) if (on(n)) rest.push(entry({ line: lines[n][0], width: lines[n][1] }, pick(table(n).title)));
    if (rest.length) parts.push(h("ul", { class: "rest" }, rest));
    return parts;
}

// What is said where the pointer is.
export function hint(what) {
    const t = table(what.layer), row = what.row;
    if (what.layer === state.level && state.theme) {
        const v = (valuesOf(state.theme, state.level) || [])[row];
        return `${word(`theme_${state.theme}`)}: ${state.theme === "share" && v !== null ? percent(v) : state.theme === "share" ? word("nobody") : show({ per_100: "per_100_households" }[state.theme] || state.theme, v)}`;
    }
    if (what.layer === "gap") return `${number(t.get("people", row), 0)} ${word("people_unit")}`;
    if (what.layer === "facility") return kindTitle(t.get("kind", row));
    if (what.layer === "project") return show("conclusion", t.get("conclusion", row));
    if (what.layer === "site") return t.get("people_gained", row) === null ? number(t.get("households_gained", row), 0) : `${number(t.get("people_gained", row), 0)} ${word("people_unit")}`;
    if (what.layer === "finding") return pick([t.get("text_en", row), t.get("text_zh", row)]);
    return "";
}
