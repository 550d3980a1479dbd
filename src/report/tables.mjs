// SPDX-License-Identifier: GPL-3.0-or-later
// A table of the page: sorted by its headings, filtered by a text and by columns of few words, shown a
// page at a time; printed in full (up to PRINTED rows).
import { about, table as read } from "./data.mjs";
import { debounce, fill, h } from "./dom.mjs";
import { foreign, number, pick, show, word } from "./words.mjs";

const PAGE = 50, PRINTED = 2000, FEW = 40;

const compare = (a, b) => (a === null ? (b === null ? 0 : 1) : b === null ? -1
    : typeof a === "string" ? a.localeCompare(b, "zh-CN-u-co-pinyin", { numeric: true }) : a - b);

// What a filter may choose from: the words of a text column, where they are few.
function choices(t, column) {
    const found = new Set();
    for (const v of t.values(column.name)) {
        if (v !== null) found.add(v);
        if (found.size > FEW) return null;
    }
    return found.size > 1 ? [...found] : null;
}

// spec: {name, columns (names; all by default), hide, filters, preset: {column: value}, derived: {name:
// {title, value(row)}}, chosen(row)}. Kept while the page is open, so that the language may change.
export function makeTable(spec, on) {
    const state = { text: "", sort: null, down: false, page: 0, by: null };
    let order = null, t = null;
    // The data are read when the table is first shown.
    const begin = () => {
        t = t || read(spec.name);
        state.by = state.by || (spec.preset ? spec.preset(t) : {});
    };
    const extra = spec.derived || {};
    const columns = () => (spec.columns ? spec.columns.map((n) => extra[n] ? { name: n, ...extra[n] } : t.column(n)).filter(Boolean)
        : t.columns).filter((c) => !foreign(c.name) && !(spec.hide || []).includes(c.name) && !/_fraction$|_whole$/.test(c.name));
    const value = (c, row) => (c.value ? c.value(row) : t.get(c.name, row));
    // "reason (zh)" is called so only where both languages stand side by side.
    const title = (c) => pick(c.title).replace(/\s*[（(](zh|en|英文|Chinese|English)[)）]$/, "");
    const filters = () => (spec.filters || []).map((n) => t.column(n)).filter((c) => c && c.text);

    function matches(row, needle, shown) {
        for (const [name, wanted] of Object.entries(state.by))
            if (wanted !== "" && String(t.get(name, row)) !== wanted) return false;
        return !needle || shown.some((c) => {
            const v = value(c, row);
            return v !== null && (String(v).toLowerCase().includes(needle) || show(c.name, v).toLowerCase().includes(needle));
        });
    }

    function reorder() {
        const needle = state.text.trim().toLowerCase(), shown = columns();
        order = [];
        for (let row = 0; row < t.rows; row++) if (matches(row, needle, shown)) order.push(row);
        const c = state.sort && shown.find((x) => x.name === state.sort);
        if (c) order.sort((a, b) => {
            const p = value(c, a), q = value(c, b);
            return p === null || q === null ? compare(p, q) : state.down ? compare(q, p) : compare(p, q);
        });
    }

    const body = h("tbody"), pager = h("div", { class: "pager" }), count = h("p", { class: "count", role: "status" });
    const wrap = h("div", { class: "wide", tabindex: "0", role: "region" });
    const root = h("div", { class: "table" });

    const cell = (c, row) => {
        const v = value(c, row), quote = c.name === "quote_zh", long = typeof v === "string" && v.length > 24;
        const plain = typeof v === "number" || (v === null && !c.text) ? "n" : quote ? "quote" : long ? "long" : /result|conclusion|assessment/.test(c.name) ? `word ${v}` : null;
        return h("td", { class: plain, lang: quote ? "zh" : null }, quote && v ? `“${v}”` : show(c.name, v));
    };
    function line(row, printing) {
        const cells = columns().map((c) => cell(c, row));
        if (printing || !on.row) return h("tr", {}, cells);
        const open = () => on.row(spec.name, row);
        return h("tr", { tabindex: "0", "data-row": row, class: on.chosen && on.chosen(spec.name, row) ? "chosen" : null,
            onclick: open, onkeydown: (e) => { if (e.key === "Enter") open(); } }, cells);
    }

    function heading(c, printing) {
        const sorted = state.sort === c.name, attributes = { scope: "col", class: c.text ? null : "n" };
        if (printing) return h("th", attributes, title(c));
        attributes["aria-sort"] = sorted ? (state.down ? "descending" : "ascending") : null;
        return h("th", attributes, h("button", { type: "button", "data-sort": c.name, onclick: () => {
            state.down = sorted ? !state.down : !c.text;
            state.sort = c.name;
            state.page = 0;
            refresh(true);
            root.querySelector(`[data-sort="${c.name}"]`).focus();
        } }, title(c), h("span", { class: "arrow", "aria-hidden": "true" }, sorted ? (state.down ? "▼" : "▲") : "")));
    }

    function rows() {
        const pages = Math.max(1, Math.ceil(order.length / PAGE));
        state.page = Math.min(state.page, pages - 1);
        fill(body, order.slice(state.page * PAGE, state.page * PAGE + PAGE).map((row) => line(row, false)));
        fill(count, `${number(order.length, 0)} ${word("of")} ${number(t.rows, 0)} ${word("rows")}`,
             t.leftOut ? `  (${number(t.leftOut, 0)} ${word("left_out")})` : null);
        const to = (page, key, enabled) => h("button", { type: "button", disabled: !enabled, onclick: () => { state.page = page; rows(); } }, word(key));
        fill(pager, pages > 1 ? [to(state.page - 1, "previous", state.page > 0),
            h("span", {}, `${word("page")} ${state.page + 1} ${word("of")} ${pages} ${word("page_end")}`),
            to(state.page + 1, "next", state.page < pages - 1)] : []);
    }

    function refresh(redo) {
        if (redo || !order) reorder();
        fill(wrap.querySelector("thead"), h("tr", {}, columns().map((c) => heading(c, false))));
        rows();
    }

    function controls() {
        const text = h("input", { type: "search", value: state.text, "data-filter": "", oninput: debounce(() => {
            state.text = text.value;
            state.page = 0;
            refresh(true);
        }, 150) });
        return h("div", { class: "controls" }, h("label", {}, h("span", {}, word("filter")), text), filters().map((c) => {
            const words = choices(t, c);
            if (!words) return null;
            const select = h("select", { "data-by": c.name, onchange: () => { state.by[c.name] = select.value; state.page = 0; refresh(true); } },
                h("option", { value: "" }, word("all")),
                words.map((v) => h("option", { value: v, selected: state.by[c.name] === v }, show(c.name, v))));
            return h("label", {}, h("span", {}, title(c)), select);
        }), count);
    }

    return {
        root, name: spec.name,
        title: () => pick(about(spec.name).title),
        draw() {
            begin();
            fill(wrap, h("table", {}, h("caption", { class: "hidden" }, pick(t.title)), h("thead"), body));
            wrap.setAttribute("aria-label", pick(t.title));
            fill(root, controls(), wrap, pager);
            refresh(false);
        },
        // The page of the table that has a row, which is scrolled to.
        reveal(row) {
            if (!order) return;
            const i = order.indexOf(row);
            if (i >= 0) state.page = Math.floor(i / PAGE);
            rows();
        },
        print() {
            begin();
            if (!order) reorder();
            const rest = order.length > PRINTED;
            return h("section", {}, h("h3", {}, pick(t.title)),
                rest ? h("p", {}, word("printed", { n: number(PRINTED, 0), all: number(order.length, 0) })) : null,
                h("table", {}, h("thead", {}, h("tr", {}, columns().map((c) => heading(c, true)))),
                  h("tbody", {}, order.slice(0, PRINTED).map((row) => line(row, true)))));
        },
    };
}
