import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/index.ts";
import { readClaim } from "../../src/language/claim.ts";
import { claimSchema } from "../../src/language/claim-schema.ts";
import { extendLibrary, openAs } from "../../src/language/index.ts";
import { checkCarets, dedent } from "../support/carets.ts";
import { claimOf } from "../support/claims.ts";
import { shippedLibrary } from "../support/shipped.ts";

const head = `claim: c
      row: subset
      says: S.
      contested: no
      duration: 8 weeks
      expect: {above: 0}`;
const claim = (rest: string) => claimOf(dedent(`\n      ${head}\n${rest}`));

const check = (fixture: string) =>
  checkCarets(`\n      ${head}\n${fixture}`, (text) => {
    const diagnostics: Diagnostic[] = [];
    const read = openAs("c.yaml", text, claimSchema, "claim", diagnostics);
    if (read) readClaim(read);
    return diagnostics;
  });

describe("readClaim", () => {
  it("`readClaim` reads a share, a mean and a correlation over people", () => {
    const statistic = (text: string) =>
      claim(`      measure: at(m.x, week 8)
      population: {name: p, size: 50, ${text}}`).population;
    expect(statistic("statistic: share, above: 0.1")).toMatchObject({
      name: "p",
      size: 50,
      statistic: { kind: "share", low: 0.1, high: Number.POSITIVE_INFINITY },
      among: [],
    });
    expect(statistic("statistic: share, between: [1, 2]")!.statistic).toEqual({
      kind: "share",
      low: 1,
      high: 2,
    });
    expect(statistic("statistic: mean")!.statistic).toEqual({ kind: "mean" });
    expect(statistic('statistic: correlation, with: "at(m.y, week 4)"')!.statistic).toMatchObject({
      kind: "correlation",
      with: { variable: "m.y", arguments: [28] },
    });
  });

  it("`readClaim` reads who is asked about, in the arm and in the reference", () => {
    const people = claim(`      measure: difference_to_reference(at(m.x, week 8))
      population: {name: p, size: 50, statistic: mean}
      among: {well: {measure: "at(m.y, week 8)", below: 10}, blunted: {measure: "at(m.z, end)", above: 0.1}}
      reference: {among: {ill: {measure: "at(m.y, week 8)", above: 10}}}`).population!;
    expect(people.among).toMatchObject([
      { name: "well", low: Number.NEGATIVE_INFINITY, high: 10, measure: { variable: "m.y" } },
      { name: "blunted", low: 0.1, high: Number.POSITIVE_INFINITY, measure: { variable: "m.z" } },
    ]);
    expect(people.referenceAmong).toMatchObject([{ name: "ill", low: 10 }]);
  });

  it("`readClaim` wants a statistic, one that it knows, with what it takes", () => {
    check(`      measure: at(m.x, week 8)
      population: {name: p, size: 50, above: 0.1}
      ^^^^^^^^^^ missing-key`);
    const [unknown] = check(`      measure: at(m.x, week 8)
      population: {name: p, size: 50, statistic: men}
                                                 ^^^ not-allowed`);
    expect(unknown!.help).toContain('"mean"');
    check(`      measure: at(m.x, week 8)
      population: {name: p, size: 50, statistic: share}
                                                 ^^^^^ missing-key`);
    check(`      measure: at(m.x, week 8)
      population: {name: p, size: 50, statistic: correlation}
      ^^^^^^^^^^ missing-key`);
    check(`      measure: at(m.x, week 8)
      population: {name: p, size: 50, statistic: mean, above: 0.1}
                                                       ^^^^^ unknown-key`);
    check(`      measure: at(m.x, week 8)
      population: {name: p, size: 5, statistic: mean}
                                  ^ wrong-shape`);
  });

  it("`readClaim` says to which statistic a key belongs, how many people it takes, and that limits rise", () => {
    const [other] = check(`      measure: at(m.x, week 8)
      population: {name: p, size: 50, statistic: mean, with: "at(m.y, week 8)"}
                                                       ^^^^ unknown-key`);
    expect(other!.help).toBe("It belongs to statistic: correlation.");
    const [few] = check(`      measure: at(m.x, week 8)
      population: {name: p, size: 5, statistic: mean}
                                  ^ wrong-shape`);
    expect(few!.message).toBe('"population.size" must be 20 or more, but it is 5.');
    check(`      measure: at(m.x, week 8)
      population: {name: p, size: 50, statistic: share, between: [0.3, 0.1]}
                                                 ^^^^^ falling-limits`);
    expect(() =>
      claimOf(
        `${dedent(`\n      ${head}`).replace("{above: 0}", "{between: [3, 1]}")}\nmeasure: at(m.x, week 8)`,
      ),
    ).toThrow("Nothing lies between 3 and 1");
  });

  it("`readClaim` points at measures that cannot be read and at conditions without limits", () => {
    check(`      measure: at(m.x, week 8)
      population: {name: p, size: 50, statistic: correlation, with: "att(m.y, week 8)"}
                                                                    ^^^^^^^^^^^^^^^^^^ unknown-measure
      among:
        low: {measure: "at(m.y, wek 8)", above: 1}
                       ^^^^^^^^^^^^^^^^ bad-time
        open: {measure: "at(m.y, week 8)"}
        ^^^^ missing-key`);
  });

  it("`readClaim` says that one person is no group to choose from", () => {
    check(`      measure: ratio_to_reference(at(m.x, week 8))
      among: {low: {measure: "at(m.y, week 8)", above: 1}}
      ^^^^^ among-nobody
      reference: {among: {low: {measure: "at(m.y, week 8)", above: 1}}}
                  ^^^^^ among-nobody`);
  });
});

describe("extendLibrary", () => {
  it("`extendLibrary` reports a claim of one's own that cannot be read", () => {
    const text = dedent(`\n      ${head}\n      measure: att(scale.odq, week 8)`);
    const { value, diagnostics } = extendLibrary(shippedLibrary(), new Map([["c.yaml", text]]));
    expect(value).toBeUndefined();
    expect(diagnostics.map((d) => d.code)).toEqual(["unknown-measure"]);
  });
});
