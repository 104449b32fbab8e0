import { describe, expect, it } from "vitest";
import { evaluateHere, type PreparedArms } from "../../../src/runs/index.ts";
import { fitOf, pkCsv, pkScenario, truth } from "../../support/fit.ts";

// What a fit holds while it works. Whoever evaluates has threads for each set of arms that it was handed, with the equations in
// each of them, until it is told that these arms are not asked again: 64 MB a set.

/** Evaluates here and counts sets of arms that were handed over, those given up, and what is asked at the same time. */
function counting() {
  const counts = { sets: 0, over: 0, most: 0 };
  let now = 0;
  const evaluator = (prepared: PreparedArms): ReturnType<typeof evaluateHere> => {
    counts.sets++;
    const evaluate = evaluateHere(prepared);
    return async function* (tasks, options) {
      counts.most = Math.max(counts.most, ++now);
      yield* evaluate(tasks, options);
      now--;
      if (options?.isOver) counts.over++;
    };
  };
  return { counts, evaluator };
}

/** Points of so many subjects, each with an elimination of its own. */
function csvOf(subjects: number): string {
  const rows = Array.from({ length: subjects }, (_, s) => {
    const [, ...points] = pkCsv(1e-4, s, { ...truth, ke: 0.08 + 0.01 * s })
      .trim()
      .split("\n");
    return points.map((point) => `${point},s${s}`);
  });
  return ["time,value,subject", ...rows.flat(), ""].join("\n");
}

describe("what a fit holds", () => {
  it("are as many sets of threads for eight subjects as for three, whose estimates are those of each one alone", async () => {
    const fits = await Promise.all(
      [3, 8].map(async (subjects) => {
        const { counts, evaluator } = counting();
        const { people } = await fitOf([pkScenario(csvOf(subjects))], ["pk.ka", "pk.ke", "pk.volume"], {
          ...{ evaluator, bySubject: true, profiles: false },
        });
        return { counts, own: people!.subjects.map((one) => one.own[1]!) };
      }),
    );
    const [few, many] = fits;
    expect(many!.counts.sets).toBe(few!.counts.sets);
    // Subject by subject: a faster elimination by 0.01 each.
    expect(many!.own).toHaveLength(8);
    for (const [s, ke] of many!.own.entries()) expect(ke).toBeCloseTo(0.08 + 0.01 * s, 3);
  });

  it("are threads for one rival hypothesis at a time", async () => {
    const { counts, evaluator } = counting();
    const scenario = pkScenario(pkCsv(0.1, 7));
    const plain = counting();
    await fitOf([scenario], ["pk.ke"], { evaluator: plain.evaluator, profiles: false });
    await fitOf([scenario], ["pk.ke"], { evaluator, profiles: false, hypotheses: ["pk.clearing"] });
    const choices = 2;
    expect(counts.sets - plain.counts.sets).toBe(choices);
    expect(counts.over - plain.counts.over).toBe(choices);
  });

  it("are 64 starts at once, however many are asked for", async () => {
    const { counts, evaluator } = counting();
    const { starts } = await fitOf([pkScenario(pkCsv(0.1, 7))], ["pk.ke"], {
      ...{ evaluator, profiles: false, starts: 90 },
    });
    expect(starts).toHaveLength(90);
    expect(counts.most).toBe(64);
    // In the order in which they were drawn: the first is where the parameter was.
    expect(starts[0]!.from).toEqual([0.06]);
    expect(new Set(starts.map(({ from }) => from[0])).size).toBe(90);
  });
});
