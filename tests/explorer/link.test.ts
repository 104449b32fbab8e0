import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openingView } from "../../src/explorer/case.ts";
import { modelOfLink, readLink, writeLink } from "../../src/explorer/link.ts";
import { type ExplorerState, tabs, type Vocabulary } from "../../src/explorer/types.ts";
import { shippedPage } from "../support/page.ts";

const words: Vocabulary = {
  opening: shippedPage().opening,
  people: ["healthy-adult", "depressed-adult", "cyp2c19-poor"],
  care: ["none", "trial"],
  drugs: ["escitalopram", "bupropion"],
  effects: ["vta.serotonin_2c_brake", "amygdala.serotonin_tone"],
  parameters: ["raphe.coupling_time"],
  refusal: (name, value) => (name === "raphe.coupling_time" && value <= 0 ? "above 0" : undefined),
  hypotheses: new Map([["raphe.firing_recovery", ["coupling", "slow_drive"]]]),
  variables: ["affect.blunting", "affect.blunting_drug"],
};

const hashOf = (wire: unknown) => `1.${Buffer.from(JSON.stringify(wire)).toString("base64url")}`;
const problemOf = (hash: string) => {
  const outcome = readLink(hash, words);
  return "problem" in outcome ? outcome.problem : undefined;
};
const soundCase = { p: ["depressed-adult"] };

const number = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((x) => Number(x.toPrecision(6)) + 0);
const course = fc
  .record({
    drug: fc.constantFrom(...words.drugs),
    dose: number(0, 400),
    every: fc.constantFrom(0.5, 1, 2, 7),
    from: fc.integer({ min: 0, max: 60 }),
  })
  .chain((base) =>
    fc
      .record(
        {
          until: fc.integer({ min: base.from + 1, max: 84 }),
          halfFirst: fc.integer({ min: 1, max: 28 }),
          taper: fc.constantFrom(7, 14, 28),
          gap: fc.record({ from: fc.integer({ min: 0, max: 60 }), days: fc.integer({ min: 1, max: 14 }) }),
        },
        { requiredKeys: [] },
      )
      .map((rest) => ({ ...base, ...rest })),
  );
const oneCase = fc.record(
  {
    name: fc
      .string({ minLength: 1, maxLength: 80, unit: "grapheme" })
      .filter((s) => s.length <= 80 && !/\p{Cs}/u.test(s)),
    people: fc.uniqueArray(fc.constantFrom(...words.people), { minLength: 1 }),
    care: fc.constantFrom(...words.care),
    courses: fc.array(course, { maxLength: 4 }),
    gates: fc.dictionary(fc.constantFrom(...words.effects), number(0, 1)),
    hypotheses: fc.dictionary(fc.constant("raphe.firing_recovery"), fc.constant("slow_drive")),
    set: fc.dictionary(fc.constant("raphe.coupling_time"), number(0.1, 100)),
  },
  { requiredKeys: ["people", "care", "courses", "gates", "hypotheses", "set"] },
);
const anyState: fc.Arbitrary<ExplorerState> = fc.record({
  current: oneCase,
  kept: fc.array(oneCase, { maxLength: 3 }),
  duration: fc.integer({ min: 7, max: 730 }),
  logTime: fc.boolean(),
  main: fc.constantFrom(...words.variables),
});

describe("links", () => {
  it("`readLink` gives back what `writeLink` was given", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const outcome = readLink(`#${writeLink(state, shippedPage().opening)}`, words);
        expect(outcome).toEqual({ value: { state, view: openingView } });
      }),
    );
  });

  it("`readLink` gives back how the case is looked at", () => {
    const view = fc.record(
      {
        tab: fc.constantFrom(...tabs),
        cursor: number(0, 7),
        system: fc.constantFrom("affect", "vta", "raphe"),
        chosen: fc.dictionary(fc.constantFrom("plasma", "affect"), fc.constantFrom(...words.variables)),
        showsBand: fc.boolean(),
      },
      { requiredKeys: ["tab", "chosen", "showsBand"] },
    );
    fc.assert(
      fc.property(anyState, view, (state, view) => {
        expect(readLink(writeLink(state, shippedPage().opening, view), words)).toEqual({
          value: { state, view },
        });
      }),
    );
    for (const wrong of [{ t: "teim" }, { x: 85 }, { x: -1 }, { s: { plasma: "affect.bluntin" } }])
      expect(problemOf(hashOf({ c: soundCase, w: wrong })), JSON.stringify(wrong)).toMatch(/does not fit/);
  });

  it("`writeLink` keeps the opening state under 100 characters and five cases under 2 kB", () => {
    const state = shippedPage().opening;
    expect(writeLink(state, shippedPage().opening).length).toBeLessThan(150);
    const busy = {
      ...state.current,
      courses: [
        { drug: "escitalopram", dose: 20, every: 1, from: 0, until: 56, halfFirst: 14, taper: 28 },
        { drug: "bupropion", dose: 300, every: 1, from: 28 },
      ],
      gates: { "vta.serotonin_2c_brake": 0, "amygdala.serotonin_tone": 0.5 },
    };
    expect(
      writeLink({ ...state, current: busy, kept: [busy, busy, busy, busy] }, shippedPage().opening).length,
    ).toBeLessThan(2000);
  });

  it("a link says which model it was made with, and opens to the same state", () => {
    const state = shippedPage().opening;
    const hash = `#${writeLink(state, shippedPage().opening, openingView, "0f8d1234abcd5678")}`;
    expect(modelOfLink(hash)).toBe("0f8d1234abcd5678");
    expect(readLink(hash, words)).toEqual({ value: { state, view: openingView } });
    expect(modelOfLink(`#${writeLink(state, shippedPage().opening)}`)).toBeUndefined();
    for (const broken of ["", "#", "#1.%%", hashOf({ v: 3 })]) expect(modelOfLink(broken)).toBeUndefined();
  });

  it("`readLink` says in words what is wrong with a link that is cut off or not ours", () => {
    const good = writeLink(shippedPage().opening, shippedPage().opening);
    expect(problemOf(good.slice(0, -7))).toMatch(/damaged/);
    expect(problemOf("nonsense")).toMatch(/not made by this page/);
    expect(problemOf(`9${good.slice(1)}`)).toMatch(/another version/);
    expect(problemOf(`1.${"A".repeat(70_000)}`)).toMatch(/longer/);
  });

  it("`readLink` refuses unknown names and says which, with the nearest", () => {
    expect(problemOf(hashOf({ c: { ...soundCase, t: [["escitalopran", 10]] } }))).toMatch(
      /no drug “escitalopran”.*Did you mean “escitalopram”/,
    );
    expect(problemOf(hashOf({ c: { p: ["nobody"] } }))).toMatch(/no person “nobody”/);
    expect(problemOf(hashOf({ c: { ...soundCase, g: { "vta.serotonin_2c_brakes": 0 } } }))).toMatch(/effect/);
  });

  it("`readLink` refuses numbers that make no sense", () => {
    for (const wire of [
      { c: { ...soundCase, t: [["escitalopram", -1]] } },
      { c: { ...soundCase, t: [["escitalopram", 1e99]] } },
      { c: { ...soundCase, t: [["escitalopram", "10"]] } },
      { c: { ...soundCase, t: [["escitalopram", 10, 0]] } },
      { c: { ...soundCase, t: [["escitalopram", 10, 1, 20, 10]] } },
      { c: { ...soundCase, g: { "vta.serotonin_2c_brake": 2 } } },
      { c: soundCase, d: 1e9 },
      { c: { ...soundCase, t: Array(90).fill(["escitalopram", 10]) } },
    ])
      expect(problemOf(hashOf(wire)), JSON.stringify(wire)).toMatch(/does not fit this page/);
  });

  it("`readLink` answers whatever it is given, and leaves prototypes alone", () => {
    const hostile = '{"c":{"p":["depressed-adult"],"s":{"__proto__":{"polluted":1}},"__proto__":{"n":"x"}}}';
    expect(problemOf(`1.${Buffer.from(hostile).toString("base64url")}`)).toBeDefined();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    fc.assert(
      fc.property(fc.jsonValue(), (wire) => {
        const outcome = readLink(hashOf(wire), words);
        expect("value" in outcome || outcome.problem.length > 10).toBe(true);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => readLink(text, words) !== undefined));
  });
});
