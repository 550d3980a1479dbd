// SPDX-License-Identifier: GPL-3.0-or-later
// The map: a canvas of its own, because a page of 10,000 units needs little else than fast filling of
// polygons in one plane CRS. What is drawn is kept as a picture larger than the view, so that moving
// only shifts it; it is drawn anew when the view leaves it or has come to rest. Arcs are thinned to the
// scale, each by itself, so that neighbours stay together.
import { contains } from "./data.mjs";
import { debounce, state } from "./dom.mjs";
import { drawScene } from "./scene.mjs";
import { word } from "./words.mjs";

const MARGIN = 0.3; // of the view, on each side of it

// container: an element of some size. scene: {layers: [...], box} (scene.mjs).
// on: {hover(at, xy), choose(at), view()}; `at` is a list of {layer, row}.
export function makeMap(container, on) {
    const canvas = document.createElement("canvas"), picture = document.createElement("canvas");
    let scene = { layers: [], box: [0, 0, 1, 1] }, view = null, drawn = null, highlight = null, frame = 0;
    let width = 0, height = 0, ratio = 1, crosshair = false;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    container.append(canvas);

    const toScreen = (x, y) => [(x - view.x) * view.scale + width / 2, height / 2 - (y - view.y) * view.scale];
    const toMap = (px, py) => [(px - width / 2) / view.scale + view.x, (height / 2 - py) / view.scale + view.y];

    function fit(box = scene.box, most) {
        const w = Math.max(box[2] - box[0], 1), t = Math.max(box[3] - box[1], 1);
        const scale = Math.min((width * 0.94) / w, (height * 0.94) / t);
        view = { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2, scale: most ? Math.min(scale, most) : scale };
        redraw();
    }

    // Draws the picture anew around the view.
    function redraw() {
        if (!view || !width) return;
        drawn = { x: view.x, y: view.y, scale: view.scale, w: width * (1 + 2 * MARGIN), t: height * (1 + 2 * MARGIN) };
        picture.width = Math.round(drawn.w * ratio);
        picture.height = Math.round(drawn.t * ratio);
        drawScene(picture.getContext("2d"), scene, drawn, ratio);
        show();
        on.view(view, width);
    }
    const settle = debounce(redraw, 120);

    function show() {
        if (!frame) frame = requestAnimationFrame(paint);
    }

    function paint() {
        frame = 0;
        if (!drawn) return;
        const c = canvas.getContext("2d"), k = view.scale / drawn.scale;
        c.setTransform(1, 0, 0, 1, 0, 0);
        c.fillStyle = "#f7f8f9";
        c.fillRect(0, 0, canvas.width, canvas.height);
        const [px, py] = toScreen(drawn.x, drawn.y);
        c.imageSmoothingEnabled = k !== 1;
        c.drawImage(picture, (px - (drawn.w * k) / 2) * ratio, (py - (drawn.t * k) / 2) * ratio,
                    picture.width * k, picture.height * k);
        c.setTransform(ratio, 0, 0, ratio, 0, 0);
        if (highlight) drawHighlight(c);
        if (crosshair) drawCrosshair(c);
        drawScale(c);
    }

    // Does the picture still cover the view?
    function covered() {
        const k = view.scale / drawn.scale, [px, py] = toScreen(drawn.x, drawn.y);
        return k > 0.98 && k < 1.02 && px - (drawn.w * k) / 2 <= 0 && py - (drawn.t * k) / 2 <= 0 &&
            px + (drawn.w * k) / 2 >= width && py + (drawn.t * k) / 2 >= height;
    }

    function move() {
        show();
        if (!covered()) settle();
    }

    function zoom(factor, px = width / 2, py = height / 2) {
        const [x, y] = toMap(px, py);
        view.scale = Math.min(Math.max(view.scale * factor, (0.4 * Math.min(width, height)) /
            Math.max(scene.box[2] - scene.box[0], scene.box[3] - scene.box[1], 1)), 20);
        view.x = x - (px - width / 2) / view.scale;
        view.y = y + (py - height / 2) / view.scale;
        move();
    }

    function trace(c, found) {
        const { arcs } = found.source;
        c.beginPath();
        if (!found.feature.rings) {
            c.arc(...toScreen(found.feature.x, found.feature.y), 11, 0, Math.PI * 2);
            return;
        }
        for (const ring of found.feature.rings)
            for (const use of ring) {
                const arc = use < 0 ? ~use : use;
                for (let k = arcs.start[arc]; k < arcs.start[arc + 1]; k++) {
                    const [px, py] = toScreen(arcs.x[k], arcs.y[k]);
                    if (k === arcs.start[arc]) c.moveTo(px, py);
                    else c.lineTo(px, py);
                }
            }
    }

    function drawHighlight(c) {
        const source = scene.layers.find((l) => l.name === highlight.layer) || highlight;
        const feature = source.source && source.source.features[highlight.row];
        if (!feature) return;
        trace(c, { source: source.source, feature });
        c.lineJoin = "round";
        c.strokeStyle = "#fff";
        c.lineWidth = 6;
        c.stroke();
        c.strokeStyle = "#111";
        c.lineWidth = 2.5;
        c.stroke();
    }

    function drawCrosshair(c) {
        c.beginPath();
        for (const [dx, dy] of [[12, 0], [-12, 0], [0, 12], [0, -12]]) {
            c.moveTo(width / 2 + dx / 4, height / 2 + dy / 4);
            c.lineTo(width / 2 + dx, height / 2 + dy);
        }
        c.strokeStyle = "#111";
        c.lineWidth = 1.5;
        c.stroke();
    }

    function drawScale(c) {
        const most = Math.min(160, width / 3) / view.scale, power = 10 ** Math.floor(Math.log10(most));
        const length = power * (most / power >= 5 ? 5 : most / power >= 2 ? 2 : 1), px = length * view.scale;
        const y = height - 14, x = 14, label = length >= 1000 ? `${length / 1000} km` : `${length} m`;
        c.fillStyle = "rgba(255,255,255,0.85)";
        c.fillRect(x - 6, y - 20, px + 12, 28);
        c.fillStyle = c.strokeStyle = "#222";
        c.lineWidth = 1.5;
        c.beginPath();
        c.moveTo(x, y - 4);
        c.lineTo(x, y + 2);
        c.lineTo(x + px, y + 2);
        c.lineTo(x + px, y - 4);
        c.stroke();
        c.font = "11px sans-serif";
        c.textAlign = "center";
        c.fillText(label, x + px / 2, y - 6);
    }

    // Everything at a place of the screen, points first.
    function at(px, py) {
        const [x, y] = toMap(px, py), near = [], inside = [];
        for (const l of [...scene.layers].reverse()) {
            if (l.silent) continue;
            l.source.features.forEach((f, row) => {
                if (!f || (l.shown && !l.shown(row))) return;
                if (f.rings) {
                    if (contains(l.source.arcs, f, x, y)) inside.push({ layer: l.name, row });
                    return;
                }
                const d = Math.hypot(f.x - x, f.y - y) * view.scale;
                if (d < 11) near.push({ layer: l.name, row, d });
            });
        }
        return [...near.sort((a, b) => a.d - b.d), ...inside];
    }

    // --- pointers and keys ---
    const pointers = new Map();
    let moved = 0, wheelAt = null;
    const place = (e) => { const b = canvas.getBoundingClientRect(); return [e.clientX - b.left, e.clientY - b.top]; };

    canvas.addEventListener("pointerdown", (e) => {
        if (e.button !== 0) return;
        canvas.setPointerCapture(e.pointerId);
        pointers.set(e.pointerId, place(e));
        moved = pointers.size > 1 ? 99 : 0;
        crosshair = false;
        on.hover([], null);
    });
    canvas.addEventListener("pointermove", (e) => {
        const to = place(e), from = pointers.get(e.pointerId);
        if (!from) {
            wheelAt = to;
            hover();
            return;
        }
        moved += Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]);
        if (pointers.size === 2) {
            const other = [...pointers].find(([id]) => id !== e.pointerId)[1];
            const before = Math.hypot(from[0] - other[0], from[1] - other[1]);
            zoom(Math.hypot(to[0] - other[0], to[1] - other[1]) / Math.max(before, 1),
                 (to[0] + other[0]) / 2, (to[1] + other[1]) / 2);
        }
        view.x -= (to[0] - from[0]) / view.scale / pointers.size;
        view.y += (to[1] - from[1]) / view.scale / pointers.size;
        pointers.set(e.pointerId, to);
        move();
    });
    const lift = (e) => {
        if (!pointers.delete(e.pointerId)) return;
        if (e.type === "pointerup" && moved < 6) on.choose(at(...place(e)));
        if (!pointers.size) settle();
    };
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);
    canvas.addEventListener("pointerleave", () => { wheelAt = null; on.hover([], null); });
    const hover = debounce(() => wheelAt && view && on.hover(at(...wheelAt), wheelAt), 25);
    canvas.addEventListener("wheel", (e) => {
        e.preventDefault();
        zoom(Math.exp(-Math.max(-120, Math.min(120, e.deltaMode ? e.deltaY * 30 : e.deltaY)) / 300), ...place(e));
    }, { passive: false });
    canvas.addEventListener("dblclick", (e) => zoom(2, ...place(e)));
    canvas.addEventListener("blur", () => { crosshair = false; show(); });
    canvas.addEventListener("keydown", (e) => {
        const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
        if (e.ctrlKey || e.metaKey || e.altKey) return;
        if (steps[e.key]) {
            view.x += (steps[e.key][0] * width) / 8 / view.scale;
            view.y += (steps[e.key][1] * height) / 8 / view.scale;
            move();
        } else if (e.key === "+" || e.key === "=") zoom(1.5);
        else if (e.key === "-") zoom(1 / 1.5);
        else if (e.key === "0" || e.key === "Home") fit();
        else if (e.key === "Enter" || e.key === " ") on.choose(at(width / 2, height / 2));
        else return;
        crosshair = true;
        e.preventDefault();
        show();
    });

    function resize() {
        const first = !width;
        width = container.clientWidth;
        height = container.clientHeight;
        ratio = Math.min(window.devicePixelRatio || 1, 2);
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
        if (first && width) fit();
        else redraw();
    }
    new ResizeObserver(() => { if (container.clientWidth && !state.printing) resize(); }).observe(container);

    return {
        canvas, fit: () => fit(), zoom,
        setScene(next, refit) {
            scene = next;
            canvas.setAttribute("aria-label", word("map_help"));
            if (refit && width) fit();
            else redraw();
        },
        // Shows {layer, row, source} with a line around it; `go`: the view moves to it.
        select(what, go) {
            highlight = what;
            const feature = what && what.source && what.source.features[what.row];
            if (go && feature && width) {
                const b = feature.box, wide = Math.max(b[2] - b[0], b[3] - b[1], 400) * 1.2;
                fit([(b[0] + b[2] - wide) / 2, (b[1] + b[3] - wide) / 2, (b[0] + b[2] + wide) / 2, (b[1] + b[3] + wide) / 2]);
            }
            show();
        },
        // Where a place of the map is on the canvas, in CSS pixels.
        screenOf: (x, y) => toScreen(x, y),
    };
}
