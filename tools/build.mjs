// Builds static/build/: the style sheets, the scripts, the land outlines of the maps, and the fonts of share cards.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeLand } from "./land.mjs";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const OUT = "static/build";

const styles = ["hub", "admin", "styleguide", "api-docs", "desk-marks"].map((name) => `static/css/${name}.css`).filter(existsSync);
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

// Share cards are drawn by the server (records/pages/share_cards.py). Each font file has some letters; the first range that
// contains a letter counts, so that Latin letters come from the font of the pages.
function writeCardFonts(out) {
  mkdirSync(out);
  const ranges = [];
  const fonts = [
    ["source-serif-4", /-(latin|latin-ext)-wght-normal/],
    ["noto-serif-sc", /-wght-normal/],
  ];
  for (const [family, wanted] of fonts) {
    const folder = `node_modules/@fontsource-variable/${family}`;
    const rules = readFileSync(`${folder}/wght.css`, "utf8").split("@font-face").slice(1);
    for (const rule of rules) {
      const name = rule.match(/files\/([^)]+)\)/)[1];
      if (!wanted.test(name)) continue;
      copyFileSync(`${folder}/files/${name}`, join(out, name));
      for (const [, first, last] of rule.match(/unicode-range:([^;]+)/)[1].matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)) {
        ranges.push([parseInt(first, 16), parseInt(last ?? first, 16), name]);
      }
    }
  }
  writeFileSync(join(out, "ranges.json"), JSON.stringify(ranges));
}

writeCardFonts(join(OUT, "cards"));
