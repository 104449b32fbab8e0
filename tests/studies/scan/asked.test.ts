import { describe, expect, it } from "vitest";
import { readLibrary, readScenario } from "../../../src/language/index.ts";
import { evaluateHere } from "../../../src/runs/index.ts";
import { prepare } from "../../../src/scenario/index.ts";
import { questionOf } from "../../../src/studies/question.ts";
import { readAxis } from "../../../src/studies/scan/axes.ts";
import { type ScanOptions, scan } from "../../../src/studies/scan/plan.ts";
import { libraryOf, soundFiles } from "../../support/files.ts";

// What is asked of a scan, of a model whose solution is known: with full care x falls as exp(-t / tau), tau in hours.

const rival = `
hypotheses:
  pace:
    question: How fast?
    default: usual
    choices:
      usual: {about: As usual.}
      slow: {about: Slowly., parameters: {m.tau: 48}}
`;
const files = {
  ...soundFiles,
  "m.yaml": `${soundFiles["m.yaml"]!.replace("tau: {value: 1, unit: day, range: [0.5, 2]", "tau: {value: 24, unit: hour, range: [12, 48]")}${rival}`,
};
const cast = readLibrary(libraryOf(files)).value!;
const place = { file: "s.yaml", start: 0, end: 1 };

function questionIn(
  arm: string,
  { against, measure = "at(m.x, day 2)" }: { against?: string; measure?: string } = {},
) {
  const { value } = readScenario(
    "s.yaml",
    `scenario: Small
question: What if?
duration: 2 days
arms:
  - {label: care, care: trial}
  - {label: none}
  - {label: slow, care: trial, hypothesis: {m.pace: slow}}
  - {label: drug, treatment: calmol 10 mg daily}
  - {label: loading, treatment: [{drug: calmol, dose: 5 mg, every: 1 day, loading: 10 mg}]}
  - {label: titrated, treatment: [{drug: calmol, dose: 5 mg, every: 1 day, titrate: {to: 10 mg, by: 5 mg, every: 1 day}}]}
`,
  );
  const experiment = prepare(value!.scenario, cast).value!;
  return questionOf(experiment, cast, { measure, arm, ...(against ? { against } : {}) }, () => place);
}
const scanned = (vary: ScanOptions["vary"], arm = "care", more: Parameters<typeof questionIn>[1] = {}) =>
  scan(questionIn(arm, more), cast, { vary, way: "grid", evaluator: evaluateHere });

describe("a scan of a known solution", () => {
  it("has the values of the formula, in the declared unit, and the nominal one", async () => {
    const { result } = await scanned([{ name: "m.tau", values: [12, 24, 36] }]);
    expect(result!.points.map(({ at }) => at)).toEqual([[12], [24], [36]]);
    for (const { at, value } of result!.points) expect(value).toBeCloseTo(Math.exp(-48 / at[0]!), 5);
    expect(result!.nominal).toBeCloseTo(Math.exp(-2), 5);
    expect(result).toMatchObject({ unit: "1", arm: "care", against: undefined, way: "grid" });
  });

  it("takes the other arm's value off, at every point and as the scenario stands", async () => {
    const { result } = await scanned([{ name: "m.tau", values: [12, 36] }], "care", {
      against: "none",
    });
    for (const { at, value } of result!.points) expect(value).toBeCloseTo(Math.exp(-48 / at[0]!) - 1, 5);
    expect(result!.nominal).toBeCloseTo(Math.exp(-2) - 1, 5);
    expect(result!.against).toBe("none");
  });

  it("has no difference where one of the two has no value", async () => {
    const falls = "time_to(m.x, 0.5)";
    const { result } = await scanned([{ name: "m.tau", values: [24] }], "care", {
      against: "none",
      measure: falls,
    });
    expect(result!.points[0]!.value).toBeUndefined();
    const other = await scanned([{ name: "m.tau", values: [24] }], "none", {
      against: "care",
      measure: falls,
    });
    expect(other.result!.points[0]!.value).toBeUndefined();
    const alone = await scanned([{ name: "m.tau", values: [24] }], "care", { measure: falls });
    expect(alone.result!.points[0]!.value).toBeCloseTo(Math.LN2, 4);
    expect(alone.result!.unit).toBe("day");
  });

  it("says what is varied, in which unit, and which values lie outside its range", async () => {
    const { result } = await scanned([
      { name: "m.tau", values: [11, 12, 48, 49] },
      { name: "m.care", values: [1] },
    ]);
    expect(result!.axes).toEqual([
      {
        name: "m.tau",
        about: "T.",
        unit: "hour",
        values: [11, 12, 48, 49],
        range: [12, 48],
        outside: [11, 49],
      },
      { name: "m.care", about: "C.", unit: "1", values: [1], range: [0, 1], outside: [] },
    ]);
    // The range speaks of the hypothesis that the model has by itself.
    const slow = await scanned([{ name: "m.tau", values: [96] }], "slow");
    expect(slow.result!.axes[0]!.outside).toEqual([]);
    const drug = await scanned([{ name: "calmol", values: [5] }], "drug");
    expect(drug.result!.axes).toEqual([
      { name: "calmol", about: "dose of calmol", unit: "mg", values: [5], outside: [] },
    ]);
  });

  it("runs each dose once as an arm, whatever else is varied with it", async () => {
    const arms = new Set<number>();
    const { result } = await scan(questionIn("drug"), cast, {
      vary: [
        { name: "m.tau", values: [12, 24] },
        { name: "calmol", values: [0, 5] },
      ],
      way: "grid",
      evaluator: (prepared) => {
        const evaluate = evaluateHere(prepared);
        return (tasks, options) => {
          const all = [...tasks];
          for (const { arm } of all) arms.add(arm);
          return evaluate(all, options);
        };
      },
    });
    // Two doses, and the arm as it stands.
    expect(arms.size).toBe(3);
    const [none, some, noneSlower] = result!.points;
    expect(none!.value).toBeCloseTo(1, 6);
    expect(noneSlower!.value).toBeCloseTo(1, 6);
    expect(some!.value).toBeLessThan(0.95);
  });
});

describe("a scan that cannot be", () => {
  const fault = async (vary: ScanOptions["vary"], arm = "care") => {
    try {
      await scanned(vary, arm);
    } catch (error) {
      return error as Error & { isUsage: boolean };
    }
    throw new Error("no fault");
  };
  const tau = { name: "m.tau", values: [20] };

  it("varies one or two numbers, each once", async () => {
    for (const vary of [[], [tau, { name: "m.care", values: [0] }, { name: "calmol", values: [1] }]])
      expect(await fault(vary)).toMatchObject({
        message: "A scan varies one or two numbers.",
        isUsage: true,
      });
    expect(await fault([tau, tau])).toMatchObject({ message: '"m.tau" is varied twice.', isUsage: true });
  });

  it("has one dose to vary, which can be taken", async () => {
    const dose = (value: number) => [{ name: "calmol", values: [value] }];
    expect((await fault(dose(5))).message).toBe(
      'The arm "care" does not take calmol, so there is no dose to vary.',
    );
    for (const arm of ["loading", "titrated"])
      expect((await fault(dose(5), arm)).message).toMatch(
        new RegExp(`^The arm "${arm}" takes calmol in more than one dose`),
      );
    expect((await fault(dose(-1), "drug")).message).toBe("A dose of -1 mg cannot be taken.");
  });

  it("names parameters that there are, with values that mean something", async () => {
    expect((await fault([{ name: "m.tua", values: [1] }])).message).toBe(
      'There is no parameter and no drug "m.tua" to vary.\nDid you mean "m.tau"?',
    );
    expect((await fault([{ name: "calmul", values: [1] }])).message).toContain('Did you mean "calmol"?');
    expect((await fault([{ name: "zzzzzzz", values: [1] }])).message).toBe(
      'There is no parameter and no drug "zzzzzzz" to vary.\n`lull list parameters` and `lull list drugs` show them all.',
    );
    const { result, diagnostics } = await scanned([{ name: "m.tau", values: [-3, 5] }]);
    expect(result).toBeUndefined();
    expect(diagnostics).toHaveLength(1);
  });
});

describe("what is typed after --vary", () => {
  it("may have blanks, a unit of doses and a range of one point", () => {
    expect(readAxis("  a.b = 1 , 2 ", 5)).toEqual({ name: "a.b", values: [1, 2] });
    expect(readAxis("a.b= 1 .. 3 ", 3).values).toEqual([1, 2, 3]);
    expect(readAxis("calmol=5MG .. 10 mg", 2)).toEqual({ name: "calmol", values: [5, 10] });
    expect(readAxis("calmol=2.5 mg, 5mg", 2).values).toEqual([2.5, 5]);
    expect(readAxis("a.b=2..2", 9).values).toEqual([2]);
    expect(readAxis("a.b=2..5", 1).values).toEqual([2]);
    expect(readAxis("a.b=3..1", 3).values).toEqual([3, 2, 1]);
    // Sums of tenths are read as they are meant.
    expect(readAxis("a.b=0..0.3", 4).values).toEqual([0, 0.1, 0.2, 0.3]);
  });

  it("is refused with an example, or the number that is none", () => {
    const fault = (text: string, points = 5) => {
      try {
        readAxis(text, points);
      } catch (error) {
        return error as Error & { isUsage: boolean };
      }
      throw new Error("no fault");
    };
    for (const text of ["a.b", "a.b=", "=1", "a b=1", ""])
      expect(fault(text)).toMatchObject({
        message: `"${text}" does not say what to vary: write affect.felt_share=0.5..1.5 or escitalopram=5,10,20.`,
        isUsage: true,
      });
    expect(fault("a.b=1,,2").message).toBe('"" is not a number.');
    expect(fault("a.b=1, x ").message).toBe('"x" is not a number.');
    expect(fault("a.b=1e999").message).toBe('"1e999" is not a number.');
    expect(fault("a.b=5 mg a day").message).toBe('"5 mg a day" is not a number.');
    expect(fault("a.b=mg").message).toBe('"mg" is not a number.');
    expect(fault("a.b=1..2..3").message).toBe('"2..3" is not a number.');
    expect(fault("a.b=0..1", 201).message).toBe('"a.b" has 201 values; at most 200 are run.');
    expect(readAxis("a.b=0..1", 200).values).toHaveLength(200);
  });
});
