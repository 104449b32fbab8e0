import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { openAs } from "../../src/language/index.ts";
import { readPopulation } from "../../src/language/population.ts";
import { populationSchema } from "../../src/language/population-schema.ts";
import { checkCarets, dedent } from "../support/carets.ts";

function read(text: string) {
  const diagnostics: Diagnostic[] = [];
  const file = openAs("p.yaml", text, populationSchema, "population", diagnostics);
  const population = file && readPopulation(file);
  return { population, diagnostics };
}

const check = (fixture: string) => checkCarets(fixture, (text) => read(text).diagnostics);

const head = "population: p\n      title: P\n      about: A.\n      cohort: {duration: 4 weeks}";

describe("readPopulation", () => {
  it("reads shares, variation, distributions, inclusion criteria and targets", () => {
    const { population, diagnostics } = read(
      dedent(`
      ${head}
      ancestries: {north: 0.25, south: 0.75}
      people:
        COMT: {by_ancestry: {north: {comt-met: 0.5}}, shares: {comt-met: 0.1, comt-val: 0.2}}
      kinetics:
        all: {clearance: {cv: 0.4}}
        drugs: {calmol: {volume: {cv: 0.2}}}
        correlations: [{between: [clearance, volume], r: 0.3}]
      spread: 0.5
      same: [scale]
      parameters:
        m.a: {distribution: {normal: [1, 0.2], within: [0, 2]}}
        m.b: {distribution: {around: 0.3}}
      inclusion: {low: {measure: "at(m.x, week 4)", above: 2}}
      targets:
        some: {share_of: "at(m.x, week 4)", above: 3, is: 0.5, within: 0.1}
        both: {correlation_of: ["at(m.x, week 4)", "at(m.y, week 4)"], is: 0.2, within: 0.1}`),
    );
    expect(diagnostics).toEqual([]);
    expect(population).toMatchObject({
      ancestries: [
        { name: "north", share: 0.25 },
        { name: "south", share: 0.75 },
      ],
      kinetics: [
        { parameter: "clearance", drug: undefined, cv: 0.4 },
        { parameter: "volume", drug: "calmol", cv: 0.2 },
      ],
      correlations: [{ between: ["clearance", "volume"], r: 0.3 }],
      spread: 0.5,
      parameters: [
        { name: "m.a", distribution: { kind: "normal", mean: 1, sd: 0.2, within: [0, 2] } },
        { name: "m.b", distribution: { kind: "around", cv: 0.3 } },
      ],
      cohort: { duration: 28 },
      inclusion: [{ name: "low", low: 2, high: Number.POSITIVE_INFINITY }],
      targets: [
        { name: "some", statistic: "share", above: 3, is: 0.5, within: 0.1 },
        { name: "both", statistic: "correlation", measures: [{ variable: "m.x" }, { variable: "m.y" }] },
      ],
    });
    expect(population!.traits[0]!.byAncestry.map((e) => [e.ancestry, e.shares.length])).toEqual([
      ["north", 1],
      [undefined, 2],
    ]);
  });

  it("reads inclusion criteria of older files, which call them screens", () => {
    const limits = '{measure: "at(m.x, week 4)", between: [1, 2]}';
    const named = (text: string) =>
      read(
        dedent(`
      ${head}
      ${text}`),
      ).population!.inclusion.map(({ name, low, high }) => [name, low, high]);
    expect(named(`screens: {old: ${limits}}`)).toEqual([["old", 1, 2]]);
    expect(named(`screens: {old: ${limits}}\n      inclusion: {new: ${limits}}`)).toEqual([
      ["old", 1, 2],
      ["new", 1, 2],
    ]);
  });

  it("says which shares add up to more than everyone, or to less than every ancestry", () => {
    check(`
      ${head}
      ancestries: {north: 0.5, south: 0.4}
      ^^^^^^^^^^ bad-shares
      people:
        COMT: {shares: {comt-met: 0.7, comt-val: 0.6}}
               ^^^^^^ bad-shares
        BDNF: {by_ancestry: {nroth: {bdnf-met: 0.5}}}
                             ^^^^^ unknown-ancestry`);
  });

  it("says which distribution runs backwards, and which target is none or two", () => {
    check(`
      ${head}
      parameters:
        m.a: {distribution: {uniform: [2, 1]}}
                            ^^^^^^^^^^^^^^^^^ not-rising
      targets:
        none: {is: 1, within: 1}
        ^^^^ one-statistic
        share: {share_of: "at(m.x, week 1)", is: 1, within: 1}
        ^^^^^ cut-off`);
  });

  it("names keys and measures that do not exist", () => {
    const [fault] = check(`
      ${head}
      inclusion: {low: {measure: "att(m.x, week 4)", above: 2}}
                                 ^^^^^^^^^^^^^^^^^^ unknown-measure`);
    expect(fault!.help).toContain('"at"');
    check(`
      ${head}
      peple: {}
      ^^^^^ unknown-key`);
  });
});
