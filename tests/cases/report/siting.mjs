// SPDX-License-Identifier: GPL-3.0-or-later
// The part on a proposal: what is proved and what is not, the curve's points where their values put them, sites by
// rank on the map and whom they serve.
import assert from "node:assert/strict";
import { json, settled, text, visit } from "./lib.mjs";

const whole = (v) => new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 0 }).format(v);
const sites = json("site.json"), curve = json("curve.json"), served = json("assignment.json");
assert.ok(sites.length > 1 && curve.length > 2 && served.length > sites.length);

// Value against place, from the numbers along an axis.
const axis = (ticks, value, place) => {
    const [a, b] = [ticks[0], ticks[ticks.length - 1]];
    return (v) => a[place] + ((v - a[value]) / (b[value] - a[value])) * (b[place] - a[place]);
};

await visit("site.html", async (page) => {
    assert.match(await text(page, "#statement"), /已证明为最优/);
    const cards = await text(page, "#siting .cards");
    assert.match(cards, /7,968\.266 人/);
    assert.match(cards, /新设施数\s+5\b/);
    for (const e of json("effect.json").filter((x) => x.figure.startsWith("coverage.")))
        assert.ok(cards.includes(`${e.after.toFixed(2)}%`) && cards.includes(`← ${e.before.toFixed(2)}%`), e.figure);
    const drawn = await page.evaluate(() => ({
        points: [...document.querySelectorAll("#curve circle")].map((c) => ({ at: Number(c.dataset.at), x: Number(c.getAttribute("cx")), y: Number(c.getAttribute("cy")) })),
        texts: [...document.querySelectorAll("#curve svg > text")].map((t) => ({ x: Number(t.getAttribute("x")), y: Number(t.getAttribute("y")), anchor: t.getAttribute("text-anchor"), value: Number(t.textContent.replace(/,/g, "")) })).filter((t) => !Number.isNaN(t.value)),
        bound: document.querySelector("#curve .curvebound").getAttribute("d"),
    }));
    const x = axis(drawn.texts.filter((t) => t.anchor === "middle"), "value", "x"), y = axis(drawn.texts.filter((t) => t.anchor === "end").map((t) => ({ ...t, y: t.y - 4 })), "value", "y");
    const bound = drawn.bound.slice(1).split("L").map((p) => p.split(" ").map(Number));
    assert.equal(drawn.points.length, curve.length);
    curve.forEach((row, i) => {
        assert.equal(drawn.points[i].at, row.sites);
        assert.ok(Math.abs(drawn.points[i].x - x(row.sites)) < 0.1 && Math.abs(drawn.points[i].y - y(row.objective)) < 0.1, `point ${row.sites}`);
        assert.ok(Math.abs(bound[i][0] - x(row.sites)) < 0.1 && Math.abs(bound[i][1] - y(row.bound)) < 0.1, `bound ${row.sites}`);
    });
    const rows = page.locator("#site-list tbody tr");
    assert.equal(await rows.count(), sites.length);
    for (const [i, s] of sites.entries()) {
        const words = (await rows.nth(i).innerText()).split(/\s+/);
        for (const v of [String(s.rank), s.site_id, s.name, s.street, s.community, whole(s.people_gained), whole(s.people_cumulative)]) assert.ok(words.includes(v), `${s.site_id}: ${v}`);
        await rows.nth(i).click();
        await settled(page);
        const panel = await text(page, "#panel");
        assert.ok(panel.includes(s.name) && panel.includes(s.site_id));
        for (const a of served.filter((r) => r.site_id === s.site_id)) assert.match(panel, new RegExp(`${a.name}\\s+${whole(a.people)}\\b`));
    }
    // On the map: red where a site is, green within its reach, neither beyond.
    for (const box of await page.locator("#switches input[id^=layer-]:not(#layer-site)").all()) await box.uncheck();
    await page.click("#panel button.plain");
    await page.click("#zoom-all");
    await settled(page);
    const colours = await page.evaluate(() => {
        const { map, layer, table } = window.catchmentPage, canvas = document.querySelector("#map canvas"), c = canvas.getContext("2d"), ratio = canvas.width / canvas.clientWidth;
        const t = table("proposal"), radius = t.get("value", t.values("key").indexOf("radius_m"));
        const all = c.getImageData(0, 0, canvas.width, canvas.height).data, at = (px, py) => { const k = 4 * (Math.round(py * ratio) * canvas.width + Math.round(px * ratio)); return [...all.slice(k, k + 3)]; };
        return layer("site").features.map((f) => {
            const around = (share) => Array.from({ length: 24 }, (_, k) => at(...map.screenOf(f.x + share * radius * Math.cos(k / 24 * 2 * Math.PI), f.y + share * radius * Math.sin(k / 24 * 2 * Math.PI))));
            return { centre: at(...map.screenOf(f.x, f.y)), inside: around(0.85), outside: around(1.12) };
        });
    });
    const green = (cs) => cs.filter(([r, g, b]) => g > r + 12 && g > b + 5).length;
    for (const [i, c] of colours.entries()) {
        assert.ok(c.centre[0] > 170 && c.centre[1] < 60, `site ${i}: ${c.centre}`);
        assert.ok(green(c.inside) >= 8 && green(c.outside) <= 2, `reach of site ${i}: ${green(c.inside)}, ${green(c.outside)}`);
    }
});

await visit("open.html", async (page) => {
    const said = await text(page, "#statement");
    assert.match(said, /at most 9,000\.001 people, a gap of at most 12\.35%/);
    assert.doesNotMatch(await text(page, "#siting"), /optimal/);
    assert.match(await text(page, "#site-list"), /2027[^]*lease/);
}, { locale: "en-GB" });

await visit("audit.html", async (page) => assert.ok(await page.locator("#siting-section").isHidden()));
