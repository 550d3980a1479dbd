// SPDX-License-Identifier: GPL-3.0-or-later
// Both languages: by the browser, changed, remembered; no word of a table of words is missing.
import assert from "node:assert/strict";
import { settled, text, visit } from "./lib.mjs";

for (const name of ["audit.html", "review.html", "change.html", "site.html"]) {
    await visit(name, async (page) => assert.equal(await text(page, "#overview-title"), "主要指标"));
    await visit(name, async (page) => {
        assert.equal(await text(page, "#overview-title"), "Key figures");
        const labels = await page.evaluate(() => [...document.querySelectorAll("header, #choosers label > span, h2, h3, #tabs, #switches, button")].map((e) => e.innerText).join("\n"));
        assert.ok(!/undefined|\[object|_[a-z]+\b(?!\.)|NaN/.test(labels.replace(/layers\/\S+|\S+\.gpkg/g, "")), labels);
        const before = await page.evaluate(() => document.documentElement.lang);
        assert.equal(before, "en");
        await page.click('[data-lang="zh"]');
        await settled(page);
        assert.equal(await text(page, "#overview-title"), "主要指标");
        assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
        await page.reload();
        await page.waitForSelector("html[data-ready]");
        assert.equal(await text(page, "#overview-title"), "主要指标");
    }, { locale: "en-GB" });
}
