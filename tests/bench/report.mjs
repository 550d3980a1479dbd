// SPDX-License-Identifier: GPL-3.0-or-later
// Prints how long the page takes until it is drawn, and the frames while it is moved, best of five.
import { settled, visit } from "../cases/report/lib.mjs";

const opened = [], frames = [], redrawn = [];
for (let i = 0; i < 5; i++)
    await visit("report.html", async (page) => {
        opened.push(Number(await page.getAttribute("html", "data-ready")));
        await page.evaluate(() => { window.times = []; const tick = (t) => { window.times.push(t); requestAnimationFrame(tick); }; requestAnimationFrame(tick); });
        const box = await page.locator("#map canvas").boundingBox(), x = box.x + box.width / 2, y = box.y + box.height / 2;
        await page.mouse.move(x, y);
        await page.mouse.down();
        for (let k = 1; k <= 40; k++) await page.mouse.move(x + 3 * k, y + 2 * k);
        const times = await page.evaluate(() => window.times.splice(0));
        await page.mouse.up();
        const steps = times.slice(1).map((t, k) => t - times[k]).sort((a, b) => a - b);
        frames.push(steps[Math.floor(steps.length * 0.95)]);
        await settled(page);
        redrawn.push(await page.evaluate(() => { const from = performance.now(); window.catchmentPage.map.fit(); return performance.now() - from; }));
    });
const best = (list) => Math.min(...list).toFixed(0);
console.log(`drawn after ${best(opened)} ms; 95 of 100 frames while moving within ${best(frames)} ms; drawn anew in ${best(redrawn)} ms`);
