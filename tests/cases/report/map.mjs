// SPDX-License-Identifier: GPL-3.0-or-later
// The map: a click shows the unit that is there; borders are simplified together; layers; colours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folder, json, settled, text, visit } from "./lib.mjs";

const points = readFileSync(join(folder, "points.csv"), "utf8").trim().split("\n").slice(1).map((line) => {
    const [id, name, street, area, x, y] = line.replace(/"/g, "").split(",");
    return { id, name, street, area: Number(area), x: Number(x), y: Number(y) };
});
assert.ok(points.length > 50);

const picture = (page) => page.evaluate(() => document.querySelector("#map canvas").toDataURL());

await visit("audit.html", async (page) => {
    await page.uncheck("#layer-facility");
    await settled(page);
    await page.locator("#map canvas").scrollIntoViewIfNeeded();
    for (const p of points.filter((_, i) => i % 5 === 0)) {
        const at = await page.evaluate(([x, y]) => window.catchmentPage.map.screenOf(x, y), [p.x, p.y]);
        await page.locator("#map canvas").click({ position: { x: at[0], y: at[1] } });
        await settled(page);
        assert.ok((await text(page, "#panel")).includes(p.id), `${p.name} was clicked`);
    }
    // Zoomed and moved, the place is still the same.
    await page.click("#zoom-in");
    await settled(page);
    await page.focus("#map canvas");
    await page.keyboard.press("ArrowLeft");
    await settled(page);
    const seen = [];
    for (const p of points) {
        const [x, y] = await page.evaluate(([a, b]) => window.catchmentPage.map.screenOf(a, b), [p.x, p.y]);
        if (x > 40 && y > 40 && x < 600 && y < 600) seen.push({ ...p, sx: x, sy: y });
    }
    assert.ok(seen.length > 3);
    await page.locator("#map canvas").click({ position: { x: seen[1].sx, y: seen[1].sy } });
    assert.ok((await text(page, "#panel")).includes(seen[1].id));
    // By keys alone.
    await page.keyboard.press("0");
    await page.keyboard.press("Enter");
    await settled(page);
    assert.ok((await page.locator("#panel h2").count()) === 1);
});

await visit("audit.html", async (page) => {
    // Areas of what is drawn; streets are the sum of their communities to rounding, as borders are shared.
    const drawn = await page.evaluate(() => {
        const area = (name) => {
            const { arcs, features } = window.catchmentPage.layer(name), t = window.catchmentPage.table(name);
            return features.map((f, row) => {
                let sum = 0;
                for (const ring of f.rings)
                    for (const use of ring) {
                        const arc = use < 0 ? ~use : use, sign = use < 0 ? -1 : 1;
                        for (let k = arcs.start[arc] + 1; k < arcs.start[arc + 1]; k++) sum += (sign * (arcs.x[k - 1] * arcs.y[k] - arcs.x[k] * arcs.y[k - 1])) / 2;
                    }
                return { id: t.get("unit_id", row), name: t.get("name", row), street: t.get("street", row), area: Math.abs(sum) };
            });
        };
        return { community: area("community"), street: area("street"), tolerance: window.catchmentPage.layer("community").arcs.tolerance };
    });
    for (const p of points) {
        const d = drawn.community.find((c) => c.id === p.id);
        assert.ok(Math.abs(d.area - p.area) < drawn.tolerance * 4 * Math.sqrt(p.area) * 2, `${p.name}: ${d.area} is not ${p.area}`);
    }
    let same = 0;
    for (const s of drawn.street) {
        const parts = drawn.community.filter((c) => c.street === s.name).reduce((sum, c) => sum + c.area, 0);
        same += Math.abs(parts - s.area) < 1;
    }
    assert.ok(same >= drawn.street.length - 1, `${same} of ${drawn.street.length} streets are their communities`); // two communities of one overlap
    // Layers on and off change the picture, and back.
    for (const layer of ["service_area", "gap", "facility", "finding", "street"]) {
        const before = await picture(page);
        await page.locator(`#layer-${layer}`).click();
        await settled(page);
        assert.ok((await picture(page)) !== before, `${layer} makes no difference`);
        await page.locator(`#layer-${layer}`).click();
        await settled(page);
        assert.ok((await picture(page)) === before, `${layer} is not as before`);
    }
    // Colours are those of the QGIS styles.
    const styles = json("styles.json"), qml = (theme) => styles.filter((s) => s.layer === "community").map((s) => s.qml).join("");
    for (const theme of ["share", "per_100", "assessment"]) {
        await page.selectOption("#theme", theme);
        await settled(page);
        const colors = await page.evaluate(() => [...document.querySelectorAll("#legend ul:first-of-type canvas")].map((c) => [...c.getContext("2d").getImageData(12, 10, 1, 1).data.slice(0, 3)].join(",")));
        assert.ok(colors.length >= 5);
        for (const color of colors.filter((c) => !/^(150|255)/.test(c))) assert.ok(qml(theme).includes(`"${color},255"`), `${theme}: ${color}`);
    }
});
