import { describe, expect, it } from "vitest";
import { loadModel, requirement, scan, sensitivity, simulate, why } from "../../src/index.ts";
import { pageText } from "../support/docs.ts";

const scenario = {
  duration: "3 days",
  person: "depressed-adult",
  arms: [
    { label: "placebo", care: "trial" },
    { label: "drug", care: "trial", treatment: "escitalopram 10 mg daily" },
  ],
  measure: { firing: "at(vta.firing, day 3)" },
};
const model = loadModel();
const at = (set = {}) => simulate(model, scenario, { set }).arm("drug").measures.firing!.value!;

describe("studies of the library", () => {
  it("`scan` gives what `simulate` gives with the same number, and tells how far it is", async () => {
    const seen: (number | undefined)[] = [];
    const { result, answers } = await scan(model, scenario, {
      measure: "firing",
      vary: { "vta.brake_half": [1.6, 2] },
      onProgress: (done, total) => seen.push(done, total),
    });
    expect(result.points[0]!.value).toBeCloseTo(at({ "vta.brake_half": 1.6 }), 7);
    expect(answers[0]).toMatch(/^It runs from/);
    expect(seen.slice(-2)).toEqual([3, 3]);
  });

  it("`why` shares out the difference between two arms", async () => {
    const { result } = await why(model, scenario, {
      measure: "at(vta.firing, day 3)",
      arm: "drug",
      against: "placebo",
      systemsOnly: true,
      samples: 1,
    });
    const sum = result.systems.reduce((total, { share }) => total + share, 0);
    expect(result.value - result.baseline).toBeCloseTo(sum, 9);
    expect(result.value).toBeCloseTo(at() - 1, 3);
  });

  it("`sensitivity` and `requirement` look at the parameters that are asked for", async () => {
    const parameters = ["vta.brake_*"];
    const { result } = await sensitivity(model, scenario, {
      measure: "firing",
      parameters,
      method: "morris",
      size: 2,
    });
    const names = result.subject.factors.map(({ name }) => name).sort();
    expect(names).toEqual(["vta.brake_ceiling", "vta.brake_half", "vta.brake_slope"]);
    const needed = await requirement(model, scenario, {
      measure: "firing",
      atLeast: at() + 0.01,
      parameters,
    });
    const [first] = needed.result.answers;
    expect(first!.value).toBeGreaterThanOrEqual(at() + 0.01);
    expect(first!.moves.every(({ factor }) => names.includes(factor.name))).toBe(true);
  });

  it("end with the reason of a signal, before or between runs", async () => {
    const vary = { "vta.brake_half": [1.6, 1.8, 2] };
    const stopped = AbortSignal.abort(new Error("not now"));
    await expect(scan(model, scenario, { measure: "firing", vary, signal: stopped })).rejects.toThrow(
      "not now",
    );
    const stop = new AbortController();
    const asked = sensitivity(model, scenario, {
      measure: "firing",
      parameters: ["vta.*"],
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("enough")),
    });
    await expect(asked).rejects.toThrow("enough");
  });

  it("name what they were asked and do not know", async () => {
    await expect(why(model, scenario, { measure: "firing", arm: "drugs" })).rejects.toThrow(
      'invalid arm: drugs; expected one of "placebo", "drug"',
    );
    await expect(why(model, scenario, { measure: "firring" })).rejects.toThrow(/"firring" cannot be read/);
    await expect(requirement(model, scenario, { measure: "firing" })).rejects.toThrow(/invalid bounds/);
  });

  it("run as their page shows them", async () => {
    const code = /<!-- study -->\n```js\n([\s\S]*?)```/.exec(pageText("src/api/README.md"))![1]!;
    const body = code.replace('import { loadModel, scan } from "lull";', "");
    const Program = Object.getPrototypeOf(async () => {}).constructor;
    const said: unknown[][] = [];
    await new Program("loadModel", "scan", "console", body)(loadModel, scan, {
      log: (...words: unknown[]) => said.push(words),
    });
    expect(said.slice(0, 3).map(([dose]) => dose)).toEqual([5, 10, 20]);
    expect(said[3]![0]).toMatch(/^It runs from/);
  });
});
