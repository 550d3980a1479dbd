// SPDX-License-Identifier: GPL-3.0-or-later
// Names that are markup are text: in the search, panel, tables, title and chart.
import assert from "node:assert/strict";
import { find, settled, text, visit } from "./lib.mjs";

await visit("hostile.html", async (page) => {
    assert.equal(await text(page, "#title"), "<b>title</b>");
    await find(page, "<script>window");
    assert.equal(await text(page, "#panel h2"), "<script>window.hit=1</script>");
    await find(page, "</script>");
    await find(page, "<!--");
    assert.match(await text(page, "#panel h2"), /^<!--<script>.*"'&amp;$/s);
    await find(page, '"><svg');
    assert.equal(await text(page, "#panel h2"), '"><svg onload=window.hit=3>');
    for (const tab of await page.locator("#tabs [role=tab]").all()) {
        await tab.click();
        await settled(page);
    }
    assert.equal(await page.evaluate(() => window.hit), undefined);
    assert.equal(await page.locator("img, iframe, object, svg[onload]").count(), 0);
});
