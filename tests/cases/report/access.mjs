// SPDX-License-Identifier: GPL-3.0-or-later
// No violation that axe-core knows of, wide and narrow, with and without something chosen; and on a
// phone nothing is wider than the screen.
import assert from "node:assert/strict";
import { axe, find, settled, visit } from "./lib.mjs";

const source = axe();
async function check(page, what) {
    await page.evaluate(source);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(found.violations.map((v) => `${what}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`), []);
}

for (const width of [1440, 390])
    for (const [name, words, tab] of [["audit.html", "南桥社区", "verdict"], ["review.html", "CX2025-01", "project_verdict"], ["change.html", "南泉社区", "change_total"], ["site.html", "候选点8", "site_effect"]])
        await visit(name, async (page) => {
            await check(page, `${name} ${width}`);
            await find(page, words);
            await page.click(`#tab-${tab}`);
            await settled(page);
            await check(page, `${name} ${width} with a choice`);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
            assert.ok(wide <= 0, `${name}: ${wide} px wider than ${width}`);
        }, { width, locale: width > 500 ? "zh-CN" : "en-GB" });
