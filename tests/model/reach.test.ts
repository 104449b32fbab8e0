import { describe, expect, it } from "vitest";
import { printFormula } from "../../src/expressions/index.ts";
import { neverReached, partFor } from "../../src/model/index.ts";
import { experimentOf } from "../support/shipped.ts";

const { problems } = experimentOf(`
scenario: s
question: q
duration: 1 day
arms:
  - {label: all, treatment: [{drug: bupropion, dose: 150 mg, every: 1 day}, {drug: pindolol, dose: 5 mg, every: 1 day}, {drug: escitalopram, dose: 10 mg, every: 1 day}]}
measure:
  occupancy: "at(sert.occupancy, day 1)"
`);
const { system } = problems[0]!;
const drugs = ["bupropion", "hydroxybupropion", "pindolol", "escitalopram"];
const drugsOf = (names: Iterable<string>) =>
  [...new Set([...names].map((name) => name.split(".")[0]!))].sort();

describe("states that no dose comes to", () => {
  it("are those of other drugs, and not what a drug that is taken becomes", () => {
    const left = (...taken: string[]) => drugsOf(neverReached(system, new Set(taken)));
    // Bupropion holds back the enzyme that clears the two others: that brings them nothing.
    expect(left("bupropion")).toEqual(["escitalopram", "pindolol"]);
    expect(left("pindolol")).toEqual(["bupropion", "escitalopram", "hydroxybupropion"]);
    // Alone it is a drug like others.
    expect(left("hydroxybupropion")).toEqual(["bupropion", "escitalopram", "pindolol"]);
    expect(left()).toEqual([...drugs].sort());
    expect(left("bupropion", "pindolol", "escitalopram")).toEqual([]);
  });

  it("are 0 in all that reads them, and are left out, but for one that is wanted", () => {
    const zero = neverReached(system, new Set(["escitalopram"]));
    const part = partFor(system, new Set(["sert.occupancy", "pindolol.body"]), zero);
    const drugsInPart = drugsOf(part.states.map(({ name }) => name)).filter((name) => drugs.includes(name));
    expect(drugsInPart).toEqual(["escitalopram", "pindolol"]);
    expect(part.states.map(({ name }) => name)).toContain("pindolol.body");
    const formulas = [...part.values.map((v) => v.expression), ...part.states.map((s) => s.rate)].map(
      printFormula,
    );
    expect(
      formulas.filter((text) =>
        /bupropion\.(gut|body|transit|absorbing|peripheral)|pindolol\.gut/.test(text),
      ),
    ).toEqual([]);
    // What reads none of them is the same object, which systems share.
    const same = part.values.filter((value) => system.values.includes(value));
    expect(same.length).toBeGreaterThan(0);
  });
});
