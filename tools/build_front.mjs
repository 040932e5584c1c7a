// Bundles the front end into src/guong/web/static/dist (ignored): app.css, app.js, charts.js, icons.svg and the fonts.
// Every file in web/src/css and web/src/js is picked up, in the order of names; web/src/charts/main.js is the charts' own entry.
// Usage: node tools/build_front.mjs
import { build } from "esbuild";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const web = join(root, "src/guong/web");
const source = join(web, "src");
const dist = join(web, "static/dist");
const modules = join(root, "node_modules");

const list = (folder, ending) =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)).sort() : [];

const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]);

// --- styles -------------------------------------------------------------------------------------------------------

// Of Tabler's sheet only the reset of plain elements is used; our theme dresses the rest.
function tablerReset() {
  const css = readFileSync(join(modules, "@tabler/core/dist/css/tabler.css"), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const element = /^(\*|[a-z][a-z0-9]*(\[[^\]]+\])*|\[type=[^\]]+\]|\[hidden\])?(::?[-a-z]+(\([^)]*\))?)*$/;
  const dropped = /^(:root|html|body|svg)/;
  const kept = [];
  for (const match of css.matchAll(/([^{}@;]+)\{([^{}]*)\}/g)) {
    const selectors = match[1].split(",").map((part) => part.trim());
    const plain = selectors.every((part) => part && element.test(part) && !dropped.test(part));
    if (plain && !/^\s*(--|$)/.test(match[2]) && !/^\d|from|to$/.test(selectors[0])) kept.push(`${selectors.join(",")}{${match[2].trim()}}`);
  }
  if (kept.length < 20) throw new Error("Tabler's reset was not found: has its sheet changed?");
  return kept.join("\n");
}

// Our dark colours hold for data-bs-theme=dark; as the device wishes, they hold for data-bs-theme=auto too.
function withAutoTheme(css) {
  const rules = css.match(/\[data-bs-theme=dark\][^{}]*\{[^{}]*\}/g) ?? [];
  const auto = rules.map((rule) => rule.replaceAll("[data-bs-theme=dark]", "[data-bs-theme=auto]")).join("\n");
  return auto ? `${css}\n@media screen and (prefers-color-scheme: dark){\n${auto}\n}` : css;
}

const alphabets = ["vietnamese", "latin", "latin-ext"];
const faces = [
  // 500 is left out: with it the first page weighs 170 kB instead of 136; the browser takes 400 in its place
  ...[400, 600, 700].map((weight) => `@fontsource/be-vietnam-pro/${weight}.css`),
  ...["400", "400-italic", "700"].map((face) => `@fontsource/tinos/${face}.css`),
];

// Only the alphabets that our pages write, each with its range, so that a browser fetches what it needs.
function ownAlphabets(css) {
  const blocks = css.match(/@font-face\s*\{[^}]*\}/g) ?? [];
  const wanted = blocks.filter((block) => {
    const part = block.match(/files\/[a-z-]+?-((?:[a-z]+-ext)|[a-z]+)-\d{3}-/);
    return part && alphabets.includes(part[1]) && block.includes("unicode-range");
  });
  if (wanted.length !== alphabets.length) throw new Error("The fonts' style sheets have changed: an alphabet is missing.");
  // the ranges overlap and the last one wins: Vietnamese last, or a page would fetch the whole extended alphabet for đ and ư
  wanted.sort((a, b) => a.includes("-vietnamese-") - b.includes("-vietnamese-"));
  // every browser that reads our pages reads woff2
  return wanted.join("\n").replace(/,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g, "");
}

const ownStyles = {
  name: "own-styles",
  setup(it) {
    it.onResolve({ filter: /^tabler-reset$/ }, () => ({ path: "tabler-reset", namespace: "made" }));
    it.onLoad({ filter: /.*/, namespace: "made" }, () => ({ contents: tablerReset(), loader: "css" }));
    it.onLoad({ filter: /web\/src\/css\/.*\.css$/ }, ({ path }) => ({
      contents: withAutoTheme(readFileSync(path, "utf8")), loader: "css",
    }));
    it.onLoad({ filter: /@fontsource\/.*\.css$/ }, ({ path }) => ({
      contents: ownAlphabets(readFileSync(path, "utf8")), loader: "css",
    }));
  },
};

// --- icons --------------------------------------------------------------------------------------------------------

function iconNames() {
  const names = new Set();
  const files = walk(web).filter((path) => !path.startsWith(dist) && /\.(html|py)$/.test(path));
  for (const path of files) {
    const pattern = path.endsWith(".html") ? /\{%-?\s*icon\s+["']([a-z0-9-]+)["']/g : /\bicon=["']([a-z0-9-]+)["']/g;
    for (const match of readFileSync(path, "utf8").matchAll(pattern)) names.add(match[1]);
  }
  return [...names].sort();
}

function sprite() {
  const missing = [];
  const symbols = iconNames().map((name) => {
    const path = join(modules, "@tabler/icons/icons/outline", `${name}.svg`);
    if (!existsSync(path)) {
      missing.push(name);
      return "";
    }
    const inner = readFileSync(path, "utf8").replace(/<!--[\s\S]*?-->/g, "").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
    return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s+/g, " ").trim()}</symbol>`;
  });
  if (missing.length) throw new Error(`No such icon in @tabler/icons: ${missing.join(", ")}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">${symbols.join("")}</svg>`;
}

// --- everything ---------------------------------------------------------------------------------------------------

const shared = {
  bundle: true, minify: true, outdir: dist, logLevel: "warning", target: ["es2020", "chrome90", "firefox90", "safari15"],
  legalComments: "none",
};
const entry = (contents, sourcefile, loader) => ({ stdin: { contents, sourcefile, resolveDir: root, loader } });

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const styles = [...faces, "tabler-reset", ...list(join(source, "css"), ".css").map((name) => `./src/guong/web/src/css/${name}`)];
const scripts = list(join(source, "js"), ".js").map((name) => `import "./src/guong/web/src/js/${name}";`);
await build({
  ...shared, ...entry(styles.map((path) => `@import "${path}";`).join("\n"), "app.css", "css"), outdir: undefined,
  outfile: join(dist, "app.css"), plugins: [ownStyles], loader: { ".woff2": "file" }, assetNames: "fonts/[name]",
});
await build({
  ...shared, ...entry(`import "htmx.org";\n${scripts.join("\n")}`, "app.js", "js"), outdir: undefined,
  outfile: join(dist, "app.js"), format: "iife",
});
const charts = join(source, "charts/main.js");
if (existsSync(charts)) {
  await build({ ...shared, entryPoints: [charts], outdir: undefined, outfile: join(dist, "charts.js"), format: "iife" });
}
writeFileSync(join(dist, "icons.svg"), sprite());
