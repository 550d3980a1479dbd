// SPDX-License-Identifier: GPL-3.0-or-later
// The data of the page: scripts of JSON, each read when it is asked for and once. See
// src/publish/report_parts.h for their form.

function read(name) {
    const element = document.getElementById(`data-${name}`);
    if (!element) return null;
    const value = JSON.parse(element.textContent);
    element.textContent = ""; // its memory
    return value;
}

let texts;
function textAt(i) {
    texts = texts || read("texts");
    return texts[i];
}

function unpack(column) {
    let values = column.values;
    if (values.repeat) {
        const runs = values.repeat;
        values = [];
        for (let i = 0; i < runs.length; i += 2)
            for (let k = 0; k < runs[i + 1]; k++) values.push(runs[i]);
    }
    if (column.text) values = values.map((v) => (v === null ? null : textAt(v)));
    return values;
}

function prepare(table) {
    const unpacked = new Map();
    const byName = new Map(table.columns.map((c) => [c.name, c]));
    return {
        name: table.name, title: table.title, rows: table.rows, leftOut: table.left_out,
        columns: table.columns, column: (name) => byName.get(name) || null,
        // All values of a column; null where the table has none of that name.
        values(name) {
            if (!byName.has(name)) return null;
            if (!unpacked.has(name)) unpacked.set(name, unpack(byName.get(name)));
            return unpacked.get(name);
        },
        get(name, row) {
            const values = this.values(name);
            return values ? values[row] : null;
        },
    };
}

// Name, title and number of rows of every table, without reading it.
const index = new Map((read("index") || []).map((t) => [t.name, t]));
export const has = (name) => index.has(name);
export const names = () => [...index.keys()];
export const about = (name) => index.get(name) || null;

const tables = new Map();

export function table(name) {
    if (!tables.has(name)) {
        const raw = read(name);
        if (!raw) return null;
        tables.set(name, prepare(raw));
    }
    return tables.get(name);
}

// A Map from the text of a column, or of several joined by a blank, to its rows.
const indexes = new Map();
export function rowsBy(name, ...columns) {
    const key = [name, ...columns].join(" ");
    if (!indexes.has(key)) {
        const t = table(name), found = new Map();
        const lists = t ? columns.map((c) => t.values(c)) : [];
        for (let i = 0; t && i < t.rows; i++) {
            const id = lists.map((l) => l[i]).join(" ");
            if (!found.has(id)) found.set(id, []);
            found.get(id).push(i);
        }
        indexes.set(key, found);
    }
    return indexes.get(key);
}
export const rowsOf = (name, columns, ...values) =>
    rowsBy(name, ...columns).get(values.join(" ")) || [];

// --- shapes --------------------------------------------------------------------------------------

const digit = new Int8Array(128);
[..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].forEach((c, i) => {
    digit[c.charCodeAt(0)] = i;
});

// Numbers of ct_report_number, one after the other.
function numbers(text) {
    let at = 0;
    const next = () => {
        let value = 0, factor = 1, d;
        do {
            d = digit[text.charCodeAt(at++)];
            value += (d & 31) * factor;
            factor *= 32;
        } while (d & 32);
        return value % 2 ? -(value - 1) / 2 : value / 2;
    };
    return { next, more: () => at < text.length };
}

// Arcs one behind the other: arc i has the points start[i] to start[i + 1], in metres.
function readArcs(set, cell) {
    const stream = numbers(set.arcs), xs = [], ys = [], start = [0];
    let x = 0, y = 0;
    while (stream.more()) {
        for (let n = stream.next(); n > 0; n--) {
            xs.push((x += stream.next()) * cell);
            ys.push((y += stream.next()) * cell);
        }
        start.push(xs.length);
    }
    return { x: Float64Array.from(xs), y: Float64Array.from(ys), start: Int32Array.from(start),
             count: start.length - 1, tolerance: set.tolerance_m, levels: new Map() };
}

function grow(box, x, y) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
}

function boxOf(arcs, rings) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const ring of rings)
        for (const use of ring) {
            const arc = use < 0 ? ~use : use;
            for (let k = arcs.start[arc]; k < arcs.start[arc + 1]; k++) grow(box, arcs.x[k], arcs.y[k]);
        }
    return box;
}

// Of each row null, {x, y, box}, or {rings, box}; rings are lists of arcs.
function readFeatures(text, arcs, cell) {
    const stream = numbers(text), features = [];
    let x = 0, y = 0;
    while (stream.more()) {
        const what = stream.next();
        if (what === 1) {
            const px = (x += stream.next()) * cell, py = (y += stream.next()) * cell;
            features.push({ x: px, y: py, box: [px, py, px, py] });
        } else if (what === 2) {
            const rings = [];
            for (let n = stream.next(); n > 0; n--) {
                const ring = [];
                for (let k = stream.next(); k > 0; k--) ring.push(stream.next());
                rings.push(ring);
            }
            features.push(rings.length ? { rings, box: boxOf(arcs, rings) } : null);
        } else features.push(null);
    }
    return features;
}

let shapes;
const layers = new Map(), sets = new Map();
// {arcs, features} of a layer; features stand in the order of the table's rows.
export function layer(name) {
    shapes = shapes || read("shapes");
    const found = shapes.layers[name];
    if (!found) return null;
    if (!sets.has(found.set)) sets.set(found.set, readArcs(shapes.sets[found.set], shapes.cell_m));
    if (!layers.has(name)) {
        const arcs = sets.get(found.set);
        layers.set(name, { name, arcs, features: readFeatures(found.features, arcs, shapes.cell_m) });
        found.features = "";
    }
    return layers.get(name);
}

// Are the points of a ring in it? Even-odd over all rings of a feature.
export function contains(arcs, feature, x, y) {
    let inside = false;
    if (x < feature.box[0] || x > feature.box[2] || y < feature.box[1] || y > feature.box[3]) return false;
    for (const ring of feature.rings)
        for (const use of ring) {
            const arc = use < 0 ? ~use : use;
            for (let k = arcs.start[arc] + 1; k < arcs.start[arc + 1]; k++) {
                const ay = arcs.y[k - 1], by = arcs.y[k];
                if (ay > y !== by > y &&
                    x < ((arcs.x[k] - arcs.x[k - 1]) * (y - ay)) / (by - ay) + arcs.x[k - 1]) inside = !inside;
            }
        }
    return inside;
}
