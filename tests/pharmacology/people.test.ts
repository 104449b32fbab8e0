import { describe, expect, it } from "vitest";
import { applyPeople, combinePeople, type Person } from "../../src/pharmacology/index.ts";
import type { PeopleTarget } from "../../src/pharmacology/people.ts";
import { populationSampler, prepareArms, samplePerson } from "../../src/runs/index.ts";
import { prepare, type Scenario } from "../../src/scenario/index.ts";
import { systemOf } from "../support/modules.ts";
import { experimentOf, shippedLibrary } from "../support/shipped.ts";

const place = { file: "p.yaml", start: 0, end: 1 };
const numbers = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value, sources: [], place }));

function person(
  name: string,
  parts: { set?: Record<string, number>; scale?: Record<string, number> },
): Person {
  const { set = {}, scale = {} } = parts;
  const about = { title: name, about: name, place, group: "other", trait: undefined, sources: [] } as const;
  return { name, ...about, set: numbers(set), scale: numbers(scale) };
}

const combined = (...people: Person[]) => combinePeople(people.map((one) => ({ person: one, place })));

const [tau] = systemOf(`
  module: m
  title: M
  about: M.
  parameters:
    tau: {value: 48, unit: hour, range: [1, 99], tier: assumed, about: T.}
  states:
    x: {unit: 1, initial: 1, rate: "(1 - x) / tau", about: X.}`).parameters;

const targetOf = (values: Map<string, number>): PeopleTarget => ({
  values,
  parameterOf: ({ name }) => (name === "m.tau" ? tau : undefined),
  put: ({ name }, value) => values.set(name, value),
});

function tauOf(before: number | undefined, ...people: Person[]): number | undefined {
  const values = new Map(before === undefined ? [] : [["m.tau", before]]);
  applyPeople(combined(...people), targetOf(values));
  return values.get("m.tau");
}

describe("applyPeople", () => {
  const sets = person("sets", { set: { "m.tau": 24 } });
  const halves = person("halves", { scale: { "m.tau": 0.5 } });
  const trebles = person("trebles", { scale: { "m.tau": 3 } });

  it("turns what is set into canonical units, and scales the nominal value where nothing is set", () => {
    expect(tauOf(undefined, sets)).toBe(1);
    expect(tauOf(undefined, halves)).toBe(1);
    expect(tauOf(7, halves)).toBe(3.5);
    expect(tauOf(7, sets)).toBe(1);
  });

  it("scales what another person set, whichever comes first", () => {
    expect(tauOf(undefined, sets, halves)).toBe(0.5);
    expect(tauOf(undefined, halves, sets)).toBe(0.5);
  });

  it("multiplies the factors of two people", () => {
    expect(tauOf(undefined, halves, trebles)).toBe(3);
    expect(tauOf(undefined, sets, halves, trebles)).toBe(1.5);
  });

  it("leaves out what is about no parameter of the system", () => {
    const values = new Map<string, number>();
    applyPeople(combined(person("p", { set: { "drug.x": 1 }, scale: { "drug.y": 2 } })), targetOf(values));
    expect(values.size).toBe(0);
  });
});

describe("two people combined in the shipped model", () => {
  const library = shippedLibrary();
  const { scenario } = experimentOf(`
scenario: Two
question: q
duration: 1 week
arms: [{label: alone}]`);
  const cast = {
    ...library,
    people: new Map([
      ...library.people,
      ["slow", person("slow", { set: { "raphe.coupling_time": 10 }, scale: { "enzyme.cyp2c19": 0.5 } })],
      ["half", person("half", { scale: { "raphe.coupling_time": 0.5, "enzyme.cyp2c19": 0.5 } })],
    ]),
  };
  const names = ["half", "slow"];
  const both: Scenario = {
    ...scenario,
    arms: scenario.arms.map((arm) => ({ ...arm, people: names.map((name) => ({ name, place })) })),
  };

  it("an arm has the number that one sets and the other scales", () => {
    const problem = prepare(both, cast).value!.problems[0]!;
    expect(problem.before.get("raphe.coupling_time")).toBe(5);
    expect(problem.before.get("enzyme.cyp2c19")).toBe(0.25);
    expect(problem.during.get("raphe.coupling_time")).toBe(5);
  });

  it("a subject of a population has it too, but for what the population itself says", () => {
    const shipped = library.populations.get("depressed-adults")!;
    const shares = names.map((name) => ({ person: name, share: 1, place }));
    const traits = shares.map((one) => ({
      name: one.person,
      byAncestry: [{ ancestry: undefined, shares: [one], place }],
      sources: [],
      place,
    }));
    const population = { ...shipped, ancestries: [], parameters: [], kinetics: [], spread: 0, traits };
    const { systems } = prepareArms([{ arm: both.arms[0]!, duration: 7, requests: [] }], cast);
    const sampler = populationSampler(population, cast, systems).value!;
    const { parameters } = samplePerson(sampler, 1, 0);
    expect(parameters.get("raphe.coupling_time")).toBe(5);
    expect(parameters.get("enzyme.cyp2c19")).toBe(0.25);
  });
});
