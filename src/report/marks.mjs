// SPDX-License-Identifier: GPL-3.0-or-later
// Marks of points and hatches, drawn alike on the map and in the legend.

const corners = (n, turn, inner) => Array.from({ length: inner ? 2 * n : n }, (_, i) => {
    const r = inner && i % 2 ? inner : 1, a = turn + (i * Math.PI * 2) / (inner ? 2 * n : n);
    return [r * Math.sin(a), -r * Math.cos(a)];
});
const outlines = {
    square: corners(4, Math.PI / 4), triangle: corners(3, 0), diamond: corners(4, 0), pentagon: corners(5, 0),
    star: corners(5, 0, 0.45), hexagon: corners(6, 0),
    cross: [[-0.35, -1], [0.35, -1], [0.35, -0.35], [1, -0.35], [1, 0.35], [0.35, 0.35], [0.35, 1], [-0.35, 1],
            [-0.35, 0.35], [-1, 0.35], [-1, -0.35], [-0.35, -0.35]],
};

export function addMark(path, mark, x, y, r) {
    const outline = outlines[mark];
    if (!outline) {
        path.moveTo(x + r, y);
        path.arc(x, y, r, 0, Math.PI * 2);
        return;
    }
    outline.forEach(([dx, dy], i) => (i ? path.lineTo(x + dx * r * 1.15, y + dy * r * 1.15)
        : path.moveTo(x + dx * r * 1.15, y + dy * r * 1.15)));
    path.closePath();
}

export function hatch(context, color, ratio, step = 7) {
    const tile = document.createElement("canvas"), n = Math.max(4, Math.round(step * ratio));
    tile.width = tile.height = n;
    const c = tile.getContext("2d");
    c.strokeStyle = color;
    c.lineWidth = 1.1 * ratio;
    for (let i = -1; i <= 1; i++) {
        c.moveTo(i * n - 1, n + 1);
        c.lineTo(i * n + n + 1, -1);
    }
    c.stroke();
    return context.createPattern(tile, "repeat");
}

// A swatch of the legend: {color, hatch, mark, line, fill}.
export function swatch(entry) {
    const canvas = document.createElement("canvas"), ratio = 2, w = 26, t = 16;
    canvas.width = w * ratio;
    canvas.height = t * ratio;
    canvas.className = "swatch";
    canvas.setAttribute("aria-hidden", "true");
    const c = canvas.getContext("2d");
    c.scale(ratio, ratio);
    if (entry.mark) {
        c.beginPath();
        addMark(c, entry.mark, w / 2, t / 2, 5);
        c.fillStyle = `rgb(${entry.color})`;
        c.fill();
        c.strokeStyle = "#fff";
        c.lineWidth = 0.8;
        c.stroke();
        return canvas;
    }
    c.fillStyle = entry.hatch ? "#fff" : `rgba(${entry.color},${entry.alpha || 1})`;
    if (!entry.line) c.fillRect(1, 1, w - 2, t - 2);
    if (entry.hatch) {
        c.save();
        c.setTransform(1, 0, 0, 1, 0, 0);
        c.fillStyle = hatch(c, `rgb(${entry.color})`, ratio, entry.step ? entry.step * 0.7 : 5);
        c.fillRect(ratio, ratio, (w - 2) * ratio, (t - 2) * ratio);
        c.restore();
    }
    c.strokeStyle = entry.line ? entry.line : entry.alpha ? `rgb(${entry.color})` : "rgb(130,130,130)";
    c.lineWidth = entry.line ? entry.width : 1;
    if (entry.line) {
        c.beginPath();
        c.moveTo(1, t / 2);
        c.lineTo(w - 1, t / 2);
        c.stroke();
    } else c.strokeRect(1.5, 1.5, w - 3, t - 3);
    return canvas;
}
