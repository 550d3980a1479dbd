// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the page to audit.pdf, which report.sh reads; the tables that are printed are gone after.
import assert from "node:assert/strict";
import { join } from "node:path";
import { folder, json, visit } from "./lib.mjs";

await visit("audit.html", async (page) => {
    await page.pdf({ path: join(folder, "audit.pdf"), preferCSSPageSize: true, printBackground: true });
    assert.equal(await page.locator("#printed *").count(), 0);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    const rows = await page.locator("#printed section").evaluateAll((all) => all.map((s) => s.querySelectorAll("tbody tr").length));
    assert.ok(rows.includes(json("community.json").length), "the table of communities is printed in full");
});
