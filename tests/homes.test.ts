import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

// What every study, table and message needs has one home; a second one would begin to differ.

/** Names of what is defined nowhere but in a room, as its index gives it on or as somebody would write it anew. */
const homes: Readonly<Record<string, RegExp>> = {
  "src/text/":
    /^(wrap(ped|Text|Lines)?|quoted?|list(And|Or)|either|percent(age|Text)?|signed(Text)?|rounded|stem|counted)$/,
  "src/statistics/":
    /^(mean|average|median|quantiles?|percentile|covariance|variance|standardDeviation|stdev|cholesky|triangular|erf)$/,
  "src/random/": /^(uniform|keyOf|shuffled?|randomOf)$/,
};

const definition =
  /\b(?:function\s*\*?\s*(\w+)\s*[<(]|const\s+(\w+)\s*(?::[^=]*)?=\s*(?:async\s*)?(?:\(|\w+\s*=>))/g;

/** Other things by the same names: numbers of WebAssembly, percent to two digits in lessons. */
const others = /^src\/compile\/wasm\/|^notebooks\/cells\/dom\.ts/;

/** Definitions that stand outside of their home, as `file:line: name belongs into room`. */
function strays(sources: ReadonlyMap<string, string>): string[] {
  return [...sources].flatMap(([path, text]) =>
    [...text.matchAll(definition)].flatMap((match) => {
      const name = match[1] ?? match[2]!;
      const home = Object.entries(homes).find(([room, names]) => names.test(name) && !path.startsWith(room));
      const line = text.slice(0, match.index).split("\n").length;
      return home ? [`${path}:${line}: ${name} belongs into ${home[0]}`] : [];
    }),
  );
}

const root = new URL("../", import.meta.url);

function sourcesOf(folder: string): [string, string][] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .map((path) => folder + path.replaceAll("\\", "/"))
    .filter((path) => /\.tsx?$/.test(path) && !/node_modules|\.d\.ts$/.test(path))
    .map((path) => [path, readFileSync(new URL(path, root), "utf8")]);
}

/** Types, interfaces and classes at the top of a file. */
const typeDeclaration = /^(?:export )?(?:abstract )?(?:type|interface|class|enum) (\w+)/gm;

/** Names of types that stand in more than one file, as `Name: files`. */
function typesDeclaredTwice(sources: readonly (readonly [path: string, text: string])[]): string[] {
  const files = new Map<string, string[]>();
  for (const [path, text] of sources)
    for (const [, name] of text.matchAll(typeDeclaration))
      files.set(name!, [...(files.get(name!) ?? []), path]);
  return [...files].flatMap(([name, paths]) => (paths.length > 1 ? [`${name}: ${paths.join(", ")}`] : []));
}

/** Words that were this project's own, and what the field or plain English says instead. */
const ownWords: Readonly<Record<string, string>> = {
  "wish|wishes|wished": "target",
  "world|worlds": "combination (of hypotheses)",
  "screens|screened": "inclusion criteria",
  "decider|deciders": "value of information",
  "duel|duels": "pairwise comparison",
  accounts: "hypotheses, or choices of one",
  "desk|passages": "lookup, conversions",
};

/** Where such a word stands, alone or inside a name, as `file:line: word; say ...`. */
function ownWordsIn([path, text]: readonly [path: string, text: string]): string[] {
  return text.split("\n").flatMap((line, i) =>
    Object.entries(ownWords).flatMap(([words, instead]) => {
      const spaced = line.replace(/([a-z])(?=[A-Z])|_/g, "$1 ");
      const found = new RegExp(`\\b(?:${words})\\b`, "i").exec(spaced);
      return found ? [`${path}:${i + 1}: ${found[0]}; say ${instead}`] : [];
    }),
  );
}

describe("one home each", () => {
  it("nothing writes wrapping, lists, quoting, percent, means or draws anew", () => {
    const sources = new Map(
      ["src/", "notebooks/", "bench/"].flatMap(sourcesOf).filter(([path]) => !others.test(path)),
    );
    expect(sources.size).toBeGreaterThan(300);
    expect(strays(sources)).toEqual([]);
  });

  it("only `didYouMean` asks what was meant, so that names are quoted and joined alike", () => {
    const asking = sourcesOf("src/").filter(([, text]) => text.includes("Did you mean"));
    expect(asking.map(([path]) => path)).toEqual(["src/diagnostics/nearest.ts"]);
  });

  it("a type's name has one meaning: it is declared in one file", () => {
    const sources = sourcesOf("src/");
    expect(sources.length).toBeGreaterThan(300);
    expect(typesDeclaredTwice(sources)).toEqual([]);
  });

  it("`typesDeclaredTwice` sees types, interfaces and classes, exported or not, but none inside of functions", () => {
    expect(
      typesDeclaredTwice([
        ["a.ts", "export interface Row {}\ntype Cell = 1;\nexport abstract class Draft {}\n"],
        ["b.ts", "type Row = 1;\nconst Cell = 1;\nfunction f() {\n  type Draft = 1;\n}\n"],
        ["c.ts", "class Draft {}\nimport type { Row } from './b.ts';\n"],
      ]),
    ).toEqual(["Row: a.ts, b.ts", "Draft: a.ts, c.ts"]);
  });

  it("words of the field stand where this project had its own", () => {
    // Population files of before are read under their old key.
    const allowed = /^src\/language\/population(-schema)?\.ts:\d+: screens;/;
    expect(
      sourcesOf("src/")
        .flatMap(ownWordsIn)
        .filter((found) => !allowed.test(found)),
    ).toEqual([]);
  });

  it("a place is a stretch of a file, and never an index", () => {
    const indices = /\bplaces?\??: (?:readonly )?(?:number|Int32Array)/;
    expect(sourcesOf("src/").flatMap(([path, text]) => (indices.test(text) ? [path] : []))).toEqual([]);
  });

  it("`ownWordsIn` sees words alone and inside of names, but not inside of other words", () => {
    expect(
      ownWordsIn(["a.ts", "const worldsOf = 1;\n// A wish.\nconst residuals = worldly;\nDeciderQuestion\n"]),
    ).toEqual([
      "a.ts:1: worlds; say combination (of hypotheses)",
      "a.ts:2: wish; say target",
      "a.ts:4: Decider; say value of information",
    ]);
  });

  it("`strays` sees functions and arrows, but no calls, and nothing at home", () => {
    const found = strays(
      new Map([
        ["src/a/b.ts", "const quoted = (s: string) => s;\nconst x = quoted(y);\nfunction mean(values) {}\n"],
        ["src/a/c.ts", "const percent = async share => share;\nconst median = median3;\n"],
        ["src/text/lists.ts", "export const quoted = (s: string): string => s;\n"],
      ]),
    );
    expect(found).toEqual([
      "src/a/b.ts:1: quoted belongs into src/text/",
      "src/a/b.ts:3: mean belongs into src/statistics/",
      "src/a/c.ts:1: percent belongs into src/text/",
    ]);
  });
});
