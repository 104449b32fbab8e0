import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

// Draws mutants by a seed, puts them into the sources as switches, and packs all tests and sources into one script.

const { out, instrumenter, root, seed, size, only, inside, hand, tests: asked } = JSON.parse(process.argv[2]);
const { Instrumenter } = await import(pathToFileURL(instrumenter).href);
const silent = new Proxy({}, { get: (_, name) => (String(name).startsWith("is") ? () => false : () => {}) });
const options = { plugins: null, excludedMutations: [], ignorers: [] };
const under = (folder, end) =>
  readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(end) && !path.endsWith(".d.ts"))
    .map((path) => `${folder}/${path}`)
    .sort();
const place = ({ start, end }) => `${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
const keyOf = (m) =>
  `${m.fileName}:${place(m.location)} ${m.mutatorName} ${m.replacement.replace(/\s+/g, " ")}`;
const rankOf = (key) => createHash("sha256").update(`${seed} ${key}`).digest("hex");
const instrument = (files) =>
  new Instrumenter(silent).instrument(
    files.map(([name, mutate]) => ({ name, mutate, content: readFileSync(`${root}/${name}`, "utf8") })),
    options,
  );

const folders = ["scenario", "studies", "pharmacology", "simulation"];
/** A function that is made once, as its file is read, is met by the tests that meet what is inside of it. */
const isInside = (m) => (other) =>
  other !== m &&
  other.fileName === m.fileName &&
  !isBefore(other.location.start, m.location.start) &&
  !isBefore(m.location.end, other.location.end);
const isBefore = (a, b) => a.line < b.line || (a.line === b.line && a.column < b.column);

const { drawn, sources, total } = hand ? byHand() : await byTool();

/** Faults that somebody thought of, each where one expression stands. */
function byHand() {
  const faults = JSON.parse(readFileSync(hand, "utf8"));
  const texts = new Map();
  const put = faults.map(({ file, from, to, what, test }, i) => {
    const text = texts.get(file) ?? readFileSync(`${root}/${file}`, "utf8");
    if (text.split(from).length !== 2) throw new Error(`${file} has "${from}" not once.`);
    texts.set(
      file,
      text.replace(from, () => `(globalThis.faultByHand("${i}") ? (${to}) : (${from}))`),
    );
    return { id: String(i), key: `${file}: ${what}`, file, test };
  });
  return {
    drawn: put,
    sources: new Map([...texts].map(([file, text]) => [`${root}/${file}`, text])),
    total: {},
  };
}

async function byTool() {
  const listed = only && new Set(readFileSync(only, "utf8").split("\n").filter(Boolean));
  const wanted = inside
    ? (key) => new RegExp(inside).test(key.slice(0, key.indexOf(":")))
    : listed && ((key) => listed.has(key));
  const found = [];
  for (const folder of folders) {
    const { mutants } = await instrument(under(`src/${folder}`, ".ts").map((name) => [name, true]));
    const ranked = mutants.map((m) => ({ m, key: keyOf(m) }));
    ranked.sort((a, b) => (rankOf(a.key) < rankOf(b.key) ? -1 : 1));
    found.push([folder, ranked]);
  }
  const all = found.reduce((sum, [, ranked]) => sum + ranked.length, 0);
  const chosen = new Map(
    found
      .flatMap(([, ranked]) =>
        wanted
          ? ranked.filter(({ key }) => wanted(key))
          : ranked.slice(0, Math.round((size * (ranked.length / all + 1 / folders.length)) / 2)),
      )
      .map(({ key, m }) => [key, m]),
  );
  const ranges = new Map();
  for (const m of chosen.values()) ranges.set(m.fileName, [...(ranges.get(m.fileName) ?? []), m.location]);
  const { files, mutants } = await instrument([...ranges].sort());
  const put = mutants
    .map((m) => ({
      id: m.id,
      key: keyOf(m),
      file: m.fileName,
      inside: mutants.filter(isInside(m)).map(({ id }) => id),
    }))
    .filter(({ key }) => chosen.has(key));
  if (put.length !== chosen.size) throw new Error(`${chosen.size} mutants drawn, ${put.length} put in.`);
  return {
    drawn: put,
    sources: new Map(files.map((file) => [`${root}/${file.name}`, file.content])),
    total: Object.fromEntries(found.map(([folder, ranked]) => [folder, ranked.length])),
  };
}

const tests = under("tests", ".test.ts").filter((path) =>
  asked ? new RegExp(asked).test(path) : !/^tests\/(e2e|cli|docs|bench|notebooks|fuzz)\//.test(path),
);
const { shippedModelPlugin } = await import(pathToFileURL(`${root}/src/build/shipped-model.ts`).href);
const graph = new Map();
const importOf = (file) => `import(${JSON.stringify(file)})`;
const bundle = await rolldown({
  input: "\0tests",
  cwd: root,
  platform: "node",
  tsconfig: false,
  transform: { jsx: { runtime: "automatic", importSource: "preact" } },
  treeshake: false,
  checks: {},
  logLevel: "silent",
  external: (id) => !/^[./\0#]|^lull(\/node)?$/.test(id),
  plugins: [
    shippedModelPlugin,
    {
      name: "mutants",
      resolveId: (id) =>
        id === "\0tests"
          ? id
          : id === "lull"
            ? `${root}/src/index.ts`
            : id === "lull/node"
              ? `${root}/src/node.ts`
              : undefined,
      load: (id) =>
        id === "\0tests"
          ? `export default {${[
              ...tests.map((path) => `${JSON.stringify(path)}: () => ${importOf(`${root}/${path}`)}`),
              `sources: () => Promise.all([${[...sources.keys()].map(importOf)}])`,
            ]}}`
          : sources.has(id)
            ? { code: sources.get(id), moduleType: "ts" }
            : undefined,
      transform: (code, id) =>
        code.includes("import.meta")
          ? code
              .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href))
              .replaceAll("import.meta.dirname", JSON.stringify(id.replace(/\/[^/]*$/, "")))
              .replaceAll("import.meta.filename", JSON.stringify(id))
              .replaceAll("import.meta.resolve", "globalThis.resolveOfTests")
              .replaceAll("import.meta.glob", "globalThis.globOfTests")
          : undefined,
      moduleParsed: (info) => void graph.set(info.id, [...info.importedIds, ...info.dynamicallyImportedIds]),
    },
  ],
});
const { output } = await bundle.generate({ format: "esm", codeSplitting: false, comments: false });
if (output.length !== 1) throw new Error("More than one chunk.");
const outside = new Set();
let code = output[0].code.replace(
  /^import\s+(?:([\w$]+)\s*,?\s*)?(?:\*\s+as\s+([\w$]+)|\{([^}]*)\})?\s*(?:from\s*)?"([^"]+)";?$/gm,
  (_, one, all, some, from) => {
    outside.add(from);
    const given = `outside[${JSON.stringify(from)}]`;
    return [
      one && `const ${one} = ${given}.default;`,
      all && `const ${all} = ${given};`,
      some && `const {${some.replaceAll(" as ", ": ")}} = ${given};`,
    ]
      .filter(Boolean)
      .join(" ");
  },
);
code = code.replace(/^export \{\s*([\w$]+) as default\s*\};?$/m, "return $1;");
const reached = (start) => {
  const seen = new Set([start]);
  for (const id of seen) for (const next of graph.get(id) ?? []) seen.add(next);
  return [...seen].filter((id) => sources.has(id)).map((id) => id.slice(root.length + 1));
};
writeFileSync(`${out}/bundle.js`, `(async (outside) => {\n${code}\n})`);
writeFileSync(
  `${out}/plan.json`,
  JSON.stringify({
    total,
    drawn,
    tests: asked,
    outside: [...outside],
    reach: Object.fromEntries(tests.map((t) => [t, reached(`${root}/${t}`)])),
  }),
);
console.log(
  JSON.stringify(total),
  drawn.length,
  "drawn,",
  tests.length,
  "test files,",
  code.length,
  "characters",
);
