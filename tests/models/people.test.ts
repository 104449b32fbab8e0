import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { measuresOf, runText } from "../support/measures.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const { people, model, drugs } = shippedLibrary();

/** A year without drug and care. */
function year(names: readonly string[]) {
  const experiment = experimentOf(`
scenario: Year
question: q
duration: 365 days
person: [${names.join(", ")}]
arms: [{label: alone}]`);
  const problem = experiment.problems[0]!;
  return simulate(problem, compile(problem.system), { sampleEvery: 73 });
}

function expectToStay(names: readonly string[]) {
  const { status, columns, baseline } = year(names);
  expect(status).toMatchObject({ kind: "success" });
  const moved = [...columns.values()].filter(({ values }) =>
    values.some((v) => Math.abs(v - values[0]!) > 1e-5 * Math.max(1, Math.abs(values[0]!))),
  );
  expect(moved.map((c) => c.name)).toEqual([]);
  return baseline;
}

const combinations = [
  ["depressed-adult", "cyp2c19-poor", "slc6a4-short"],
  ["older-adult", "depressed-adult", "smoker", "cyp2d6-ultrarapid", "htr1a-gg", "comt-val"],
  ["htr2a-gg", "htr2c-ser23", "drd2-a1", "comt-met", "bdnf-met", "slc6a4-long", "depressed-adult"],
];

describe("shipped people", () => {
  it.each(combinations.map((names) => [names.join(" + "), names] as const))(
    "%s stays where it is for a year",
    (_, names) => {
      expectToStay(names);
    },
  );

  it("each but the average person says of every number how well it is known", () => {
    for (const person of people.values()) {
      for (const number of [...person.set, ...person.scale]) {
        expect(number.tier, `${person.name} ${number.name}`).toBeDefined();
        expect(number.range, `${person.name} ${number.name}`).toBeDefined();
      }
      if (person.name !== model.person) expect(person.set.length + person.scale.length).toBeGreaterThan(0);
    }
  });

  it("each sets parameters that the model or a drug has", () => {
    const known = new Set(model.modules.flatMap((m) => m.parameters.map((p) => `${m.name}.${p.name}`)));
    for (const drug of drugs.values())
      for (const parameter of Object.keys(drug.kinetics)) known.add(`${drug.name}.${parameter}`);
    const unknown = [...people.values()].flatMap((p) =>
      [...p.set, ...p.scale].filter((n) => !known.has(n.name)).map((n) => `${p.name}: ${n.name}`),
    );
    expect(unknown).toEqual([]);
  });

  it("genotypes shift feeling by little, as no single gene does more", () => {
    const genotypes = [...people.values()].filter((p) => p.group === "genotype").map((p) => p.name);
    const result = measuresOf(
      runText(`
scenario: Genes
question: q
duration: 12 weeks
care: trial
arms:
${["none", ...genotypes]
  .map(
    (name) =>
      `  - {label: ${name}, person: [depressed-adult${name === "none" ? "" : `, ${name}`}], treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}`,
  )
  .join("\n")}
measure:
  blunting: at(affect.blunting, week 12)
  madrs: at(scale.madrs, week 12)`),
    );
    for (const name of genotypes) {
      expect(Math.abs(result[name]!.blunting! - result.none!.blunting!)).toBeLessThan(0.05);
      expect(Math.abs(result[name]!.madrs! - result.none!.madrs!)).toBeLessThan(1.5);
    }
    // ... but not by nothing: each of them reaches some output.
    const unmoved = genotypes.filter(
      (name) =>
        Math.abs(result[name]!.blunting! - result.none!.blunting!) < 1e-6 &&
        Math.abs(result[name]!.madrs! - result.none!.madrs!) < 1e-6,
    );
    expect(unmoved).toEqual([]);
  });

  it("CYP2C19 phenotypes reach the escitalopram exposure that was measured", () => {
    // Ratios to normal metabolisers of Jukic 2018; the older adult of the label.
    const measured = {
      "cyp2c19-poor": 3.3,
      "cyp2c19-intermediate": 1.6,
      "cyp2c19-rapid": 0.9,
      "cyp2c19-ultrarapid": 0.8,
      "older-adult": 1.5,
    };
    const result = measuresOf(
      runText(`
scenario: Exposure
question: q
duration: 8 weeks
arms:
${["healthy-adult", ...Object.keys(measured)]
  .map(
    (name) =>
      `  - {label: ${name}, person: ${name}, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}`,
  )
  .join("\n")}
measure: {plasma: "mean(plasma.escitalopram, week 7, week 8)"}`),
    );
    for (const [name, ratio] of Object.entries(measured)) {
      const found = result[name]!.plasma! / result["healthy-adult"]!.plasma!;
      expect(found / ratio, name).toBeGreaterThan(0.8);
      expect(found / ratio, name).toBeLessThan(1.2);
    }
  });
});
