import { describe, expect, it } from "vitest";
import { readScenario } from "../../../src/language/index.ts";
import type { RegimenEntry } from "../../../src/pharmacology/index.ts";
import { type Cast, withOwn } from "../../../src/scenario/index.ts";
import { roundOf } from "../../../src/simulation/rounds.ts";
import type { SteadyResult } from "../../../src/studies/index.ts";
import { type SteadyOptions, steady } from "../../../src/studies/steady/plan.ts";
import { tellSteady } from "../../../src/studies/steady/tell.ts";
import { keptUp } from "../../../src/studies/steady/upkeep.ts";
import { htmlText, jsonText, terminalText } from "../../../src/writers/index.ts";
import { depotDrug as drug } from "../../support/depot.ts";
import { readModules } from "../../support/modules.ts";
import { shippedLibrary } from "../../support/shipped.ts";

const module = (states: string) => `
module: m
title: M
about: states with known time constants.
parameters:
  k: { about: pace, unit: 1/day, value: 0.2, range: [0, 1], tier: assumed, note: test }
states:
${states}
`;

async function found(cast: Cast, arms: string, options: Partial<SteadyOptions> = {}): Promise<SteadyResult> {
  const text = `scenario: Small\nquestion: What stays?\nduration: 12 weeks\narms:\n${arms}\n`;
  const read = readScenario("s.yaml", text, () => drug);
  if (!read.value) throw new Error(read.diagnostics.map(({ message }) => message).join("\n"));
  const { drugs, people, scenario } = read.value;
  const { result, diagnostics } = await steady(scenario, withOwn(cast, { drugs, people }), {
    modes: 8,
    ...options,
  });
  if (!result) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return result;
}

/** A small model, for whoever it is. */
function castOf(...states: string[]): Cast {
  const library = shippedLibrary();
  const [person] = library.people.values();
  const anyone = { ...person!, name: "anyone", set: [], scale: [], sources: [] };
  const text = module(states.map((state) => `  ${state}`).join("\n"));
  const model = {
    ...library.model,
    modules: readModules(text).modules,
    person: "anyone",
    care: [{ name: "none", set: [] }],
  };
  return { model, drugs: new Map(), people: new Map([["anyone", anyone]]) };
}

/** The rest of a small model, and what is said of it. */
async function small(...states: string[]) {
  const result = await found(castOf(...states), "  - {label: nothing}");
  const document = tellSteady(result);
  return { rest: result.rests[0]!, document, says: document.answers.join(" ") };
}

describe("a rest", () => {
  it("has the time constant of a state that decays", async () => {
    const { rest, says } = await small('x: { about: x, unit: 1, initial: 2, rate: "k * (2 - x)" }');
    expect(rest.stability).toBe("stable");
    expect(rest.modes.map(({ timeConstant }) => timeConstant)).toEqual([expect.closeTo(5, 10)]);
    expect(says).toContain(
      "stable: every disturbance dies away, the slowest with a time constant of 5.00 days (m.x)",
    );
  });

  it("has those of two coupled states, in which both take part", async () => {
    // Eigenvalues -k and -3 k.
    const { rest } = await small(
      'x: { about: x, unit: 1, initial: 1, rate: "k * (1 + y - 2 * x)" }',
      'y: { about: y, unit: 1, initial: 1, rate: "k * (1 + x - 2 * y)" }',
    );
    expect(rest.modes.map(({ timeConstant }) => timeConstant)).toEqual([
      expect.closeTo(5, 9),
      expect.closeTo(5 / 3, 9),
    ]);
    expect(rest.modes[0]!.parts.map(({ share }) => share)).toEqual([
      expect.closeTo(0.5, 9),
      expect.closeTo(0.5, 9),
    ]);
  });

  it("swings with its period", async () => {
    const { rest } = await small(
      'x: { about: x, unit: 1, initial: 0, rate: "-k * (x + 4 * y)" }',
      'y: { about: y, unit: 1, initial: 0, rate: "k * (4 * x - y)" }',
    );
    expect(rest.modes).toHaveLength(1);
    expect(rest.modes[0]).toMatchObject({
      timeConstant: expect.closeTo(5, 9),
      period: expect.closeTo((2 * Math.PI) / 0.8, 9),
    });
  });

  it("is told to be unstable where a disturbance grows, though nothing moves", async () => {
    const { rest, says, document } = await small(
      'x: { about: x, unit: 1, initial: 0, rate: "k * x * (1 - x)" }',
    );
    expect(rest.stability).toBe("unstable");
    expect(says).toContain("unstable: a disturbance of m.x grows by a factor of e in 5.00 days");
    expect(terminalText(document, {})).toContain("grows");
    expect(document.isUnanswered).toBe(false);
  });

  it("is told to be neutral where nothing drives a state back that others read", async () => {
    const { rest, says } = await small(
      'x: { about: x, unit: 1, initial: 1, rate: "k * (y - x)" }',
      'y: { about: y, unit: 1, initial: 1, rate: "k * (x - y)" }',
    );
    expect(rest.stability).toBe("neutral");
    expect(says).toContain("nothing drives m.");
  });
});

describe("of several modes of a rest", () => {
  const falls = 'w: { about: w, unit: 1, initial: 1, rate: "k * (1 - w)" }';

  it("one that grows makes it unstable, one that stays neutral", async () => {
    const grows = 'x: { about: x, unit: 1, initial: 0, rate: "k * x * (1 - x)" }';
    expect((await small(grows, falls)).rest).toMatchObject({ stability: "unstable", count: 2 });
    const stay = [
      'x: {about: x, unit: 1, initial: 1, rate: "k * (y - x)"}',
      'y: {about: y, unit: 1, initial: 1, rate: "k * (x - y)"}',
    ];
    const { rest } = await small(...stay, falls);
    expect([rest.stability, rest.count]).toEqual(["neutral", 3]);
    const [still] = rest.modes.filter(({ rate }) => rate === 0);
    expect(still!.timeConstant).toBeUndefined();
    expect((await small(...stay, grows.replaceAll("x", "z"), falls)).rest.stability).toBe("unstable");
  });

  it("those that swing have a period, where the swing can be seen before it has died away", async () => {
    const swing = async (by: number) =>
      (
        await small(
          `x: { about: x, unit: 1, initial: 0, rate: "k * (-x - ${by} * y)" }`,
          `y: { about: y, unit: 1, initial: 0, rate: "k * (${by} * x - y)" }`,
        )
      ).rest.modes[0]!;
    // A swing of 157 days in a time constant of 5; one of 314 is 63 of them.
    expect((await swing(0.2)).period).toBeCloseTo((2 * Math.PI) / 0.04, 6);
    expect((await swing(0.1)).period).toBeUndefined();
    expect((await swing(0.1)).timeConstant).toBeCloseTo(5, 9);
  });

  it("names the states that take part by a twentieth or more, five at most", async () => {
    const coupled = async (by: number) =>
      (
        await small(
          `x: { about: x, unit: 1, initial: 1, rate: "k * (${by} * (y - 1) + 1 - x)" }`,
          `y: { about: y, unit: 1, initial: 1, rate: "k * (${by} * (x - 1) + 2 * (1 - y))" }`,
        )
      ).rest.modes[0]!.parts;
    expect((await coupled(0.1)).map(({ state }) => state)).toEqual(["m.x"]);
    // The slowest of (-1, 0.3; 0.3, -2) lies along (1, 0.277).
    const along = (Math.sqrt(1.36) - 1) / 0.6;
    expect(await coupled(0.3)).toEqual([
      { state: "m.x", share: expect.closeTo(1 / (1 + along ** 2), 6) },
      { state: "m.y", share: expect.closeTo(along ** 2 / (1 + along ** 2), 6) },
    ]);
    const six = [..."abcdef"].map(
      (name) =>
        `${name}: { about: ${name}, unit: 1, initial: 1, rate: "k * (1 + (a + b + c + d + e + f) / 6 - 2 * ${name})" }`,
    );
    const { rest } = await small(...six);
    expect([rest.count, rest.modes.length]).toEqual([6, 6]);
    expect(rest.modes[0]!.timeConstant).toBeCloseTo(5, 9);
    expect(rest.modes[0]!.parts.map(({ share }) => share)).toEqual(
      Array.from({ length: 5 }, () => expect.closeTo(1 / 6, 6)),
    );
    const [few] = (await found(castOf(...six), "  - {label: nothing}", { modes: 2 })).rests;
    expect([few!.count, few!.modes.length]).toEqual([6, 2]);
  });

  it("are looked for arm by arm, with a word of how far it is, and of what is asked for alone", async () => {
    const told: (number | undefined)[][] = [];
    let pauses = 0;
    const both = await found(
      castOf(falls, falls.replaceAll("w", "v")),
      "  - {label: one}\n  - {label: two}",
      {
        onProgress: (done, total) => told.push([done, total]),
        pause: async () => {
          pauses++;
        },
        isWanted: (name) => name === "m.v",
      },
    );
    expect([told, pauses]).toEqual([
      [
        [0, 2],
        [1, 2],
        [2, 2],
      ],
      2,
    ]);
    expect([both.isPicked, both.rests.map(({ arms }) => arms)]).toEqual([true, [["one", "two"]]]);
    for (const [i, arm] of both.arms.entries())
      expect(arm).toMatchObject({
        arm: ["one", "two"][i],
        fault: undefined,
        notes: [],
        quantities: [{ name: "m.v", about: "v", unit: "1", rest: 1, steady: 1 }],
      });
    const all = await found(castOf(falls), "  - {label: one}");
    expect([all.isPicked, all.arms[0]!.quantities.map(({ name }) => name)]).toEqual([false, ["m.w"]]);
  });

  it("are of an arm before what changes in it, which is said", async () => {
    const [arm] = (
      await found(
        castOf('x: { about: x, unit: 1, initial: 1, rate: "k * (1 - x)" }'),
        "  - {label: one, changes: [{at: day 3, set: {m.k: 0.4}}]}",
      )
    ).arms;
    expect(arm!.notes).toEqual(["What the arm changes during the run is left out."]);
    expect(arm!.steadiness!.modes[0]!.timeConstant).toBeCloseTo(5, 9);
  });

  it("are shared by arms that set the same numbers, in whatever order, and not by others", async () => {
    const cast = castOf(
      'x: { about: x, unit: 1, initial: 1, rate: "k * (1 - x)" }',
      'y: { about: y, unit: 1, initial: 1, rate: "k * (1 - y)" }',
    );
    const { rests, arms } = await found(
      cast,
      "  - {label: one, set: {m.k: 0.1}}\n  - {label: two, set: {m.k: 0.1}}\n  - {label: three}",
    );
    expect(rests.map((rest) => [rest.arms, rest.modes[0]!.timeConstant])).toEqual([
      [["one", "two"], expect.closeTo(10, 9)],
      [["three"], expect.closeTo(5, 9)],
    ]);
    expect(arms.map(({ arm }) => arm)).toEqual(["one", "two", "three"]);
  });

  it("are of a clock that stands still, which is said", async () => {
    const [arm] = (
      await found(
        castOf('x: { about: x, unit: 1, initial: 1, rate: "k * (if(k * t > 1, 3, 1) - x)" }'),
        "  - {label: one}",
      )
    ).arms;
    expect(arm!.notes).toEqual(["Formulas that read the time stand as they are just before day 0."]);
    expect(arm!.quantities[0]!.steady).toBeCloseTo(1, 9);
  });
});

describe("an arm's steady state", async () => {
  const arms = `  - {label: none}
  - {label: monthly, treatment: [{drug: ./depot.yaml, dose: 100 mg, every: 28 days}]}`;
  const result = await found(shippedLibrary(), arms, {
    isWanted: (name) => /^(plasma.depot|depot\.)/.test(name),
  });
  const [none, monthly] = result.arms;
  const of = (name: string, arm = monthly!) => arm.quantities.find((one) => one.name === name)!;

  it("is the mean that clearance gives, though the drug needs years to come to it", async () => {
    const level = of("plasma.depot");
    expect(level.rest).toBe(0);
    expect(level.steady! / (100_000 / 28 / 10)).toBeCloseTo(1, 6);
    expect(of("plasma.depot", none).steady).toBe(0);
  });

  it("is one of a rest that its arms share, told in every medium", async () => {
    expect(result.rests.map((rest) => rest.arms)).toEqual([["none", "monthly"]]);
    // The half-life of 139 days is the slowest of all.
    expect(result.rests[0]!.modes[0]).toMatchObject({ timeConstant: expect.closeTo(200, 6) });
    const document = tellSteady(result);
    const said = terminalText(document, {});
    expect(said).toContain("Taken for ever: depot 100 mg every 4 weeks.");
    expect(said).toContain("No drug is taken when the run ends.");
    expect(JSON.parse(jsonText(document)).arms[1].quantities).toContainEqual(
      expect.objectContaining({ name: "plasma.depot", unit: "ng/mL" }),
    );
    expect(htmlText(document, { chartScript: "" })).toContain("plasma.depot");
  });
});

describe("the steady state of an arm", () => {
  const library = shippedLibrary();
  // x' = k (1 - x) - k occupancy x: on the drug its multiplier over a round is exp(-k (1 + mean occupancy) length), exactly.
  const text = module(
    '  x: { about: x, unit: 1, initial: 1, rate: "k * (1 - x) - k * sert.occupancy * x" }',
  ).replaceAll("0.2", "0.02");
  const model = { ...library.model, modules: [...library.model.modules, ...readModules(text).modules] };
  const arms = [
    "  - {label: none}",
    "  - {label: monthly, treatment: [{drug: ./depot.yaml, dose: 100 mg, every: 28 days}]}",
    "  - {label: daily, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]}",
  ].join("\n");

  it("has the time constants of its round of doses", async () => {
    const result = await found({ ...library, model }, arms, { modes: 200 });
    for (const { arm, steadiness, quantities } of result.arms) {
      expect(steadiness!.stability).toBe("stable");
      const alone = (state: string) =>
        steadiness!.modes.find(({ parts }) => parts[0]!.state === state)!.timeConstant!;
      const occupancy = quantities.find(({ name }) => name === "sert.occupancy")!.steady!;
      expect(occupancy > 0.1, arm).toBe(arm !== "none");
      expect(alone("m.x") * 0.02 * (1 + occupancy), arm).toBeCloseTo(1, 5);
      // Absorption and elimination of the depot do not depend on how much of it there is.
      if (arm === "monthly") {
        expect(alone("depot.gut")).toBeCloseTo(20, 3);
        expect(steadiness!.modes[0]!.timeConstant).toBeCloseTo(200, 2);
      }
    }
    const document = tellSteady(result);
    expect(terminalText(document, {})).toMatch(
      /Taken for ever: depot[\s\S]*This state is stable: every disturbance/,
    );
    const rows = [...document.datasets![1]!.rows()];
    expect(new Set(rows.map(([of]) => of))).toEqual(new Set(["rest", "steady"]));
  });
});

describe("a treatment kept up", () => {
  const entry = (parts: Partial<RegimenEntry>): RegimenEntry => ({
    drug: "a",
    dose: 10,
    every: 1,
    from: 0,
    place: { file: "s.yaml", start: 0, end: 0 },
    ...parts,
  });
  const place = entry({}).place;
  const kept = (...entries: RegimenEntry[]) =>
    keptUp(entries, 84).entries.map(({ drug, dose, from }) => [drug, dose, from]);

  it("holds what goes on when the run ends, at the dose that it comes to", async () => {
    expect(kept(entry({ titrate: { to: 20, by: 5, every: 7, place } }))).toEqual([["a", 20, 0]]);
    expect(kept(entry({ until: 28 }), entry({ drug: "b", from: 28 }))).toEqual([["b", 10, 0]]);
    expect(kept(entry({}), entry({ drug: "b", from: 28, replaces: { drug: "a", place } }))).toEqual([
      ["b", 10, 0],
    ]);
    expect(kept(entry({ until: 84 }))).toEqual([["a", 10, 0]]);
  });

  it("holds the parts of a split dose at their times, which a round keeps", async () => {
    const split = { at: [0, 0.5], shares: [0.25, 0.75], place };
    expect(kept(entry({ split }))).toEqual([
      ["a", 2.5, 0],
      ["a", 7.5, 0.5],
    ]);
    const doses = [-2, -1.5, -1, -0.5].map((time) => ({ drug: "a", amount: 5, every: 1, time }));
    expect(roundOf(doses, 2)!.doses.map(({ time }) => time)).toEqual([-2, -1.5, -1, -0.5]);
  });
});
