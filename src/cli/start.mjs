// `npm run lull`: the command line as one bundle of src/, made anew when anything in src/ has changed, so that a small
// command need not translate and link three hundred files first. Kept in the project's cache folder under a name that
// says what it was made of; where it cannot be made or kept, the sources run as they are.
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import * as modules from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const cli = dirname(fileURLToPath(import.meta.url));
const source = dirname(cli);
const root = dirname(source);
/** Bundles of other states of the sources that are kept: a process that began with one may still read it. */
const mostBundles = 12;

/** A name for the state of the sources: it changes whenever a file is written, moved, added or taken away. */
function stampOfSources() {
  const hash = createHash("sha256").update(process.versions.node);
  const add = (path) => {
    const { size, mtimeMs, ctimeMs, ino } = statSync(path);
    hash.update(`${path}\0${size} ${mtimeMs} ${ctimeMs} ${ino}\0`);
  };
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else add(path);
    }
  };
  visit(source);
  add(join(root, "package.json"));
  add(join(root, "package-lock.json"));
  return hash.digest("hex").slice(0, 32);
}

/** The bundle's folder, made if it is not there; undefined where that cannot be. */
async function bundle() {
  if (process.env.LULL_CACHE === "off" || !existsSync(join(root, "node_modules"))) return undefined;
  const cache = join(process.env.LULL_CACHE || join(root, "node_modules", ".cache", "lull"), "cli");
  const folder = join(cache, stampOfSources());
  if (isWhole(folder)) return folder;
  const temporary = `${folder}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    mkdirSync(temporary, { recursive: true });
    await write(temporary);
    // Another process may have been first; what it made is the same.
    if (existsSync(folder) && !isWhole(folder)) rmSync(folder, { recursive: true, force: true });
    if (!existsSync(folder)) renameSync(temporary, folder);
    tidy(cache);
    return isWhole(folder) ? folder : undefined;
  } catch {
    return undefined;
  } finally {
    if (existsSync(temporary)) rmSync(temporary, { recursive: true, force: true });
  }
}

/** Every file of a bundle has the length that it was written with; the list of them is written last. */
function isWhole(folder) {
  try {
    const files = JSON.parse(readFileSync(join(folder, "files.json"), "utf8"));
    return Object.entries(files).every(([name, size]) => statSync(join(folder, name)).size === size);
  } catch {
    return false;
  }
}

const apart =
  /^(@napi-rs\/canvas|@hpcc-js\/wasm-graphviz|chart\.js|piscina|vite|esbuild|tsx|#shipped-model)($|\/)/;

async function write(folder) {
  const require = modules.createRequire(import.meta.url);
  const { build } = modules.createRequire(require.resolve("tsx"))("esbuild");
  const { writeFileSync } = await import("node:fs");
  await build({
    entryPoints: { main: join(cli, "main.ts"), "pool-worker": join(cli, "pool-worker.ts") },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: "silent",
    tsconfigRaw: "{}",
    banner: {
      js: 'import { createRequire as lullRequire } from "node:module"; const require = lullRequire(import.meta.url); globalThis.lullBundle ??= import.meta.url;',
    },
    plugins: [
      {
        name: "places of sources",
        setup({ onLoad, onResolve }) {
          // Packages that bring more than JavaScript, or are big and seldom wanted, stay where they are installed.
          onResolve({ filter: apart }, ({ path }) => ({
            path: import.meta.resolve(path),
            external: true,
          }));
          // The parser of formulas is a big file that is read when the first formula is.
          onLoad({ filter: /mathjs[\\/]lib[\\/]browser[\\/]math\.js$/ }, ({ path }) => ({
            contents: `let all; const load = () => (all ??= require("node:module").createRequire(${JSON.stringify(path)})(${JSON.stringify(path)}));
              export default { get create() { return load().create; }, get parseDependencies() { return load().parseDependencies; } };`,
            loader: "js",
          }));
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            if (!path.startsWith(source)) return undefined;
            const text = readFileSync(path, "utf8");
            if (!text.includes("import.meta.url")) return undefined;
            const here = JSON.stringify(pathToFileURL(path).href);
            return { contents: text.replaceAll("import.meta.url", here), loader: "ts" };
          });
        },
      },
    ],
  });
  const sizes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size]);
  writeFileSync(join(folder, "files.json"), JSON.stringify(Object.fromEntries(sizes)));
}

function tidy(cache) {
  const others = readdirSync(cache)
    .map((name) => ({ path: join(cache, name), at: statSync(join(cache, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { path, at } of others.slice(mostBundles))
    if (Date.now() - at > 3_600_000) rmSync(path, { recursive: true, force: true });
}

const folder = await bundle();
const built = join(root, "dist", "cli", "main.js");
if (folder) {
  // From Node 22 on, what the engine makes of the bundle is kept as well.
  modules.enableCompileCache?.(join(folder, "code"));
  await import(pathToFileURL(join(folder, "main.js")).href);
} else if (hasTsx()) {
  const { register } = await import("tsx/esm/api");
  register();
  await import("./main.ts");
} else if (existsSync(built)) await import(pathToFileURL(built).href);
else {
  process.stderr.write(
    "A checkout runs from its TypeScript sources, which takes tsx, a tool for development that is not installed.\nInstall with npm ci, without --omit=dev. Or build once with npm run build: what that makes needs no tools.\n",
  );
  process.exitCode = 1;
}

function hasTsx() {
  try {
    import.meta.resolve("tsx/esm/api");
    return true;
  } catch {
    return false;
  }
}
