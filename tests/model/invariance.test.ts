import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { libraryFiles } from "../../src/files/index.ts";
import { readLibrary, readScenario } from "../../src/language/index.ts";
import type { ModelSource } from "../../src/model/index.ts";
import { type Experiment, prepare } from "../../src/scenario/index.ts";
import { type Column, type SimulateOptions, simulate } from "../../src/simulation/index.ts";
import { expectUsable } from "../support/modules.ts";
import { shippedLibrary } from "../support/shipped.ts";

const scenario = (hypothesis = "") => `
scenario: s
question: q
duration: 3 weeks
person: depressed-adult
care: trial
arms: [{label: a, treatment: [{drug: escitalopram, dose: 10 mg, every: 1 day}]${hypothesis}}]
`;

function prepared(model: ModelSource, text = scenario()): Experiment {
  const read = readScenario("s.yaml", text).value!;
  const { value, diagnostics } = prepare(read.scenario, { ...shippedLibrary(), model });
  return expectUsable(value, diagnostics);
}

function columns(experiment: Experiment, options: SimulateOptions = {}): ReadonlyMap<string, Column> {
  const [problem] = experiment.problems;
  const trajectory = simulate(problem!, compile(problem!.system), { sampleEvery: 0.25, ...options });
  expect(trajectory.status.kind).toBe("success");
  return trajectory.columns;
}

/** Every column of one run equals the column of that name (after `rename`) of the other, to rounding. */
function checkSame(
  one: ReadonlyMap<string, Column>,
  other: ReadonlyMap<string, Column>,
  rename: (name: string) => string = (name) => name,
): void {
  expect(other.size).toBe(one.size);
  for (const [name, { values }] of one) {
    const twin = other.get(rename(name))!.values;
    const worst = values.reduce(
      (most, v, i) => Math.max(most, Math.abs(v - twin[i]!) / (1 + Math.abs(v))),
      0,
    );
    expect(worst, name).toBeLessThan(1e-7);
  }
}

describe("a model's trajectories", () => {
  const { model } = shippedLibrary();
  const asShipped = columns(prepared(model));

  it("`simulate` gives the same whatever the order of modules and declarations", () => {
    const reversed = model.modules
      .map((m) => ({
        ...m,
        parameters: [...m.parameters].reverse(),
        states: [...m.states].reverse(),
        values: [...m.values].reverse(),
        effects: [...m.effects].reverse(),
      }))
      .reverse();
    checkSame(asShipped, columns(prepared({ ...model, modules: reversed })));
  });

  it("`simulate` gives the same when modules have other names", () => {
    const rename = (text: string) =>
      text
        .replace(/(?<![\w./])(vta|raphe|affect)\.(?!yaml)/g, "other_$1.")
        .replace(/^module: (vta|raphe|affect)$/m, "module: other_$1")
        .replace(/(?<=modules: \[[^\]]*)\b(vta|raphe|affect)\b/g, "other_$1");
    const files = libraryFiles();
    const renamed = readLibrary({
      ...files,
      read: (path) => {
        const text = files.read(path);
        return text === undefined ? undefined : rename(text);
      },
    });
    const { model: other } = expectUsable(renamed.value, renamed.diagnostics, renamed.texts);
    expect(other.modules.map((m) => m.name)).toContain("other_raphe");
    checkSame(asShipped, columns(prepared(other)), (name) => rename(`${name}`));
  });

  it("`prepare` writes the parameters and formulas of a rival hypothesis into the equations", () => {
    const rival = prepared(model, scenario(", hypothesis: {raphe.firing_recovery: slow_drive}"));
    const { parameters, values } = rival.problems[0]!.system;
    expect(parameters.find((p) => p.name === "raphe.slow_drive_gain")?.value).toBe(2.3);
    const patched = model.modules.map((m) =>
      m.name !== "raphe"
        ? m
        : {
            ...m,
            parameters: m.parameters.map((p) =>
              p.name === "slow_drive_gain" ? { ...p, value: 2.3, range: [0, 3] as const } : p,
            ),
            effects: m.effects.map((e) =>
              e.name === "desensitisation"
                ? {
                    ...e,
                    formula: m.hypotheses[0]!.choices.find((c) => c.name === "slow_drive")!.formulas[0]!
                      .formula,
                  }
                : e,
            ),
          },
    );
    expect(values).toEqual(prepared({ ...model, modules: patched }).problems[0]!.system.values);
    checkSame(columns(rival), columns(prepared({ ...model, modules: patched })));
  });

  it("`prepare` leaves the equations alone when the default hypothesis is chosen by name", () => {
    const chosen = prepared(model, scenario(", hypothesis: {raphe.firing_recovery: autoreceptor}"));
    expect(chosen.problems[0]!.system).toEqual(prepared(model).problems[0]!.system);
  });
});
