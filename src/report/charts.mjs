// SPDX-License-Identifier: GPL-3.0-or-later
// Small charts as SVG: they print as lines and text, are read aloud by their titles and tables,
// and need no library of charts.
import { rowsOf, table } from "./data.mjs";
import { fill, h, state, svg } from "./dom.mjs";
import { bounds, classesOf, kinds, kindTitle, valuesOf } from "./themes.mjs";
import { number, percent, word } from "./words.mjs";

const W = 520, LEFT = 46, RIGHT = 14, TOP = 12, BOTTOM = 40, MOST_STREETS = 30;
export const frame = { W, LEFT, RIGHT, TOP, BOTTOM };

export function niceStep(span, steps) {
    const raw = span / steps, power = 10 ** Math.floor(Math.log10(raw));
    return power * ([1, 2, 5, 10].find((f) => f * power >= raw) || 10);
}

export const text = (x, y, anchor, content, more) => svg("text", { x, y, "text-anchor": anchor, ...more }, content);

export function figure(title, height, marks, rows, heads, note) {
    const picture = svg("svg", { viewBox: `0 0 ${W} ${height}`, role: "img", "aria-label": title }, marks);
    return h("figure", { class: "chart" }, h("figcaption", {}, title, note ? h("small", {}, note) : null), picture,
        h("details", {}, h("summary", {}, word("dialog_chart")), h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": title },
            h("table", {}, h("thead", {}, h("tr", {}, heads.map((x) => h("th", { scope: "col" }, x)))),
                h("tbody", {}, rows.map((r) => h("tr", {}, r.map((v) => h("td", { class: "n" }, v)))))))));
}

export function axisY(least, most, step, y, format, left = LEFT) {
    const marks = [];
    for (let v = least; v <= most + step / 1e6; v += step)
        marks.push(svg("line", { x1: left, x2: W - RIGHT, y1: y(v), y2: y(v), class: "grid" }), text(left - 6, y(v) + 4, "end", format(v)));
    return marks;
}

// The last bin takes all that is above the 98th of 100 communities, so that one of them does not
// squeeze the rest.
function histogram() {
    const t = table("community"), values = t && t.values("per_100_households");
    const known = values ? values.filter((v) => v !== null).sort((a, b) => a - b) : [];
    if (known.length < 2) return null;
    const height = 260, limit = bounds(), top = Math.max(known[Math.floor((known.length - 1) * 0.98)], ...limit.map((b) => b * 1.2), 1);
    const width = niceStep(top, 14), n = Math.ceil(top / width), bins = new Array(n).fill(0);
    known.forEach((v) => bins[Math.min(Math.floor(v / width), n - 1)]++);
    const most = Math.max(...bins), step = Math.max(1, niceStep(most, 4)), full = Math.ceil((most * 1.2) / step) * step;
    const x = (v) => LEFT + (v / (n * width)) * (W - LEFT - RIGHT), y = (v) => TOP + (1 - v / full) * (height - TOP - BOTTOM);
    const classes = classesOf("per_100");
    const open = known[known.length - 1] >= n * width, name = (i) => (i === n - 1 && open ? `≥${number(i * width, 2)}` : `${number(i * width, 2)}～${number((i + 1) * width, 2)}`);
    const bars = bins.map((b, i) => svg("rect", { x: x(i * width) + 0.5, width: Math.max(1, x(width) - x(0) - 1), y: y(b), height: y(0) - y(b),
        fill: `rgb(${(classes.find((c) => c.test((i + 0.5) * width)) || classes[0]).color})`, class: "bar" },
        svg("title", {}, `${name(i)}: ${b}`)));
    const every = Math.ceil(n / 10), ticks = bins.map((b, i) => (i % every === 0 ? text(x(i * width), height - BOTTOM + 15, "middle", `${i === n - 1 && open ? "≥" : ""}${number(i * width, 2)}`) : null));
    const lines = limit.map((b, i) => [svg("line", { x1: x(b), x2: x(b), y1: TOP, y2: y(0), class: "bound" }),
        text(x(b) + 4, TOP + 10 + (i % 3) * 14, "start", `${word("bound")} ${number(b, 2)}`, { class: "boundname" })]);
    return figure(word("chart_histogram"), height, [axisY(0, full, step, y, (v) => number(v, 0)), bars, ticks, lines,
        text((LEFT + W - RIGHT) / 2, height - 6, "middle", word("chart_histogram_x"))],
        bins.map((b, i) => [name(i), number(b, 0)]), [word("chart_histogram_x"), word("chart_histogram_y")]);
}

function streets(on) {
    const t = table("street"), shares = t && t.rows > 1 && valuesOf("share", "street");
    if (!shares) return null;
    const rows = shares.map((v, i) => [i, v]).filter(([, v]) => v !== null).sort((a, b) => a[1] - b[1]);
    const some = rows.slice(0, MOST_STREETS), line = 21, height = TOP + some.length * line + 26, left = 120;
    if (!some.length) return null;
    const x = (v) => left + v * (W - left - 62), classes = classesOf("share");
    const grid = [0, 0.2, 0.4, 0.6, 0.8, 1].map((v) => [svg("line", { x1: x(v), x2: x(v), y1: TOP, y2: height - 24, class: "grid" }),
        text(x(v), height - 8, "middle", `${v * 100}%`)]);
    const bars = some.map(([i, v], k) => {
        const y = TOP + k * line, name = t.get("name", i) || t.get("unit_id", i);
        return svg("g", { class: "pick", "data-street": i }, svg("title", {}, `${name}: ${percent(v)}`),
            text(left - 6, y + 15, "end", name.length > 9 ? `${name.slice(0, 8)}…` : name),
            svg("rect", { x: left, y: y + 3, width: Math.max(1, x(v) - left), height: line - 6, class: "bar",
                fill: `rgb(${(classes.find((c) => c.test(v)) || classes[0]).color})` }),
            text(x(v) + 5, y + 15, "start", percent(v)));
    });
    const made = figure(word("chart_street"), height, [grid, bars], rows.map(([i, v]) => [t.get("name", i), percent(v)]), [word("street"), word("coverage")],
        `${kindTitle(state.kind)} ${state.reach === null ? "" : `${state.reach} m`} · ${state.demand}${rows.length > some.length ? ` · ${word("lowest", { n: some.length, all: rows.length })}` : ""}`);
    made.querySelectorAll(".pick").forEach((g) => g.addEventListener("click", () => on("street", Number(g.dataset.street))));
    return made;
}

function radii() {
    const c = table("coverage"), list = kinds().filter((k) => k.radii.some((r) => r !== null));
    if (!c || !list.some((k) => k.radii.length > 1)) return null;
    const series = list.map((k) => ({ kind: k, points: k.radii.filter((r) => r !== null).map((r) => {
        const row = rowsOf("coverage", ["level", "kind", "reach", "demand"], "city", k.name, r, state.demand)[0];
        return row === undefined ? null : [r, c.get("share", row)];
    }).filter((p) => p && p[1] !== null).sort((a, b) => a[0] - b[0]) })).filter((s) => s.points.length);
    const farthest = Math.max(...series.flatMap((s) => s.points.map((p) => p[0])));
    const rows = Math.ceil(series.length / 2), height = 250 + rows * 20, bottom = BOTTOM + rows * 20;
    const x = (v) => LEFT + (v / (farthest * 1.08)) * (W - LEFT - RIGHT), y = (v) => TOP + (1 - v) * (height - TOP - bottom);
    const step = niceStep(farthest, 6), ticks = [];
    for (let v = 0; v <= farthest * 1.05; v += step) ticks.push(text(x(v), height - bottom + 15, "middle", number(v, 0)));
    const marks = series.map((s, i) => {
        const d = (s.points.length > 1 ? [[0, 0], ...s.points] : []).map(([a, b], k) => `${k ? "L" : "M"}${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join("");
        const cx = LEFT + (i % 2) * 230, cy = height - rows * 20 + Math.floor(i / 2) * 20 + 8, dash = ["", "6 3", "2 3", "8 3 2 3"][i % 4];
        const stroke = `rgb(${s.kind.color})`;
        return [svg("path", { d, fill: "none", stroke, "stroke-width": 2, "stroke-dasharray": dash }),
            s.points.map(([a, b]) => svg("circle", { cx: x(a), cy: y(b), r: 4, fill: stroke }, svg("title", {}, `${kindTitle(s.kind.name)} ${a} m: ${percent(b)}`))),
            s.points.length > 1 ? svg("path", { d: `M${cx} ${cy}h22`, stroke, "stroke-width": 2, "stroke-dasharray": dash }) : svg("circle", { cx: cx + 11, cy, r: 4, fill: stroke }), text(cx + 27, cy + 4, "start", kindTitle(s.kind.name))];
    });
    return figure(word("chart_radius"), height, [axisY(0, 1, 0.2, y, (v) => `${Math.round(v * 100)}%`), ticks, marks,
        text((LEFT + W - RIGHT) / 2, height - rows * 20 - 8, "middle", word("chart_radius_x"))],
        series.flatMap((s) => s.points.map(([a, b]) => [kindTitle(s.kind.name), number(a, 0), percent(b)])),
        [word("kind"), word("radius"), word("coverage")], state.demand);
}

export function drawCharts(element, on) {
    const made = [histogram(), streets(on), radii()].filter(Boolean);
    fill(element, made);
    return made.length;
}
