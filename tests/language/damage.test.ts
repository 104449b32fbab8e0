import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLibrary, readScenario } from "../../src/language/index.ts";
import { prepare } from "../../src/scenario/index.ts";
import { dedent } from "../support/carets.ts";
import { libraryOf, soundFiles } from "../support/files.ts";

// Files get cut, pasted over and mistyped. Whatever comes of it, reading gives diagnostics inside the text, never throws.

const scenario = dedent(`
  scenario: S
  question: Q
  duration: 4 weeks
  person: adult
  arms:
    - {label: a, care: trial, set: {m.tau: 2}}
    - {label: b, like: a, treatment: [{drug: calmol, dose: 5 mg, every: 1 day, until: week 2}]}
    - {label: c, like: b, knockout: {m.push: 0.5}}
  measure: {late: "mean(m.x, week 3, week 4)"}
  plot: [all, {title: T, show: [m.x]}]
`);

const scraps = [
  "",
  ":",
  "- ",
  "[",
  "}",
  "\t",
  "null",
  "&a ",
  "*a",
  "!!x ",
  "<<: ",
  "'",
  "| ",
  "-5",
  "1e999",
  "😀",
  "\0",
  "__proto__: ",
];

interface Cut {
  readonly at: number;
  readonly length: number;
  readonly scrap: string;
}

const cuts = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(25),
    scrap: fc.constantFrom(...scraps),
  }),
  { minLength: 1, maxLength: 3 },
);

const damaged = (text: string, list: readonly Cut[]) =>
  list.reduce((now, { at, length, scrap }) => {
    const start = Math.floor(at * now.length);
    return now.slice(0, start) + scrap + now.slice(start + length);
  }, text);

function checkPlaces(
  diagnostics: readonly { place?: { file: string; start: number; end: number } | undefined }[],
  texts: ReadonlyMap<string, string>,
): void {
  for (const { place } of diagnostics) {
    if (!place) continue;
    expect(place.start).toBeGreaterThanOrEqual(0);
    expect(place.end).toBeGreaterThan(place.start);
    expect(place.end).toBeLessThanOrEqual((texts.get(place.file)?.length ?? 0) + 1);
  }
}

const library = readLibrary(libraryOf(soundFiles)).value!;

describe("damaged files", () => {
  it("`readScenario` and `prepare` give diagnostics for any damage to a scenario", () => {
    fc.assert(
      fc.property(cuts, (list) => {
        const text = damaged(scenario, list);
        const read = readScenario("s.yaml", text);
        if (read.value) prepare(read.value.scenario, library);
        else expect(read.diagnostics.length).toBeGreaterThan(0);
        checkPlaces(read.diagnostics, read.texts);
      }),
      { seed: 17, numRuns: 250 },
    );
  });

  it("`readLibrary` gives diagnostics for any damage to any file", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(soundFiles)), cuts, (file, list) => {
        const files = { ...soundFiles, [file]: damaged(soundFiles[file]!, list) };
        const read = readLibrary(libraryOf(files));
        if (!read.value) expect(read.diagnostics.length).toBeGreaterThan(0);
        checkPlaces(read.diagnostics, read.texts);
        if (!read.value) return;
        const { scenario: asked } = readScenario("s.yaml", scenario).value!;
        prepare(asked, read.value);
      }),
      { seed: 18, numRuns: 250 },
    );
  });
});
