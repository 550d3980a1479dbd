// SPDX-License-Identifier: GPL-3.0-or-later
// Of a proposal: what was proved, the curve with its bounds, the sites by rank, what they change.
import { has, rowsOf, table } from "./data.mjs";
import { fill, h, svg } from "./dom.mjs";
import { axisY, figure, frame, niceStep, text } from "./charts.mjs";
import { kinds, kindTitle } from "./themes.mjs";
import { number, percent, pick, show, word } from "./words.mjs";

let facts;
// The rows of `proposal` by key: {value, text, unit, title}.
export function proposal() {
    if (facts) return facts;
    const t = table("proposal");
    facts = new Map(t ? t.values("key").map((key, i) => [key, { value: t.get("value", i), text: t.get("text", i), unit: t.get("unit", i),
        title: [t.get("title_en", i), t.get("title_zh", i)] }]) : []);
    return facts;
}
const value = (key) => (proposal().has(key) ? proposal().get(key).value : null);
const said = (key) => (proposal().has(key) ? proposal().get(key).text : null);

// Up to three decimals; a bound is rounded to its safe side: +1 up, -1 down.
function amount(v, side) {
    if (v === null) return word("nothing");
    const fine = Math.abs(v) < 1e12 ? 1000 : 1;
    return number(side > 0 ? Math.ceil(v * fine) / fine : side < 0 ? Math.floor(v * fine) / fine : v, 3);
}
const sideOf = (objective, bound) => Math.sign((bound ?? objective) - objective);
const unit = () => show("objective_unit", said("objective"));
export const gapText = (gap) => (gap === null ? word("nothing") : `${number(Math.max(0, Math.ceil(gap * 10000 - 1e-9)) / 100, 2)}%`);

// How a figure of site_effect and project_effect is called and written.
export function figureName(name) {
    const [what, ...rest] = name.split("."), of = rest.join(".");
    if (what === "coverage") {
        const i = of.lastIndexOf("."), kind = i < 0 ? of : of.slice(0, i), reach = i < 0 ? "" : ` ${of.slice(i + 1)} m`;
        return `${kindTitle(kind)}${reach}: ${word("theme_share")}`;
    }
    const column = { floor_area_m2: "floor_area_total", per_100_households: "theme_per_100" }[what];
    return column ? `${kindTitle(of)}: ${word(column)}` : show("figure", name);
}

function statement() {
    const objective = value("objective"), bound = value("bound"), side = sideOf(objective, bound);
    if (said("status") === "optimal") return word("proved_optimal");
    if (bound === null) return word("not_bounded");
    return word(side < 0 ? "bounded_below" : "bounded_above", { bound: `${amount(bound, side)} ${unit()}`, gap: gapText(value("gap")) });
}

const card = (label, content, more) => h("div", { class: "card" }, h("dt", {}, label), h("dd", {}, content, more ? h("small", {}, more) : null));

function cards() {
    const e = table("site_effect"), sites = table("site"), made = [], objective = value("objective"), bound = value("bound");
    const title = (key) => pick(proposal().get(key).title);
    made.push(card(title("objective"), `${amount(objective, 0)} ${unit()}`, `${title("bound")}: ${amount(bound, sideOf(objective, bound))}`));
    made.push(card(title("gap"), gapText(value("gap")), show("status", said("status"))));
    made.push(card(title("sites"), number(value("sites"), 0), [show("model", said("model")), kindTitle(said("kind")), value("radius_m") ? `${number(value("radius_m"), 0)} m` : null].filter(Boolean).join(" · ")));
    if (value("closed") > 0) made.push(card(title("closed"), number(value("closed"), 0)));
    const counted = value("demand_households") === null || value("demand_households") === undefined ? "people" : "households";
    const gained = sites ? sites.values(`${counted}_cumulative`) : [];
    if (gained.length) made.push(card(word("gained"), number(Math.max(...gained), 0), `${title(`demand_${counted}`)}: ${number(value(`demand_${counted}`), 0)}`));
    for (const i of e ? rowsOf("site_effect", ["level"], "city").filter((r) => !e.get("figure", r).startsWith("floor_area_m2")).slice(0, 4) : [])
        made.push(card(figureName(e.get("figure", i)), effectText(e, i, "after"), `← ${effectText(e, i, "before")}`));
    return made;
}

const effectText = (e, i, column) => { const v = e.get(column, i); return v === null ? word("nothing") : `${number(v, 2)}${e.get("unit", i) === "%" ? "%" : ` ${show("unit", e.get("unit", i))}`}`; };

// Objective and bound against the number of sites, or the year.
function curve() {
    const t = table("curve");
    if (!t || !t.rows) return null;
    const years = t.values("year").some((y) => y !== null), at = t.values(years ? "year" : "sites");
    const objective = t.values("objective"), bound = t.values("bound"), all = [...objective, ...bound].filter((v) => v !== null);
    const { W, LEFT, RIGHT, TOP, BOTTOM } = frame, left = LEFT + 24, height = 280, top = TOP + 20;
    const most = Math.max(...all), least = Math.min(...all), from = least >= 0 && least <= most / 2 ? 0 : least;
    const step = niceStep(Math.max(most - from, 1e-9), 5), low = Math.floor(from / step + 1e-9) * step, high = Math.max(Math.ceil(most / step - 1e-9) * step, low + step);
    const first = years || at[0] > at[at.length - 1] / 2 ? at[0] : 0, last = Math.max(at[at.length - 1], first + 1);
    const x = (v) => left + ((v - first) / (last - first)) * (W - left - RIGHT), y = (v) => top + ((high - v) / (high - low)) * (height - top - BOTTOM);
    const line = (values) => values.map((v, i) => (v === null ? "" : `${i === 0 || values[i - 1] === null ? "M" : "L"}${x(at[i]).toFixed(1)} ${y(v).toFixed(1)}`)).join("");
    const every = Math.max(1, niceStep(last - first, 10)), ticks = [];
    for (let v = Math.ceil(first / every) * every; v <= last; v += every) ticks.push(text(x(v), height - BOTTOM + 15, "middle", years ? String(v) : number(v, 0)));
    const marks = [axisY(low, high, step, y, (v) => number(v, 2), left), ticks,
        svg("path", { d: line(bound), fill: "none", stroke: "#b35806", "stroke-width": 4, "stroke-dasharray": "7 5", class: "curvebound" }),
        svg("path", { d: line(objective), fill: "none", stroke: "#0b5394", "stroke-width": 2 }),
        objective.map((v, i) => (v === null ? null : svg("circle", { cx: x(at[i]), cy: y(v), r: 3.6, fill: "#0b5394", "data-at": at[i] }, svg("title", {}, `${at[i]}: ${amount(v, 0)}`)))),
        svg("path", { d: `M${left} ${TOP}h22`, stroke: "#0b5394", "stroke-width": 2 }), text(left + 27, TOP + 4, "start", word("objective")),
        svg("path", { d: `M${left + 150} ${TOP}h22`, stroke: "#b35806", "stroke-width": 4, "stroke-dasharray": "7 5" }), text(left + 177, TOP + 4, "start", word("proved_bound")),
        text((left + W - RIGHT) / 2, height - 6, "middle", word(years ? "year" : "sites_open"))];
    const made = figure(word("chart_curve"), height, marks, at.map((v, i) => [years ? String(v) : number(v, 0), amount(objective[i], 0), amount(bound[i], sideOf(objective[i], bound[i])), gapText(t.get("gap", i)),
        number(t.get("people", i), 0), percent(t.get("share", i)), show("status", t.get("status", i))]),
        [word(years ? "year" : "sites_open"), word("objective"), word("proved_bound"), word("gap_most"), pick(t.column("people").title), pick(t.column("share").title), pick(t.column("status").title)], unit());
    made.id = "curve";
    return made;
}

// The sites by rank: a row shows its site on the map.
function list(on) {
    const t = table("site");
    if (!t || !t.rows) return null;
    const columns = ["rank", "year", "site_id", "name", "street", "community", "floor_area_m2", "available_m2", "people_gained", "people_cumulative", "households_gained", "households_cumulative", "share", "price", "mode"]
        .filter((c) => t.column(c) && t.values(c).some((v) => v !== null && v !== ""));
    const cell = (c, i) => (/^(people|households)_(gained|cumulative)$/.test(c) ? number(t.get(c, i), 0) : c === "year" ? String(t.get(c, i)) : show(c, t.get(c, i)));
    return h("div", { class: "wide", id: "site-list", tabindex: "0", role: "region", "aria-label": word("by_rank") }, h("table", {}, h("caption", {}, word("by_rank")),
        h("thead", {}, h("tr", {}, columns.map((c) => h("th", { scope: "col", class: t.column(c).text ? null : "n" }, pick(t.column(c).title))))),
        h("tbody", {}, t.values("rank").map((_, i) => h("tr", { tabindex: "0", "data-row": i, onclick: () => on("site", i), onkeydown: (e) => { if (e.key === "Enter") on("site", i); } },
            columns.map((c) => h("td", { class: t.column(c).text ? null : "n" }, cell(c, i))))))));
}

// Whom a site serves, for its panel.
export function serves(id) {
    const t = table("assignment"), rows = t ? rowsOf("assignment", ["site_id"], id) : [], c = table("community");
    if (!rows.length) return null;
    const name = (unitId) => { const row = c ? rowsOf("community", ["unit_id"], unitId)[0] : undefined; return row === undefined ? unitId : c.get("name", row) || unitId; };
    const order = [...rows].sort((a, b) => t.get("people", b) - t.get("people", a));
    return [h("h3", {}, pick(t.title)), h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": pick(t.title) }, h("table", {},
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, word("community")), h("th", { scope: "col", class: "n" }, word("people")))),
        h("tbody", {}, order.map((i) => h("tr", {}, h("th", { scope: "row" }, name(t.get("unit_id", i))), h("td", { class: "n" }, number(t.get("people", i), 0)))))))];
}

// What the map is about at first: the kind and radius that sites were chosen for.
export function chosenReach() {
    const kind = has("proposal") ? kinds().find((k) => k.name === said("kind")) : null;
    return kind ? { kind, reach: kind.radii.includes(value("radius_m")) ? value("radius_m") : kind.radii[0] ?? null } : null;
}

export function drawSiting(section, body, on) {
    section.hidden = !has("proposal");
    if (section.hidden) return;
    fill(body, h("p", { class: "said", id: "statement" }, statement()), h("dl", { class: "cards" }, cards()), h("div", { class: "proposal" }, curve(), list(on)));
}
