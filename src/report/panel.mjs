// SPDX-License-Identifier: GPL-3.0-or-later
// All that is known of what is chosen: its figures, coverage, floor area by kind, verdicts with the
// words of their clauses, gaps, opinion.
import { rowsOf, table } from "./data.mjs";
import { fill, h, state } from "./dom.mjs";
import { serves } from "./siting.mjs";
import { kindTitle } from "./themes.mjs";
import { foreign, known, number, percent, pick, show, word } from "./words.mjs";

export const idOf = (name, row) => {
    const t = table(name);
    return (name === "site" && t.get("site_id", row)) || t.get("unit_id", row) || t.get("facility_id", row) || t.get("project_id", row) || t.get("gap_id", row) || t.get("code", row);
};
export function titleOf(name, row) {
    const t = table(name), called = t.get("name", row) || t.get("kind_title", row);
    if (name === "gap") return `${word("gap")} ${t.get("rank", row)} · ${kindTitle(t.get("kind", row))} ${t.get("reach", row) ?? ""} m`;
    if (name === "finding") return t.get("code", row);
    return called || String(idOf(name, row) ?? row + 1);
}

const long = new Set(["text_zh", "text_en", "supply_zh", "supply_en", "done_zh", "done_en"]);

function figures(name, row) {
    const t = table(name), items = [];
    for (const c of t.columns) {
        const v = t.get(c.name, row);
        if (v === null || v === "" || foreign(c.name) || long.has(c.name) || /^(name|kind_title)$/.test(c.name)) continue;
        items.push(h("dt", {}, pick(c.title)), h("dd", { "data-figure": c.name }, c.name === "kind" ? kindTitle(v) : show(c.name, v)));
    }
    return h("dl", { class: "figures" }, items);
}

function texts(name, row) {
    const t = table(name), part = (column, title) => {
        const v = pick([t.get(`${column}_en`, row), t.get(`${column}_zh`, row)]);
        return v ? [title ? h("h3", {}, title) : null, h("p", { class: "said" }, v)] : null;
    };
    return [part("text", name === "project" ? word("opinion") : null), part("supply", word("to_supply")), part("done", null)];
}

function coverage(name, id) {
    const t = table("coverage"), rows = t ? rowsOf("coverage", ["level", "unit_id"], name, id).filter((i) => t.get("demand", i) !== "area_m2") : [];
    if (!rows.length) return null;
    const demands = [...new Set(rows.map((i) => t.get("demand", i)))], lines = new Map();
    for (const i of rows) {
        const key = `${kindTitle(t.get("kind", i))} ${t.get("reach", i) === null ? "" : `${number(t.get("reach", i), 0)} m`}`;
        if (!lines.has(key)) lines.set(key, new Map());
        lines.get(key).set(t.get("demand", i), t.get("share", i));
    }
    return [h("h3", {}, word("coverage")), h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": word("coverage") },
        h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, word("kind")), demands.map((d) => h("th", { scope: "col", class: "n" }, show("demand", d))))),
            h("tbody", {}, [...lines].map(([key, by]) => h("tr", {}, h("th", { scope: "row" }, key),
                demands.map((d) => h("td", { class: "n" }, by.has(d) ? percent(by.get(d)) : word("nothing"))))))))];
}

function floorArea(name, id) {
    const t = table("floor_area"), rows = t ? rowsOf("floor_area", ["level", "unit_id"], name, id) : [];
    if (!rows.length) return null;
    return [h("h3", {}, word("floor_area")), h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": word("floor_area") },
        h("table", {}, h("thead", {}, h("tr", {}, ["kind", "facilities", "floor_area_m2", "per_100_households"].map((c) =>
            h("th", { scope: "col", class: c === "kind" ? null : "n" }, c === "kind" ? word("kind") : pick(t.column(c).title))))),
        h("tbody", {}, rows.map((i) => h("tr", {}, h("th", { scope: "row" }, kindTitle(t.get("kind", i))),
            ["facilities", "floor_area_m2", "per_100_households"].map((c) => h("td", { class: "n" }, show(c, t.get(c, i)))))))))];
}

const ranks = { unmet: 0, unknown: 1, met: 2 };
let clauses;
// The row of the table `clause`.
export function clauseRow(standard, clause) {
    const t = table("clause");
    clauses = clauses || new Map(t ? t.values("clause").map((c, i) => [`${t.get("standard", i)} ${c}`, i]) : []);
    return clauses.get(`${standard} ${clause}`);
}

function verdict(t, i) {
    const c = table("clause"), at = clauseRow(t.get("standard", i), t.get("clause", i));
    const get = (name) => (c && at !== undefined ? c.get(name, at) : null);
    const quote = get("quote_zh") || t.get("quote_zh", i), result = t.get("result", i), unit = t.get("unit", i) ? show("unit", t.get("unit", i)) : "";
    const amount = (name) => (t.get(name, i) === null ? null : `${word({ value: "value", limit_value: "limit", gap: "missing" }[name])} ${number(t.get(name, i), 2)} ${unit}`);
    return h("li", { class: `verdict ${result}` },
        h("p", {}, h("strong", { class: `word ${result}` }, show("result", result)), ` ${t.get("clause", i)} `,
          h("span", { class: "soft" }, [get("section") || t.get("section", i), show("strength", t.get("strength", i))].filter(Boolean).join(" · "))),
        quote ? h("blockquote", { lang: "zh" }, `“${quote}”`) : null,
        get("text_en") && state.lang === "en" ? h("p", { class: "soft" }, get("text_en")) : null,
        h("p", {}, pick([t.get("reason_en", i), t.get("reason_zh", i)])),
        h("p", { class: "soft" }, [amount("value"), amount("limit_value"), t.get("gap", i) > 0 ? amount("gap") : null].filter(Boolean).join(" · ")));
}

function verdicts(name, id) {
    const source = name === "project" ? "project_verdict" : "verdict", t = table(source);
    const key = name === "project" ? ["project_id"] : ["level", "unit_id"];
    const rows = t ? rowsOf(source, key, ...(name === "project" ? [id] : [name, id])) : [];
    if (!rows.length) return null;
    const count = (r) => rows.filter((i) => t.get("result", i) === r).length;
    const shown = rows.filter((i) => t.get("result", i) in ranks).sort((a, b) => ranks[t.get("result", a)] - ranks[t.get("result", b)]);
    return [h("h3", {}, word("verdicts")), h("p", { class: "tally" }, ["met", "unmet", "unknown"].map((r) =>
        h("span", { class: `word ${r}` }, `${show("result", r)} ${number(count(r), 0)}`))),
        ["unmet", "unknown", "met"].map((r) => {
            const of = shown.filter((i) => t.get("result", i) === r);
            return of.length ? h("details", { open: r === "unmet" || (r === "met" && !count("unmet")) }, h("summary", {}, `${show("result", r)} (${of.length})`),
                h("ul", { class: "verdicts" }, of.map((i) => verdict(t, i)))) : null;
        }), h("p", { class: "soft" }, word("exempt_left"))];
}

function nearby(id) {
    const t = table("project_nearby"), rows = t ? rowsOf("project_nearby", ["project_id"], id) : [];
    const names = ["kind", "radius_m", "facility_id", "distance_m", "walk_m", "covered", "covered_share"];
    return rows.length ? [h("h3", {}, pick(t.title)), h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": pick(t.title) },
        h("table", {}, h("thead", {}, h("tr", {}, names.map((c) => h("th", { scope: "col" }, pick(t.column(c).title))))),
            h("tbody", {}, rows.map((i) => h("tr", {}, names.map((c) => h("td", { class: t.column(c).text ? null : "n" }, show(c, t.get(c, i)))))))))] : null;
}

// here: other things at the same place. on: {choose(what), close()}.
export function drawPanel(element, what, here, on) {
    if (!what) {
        fill(element, h("p", { class: "soft empty" }, word("choose")));
        return;
    }
    const { layer: name, row } = what, id = idOf(name, row), t = table(name);
    const where = ["street", "county"].map((c) => (c === name ? null : t.get(c, row))).filter(Boolean).join(" · ");
    const others = here.filter((o) => o.layer !== name || o.row !== row);
    fill(element, h("div", { class: "head" }, h("h2", { id: "panel-title", tabindex: "-1" }, titleOf(name, row)),
        h("button", { type: "button", class: "plain", "aria-label": word("close"), onclick: on.close }, "×")),
        h("p", { class: "soft" }, [known(name) ? word(name) : name, id, where].filter(Boolean).join(" · ")),
        others.length ? h("p", { class: "others" }, `${word("here_too")}: `, others.slice(0, 8).map((o) =>
            h("button", { type: "button", onclick: () => on.choose(o) }, `${word(o.layer)} ${titleOf(o.layer, o.row)}`))) : null,
        texts(name, row), h("h3", {}, word("figures")), figures(name, row), coverage(name, id), floorArea(name, id),
        name === "project" ? nearby(id) : name === "site" ? serves(id) : null, verdicts(name, id));
    element.scrollTop = 0;
}
