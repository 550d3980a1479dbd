// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the page together, and everything that follows a choice.
import { about, has, layer, names, rowsOf, table } from "./data.mjs";
import { $, change, debounce, fill, h, listen, state } from "./dom.mjs";
import { makeMap } from "./map.mjs";
import { atFirst, hint, isSiting, legend, scene, switches } from "./layers.mjs";
import { clauseRow, drawPanel, idOf, titleOf } from "./panel.mjs";
import { drawCharts } from "./charts.mjs";
import { chosenReach, drawSiting, figureName } from "./siting.mjs";
import { makeTable } from "./tables.mjs";
import { demands, kinds, kindTitle, levels, themesOf } from "./themes.mjs";
import { known, number, percent, pick, show, word } from "./words.mjs";

const run = (key) => { const t = table("run"), i = t ? t.values("key").indexOf(key) : -1; return i < 0 ? null : t.get("value", i); };
const purpose = () => (has("change") ? "compare" : has("project") ? "review" : has("site") ? "site" : "audit");

// --- what is chosen at first ---------------------------------------------------------------------------
function browserLanguage() {
    let kept = null;
    try { kept = localStorage.getItem("catchment-language"); } catch { /* a page from disk may not keep anything */ }
    return kept === "zh" || kept === "en" ? kept : /^zh/i.test(navigator.language || "zh") ? "zh" : "en";
}
const MANY = 60; // facilities, of which those of the chosen kind are shown at first
const hiddenKinds = (kind) => new Set(has("facility") && about("facility").rows > MANY ? kinds().filter((k) => k !== kind).map((k) => k.name) : []);
const sited = chosenReach();
const firstKind = (sited && sited.kind) || kinds().find((k) => k.radii.length) || kinds()[0];
Object.assign(state, {
    lang: browserLanguage(), level: levels()[0] || null, kind: firstKind ? firstKind.name : null,
    reach: sited ? sited.reach : firstKind && firstKind.radii.length ? firstKind.radii[0] : null, demand: demands()[0] || null, on: atFirst(),
    hidden: hiddenKinds(firstKind), selected: null, here: [], printing: false,
});
state.theme = state.level && !isSiting() ? themesOf(state.level)[0] || null : null;

// --- head and key figures --------------------------------------------------------------------------------
function drawHead() {
    const title = run("title"), what = word(`title_${purpose()}`), facts = [];
    document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
    document.title = [title, what].filter(Boolean).join(" · ");
    fill($("title"), title || what);
    fill($("subtitle"), title ? what : "");
    for (const [key, label] of [["compiled_by", null], ["year", null], ["date", null], ["output_crs", "crs"], ["catchment", "version"]])
        if (run(key)) facts.push(label ? `${word(label)} ${run(key)}` : run(key));
    const standards = has("clause") ? new Map(table("clause").values("standard").map((s, i) => [s, pick([table("clause").get("standard_en", i), table("clause").get("standard_zh", i)])])) : new Map();
    fill($("facts"), [...standards.values(), ...facts].join(" · "));
    for (const element of document.querySelectorAll("[data-word]")) fill(element, word(element.dataset.word));
    for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
    for (const b of document.querySelectorAll("[data-lang]")) b.setAttribute("aria-pressed", String(b.dataset.lang === state.lang));
    $("search").placeholder = word("search");
}

const figureText = (t, i, value) => {
    const unit = t.get("unit", i);
    return value === null ? word("nothing") : unit === "share" ? percent(value) : `${number(value, unit ? 2 : Math.abs(value) >= 1000 ? 0 : 2)}${unit ? ` ${unit}` : ""}`;
};

const cardOf = (label, value, more) => h("div", { class: "card" }, h("dt", {}, label), h("dd", {}, value, more ? h("small", {}, more) : null));
function cards() {
    const t = table("summary"), keys = t ? t.values("key") : [], made = [], at = (key) => keys.indexOf(key);
    const title = (i) => pick([t.get("title_en", i), t.get("title_zh", i)]);
    const card = (...parts) => made.push(cardOf(...parts));
    const pairs = keys.map((k, i) => [k, i]).filter(([k]) => k.endsWith(".old") && at(k.replace(/old$/, "new")) >= 0 && k.includes("*"));
    for (const [k, i] of pairs.slice(0, 6)) {
        const now = at(k.replace(/old$/, "new"));
        card(title(now), figureText(t, now, t.get("value", now)), `← ${figureText(t, i, t.get("value", i))}`);
    }
    if (pairs.length) for (const k of ["communities.same", "communities.merged", "communities.split"]) if (at(k) >= 0) card(title(at(k)), figureText(t, at(k), t.get("value", at(k))));
    if (pairs.length) return made;
    const people = keys.find((k) => k.startsWith("people_inside.")), share = keys.find((k) => k.startsWith("coverage.") && !k.startsWith("coverage.*"));
    for (const k of ["communities", people, "households", "facilities", "floor_area_m2", "per_100_households", share, "coverage_rate.by_count"]) {
        const i = k ? at(k) : -1;
        if (i >= 0) card(title(i), figureText(t, i, t.get("value", i)), t.get("text", i));
    }
    projectCards(card);
    return made;
}

function projectCards(card) {
    const p = table("project");
    for (let i = 0; p && i < Math.min(p.rows, 4); i++)
        card(p.get("name", i) || p.get("project_id", i), show("conclusion", p.get("conclusion", i)), p.get("gap_m2", i) > 0 ? `${word("missing")} ${number(p.get("gap_m2", i), 2)} m²` : null);
}

// Of a large city there are many verdicts: counted once the page is there.
function verdictCards() {
    const made = [], t = table("verdict"), results = t ? t.values("result") : [], strengths = t ? t.values("strength") : [];
    for (const s of ["gate", "must"]) {
        const n = { met: 0, unmet: 0, unknown: 0 };
        results.forEach((r, i) => { if (strengths[i] === s && r in n) n[r]++; });
        if (n.met + n.unmet + n.unknown) made.push(cardOf(`${word("verdicts")} · ${show("strength", s)}`, `${number(n.unmet, 0)} ${show("result", "unmet")}`,
            `${number(n.met, 0)} ${show("result", "met")} · ${number(n.unknown, 0)} ${show("result", "unknown")}`));
    }
    return made;
}

// --- choosers ----------------------------------------------------------------------------------------------
const option = (value, label, chosen) => h("option", { value, selected: chosen }, label);
const chooser = (id, label, options, pickIt) => options.length > 1 ? h("label", { class: "chooser" }, h("span", {}, word(label)),
    h("select", { id, onchange: (e) => pickIt(e.target.value) }, options)) : null;

function drawChoosers() {
    const k = kinds().filter((x) => x.radii.length), kind = k.find((x) => x.name === state.kind), radius = (r) => (r === null ? word("varied") : `${number(r, 0)} m`);
    fill($("choosers"),
        chooser("level", "level", levels().map((l) => option(l, word(l), l === state.level)), (level) => {
            const themes = themesOf(level);
            change({ level, theme: themes.includes(state.theme) ? state.theme : themes[0] || null });
        }),
        state.level ? chooser("theme", "theme", [...themesOf(state.level).map((x) => option(x, word(`theme_${x}`), x === state.theme)), option("", word("theme_none"), !state.theme)],
            (theme) => change({ theme: theme || null })) : null,
        k.length ? chooser("kind", "kind", k.map((x) => option(x.name, kindTitle(x.name), x.name === state.kind)), (name) => {
            const next = kinds().find((x) => x.name === name);
            change({ kind: name, reach: next.radii.includes(state.reach) ? state.reach : next.radii[0], hidden: name === "*" ? new Set() : hiddenKinds(next) });
        }) : null,
        kind ? chooser("radius", "radius", kind.radii.map((r, i) => option(i, radius(r), r === state.reach)), (i) => change({ reach: kind.radii[i] })) : null,
        chooser("demand", "demand", demands().map((d) => option(d, show("demand", d), d === state.demand)), (demand) => change({ demand })));
    const box = (id, label, checked, flip) => h("label", { class: "check" }, h("input", { type: "checkbox", id, checked, onchange: (e) => flip(e.target.checked) }), h("span", {}, label));
    const facility = state.on.facility && switches().includes("facility") ? h("div", { class: "sub" }, kinds().filter((x) => x.name !== "*").map((x, i) =>
        box(`kind-${i}`, kindTitle(x.name), !state.hidden.has(x.name), (on) => {
            const hidden = new Set(state.hidden);
            if (on) hidden.delete(x.name);
            else hidden.add(x.name);
            change({ hidden });
        }))) : null;
    $("switches").parentElement.hidden = !switches().length;
    fill($("switches"), switches().map((name) => [box(`layer-${name}`, pick(table(name).title) + (/gap|service_area/.test(name) ? ` (${word("by_kind_radius")})` : ""), state.on[name],
        (on) => change({ on: { ...state.on, [name]: on } })), name === "facility" ? facility : null]));
}

// --- map -----------------------------------------------------------------------------------------------------
const tip = $("tip");
const map = state.level || has("project") ? makeMap($("map"), {
    hover(at, xy) {
        tip.hidden = !at.length;
        if (!at.length) return;
        fill(tip, at.slice(0, 4).map((w) => h("p", {}, h("strong", {}, titleOf(w.layer, w.row)), " ", h("span", {}, hint(w)))));
        tip.style.left = `${Math.min(xy[0] + 14, $("map").clientWidth - tip.offsetWidth - 4)}px`;
        tip.style.top = `${Math.min(xy[1] + 14, $("map").clientHeight - tip.offsetHeight - 4)}px`;
    },
    // A patch without people served covers most of a community: the unit first, points before it.
    choose(at) {
        const point = at.find((w) => !layer(w.layer).features[w.row].rings || w.layer === "project");
        select(point || at.find((w) => w.layer === state.level) || at[0] || null, at, false);
    },
    view(view) { fill($("scale"), `${word("scale")}${number(Math.round((1 / view.scale / 0.000264583) / 100) * 100, 0)}`); },
}) : null;

function select(what, here, go) {
    change({ selected: what ? { layer: what.layer, row: what.row } : null, here: here || [] });
    if (map) map.select(what ? { ...what, source: layer(what.layer) } : null, go);
}

// The feature that a row of any table is about.
function target(name, row) {
    const t = table(name), find = (level, id, column = "unit_id") => {
        const found = table(level) && id ? rowsOf(level, [column], id)[0] : undefined;
        return found === undefined ? null : { layer: level, row: found };
    };
    if (layer(name)) return { layer: name, row };
    if (t.get("project_id", row)) return find("project", t.get("project_id", row), "project_id");
    const level = t.get("level", row), id = t.get("unit_id", row);
    return level === "facility" ? find("facility", id, "facility_id") : level ? find(level, id) : find("community", id);
}

// --- tables ------------------------------------------------------------------------------------------------
const verdictColumns = ["result", "clause", "level", "unit_id", "called", "value", "limit_value", "gap", "unit", "strength", "quote_zh", "reason_zh", "reason_en"];
const called = (name) => ({ title: ["name", "名称"], text: true, value: (row) => { const w = target(name, row); return w ? titleOf(w.layer, w.row) : table(name).get("level", row) === "city" ? word("city") : null; } });
const quoted = (name) => ({ title: ["In the document's words", "条款原文"], text: true, value: (row) => {
    const t = table(name), at = clauseRow(t.get("standard", row), t.get("clause", row));
    return at === undefined ? null : table("clause").get("quote_zh", at);
} });
const changed = (name) => ({ title: ["figure", "指标"], text: true, value: (row) => figureName(table(name).get("figure", row)) });
// What the output has besides: tables of a proposal that this page has no words of its own for.
const silent = new Set(["run", "query", "service_area", "area_class", "coverage", "floor_area"]);
const moreSpecs = (specs) => names().filter((name) => !silent.has(name) && !specs.some((s) => s.name === name)).map((name) => ({ name }));
const allSpecs = (specs) => [...specs, ...moreSpecs(specs)];
const specs = () => allSpecs([
    { name: "summary", columns: ["title_zh", "title_en", "value", "unit", "text"], derived: { value: { title: ["value", "数值"], value: (row) => figureText(table("summary"), row, table("summary").get("value", row)) } }, hide: ["unit"] },
    { name: "community", hide: ["kind", "reach"], filters: ["county", "street", "area_type", "assessment"] }, { name: "street", hide: ["kind", "reach"], filters: ["county", "assessment"] },
    { name: "county", hide: ["kind", "reach"] }, { name: "planning_unit", hide: ["kind", "reach"], filters: ["county", "street", "class"] },
    { name: "change", filters: ["county", "street", "change"] }, { name: "facility", hide: ["kind"], filters: ["kind_title"] },
    { name: "verdict", columns: verdictColumns, derived: { called: called("verdict"), quote_zh: quoted("verdict") }, preset: (t) => (t.values("result").includes("unmet") ? { result: "unmet" } : {}), filters: ["result", "strength", "level", "standard", "clause"] },
    { name: "gap", hide: ["kind"], filters: ["kind_title", "county", "street"] }, { name: "project", filters: ["conclusion"] },
    { name: "project_verdict", columns: ["project_id", "part", "result", "clause", "section", "title_zh", "title_en", "value", "limit_value", "gap", "unit", "strength", "quote_zh", "reason_zh", "reason_en"], filters: ["project_id", "part", "result", "strength"] },
    { name: "project_nearby", filters: ["project_id", "kind", "covered"] }, { name: "project_effect", derived: { figure: changed("project_effect") }, filters: ["project_id", "level"] },
    { name: "project_facility" }, { name: "site" }, { name: "site_effect", columns: ["level", "unit_id", "called", "figure", "before", "after", "unit"], derived: { called: called("site_effect"), figure: changed("site_effect") }, filters: ["level", "unit"] },
    { name: "assignment" }, { name: "curve" }, { name: "proposal", columns: ["title_zh", "title_en", "value", "text", "unit"] },
    { name: "change_total", filters: ["figure", "kind", "demand"] }, { name: "change_clause", filters: ["level"] }, { name: "change_verdict", filters: ["level", "change", "old_result", "new_result"] },
    { name: "change_facility", filters: ["change", "kind"] }, { name: "change_figure", filters: ["level", "figure", "kind"] },
    { name: "coverage_rate", filters: ["level", "area_type", "measure"] }, { name: "community_statistic", filters: ["level", "area_type"] }, { name: "street_statistic", filters: ["level"] },
    { name: "clause", columns: ["standard_zh", "standard_en", "clause", "section", "applies_to", "strength", "quote_zh", "text_en", "measure", "comparison", "limit_formula", "unit", "source", "confidence"], filters: ["strength"] },
    { name: "finding", filters: ["severity", "layer", "code"] }, { name: "parameter", columns: ["title_zh", "title_en", "value", "standard_value", "choices", "unit", "explain_zh", "explain_en"] },
]).filter((s) => has(s.name));

const onTable = {
    row: (name, row) => {
        const what = target(name, row);
        if (!what) return;
        select(what, [], true);
        if (!$("map").hidden) $("map-section").scrollIntoView({ block: "nearest", behavior: "smooth" });
    },
    chosen: (name, row) => state.selected && state.selected.layer === name && state.selected.row === row,
};
const tables = specs().map((s) => makeTable(s, onTable));
let open = tables.find((t) => t.name === (has("site") ? "site" : state.level)) || tables[0];

function drawTables() {
    const show = (t, focus) => {
        open = t;
        drawTables();
        if (focus) $(`tab-${t.name}`).focus();
    };
    const step = (e) => {
        const i = tables.indexOf(open), n = tables.length, to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: n - 1 }[e.key];
        if (to === undefined) return;
        e.preventDefault();
        show(tables[(to + n) % n], true);
    };
    fill($("tabs"), tables.map((t) => h("button", { type: "button", role: "tab", id: `tab-${t.name}`, "aria-selected": String(t === open), "aria-controls": "table-panel",
        tabindex: t === open ? "0" : "-1", onclick: () => show(t, true), onkeydown: step }, t.title())));
    if (!open) return;
    $("table-panel").setAttribute("aria-labelledby", `tab-${open.name}`);
    fill($("table-panel"), open.root);
    open.draw();
}

// --- methods -----------------------------------------------------------------------------------------------
function drawMethods() {
    const q = table("query"), r = table("run");
    fill($("methods-body"),
        r ? h("details", {}, h("summary", {}, word("run")), h("dl", { class: "run" }, r.values("key").map((k, i) => [h("dt", {}, k),
            h("dd", {}, /\n/.test(r.get("value", i) || "") ? h("pre", { tabindex: "0" }, r.get("value", i)) : r.get("value", i))]))) : null,
        q ? h("p", { class: "soft" }, word("queries_help")) : null,
        q ? h("div", { class: "queries" }, q.values("name").map((n, i) => h("details", { class: "query" }, h("summary", {}, pick([q.get("title_en", i), q.get("title_zh", i)]) || n, " ", h("code", {}, n)),
            h("pre", { tabindex: "0" }, q.get("sql", i))))) : null);
}

// --- search ------------------------------------------------------------------------------------------------
const FOUND = 12;
function find(text) {
    const needle = text.trim().toLowerCase(), found = [];
    if (!needle) return found;
    for (const name of ["community", "change", "street", "county", "planning_unit", "project", "site", "facility"]) {
        const t = layer(name) ? table(name) : null;
        for (let row = 0; t && row < t.rows && found.length < FOUND; row++)
            if (String(t.get("name", row) || "").toLowerCase().includes(needle) || String(idOf(name, row) || "").toLowerCase().includes(needle)) found.push({ layer: name, row });
    }
    return found;
}
function drawFound() {
    const text = $("search").value, found = find(text);
    $("found").hidden = !text.trim();
    fill($("found"), found.map((w) => h("li", {}, h("button", { type: "button", onclick: () => {
        $("found").hidden = true;
        if (["community", "change", "street", "county", "planning_unit"].includes(w.layer) && w.layer !== state.level && levels().includes(w.layer)) {
            const themes = themesOf(w.layer);
            change({ level: w.layer, theme: themes.includes(state.theme) ? state.theme : themes[0] || null });
        }
        select(w, [], true);
    } }, h("strong", {}, titleOf(w.layer, w.row)), " ", h("span", { class: "soft" }, [word(w.layer), idOf(w.layer, w.row), table(w.layer).get("street", w.row)].filter(Boolean).join(" · "))))),
        found.length ? null : h("li", { class: "none" }, word("no_match")));
    fill($("found-count"), text.trim() ? `${found.length} ${word("found")}` : "");
}
$("search").addEventListener("input", debounce(drawFound, 120));
$("search").addEventListener("keydown", (e) => {
    const first = $("found").querySelector("button");
    if (e.key === "Escape") $("found").hidden = true;
    if (first && (e.key === "Enter" || e.key === "ArrowDown")) {
        e.preventDefault();
        if (e.key === "Enter") first.click();
        else first.focus();
    }
});
document.addEventListener("click", (e) => { if (!e.target.closest(".search")) $("found").hidden = true; });

// --- everything that follows -----------------------------------------------------------------------------
const panelOn = { choose: (w) => select(w, state.here, false), close: () => select(null, [], false) };
const pointed = () => {
    const { selected } = state;
    drawPanel($("panel"), selected, state.here, panelOn);
    if (!selected || !open) return;
    if (open.name === selected.layer) open.reveal(selected.row);
};

function drawMap(refit) {
    $("map-section").hidden = !map;
    if (!map) return;
    map.setScene(scene(), refit);
    fill($("legend"), legend());
    const arcs = state.level ? layer(state.level).arcs : null;
    fill($("map-note"), arcs ? word("simplified", { n: number(arcs.tolerance, 1) }) : "");
}
function drawAll() {
    drawHead();
    fill($("cards"), cards());
    setTimeout(() => has("verdict") && $("cards").append(...verdictCards()), 0);
    drawSiting($("siting-section"), $("siting"), (name, row) => select({ layer: name, row }, [], true));
    drawChoosers();
    drawMap(false);
    $("charts-section").hidden = drawCharts($("charts"), (name, row) => select({ layer: name, row }, [], true)) === 0;
    drawTables();
    drawMethods();
    pointed();
}

listen((changed) => {
    if (changed.has("lang")) return drawAll();
    const any = (...keys) => keys.some((k) => changed.has(k));
    if (any("selected", "here")) pointed();
    if (any("level", "theme", "kind", "reach", "demand", "on", "hidden")) {
        const focus = document.activeElement && document.activeElement.id;
        drawChoosers();
        drawMap(false);
        if (any("kind", "reach", "demand")) drawCharts($("charts"), (name, row) => select({ layer: name, row }, [], true));
        if (focus && $(focus)) $(focus).focus();
    }
});

for (const b of document.querySelectorAll("[data-lang]")) b.addEventListener("click", () => {
    try { localStorage.setItem("catchment-language", b.dataset.lang); } catch { /* see above */ }
    change({ lang: b.dataset.lang });
});
$("print").addEventListener("click", () => window.print());
$("zoom-in").addEventListener("click", () => map.zoom(1.6));
$("zoom-out").addEventListener("click", () => map.zoom(1 / 1.6));
$("zoom-all").addEventListener("click", () => map.fit());
window.addEventListener("beforeprint", () => {
    state.printing = true;
    fill($("printed"), tables.map((t) => t.print()));
});
window.addEventListener("afterprint", () => {
    state.printing = false;
    fill($("printed"));
});

drawAll();
// For tests: milliseconds from the start until all is drawn, and what the page holds.
requestAnimationFrame(() => setTimeout(() => { document.documentElement.dataset.ready = Math.round(performance.now()); }));
window.catchmentPage = { state, map, layer, table };
