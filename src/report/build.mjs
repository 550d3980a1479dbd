// SPDX-License-Identifier: GPL-3.0-or-later
// node build.mjs SOURCE MODULES OUT: one HTML file of index.html, page.css and main.mjs with all that
// it imports, made small by the esbuild installed in MODULES.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [source, modules, out] = process.argv.slice(2);
const esbuild = createRequire(resolve(modules, "package.json"))("esbuild");

function bundle(name, more) {
    const made = esbuild.buildSync({
        entryPoints: [join(source, name)], bundle: true, minify: true, write: false, charset: "utf8",
        target: "es2020", legalComments: "none", ...more,
    });
    return made.outputFiles[0].text.trim();
}

// A function as replacement: "$&" in the text means nothing then.
const put = (html, mark, text) => {
    if (html.split(mark).length !== 2) throw new Error(`index.html has not one ${mark}`);
    return html.replace(mark, () => text);
};

const script = bundle("main.mjs", { format: "iife" });
if (/<\/script/i.test(script)) throw new Error("the script would end early");
let html = readFileSync(join(source, "index.html"), "utf8");
html = put(html, "/*style*/", bundle("page.css"));
html = put(html, "/*script*/", script);
if (/https?:\/\/(?!www\.w3\.org\/)/.test(html)) throw new Error("the page names an address");
writeFileSync(out, html);
