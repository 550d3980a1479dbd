// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: every table of the output has a tab; sorting, filters, pages; a row chooses on the map.
import assert from "node:assert/strict";
import { json, settled, text, visit } from "./lib.mjs";

const communities = json("community.json"), verdicts = json("verdict.json");
const column = (page, i) => page.locator(`#table-panel tbody tr td:nth-child(${i})`).allInnerTexts();

await visit("audit.html", async (page) => {
    await page.click("#tab-community");
    const households = 1 + (await page.locator("#table-panel thead button").evaluateAll((b) => b.findIndex((x) => x.dataset.sort === "households")));
    await page.click('#table-panel [data-sort="households"]');
    let shown = (await column(page, households)).map((v) => Number(v.replace(/,/g, "")));
    assert.deepEqual(shown, communities.map((c) => Math.round(c.households)).sort((a, b) => b - a).slice(0, 50));
    await page.click('#table-panel [data-sort="households"]');
    shown = (await column(page, households)).map((v) => Number(v.replace(/,/g, "")));
    assert.deepEqual(shown, communities.map((c) => Math.round(c.households)).sort((a, b) => a - b).slice(0, 50));
    assert.equal(await page.locator('#table-panel th[aria-sort="ascending"]').count(), 1);
    // A filter of words, then one of text.
    const street = communities[0].street, of = communities.filter((c) => c.street === street);
    await page.selectOption('#table-panel [data-by="street"]', street);
    await settled(page);
    assert.equal(await page.locator("#table-panel tbody tr").count(), of.length);
    await page.fill("#table-panel [data-filter]", of[1].name);
    await settled(page);
    assert.equal(await page.locator("#table-panel tbody tr").count(), of.filter((c) => c.name.includes(of[1].name)).length);
    // A row chooses.
    await page.locator("#table-panel tbody tr").first().focus();
    await page.keyboard.press("Enter");
    await settled(page);
    assert.equal(await text(page, "#panel h2"), of[1].name);
    // Verdicts: the unmet ones at first, then all, with the clause's words.
    await page.click("#tab-verdict");
    await settled(page);
    const n = (r) => (verdicts.find((v) => v.result === r) || { n: 0 }).n, total = verdicts.reduce((s, v) => s + v.n, 0);
    assert.match(await text(page, "#table-panel .count"), new RegExp(`^${n("unmet")} `));
    assert.match(await text(page, "#table-panel tbody tr:first-child"), /“.+”/);
    await page.selectOption('#table-panel [data-by="result"]', "");
    assert.match((await text(page, "#table-panel .count")).replace(/,/g, ""), new RegExp(`^${total} `));
    await page.locator("#table-panel .pager button").last().click();
    assert.match(await text(page, "#table-panel .pager"), /第 2/);
    // Every tab opens by the arrow keys alone.
    const tabs = await page.locator("#tabs [role=tab]").count();
    assert.ok(tabs >= 12);
    await page.locator("#tabs [aria-selected=true]").focus();
    for (let i = 0; i < tabs; i++) {
        await page.keyboard.press("ArrowRight");
        assert.equal(await page.locator("#table-panel table").count(), 1);
    }
    assert.ok((await text(page, "#methods-body")).includes("layers/community.sql"));
});
