// Builds static/build/: the style sheets, the scripts and the land outlines of the maps.

import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeLand } from "./land.mjs";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const OUT = "static/build";

const styles = ["hub", "admin", "styleguide", "api-docs"].map((name) => `static/css/${name}.css`).filter(existsSync);
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
