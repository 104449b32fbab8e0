import { describe, expect, it } from "vitest";
import { columnOf, Engine, libraryFromText, libraryToText, valueAt } from "../../src/engine/index.ts";
import { entriesOf, labelsOf } from "../../src/explorer/case.ts";
import { openScenario } from "../../src/explorer/open-scenario.ts";
import { scenarioText } from "../../src/explorer/scenario-text.ts";
import type { Case } from "../../src/explorer/types.ts";
import { libraryFiles } from "../../src/files/index.ts";
import { readLibrary, readScenario } from "../../src/language/index.ts";
import { prepare } from "../../src/scenario/index.ts";
import { runScenario } from "../../src/simulation/index.ts";
import { inTemporaryFolder, lull, write } from "../support/cli.ts";
import { shippedPage } from "../support/page.ts";
import { plainRun } from "../support/shipped.ts";

const shipped = readLibrary({ ...libraryFiles(), claims: [] }).value!;
const library = libraryFromText(libraryToText(shipped));
const { current } = shippedPage().opening;
const busy: Case = {
  ...current,
  name: 'Stop "early", tapered',
  courses: [
    {
      drug: "escitalopram",
      dose: 17.5,
      every: 1,
      from: 0,
      until: 42,
      halfFirst: 14,
      taper: 14,
      gap: { from: 20, days: 3 },
    },
  ],
  gates: { "vta.serotonin_2c_brake": 0.5 },
  hypotheses: { "raphe.firing_recovery": "slow_drive" },
  set: { "raphe.coupling_time": 8 },
};

/** Measures of a case by way of `prepare`, as the command line takes it. */
function takenAlone(one: Case): Map<string, number | undefined> {
  const { scenario } = readScenario("case.yaml", scenarioText(shippedPage(), [one], 84, ["affect"])).value!;
  const [arm] = runScenario(prepare(scenario, library).value!, plainRun).arms;
  return new Map(arm!.measures.map((m) => [m.request.name, m.value]));
}

describe("libraryToText", () => {
  it("gives a library that runs like the one read from files", () => {
    expect([...library.drugs.keys()]).toEqual([...shipped.drugs.keys()]);
    expect(library.model.modules.length).toBe(shipped.model.modules.length);
  });
});

describe("Engine", () => {
  it("`simulate` gives the same for a changed number, whether it came by steps or at once", () => {
    const at = (engine: Engine, set: Case["set"], care = "trial") =>
      engine.simulate(scenarioText(shippedPage(), [{ ...busy, care, set }], 84, ["affect"]), "exact");
    const moved = new Engine(library);
    at(moved, {});
    at(moved, { "raphe.coupling_time": 4 });
    for (const [set, care] of [
      [{ "raphe.coupling_time": 8 }, "trial"],
      [{ "raphe.coupling_time": 8, "depression.care": 0.3, "depression.illness": 0.5 }, "trial"],
      [{ "escitalopram.clearance": 20 }, "none"],
    ] as const) {
      const [once, steps] = [at(new Engine(library), set, care), at(moved, set, care)];
      expect(steps.measures).toEqual(once.measures);
      const alone = takenAlone({ ...busy, care, set });
      for (const { name, value } of steps.measures)
        expect(value?.toFixed(8), name).toBe(alone.get(name)?.toFixed(8));
    }
    expect(() => at(moved, { "raphe.coupling_tim": 8 })).toThrow(/raphe\.coupling_tim/);
  });

  it("`simulate` gives the numbers that the command line gives for the same file", () => {
    const engine = new Engine(library);
    const cases = [current, busy];
    const text = scenarioText(shippedPage(), cases, 84, ["affect"]);
    inTemporaryFolder((folder) => {
      const { stdout, stderr, code } = lull([
        "run",
        write(folder, "mine.yaml", text),
        "--json",
        "--no-files",
      ]);
      expect(stderr).toBe("");
      expect(code).toBe(0);
      const { arms } = JSON.parse(stdout) as {
        arms: { label: string; measures: Record<string, { value: number }> }[];
      };
      expect(arms.map((arm) => arm.label)).toEqual(labelsOf(shippedPage(), cases));
      for (const [i, one] of cases.entries()) {
        const page = engine.simulate(scenarioText(shippedPage(), [one], 84), "exact");
        for (const { name, value } of page.measures)
          expect(value ?? null, name).toBe(arms[i]!.measures[name]!.value);
        expect(page.measures.length).toBe(Object.keys(arms[i]!.measures).length);
      }
    });
  });

  const drugs = [...library.drugs.values()];
  it.each(drugs.map(({ name, licensed }) => [name, licensed.min, licensed.max] as const))(
    "`simulate` coarsely draws what the exact run draws: %s",
    (drug, min, max) => {
      const engine = new Engine(library);
      for (const dose of [min, max]) {
        const text = scenarioText(
          shippedPage(),
          [{ ...current, courses: [{ ...current.courses[0]!, drug, dose }] }],
          84,
        );
        const names = [
          `plasma.${drug}`,
          "affect.blunting_drug",
          "affect.motivation",
          "dopamine.tonic",
          "scale.madrs",
        ];
        const [coarse, exact] = (["coarse", "exact"] as const).map(
          (precision) => engine.simulate(text, precision, names).samples,
        );
        for (const name of names) {
          const days = Array.from({ length: 85 }, (_, day) => day);
          const [near, far] = [coarse!, exact!].map((samples) =>
            days.map((day) => valueAt(samples.times, columnOf(samples, name)!, day)),
          );
          // Two hundredths of what is drawn, a few pixels at most; or nothing to see, where nothing happens.
          const span = Math.max(Math.max(...far!) - Math.min(...far!), 0.02);
          for (const day of days)
            expect(
              Math.abs(near![day]! - far![day]!) / span,
              `${name} at ${dose} mg, day ${day}`,
            ).toBeLessThan(0.02);
        }
      }
    },
  );

  it("`simulate` answers a cut arrow, a restored one and another person from what it knows, without mixing them", () => {
    const engine = new Engine(library);
    const blunting = (one: Case) =>
      engine
        .simulate(scenarioText(shippedPage(), [one], 84), "exact")
        .measures.find((m) => m.name === "blunting_by_drug")!.value!;
    const whole = blunting(current);
    const cut = blunting({ ...current, gates: { "vta.serotonin_2c_brake": 0 } });
    expect(cut).toBeLessThan(whole / 1.5);
    expect(blunting(current)).toBe(whole);
    expect(blunting({ ...current, people: ["healthy-adult"] })).not.toBe(whole);
    expect(blunting({ ...current, courses: [] })).toBeCloseTo(0, 12);
  });

  it("`simulate` says in words why a text cannot be run", () => {
    const engine = new Engine(library);
    const wrong = { ...current, courses: [{ ...current.courses[0]!, drug: "escitalopran" }] };
    expect(() => engine.simulate(scenarioText(shippedPage(), [wrong], 84), "coarse")).toThrow(
      /escitalopran[\s\S]*escitalopram/,
    );
  });
});

describe("openScenario", () => {
  it("gives back the cases of a file that the page wrote, as far as doses and changes go", () => {
    const outcome = openScenario(
      "mine.yaml",
      scenarioText(shippedPage(), [busy, { ...current, name: "plain" }], 84),
      library,
    );
    if ("problem" in outcome) throw new Error(outcome.problem);
    const { current: first, kept } = outcome.value;
    expect(first.courses.flatMap((c) => entriesOf(c, 84))).toEqual(
      busy.courses.flatMap((c) => entriesOf(c, 84)),
    );
    expect({ ...first, courses: [] }).toEqual({ ...busy, courses: [] });
    expect(kept.map((one) => one.name)).toEqual(["plain"]);
  });

  it("says what is wrong with a file that is no scenario", () => {
    const problem = (text: string) => {
      const outcome = openScenario("mine.yaml", text, library);
      return "problem" in outcome ? outcome.problem : "";
    };
    expect(problem("scenario: x\nquestion: y\nduration: 12 parsecs\narms: [{label: a}]\n")).toMatch(
      /mine.yaml:3/,
    );
    expect(problem("just text")).toMatch(/mine.yaml/);
    expect(
      problem("scenario: x\nquestion: y\nduration: 12 weeks\narms: [{label: a, knockout: [vta.nothing]}]\n"),
    ).toMatch(/vta.nothing/);
  });
});

describe("entriesOf", () => {
  const course = { drug: "escitalopram", dose: 20, every: 1, from: 0 };
  it("writes a titrated, interrupted and tapered course as plain doses", () => {
    expect(
      entriesOf({ ...course, halfFirst: 14, until: 56, taper: 14, gap: { from: 20, days: 7 } }, 84),
    ).toEqual([
      { drug: "escitalopram", dose: 10, every: 1, from: 0, until: 14 },
      { drug: "escitalopram", dose: 20, every: 1, from: 14, until: 20 },
      { drug: "escitalopram", dose: 20, every: 1, from: 27, until: 56 },
      { drug: "escitalopram", dose: 13.3333, every: 1, from: 56, until: 63 },
      { drug: "escitalopram", dose: 6.66667, every: 1, from: 63, until: 70 },
    ]);
  });
  it("gives nothing at dose 0 and nothing after the end", () => {
    expect(entriesOf({ ...course, dose: 0 }, 84)).toEqual([]);
    expect(entriesOf({ ...course, from: 90 }, 84)).toEqual([]);
  });
});
