// Builds static/build/: the style sheets, the scripts, the land outlines of the maps; and var/fonts/.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import woff2 from "wawoff2";
import { writeLand } from "./land.mjs";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const OUT = "static/build";

const styles = ["hub", "briefing", "admin", "api-docs", "desk-marks"].map((name) => `static/css/${name}.css`).filter(existsSync);
const scripts = existsSync("static/js")
  ? readdirSync("static/js").filter((name) => name.endsWith(".js")).map((name) => `static/js/${name}`)
  : [];

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });

await build({
  entryPoints: [...styles, ...scripts].map((path) => ({ in: path, out: basename(path).replace(/\.\w+$/, "") })),
  outdir: OUT,
  bundle: true,
  minify: true,
  // Plain scripts, loaded with `defer`: nothing of one leaks into the page or into another.
  format: "iife",
  target: ["es2020", "chrome109", "firefox115", "safari15.6"],
  // Fonts keep their names, so that a page can ask for one early; collectstatic makes names that change.
  loader: { ".woff2": "file", ".svg": "file" },
  assetNames: "fonts/[name]",
  external: ["/static/*"],
  legalComments: "none",
  logLevel: "warning",
});
writeLand("static/map/views.json", OUT);

// Pictures that the server draws (records/drawings/) need TTF files. Each has some letters; of a family, the first range that
// contains a letter counts. They aren't for browsers, and so no static files.
async function writeFonts(out) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const families = [
    ["sans", "source-sans-3", /-wght-normal/],
    ["serif", "source-serif-4", /-wght-normal/],
    ["zh-hans", "noto-sans-sc", /-\d+-wght-normal/],
    ["zh-hant", "noto-sans-hk", /-\d+-wght-normal/],
  ];
  const ranges = {};
  for (const [key, family, wanted] of families) {
    ranges[key] = [];
    const folder = `node_modules/@fontsource-variable/${family}`;
    const rules = readFileSync(`${folder}/wght.css`, "utf8").split("@font-face").slice(1);
    // The last rule is that of Latin letters.
    for (const rule of rules.reverse()) {
      const source = rule.match(/files\/([^)]+)\)/)[1];
      if (!wanted.test(source)) continue;
      const name = source.replace("woff2", "ttf");
      const font = await woff2.decompress(readFileSync(`${folder}/files/${source}`));
      writeFileSync(join(out, name), dropLigatures(Buffer.from(font)));
      for (const [, first, last] of rule.match(/unicode-range:([^;]+)/)[1].matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)) {
        ranges[key].push([parseInt(first, 16), parseInt(last ?? first, 16), name]);
      }
    }
  }
  writeFileSync(join(out, "ranges.json"), JSON.stringify(ranges));
}

// Empties the lists of the table GSUB. The renderer looks for a missing letter in other fonts only while each of them makes
// as many glyphs of a text: not if one has a ligature.
function dropLigatures(font) {
  const records = Array.from({ length: font.readUInt16BE(4) }, (_, number) => 12 + 16 * number);
  const found = records.find((place) => font.toString("latin1", place, place + 4) === "GSUB");
  if (found) font.fill(0, font.readUInt32BE(found + 8) + 4, font.readUInt32BE(found + 8) + 10);
  return font;
}

await writeFonts("var/fonts");
