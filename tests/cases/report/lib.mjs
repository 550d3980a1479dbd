// SPDX-License-Identifier: GPL-3.0-or-later
// A browser and a page of a report in it. A message on the console, a fault or a request fails the test.
import { createRequire } from "node:module";
import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const folder = process.argv[2];
const require = createRequire(join(process.env.MODULES, "package.json"));
export const axe = () => readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const json = (name) => JSON.parse(readFileSync(join(folder, name), "utf8") || "[]");

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"];

// Runs `look(page)` with a fresh profile.
export async function visit(name, look, { width = 1440, locale = "zh-CN" } = {}) {
    const { chromium } = require("playwright-core"), profile = mkdtempSync(join(tmpdir(), "catchment-page-"));
    const wrong = [];
    const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM, args: flags,
        viewport: { width, height: 900 }, locale, hasTouch: width < 500 });
    try {
        const page = await context.newPage();
        page.on("console", (m) => wrong.push(`console: ${m.text()}`));
        page.on("pageerror", (e) => wrong.push(`fault: ${e.stack}`));
        page.on("dialog", (d) => { wrong.push(`dialog: ${d.message()}`); d.dismiss(); });
        page.on("request", (r) => { if (!/^(data|blob):/.test(r.url()) && r.url() !== `file://${join(folder, name)}`) wrong.push(`request: ${r.url()}`); });
        await page.goto(`file://${join(folder, name)}`);
        await page.waitForSelector("html[data-ready]");
        await settled(page);
        await look(page);
    } finally {
        await context.close();
        rmSync(profile, { recursive: true, force: true });
    }
    if (wrong.length) throw new Error(wrong.join("\n"));
}

// After what waits for its turn: drawing, and what is typed.
export const settled = (page) => page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 260)));
export const text = (page, selector) => page.locator(selector).innerText();
export async function find(page, words) {
    await page.fill("#search", words);
    await page.waitForSelector("#found button");
    await page.press("#search", "Enter");
    await settled(page);
}
