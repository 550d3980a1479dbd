// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of the page are those of the output.
import assert from "node:assert/strict";
import { find, json, settled, text, visit } from "./lib.mjs";

const whole = (v) => new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 0 }).format(v);
const percent = (v) => (v === null ? "–" : `${(v * 100).toFixed(2)}%`);
const communities = json("community.json"), coverage = json("coverage.json"), unmet = json("unmet.json");

await visit("audit.html", async (page) => {
    assert.match(await text(page, "#cards"), new RegExp(`社区数\\s+${communities.length}\\b`));
    for (const i of [0, 7, 31, 59]) {
        const c = communities[i];
        await find(page, c.unit_id);
        assert.equal(await text(page, "#panel h2"), c.name);
        const figure = (name) => text(page, `[data-figure="${name}"]`);
        assert.equal(await figure("households"), whole(c.households));
        assert.equal(await figure("people"), whole(c.people));
        assert.equal(await figure("share"), percent(c.share));
        const panel = await text(page, "#panel");
        for (const row of coverage.filter((x) => x.unit_id === c.unit_id && x.demand === "常住人口")) assert.ok(panel.includes(percent(row.share)), `${c.name} ${row.kind}`);
        for (const v of unmet.filter((x) => x.unit_id === c.unit_id)) assert.ok(panel.includes(v.clause) && panel.includes(v.quote_zh), `${c.name} ${v.clause}`);
    }
    // Every value that the page holds, not only those it shows.
    const held = await page.evaluate(() => { const t = window.catchmentPage.table("coverage"); return t.values("share").filter((_, i) => t.get("level", i) === "community"); });
    assert.equal(held.length, coverage.length);
    coverage.forEach((row, i) => assert.ok(row.share === held[i] || Math.abs(row.share - held[i]) <= 1e-8, `row ${i}`));
    // The share by the chosen kind, radius and population layer.
    const other = coverage.find((x) => x.unit_id === communities[0].unit_id && x.reach === 1000 && x.demand === "65岁及以上");
    await page.selectOption("#kind", other.kind);
    await page.selectOption("#radius", { label: "1,000 m" });
    await page.selectOption("#demand", other.demand);
    await settled(page);
    const legend = await text(page, "#legend");
    assert.match(legend, new RegExp(`${other.kind} 1,000 m`));
    const high = coverage.filter((x) => x.kind === other.kind && x.reach === 1000 && x.demand === other.demand && x.share >= 0.8).length;
    assert.match(legend, new RegExp(`≥80%\\s+${high}\\b`));
});

await visit("review.html", async (page) => {
    for (const p of json("project.json")) {
        await find(page, p.project_id);
        assert.ok((await text(page, "#panel")).includes(p.text_zh));
    }
});

await visit("change.html", async (page) => {
    assert.equal(await page.locator("#map canvas").count(), 1);
    await page.selectOption("#theme", "change");
    await settled(page);
    const words = { same: "未变", recoded: "代码变更", merged: "合并", split: "拆分", gone: "撤销" }, legend = await text(page, "#legend");
    for (const row of json("change.json")) assert.match(legend, new RegExp(`${words[row.change]}\\s+${row.n}\\b`));
});
