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
