import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../files/index.ts";
import { bundleExplorer } from "./bundle.ts";
import { shippedModelModule } from "./shipped-model.ts";

// `npm run build`: dist/ with the JavaScript of src/, its types, and the shipped models as a module.

const dist = join(packageRoot, "dist");
rmSync(dist, { recursive: true, force: true });
const compiler = join(packageRoot, "node_modules", "typescript", "bin", "tsc");
const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
  cwd: packageRoot,
  encoding: "utf8",
});
if (status !== 0) throw new Error(`The types do not hold:\n${stdout}`);
for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  if (!path.endsWith(".d.ts")) continue;
  const file = join(dist, path);
  // Types name files as JavaScript does, for compilers that do not let .ts be imported.
  writeFileSync(file, readFileSync(file, "utf8").replace(/((?:from|import\()\s*"\.[^"]*)\.ts"/g, '$1.js"'));
}
writeFileSync(join(dist, "shipped-model.js"), shippedModelModule());
// The page is bundled here, so that an installed package needs no bundler.
mkdirSync(join(dist, "page"));
for (const [name, text] of await bundleExplorer()) writeFileSync(join(dist, "page", name), text);
const command = join(dist, "cli", "main.js");
writeFileSync(command, `#!/usr/bin/env node\n${readFileSync(command, "utf8")}`);
chmodSync(command, 0o755);
