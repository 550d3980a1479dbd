// SPDX-License-Identifier: GPL-3.0-or-later
// Draws layers into a picture. A layer is {name, source: {arcs, features}} with
//   classes [{color, hatch}], classOf(row): filled by class; line {color, width}: borders, each once;
//   marks: markOf(row) -> {color, mark, size, alpha, edge}; pad: metres that a mark reaches from its
//   place; clear: pixels about it that no name hides; shown(row); labelOf(row), labelSize; silent: not hit.
import { addMark, hatch } from "./marks.mjs";

const MANY = 3000; // features in view, each a few pixels
const SMALL = 2.5; // pixels: a feature of that size is drawn as its box

// The points of each arc that matter at a step of `far` metres: the ends, and whatever is at least so
// far from the last one left; of a closed arc at least a triangle.
function thinned(arcs, far) {
    const level = far <= arcs.tolerance ? 0 : Math.floor(2 * Math.log2(far / arcs.tolerance));
    if (arcs.levels.has(level)) return arcs.levels.get(level);
    const step = level ? arcs.tolerance ** 2 * 2 ** level : -1, points = [], start = [0];
    for (let a = 0; a < arcs.count; a++) {
        const from = arcs.start[a], to = arcs.start[a + 1] - 1;
        const closed = arcs.x[from] === arcs.x[to] && arcs.y[from] === arcs.y[to], begin = points.length;
        let last = from;
        points.push(from);
        for (let k = from + 1; k < to; k++)
            if ((arcs.x[k] - arcs.x[last]) ** 2 + (arcs.y[k] - arcs.y[last]) ** 2 >= step) points.push((last = k));
        if (closed && points.length - begin < 3 && to - from >= 3) {
            points.length = begin + 1;
            points.push(from + Math.floor((to - from) / 3), from + Math.floor((2 * (to - from)) / 3));
        }
        points.push(to);
        start.push(points.length);
    }
    const made = { points: Int32Array.from(points), start: Int32Array.from(start) };
    arcs.levels.set(level, made);
    return made;
}

const apart = (a, b) => a[0] > b[2] || a[2] < b[0] || a[1] > b[3] || a[3] < b[1];

function ringInto(path, arcs, thin, ring, place) {
    let begun = false;
    for (const use of ring) {
        const arc = use < 0 ? ~use : use, from = thin.start[arc], to = thin.start[arc + 1];
        for (let i = from; i < to; i++) {
            const k = thin.points[use < 0 ? to - 1 - (i - from) : i];
            const x = (arcs.x[k] - place.x) * place.scale, y = (place.y - arcs.y[k]) * place.scale;
            if (begun) {
                if (i > from) path.lineTo(x, y);
            } else {
                path.moveTo(x, y);
                begun = true;
            }
        }
    }
    path.closePath();
}

function fillLayer(c, layer, visible, thin, place, ratio) {
    const paths = layer.classes.map(() => null);
    for (const row of visible) {
        const f = layer.source.features[row], i = layer.classOf(row);
        if (!f.rings || i < 0) continue;
        paths[i] = paths[i] || new Path2D();
        const w = (f.box[2] - f.box[0]) * place.scale, t = (f.box[3] - f.box[1]) * place.scale;
        if (w < SMALL && t < SMALL) {
            paths[i].rect((f.box[0] - place.x) * place.scale, (place.y - f.box[3]) * place.scale, w, t);
            continue;
        }
        for (const ring of f.rings) ringInto(paths[i], layer.source.arcs, thin, ring, place);
    }
    layer.classes.forEach((entry, i) => {
        if (!paths[i]) return;
        if (entry.hatch) {
            // The pattern keeps to pixels, whatever the scale.
            c.fillStyle = entry.back || "rgba(255,255,255,0)";
            c.fill(paths[i], "evenodd");
            const pattern = hatch(c, `rgba(${entry.color},${entry.alpha || 0.95})`, ratio, entry.step || 7);
            pattern.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, 0, 0]));
            c.fillStyle = pattern;
        } else c.fillStyle = `rgba(${entry.color},${entry.alpha || 1})`;
        c.fill(paths[i], "evenodd");
        if (entry.edge) {
            c.strokeStyle = entry.edge;
            c.lineWidth = entry.edgeWidth || 1;
            c.stroke(paths[i]);
        }
    });
}

// The arcs of a layer, each once.
function arcsOf(layer) {
    const source = layer.source;
    if (!source.used) {
        const seen = new Uint8Array(source.arcs.count);
        for (const f of source.features)
            if (f && f.rings) for (const ring of f.rings) for (const use of ring) seen[use < 0 ? ~use : use] = 1;
        source.used = seen;
    }
    return source.used;
}

function lineLayer(c, layer, visible, thin, place) {
    const used = arcsOf(layer), done = new Uint8Array(used.length), path = new Path2D(), { arcs } = layer.source;
    for (const row of visible) {
        const f = layer.source.features[row];
        if (!f.rings) continue;
        for (const ring of f.rings)
            for (const use of ring) {
                const arc = use < 0 ? ~use : use;
                if (done[arc]) continue;
                done[arc] = 1;
                for (let i = thin.start[arc]; i < thin.start[arc + 1]; i++) {
                    const k = thin.points[i];
                    const x = (arcs.x[k] - place.x) * place.scale, y = (place.y - arcs.y[k]) * place.scale;
                    if (i === thin.start[arc]) path.moveTo(x, y);
                    else path.lineTo(x, y);
                }
            }
    }
    c.lineJoin = "round";
    c.strokeStyle = layer.line.color;
    c.lineWidth = layer.line.width;
    c.stroke(path);
}

function markLayer(c, layer, visible, place) {
    const paths = new Map();
    for (const row of visible) {
        const f = layer.source.features[row], m = layer.markOf(row, place.scale);
        if (f.rings || !m) continue;
        const key = `${m.color} ${m.mark} ${m.size}`;
        if (!paths.has(key)) paths.set(key, { m, path: new Path2D() });
        addMark(paths.get(key).path, m.mark, (f.x - place.x) * place.scale, (place.y - f.y) * place.scale, m.size);
    }
    for (const { m, path } of paths.values()) {
        c.fillStyle = `rgba(${m.color},${m.alpha || 1})`;
        c.strokeStyle = m.edge ? `rgb(${m.color})` : "#fff";
        c.lineWidth = m.size > 3.5 ? 1.2 : 0.6;
        c.stroke(path);
        c.fill(path);
    }
}

// Where a name fits: the middle of a feature's box, or, where that is outside or near its border, the
// widest place of five lines across.
function labelPlace(layer, f) {
    if (f.label) return f.label;
    const { arcs } = layer.source, b = f.box;
    let best = null;
    for (const part of [0.5, 0.4, 0.6, 0.3, 0.7]) {
        const y = b[1] + (b[3] - b[1]) * part, xs = [];
        for (const ring of f.rings)
            for (const use of ring) {
                const arc = use < 0 ? ~use : use;
                for (let k = arcs.start[arc] + 1; k < arcs.start[arc + 1]; k++)
                    if (arcs.y[k - 1] > y !== arcs.y[k] > y)
                        xs.push(arcs.x[k - 1] + ((arcs.x[k] - arcs.x[k - 1]) * (y - arcs.y[k - 1])) / (arcs.y[k] - arcs.y[k - 1]));
            }
        xs.sort((p, q) => p - q);
        for (let i = 0; i + 1 < xs.length; i += 2) {
            const room = xs[i + 1] - xs[i];
            if (!best || room > best.room * 1.15) best = { x: (xs[i] + xs[i + 1]) / 2, y, room };
        }
    }
    f.label = best || { x: (b[0] + b[2]) / 2, y: (b[1] + b[3]) / 2, room: 0 };
    return f.label;
}

function labelLayer(c, layer, visible, place, taken) {
    const size = layer.labelSize;
    c.font = `${layer.labelWeight || 400} ${size}px "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",SimHei,"WenQuanYi Micro Hei",sans-serif`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.lineJoin = "round";
    for (const row of visible) {
        const f = layer.source.features[row], text = layer.labelOf(row);
        if (!text || (f.rings && (f.box[2] - f.box[0]) * place.scale < size * 2)) continue;
        const at = f.rings ? labelPlace(layer, f) : { x: f.x, y: f.y, room: Infinity };
        const w = c.measureText(text).width;
        if (at.room * place.scale < w * (layer.labelRoom || 0.95)) continue;
        const x = (at.x - place.x) * place.scale, y = (place.y - at.y) * place.scale + (f.rings ? 0 : layer.labelDown);
        const box = [x - w / 2 - 2, y - size * 0.6, x + w / 2 + 2, y + size * 0.6];
        if (taken.some((t) => !apart(t, box))) continue;
        taken.push(box);
        c.strokeStyle = "rgba(255,255,255,0.9)";
        c.lineWidth = 3;
        c.strokeText(text, x, y);
        c.fillStyle = layer.labelColor || "#222";
        c.fillText(text, x, y);
    }
}

// place: {x, y, scale, w, t}: centre, pixels a metre, size in CSS pixels.
export function drawScene(c, scene, place, ratio) {
    const half = [place.w / 2 / place.scale, place.t / 2 / place.scale];
    const box = [place.x - half[0], place.y - half[1], place.x + half[0], place.y + half[1]];
    const seen = new Map();
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.fillStyle = "#f7f8f9";
    c.fillRect(0, 0, c.canvas.width, c.canvas.height);
    c.setTransform(ratio, 0, 0, ratio, (place.w / 2) * ratio, (place.t / 2) * ratio);
    for (const layer of scene.layers) {
        const visible = [];
        layer.source.features.forEach((f, row) => {
            if (f && !apart(f.box, layer.pad ? [box[0] - layer.pad, box[1] - layer.pad, box[2] + layer.pad, box[3] + layer.pad] : box) && (!layer.shown || layer.shown(row))) visible.push(row);
        });
        seen.set(layer, visible);
        const thin = layer.classes || layer.line ? thinned(layer.source.arcs, (visible.length > MANY ? 3.2 : 1.4) / place.scale) : null;
        if (layer.classes) fillLayer(c, layer, visible, thin, place, ratio);
        if (layer.line && visible.length <= MANY) lineLayer(c, layer, visible, thin, place);
        if (layer.markOf) markLayer(c, layer, visible, place);
    }
    const taken = [];
    for (const layer of scene.layers.filter((l) => l.clear))
        for (const row of seen.get(layer)) {
            const f = layer.source.features[row], x = (f.x - place.x) * place.scale, y = (place.y - f.y) * place.scale;
            taken.push([x - layer.clear, y - layer.clear, x + layer.clear, y + layer.clear]);
        }
    for (const layer of [...scene.layers].reverse())
        if (layer.labelOf && (!layer.labelFrom || place.scale >= layer.labelFrom)) labelLayer(c, layer, seen.get(layer), place, taken);
}
