import { describe, expect, it } from "vitest";
import type { ModuleSource } from "../../../src/model/index.ts";
import { sheetOfModules } from "../../../src/studies/index.ts";
import { modelOf } from "../../support/modules.ts";

const model = modelOf(`
  module: m
  title: M
  about: M.
  parameters:
    pace: {value: 1, unit: 1/day, range: [0, 9], tier: assumed, about: P.}
  states:
    x: {unit: 1, initial: 1.5, rate: pace * (1.5 - x), about: X.}
  values:
    none: {unit: 1, formula: 0, about: N.}
    two: {unit: 1, formula: 2, about: T.}`);

/** The equations of the module, changed as a file of drugs or of another language would have it. */
function equationsOf(change: (module: ModuleSource) => object = () => ({})) {
  const changed = model.modules.map((module) => ({ ...module, ...change(module) }));
  const names = changed.map(({ name }) => name);
  const { modules } = sheetOfModules(
    { ...model, modules: changed },
    names,
    { title: "T", lead: "L" },
    new Map(),
  );
  return modules[0]!.equations;
}

describe("the equations of a module", () => {
  it("say of which moment a start is", () => {
    const startOf = (change?: (module: ModuleSource) => object) => equationsOf(change)[0]!.start;
    expect(startOf()).toBe("In a healthy person without drug: 1.5.");
    expect(startOf(() => ({ start: "written" }))).toBe("On day 0: 1.5.");
    const held = ({ states }: ModuleSource) => ({
      states: states.map((state) => ({ ...state, holdsDrug: true })),
    });
    expect(startOf(held)).toBe("Before the first dose: 1.5.");
    expect(startOf((module) => ({ ...held(module), start: "written" }))).toBe("On day 0: 1.5.");
  });

  it("leave out a site that no drug acts at, of the modules of drugs alone", () => {
    const names = (change?: (module: ModuleSource) => object) => equationsOf(change).map(({ name }) => name);
    expect(names()).toEqual(["m.x", "m.none", "m.two"]);
    expect(names(() => ({ name: "target" }))).toEqual(["target.x", "target.two"]);
    expect(names(() => ({ name: "plasma" }))).toEqual(["plasma.x", "plasma.two"]);
  });
});
