import { describe, expect, it } from "vitest";
import { populationSampler, prepareArms, samplePerson } from "../../src/runs/index.ts";
import type { Population } from "../../src/scenario/index.ts";
import { shippedLibrary } from "../support/shipped.ts";

const library = shippedLibrary();
const shipped = library.populations.get("depressed-adults")!;

function samplerOf(population: Population) {
  const { arm, duration } = population.cohort;
  const { systems } = prepareArms([{ arm, duration, requests: [] }], library);
  return populationSampler(population, library, systems);
}

const sampler = samplerOf(shipped).value!;
const size = 2000;
const subjects = Array.from({ length: size }, (_, i) => samplePerson(sampler, 1, i));
const share = (name: string) => subjects.filter((s) => s.people.includes(name)).length / size;
const logs = (name: string) => subjects.map((s) => Math.log(s.parameters.get(name)!));
const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
const covariance = (xs: readonly number[], ys: readonly number[]) =>
  mean(xs.map((x, i) => (x - mean(xs)) * (ys[i]! - mean(ys))));

describe("samplePerson", () => {
  it("gives the same subject in any order and alone", () => {
    const alone = samplerOf(shipped).value!;
    for (const i of [1999, 3, 700]) expect(samplePerson(alone, 1, i)).toEqual(subjects[i]);
    expect(samplePerson(sampler, 2, 3)).not.toEqual(subjects[3]);
  });

  it("draws people as often as the shares say, within sampling error", () => {
    const european = shipped.traits.flatMap((trait) => {
      const shares = trait.byAncestry.find((e) => e.ancestry !== "east-asian")!.shares;
      return shares.map(({ person, share }) => [person, share] as const);
    });
    expect(european.length).toBeGreaterThan(12);
    for (const [person, p] of european) {
      // Four standard errors: one false alarm in about a thousand runs of this loop, and the seed is fixed.
      const error = 4 * Math.sqrt((p * (1 - p)) / size);
      expect(Math.abs(share(person) - p), person).toBeLessThanOrEqual(error);
    }
  });

  it("gives nobody two cases of one trait", () => {
    const traits = subjects.map((s) => s.people.map((name) => library.people.get(name)!.trait));
    expect(traits.filter((list) => new Set(list).size < list.length)).toEqual([]);
  });

  it("draws traits of a gene independently of each other", () => {
    const both = subjects.filter((s) => s.people.includes("comt-met") && s.people.includes("bdnf-met"));
    const p = 0.25 * 0.34;
    expect(Math.abs(both.length / size - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / size));
  });

  it("draws kinetics log-normally about the drug's own values, with the correlation asked for", () => {
    const clearance = logs("escitalopram.clearance");
    const volume = logs("escitalopram.volume");
    const nominal = Math.log(sampler.parameters.get("escitalopram.clearance")!.value);
    const spread = Math.sqrt(Math.log(1 + 0.4 ** 2));
    expect(Math.abs(mean(clearance) - nominal)).toBeLessThan((4 * spread) / Math.sqrt(size));
    expect(Math.sqrt(covariance(clearance, clearance)) / spread).toBeCloseTo(1, 1);
    const r =
      covariance(clearance, volume) /
      Math.sqrt(covariance(clearance, clearance) * covariance(volume, volume));
    expect(Math.abs(r - 0.4)).toBeLessThan((4 * (1 - 0.4 ** 2)) / Math.sqrt(size));
  });

  it("lets people set and scale what was drawn", () => {
    for (const { people, parameters } of subjects.slice(0, 500)) {
      const activity = parameters.get("enzyme.cyp2c19")!;
      if (people.includes("cyp2c19-poor")) expect(activity).toBe(0);
      else if (people.includes("cyp2c19-intermediate")) expect(activity).toBeLessThan(0.6);
      else expect(activity).toBeGreaterThan(people.includes("older-adult") ? 0.5 : 0.8);
    }
  });

  it("prefers the population's own distribution to what the depressed adult sets", () => {
    const illness = subjects.map((s) => s.parameters.get("depression.illness")!);
    expect(mean(illness)).toBeCloseTo(1, 1);
    expect(Math.sqrt(covariance(illness, illness))).toBeCloseTo(0.17, 1);
    expect(Math.min(...illness)).toBeGreaterThanOrEqual(0.6);
  });

  it("keeps what is the same in everyone unless told how it differs, and stays inside half of each declared range", () => {
    // All scales are the same but for how somebody fills in the form, and by how much a rating errs.
    const drawn = [...subjects[0]!.parameters.keys()].filter((name) => name.startsWith("scale."));
    expect(new Set(drawn)).toEqual(
      new Set(["scale.odq_style", "scale.madrs_error", "scale.hdrs_error", "scale.odq_error"]),
    );
    const { range, value } = sampler.parameters.get("vta.brake_half")!;
    for (const { parameters } of subjects) {
      const x = parameters.get("vta.brake_half")!;
      expect(x).toBeGreaterThanOrEqual(value - (value - range[0]) / 2);
      expect(x).toBeLessThanOrEqual(value + (range[1] - value) / 2);
    }
  });

  it("takes genotypes from the subject's ancestry", () => {
    const mixed = samplerOf({
      ...shipped,
      ancestries: [
        { name: "european", share: 0.5 },
        { name: "east-asian", share: 0.5 },
      ],
    }).value!;
    const people = Array.from({ length: 1000 }, (_, i) => samplePerson(mixed, 1, i));
    const short = (ancestry: string) => {
      const of = people.filter((s) => s.ancestry === ancestry);
      return of.filter((s) => s.people.includes("slc6a4-short")).length / of.length;
    };
    expect(Math.abs(short("european") - 0.19)).toBeLessThan(0.08);
    expect(Math.abs(short("east-asian") - 0.56)).toBeLessThan(0.1);
  });
});

describe("populationSampler", () => {
  const codes = (change: Partial<Population>) =>
    samplerOf({ ...shipped, ...change }).diagnostics.map((d) => d.code);
  const place = shipped.place;

  it("names people, drugs and parameters that do not exist", () => {
    expect(
      codes({
        traits: [
          {
            name: "illness",
            byAncestry: [{ shares: [{ person: "depresed-adult", share: 1, place }], place }],
            sources: [],
            place,
          },
        ],
        kinetics: [{ parameter: "clearance", drug: "escitalopran", cv: 0.3, sources: [], place }],
        parameters: [{ name: "depression.ilness", distribution: { kind: "fixed", value: 1 }, place }],
        same: [{ name: "scales", place }],
      }),
    ).toEqual(["unknown-person", "unknown-drug", "unknown-parameter", "unknown-parameter"]);
  });

  it("refuses a person under another trait, and correlations that contradict each other", () => {
    expect(
      codes({
        traits: [
          {
            name: "COMT",
            byAncestry: [{ shares: [{ person: "bdnf-met", share: 0.3, place }], place }],
            sources: [],
            place,
          },
        ],
        correlations: [
          { between: ["clearance", "volume"], r: 0.95, place },
          { between: ["clearance", "absorption"], r: 0.95, place },
          { between: ["volume", "absorption"], r: -0.95, place },
        ],
      }),
    ).toEqual(["other-trait", "impossible-correlations"]);
  });
});
