// SPDX-License-Identifier: GPL-3.0-or-later
// What the map colours by: the classes and colours of queries/facts/90_map_class.sql and
// queries/compare/60_map_class.sql, as the QGIS styles have them (tests/cases/report.sh holds them
// together). Colours as "r,g,b".
import { rowsOf, table } from "./data.mjs";
import { number, show, word } from "./words.mjs";
import { state } from "./dom.mjs";

const ramp = ["252,199,150", "250,240,205", "196,221,238", "131,179,214"];
const none = "241,142,102", grey = "232,232,232";

const between = (low, high) => (v) => v !== null && v >= low && v < high;
const is = (what) => (v) => v === what;

function shareClasses() {
    const colors = [none, ...ramp];
    return [...colors.map((color, i) => ({
        color, test: between(i ? i / 5 : -1, i < 4 ? (i + 1) / 5 : 9),
        label: i === 0 ? "＜20%" : i === 4 ? "≥80%" : `${i * 20}%～${i * 20 + 20}%`,
    })), { color: grey, test: is(null), label: word("nobody") }];
}

// The plan's bounds of m² per 100 households.
export function bounds() {
    const t = table("area_class"), found = new Set();
    for (let i = 0; t && i < t.rows; i++)
        if (t.get("basis", i) === "per_100_households") found.add(t.get("bound_m2", i));
    return [...found].sort((a, b) => a - b);
}

function per100Classes() {
    const low = [0, ...bounds().filter((b) => b !== 0)], n = low.length;
    return [{ color: none, test: is(0), label: word("zero") }, ...low.map((from, i) => ({
        color: ramp[n === 1 ? 3 : Math.floor((i * 3) / (n - 1))],
        test: (v) => v !== null && v !== 0 && v >= from && (i === n - 1 || v < low[i + 1]),
        label: i === n - 1 ? `≥${number(from, 2)} m²` : i === 0 ? `＜${number(low[1], 2)} m²`
            : `${number(from, 2)}～${number(low[i + 1], 2)} m²`,
    })), { color: grey, test: is(null), label: word("no_households") }];
}

const assessmentClasses = () => [
    ["met", "102,189,99"], ["advise", "255,247,178"], ["unmet", "165,0,38"], ["unknown", "150,150,150"], ["null", grey],
].map(([name, color]) => ({
    color, hatch: name === "unknown", test: is(name === "null" ? null : name), label: word(`a_${name}`),
}));

function sizeClasses() {
    const t = table("parameter");
    const find = (name) => {
        const row = t ? (t.values("name") || []).indexOf(name) : -1;
        return row < 0 ? "?" : number(Number(t.get("value", row)), 0);
    };
    const low = find("planning_unit_low"), high = find("planning_unit_high"), unit = word("people_unit");
    return [
        { color: ramp[0], test: is("below"), label: `${word("below_people")} ${low} ${unit}` },
        { color: ramp[2], test: is("within"), label: `${low}～${high} ${unit}` },
        { color: ramp[3], test: is("above"), label: `${word("above_people")} ${high} ${unit}${word("sets_needed")}` },
    ];
}

const signed = ["230,97,1", "253,184,99", "236,236,236", "146,197,222", "5,113,176"];
function differenceClasses(steps, labels) {
    const [far, near] = steps;
    const tests = [(v) => v <= -far, (v) => v > -far && v <= -near, (v) => v > -near && v < near,
                   (v) => v >= near && v < far, (v) => v >= far];
    return [...signed.map((color, i) => ({ color, label: labels[i], test: (v) => v !== null && tests[i](v) })),
            { color: "255,255,255", test: is(null), label: word("not_comparable") }];
}

function shareDifference() {
    const p = word("points");
    return differenceClasses([0.1, 0.01], [`${word("falls")} ≥10 ${p}`, `${word("falls")} 1～10 ${p}`,
        word("still_share"), `${word("rises")} 1～10 ${p}`, `${word("rises")} ≥10 ${p}`]);
}
const areaDifference = () => differenceClasses([5, 0.5], [`${word("less")} ≥5 m²`, `${word("less")} 0.5～5 m²`,
    word("still_area"), `${word("more")} 0.5～5 m²`, `${word("more")} ≥5 m²`]);

const changeClasses = () => [["same", "236,236,236"], ["recoded", "146,197,222"], ["merged", "253,184,99"],
    ["split", "0,158,115"], ["rearranged", "204,121,167"], ["new", "5,113,176"], ["gone", "90,90,90"]]
    .map(([name, color]) => ({ color, test: is(name), label: show("change", name) }));

const themes = {
    share: { classes: shareClasses, column: "share" },
    per_100: { classes: per100Classes, column: "per_100_households" },
    assessment: { classes: assessmentClasses, column: "assessment" },
    class: { classes: sizeClasses, column: "class" },
    share_difference: { classes: shareDifference, column: "share_difference" },
    per_100_difference: { classes: areaDifference, column: "per_100_difference" },
    change: { classes: changeClasses, column: "change" },
};

export const levels = () => ["community", "street", "county", "planning_unit", "change"]
    .filter((name) => { const t = table(name); return t && t.rows > 0; });

export function themesOf(level) {
    const t = table(level);
    return Object.keys(themes).filter((name) => {
        const values = t && t.values(themes[name].column);
        return values && (name !== "assessment" || values.some((v) => v !== null));
    });
}

export const classesOf = (theme) => (themes[theme] ? themes[theme].classes() : []);
export const columnOf = (theme) => (themes[theme] ? themes[theme].column : null);

// Shares within reach by the chosen kind, radius and population layer, of each row of a level.
function chosenShares(level) {
    const t = table(level), c = table("coverage");
    const rows = c ? rowsOf("coverage", ["level", "kind", "reach", "demand"], level, state.kind, state.reach, state.demand) : [];
    if (!rows.length) return t.values("share");
    const found = new Map(rows.map((i) => [c.get("unit_id", i), c.get("share", i)]));
    return t.values("unit_id").map((id) => (found.has(id) ? found.get(id) : null));
}

export function valuesOf(theme, level) {
    if (theme === "share") return chosenShares(level);
    return themes[theme] ? table(level).values(themes[theme].column) : null;
}

// Kinds in the plan's order, each with colour, mark and radii; "*" at the end.
const marks = [["213,94,0", "circle"], ["0,114,178", "square"], ["0,158,115", "triangle"], ["204,121,167", "diamond"],
    ["230,159,0", "pentagon"], ["86,180,233", "star"], ["90,60,160", "hexagon"], ["60,60,60", "cross"]];
let found;
export function kinds() {
    if (found) return found;
    const t = table("service_area"), f = table("facility"), titles = new Map();
    found = [];
    const add = (name, title) => {
        if (titles.has(name)) return titles.get(name);
        const [color, mark] = name === "*" ? ["80,80,80", "circle"] : marks[found.length % marks.length];
        const kind = { name, title, color, mark, radii: [] };
        titles.set(name, kind);
        found.push(kind);
        return kind;
    };
    for (let i = 0; t && i < t.rows; i++) add(t.get("kind", i), t.get("kind_title", i)).radii.push(t.get("reach", i));
    for (let i = 0; f && i < f.rows; i++) add(f.get("kind", i), f.get("kind_title", i));
    return found;
}
// The layers have Chinese titles of kinds; the English ones stand in the key figures ("Clinic: facilities").
function englishTitle(name) {
    const t = table("summary"), row = t ? t.values("key").indexOf(`facilities.${name}`) : -1;
    return row < 0 ? null : (t.get("title_en", row) || "").replace(/: [^:]*$/, "");
}
export const kindTitle = (name) => {
    const kind = kinds().find((k) => k.name === name);
    return name === "*" ? word("all_kinds") : (state.lang === "en" && englishTitle(name)) || (kind ? kind.title : name);
};
export const demands = () => {
    const t = table("coverage");
    return t ? [...new Set(t.values("demand"))].filter((d) => d !== "area_m2") : [];
};
