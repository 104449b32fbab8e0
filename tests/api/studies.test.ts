import { describe, expect, it } from "vitest";
import * as library from "../../src/index.ts";
import { pageText } from "../support/docs.ts";

const { compare, equations, loadModel, population, requirement, scan, sensitivity, simulate, steady, why } =
  library;

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
      /^invalid settings: The scenario has no arm "drugs"\.\nDid you mean "drug"\?/,
    );
    await expect(why(model, scenario, { measure: "firring" })).rejects.toThrow(
      /^invalid settings: The scenario has no measure "firring"/,
    );
    await expect(requirement(model, scenario, { measure: "firing" })).rejects.toThrow(/invalid bounds/);
  });

  it.each(["study", "fit"])("run as their page shows them (%s)", async (mark) => {
    const code = new RegExp(`<!-- ${mark} -->\\n\`\`\`js\\n([\\s\\S]*?)\`\`\``).exec(
      pageText("src/api/README.md"),
    )![1]!;
    const [, names, body] = /^import \{ (.*) \} from "lull";\n([\s\S]*)$/.exec(code)!;
    const taken = names!.split(", ");
    const Program = Object.getPrototypeOf(async () => {}).constructor;
    const said: unknown[][] = [];
    const quiet = { log: (...words: unknown[]) => said.push(words), error: () => {} };
    await new Program(...taken, "console", body)(
      ...taken.map((name) => (library as unknown as Record<string, unknown>)[name]),
      quiet,
    );
    if (mark === "study") {
      expect(said.slice(0, 3).map(([dose]) => dose)).toEqual([5, 10, 20]);
      expect(said[3]![0]).toMatch(/^It runs from/);
    } else {
      const [[clearance, answer], [ranking]] = said as [[number, string], [string]];
      expect(clearance).toBeGreaterThan(13);
      expect(clearance).toBeLessThan(31);
      expect(answer).toMatch(/escitalopram\.clearance/);
      expect(ranking).toMatch(/less/);
    }
  });
});

describe("studies of scenarios and people", () => {
  it("`compare` gives the difference of what `simulate` gives, of arms, scenarios and models", async () => {
    const arms = ["placebo", "drug"];
    const { result } = await compare(model, scenario, undefined, { arms });
    const [measure] = result.arms[0]!.measures;
    expect(measure!.second).toBeCloseTo(at(), 9);
    expect(measure!.difference).toBeCloseTo(at() - measure!.first!, 9);
    const twice = { ...scenario, arms: [{ ...scenario.arms[1]!, treatment: "escitalopram 20 mg daily" }] };
    const other = await compare(model, scenario, twice);
    expect(other.result.arms.map(({ title }) => title)).toEqual(["drug"]);
    expect(other.result.arms[0]!.inputs.map(({ what }) => what)).toEqual(["treatment"]);
    await expect(compare(model, scenario, undefined)).rejects.toThrow(
      /^invalid settings: Say what to compare/,
    );
  });

  it("`steady` gives the rest and its stability", async () => {
    const { result, answers } = await steady(model, scenario, { variables: ["vta.firing"], modes: 2 });
    expect(result.rests[0]).toMatchObject({ stability: "stable", arms: ["placebo", "drug"] });
    expect(result.arms[1]!.quantities[0]!.rest).toBeCloseTo(1, 6);
    expect(answers.join(" ")).toContain("stable");
  });

  it("`fit` finds the value that points were made with", async () => {
    const { times, series } = simulate(model, scenario, { set: { "vta.brake_half": 1.7 } }).arm("drug");
    const firing = series("vta.firing").values;
    const lines = [1, 2, 3].map((day) => `drug,${day},vta.firing,${firing[times.indexOf(day)]},0.001`);
    const { result } = await library.fit(
      model,
      { ...scenario, data: "points.csv" },
      {
        parameters: ["vta.brake_half"],
        profiles: false,
        files: { "points.csv": `arm,time_day,variable,value,sd\n${lines.join("\n")}\n` },
      },
    );
    expect(result.parameters[0]!.value).toBeCloseTo(1.7, 4);
  });

  it("`population` gives the shares of what `simulatePopulation` gives", async () => {
    const seen: (number | undefined)[] = [];
    const { result } = await population(model, scenario, {
      size: 2,
      onProgress: (...told) => seen.push(...told),
    });
    expect(result.arms.map(({ label }) => label)).toEqual(["placebo", "drug"]);
    expect(seen).toEqual([1, 1]);
    await expect(population(model, scenario, { size: 0 })).rejects.toThrow("invalid size: 0");
    await expect(population(model, scenario, { size: 2, population: "all" })).rejects.toThrow(
      "invalid population: all",
    );
  });

  it("`equations` writes modules, drugs and an arm", async () => {
    expect(await equations(model, { of: ["vta", "escitalopram"], to: "latex" })).toContain(
      "\\mathrm{bursting} =",
    );
    expect(await equations(model, { scenario, arm: "drug" })).toContain("# Scenario: drug");
    await expect(equations(model, { of: ["vtaa"] })).rejects.toThrow("invalid of: vtaa");
  });

  it("end with the reason of a signal", async () => {
    const signal = AbortSignal.abort(new Error("not now"));
    const asked = [
      compare(model, scenario, undefined, { arms: ["placebo", "drug"], signal }),
      steady(model, scenario, { signal }),
      population(model, scenario, { size: 2, signal }),
    ];
    for (const one of asked) await expect(one).rejects.toThrow("not now");
  });
});
