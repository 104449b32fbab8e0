import { describe, expect, it } from "vitest";
import { type MeasureRequest, override, requestFor, type Scenario } from "../../src/scenario/index.ts";

// What a command line puts on top of a scenario.

const place = { file: "s.yaml", start: 0, end: 0 };
const early = requestFor("at", "m.x", [3], { place });
const late = requestFor("at", "m.x", [12], { place });
const atEnd = requestFor("at", "m.x", [Number.POSITIVE_INFINITY], { place });
const arm = (label: string, parts: object = {}) => ({
  label,
  people: [{ name: label, place }],
  care: `care of ${label}`,
  carePlace: place,
  treatment: [],
  set: [],
  knockouts: [],
  hypotheses: [],
  place,
  ...parts,
});
const scenario = {
  id: "s",
  title: "S",
  duration: 14,
  seed: 5,
  arms: [
    arm("a", {
      set: [
        { name: "m.k", value: 1 },
        { name: "m.l", value: 2 },
      ],
    }),
    arm("b"),
  ],
  measures: [early, late, atEnd],
} as unknown as Scenario;
const none = { set: [], knockouts: [], hypotheses: [] };
const texts = (requests: readonly MeasureRequest[] = []) => requests.map(({ text }) => text);

describe("a scenario with changes on top", () => {
  it("is the same without any", () => {
    expect(override(scenario, none)).toEqual(scenario);
    expect("beyond" in override(scenario, { ...none, duration: 14 })).toBe(false);
  });

  it("has further arms with the person and the care of its first, and nothing else of it", () => {
    const added = { label: "c", treatment: [{ drug: "d", dose: 1 }] as never, place };
    const { arms } = override(scenario, { ...none, treatments: [added] });
    expect(arms.map(({ label }) => label)).toEqual(["a", "b", "c"]);
    expect(arms[2]).toEqual({
      ...added,
      people: scenario.arms[0]!.people,
      care: "care of a",
      carePlace: place,
      set: [],
      knockouts: [],
      hypotheses: [],
    });
    expect(override({ ...scenario, arms: [] }, { ...none, treatments: [added] }).arms[0]).toMatchObject({
      label: "c",
      people: undefined,
      care: undefined,
    });
  });

  it("has its values on top of those of each arm, in place of those of the same name", () => {
    const changes = {
      set: [{ name: "m.k", value: 9 }],
      knockouts: [{ effect: "m.e", by: 1 }],
      hypotheses: [{ name: "m.h", choice: "no" }],
    } as never;
    const { arms } = override(scenario, changes);
    expect(arms[0]!.set.map(({ name, value }) => [name, value])).toEqual([
      ["m.l", 2],
      ["m.k", 9],
    ]);
    expect(arms[1]!.set.map(({ name }) => name)).toEqual(["m.k"]);
    for (const { knockouts, hypotheses } of arms)
      expect([knockouts.map(({ effect }) => effect), hypotheses.map(({ name }) => name)]).toEqual([
        ["m.e"],
        ["m.h"],
      ]);
  });

  it("is of other people, and of another seed, where they are said", () => {
    const people = [{ name: "other", place }] as unknown as NonNullable<Scenario["arms"][number]["people"]>;
    expect(override(scenario, { ...none, people }).arms.map((one) => one.people)).toEqual([people, people]);
    expect(override(scenario, none).seed).toBe(5);
    expect(override(scenario, { ...none, seed: 0 }).seed).toBe(0);
  });

  it("leaves out what it is too short for, and says for how long arms were written", () => {
    const shorter = override(scenario, { ...none, duration: 7 });
    expect([shorter.duration, texts(shorter.measures), texts(shorter.beyond)]).toEqual([
      7,
      [early.text, atEnd.text],
      [late.text],
    ]);
    expect(shorter.arms.map(({ planned }) => planned)).toEqual([14, 14]);
    const longer = override(scenario, { ...none, duration: 28 });
    expect([longer.duration, texts(longer.measures), "beyond" in longer]).toEqual([
      28,
      texts(scenario.measures),
      false,
    ]);
    expect(longer.arms.map(({ planned }) => planned)).toEqual([undefined, undefined]);
  });
});
