import { describe, expect, it } from "vitest";
import { checkCarets } from "../support/carets.ts";
import { diagnosticsOfModel } from "../support/modules.ts";

/** A module file with its faults drawn in. */
const check = (fixture: string) => checkCarets(fixture, (text) => diagnosticsOfModel([text]));
const head = "module: m\n      title: M\n      about: M.";

describe("joinModules", () => {
  it("`joinModules` reports a name declared twice, with the first place", () => {
    const [fault] = check(`
      ${head}
      parameters:
        gain: {value: 1, unit: 1, range: [0, 2], tier: assumed, about: G.}
      values:
        gain: {unit: 1, formula: "gain - 1", about: G.}
        ^^^^ duplicate-name`);
    expect(fault?.notes?.[0]?.place).toMatchObject({ file: "1.yaml" });
  });

  it("`joinModules` reports two modules of one name", () => {
    const twin = "module: m\ntitle: M\nabout: M.";
    expect(diagnosticsOfModel([twin, twin]).map((d) => [d.code, d.place?.file])).toEqual([
      ["duplicate-module", "2.yaml"],
    ]);
  });

  it("`joinModules` places an unknown name inside its formula and offers the nearest", () => {
    const [fault] = check(`
      ${head}
      values:
        level: {unit: 1, formula: 1, about: L.}
        twice: {unit: 1, formula: "2 * lebel", about: T.}
                                       ^^^^^ unknown-name`);
    expect(fault?.help).toBe('Did you mean "level"?');
  });

  it("`joinModules` offers the full name for a name of another module", () => {
    const other = "module: n\ntitle: N\nabout: N.\nvalues: {level: {unit: 1, formula: 1, about: L.}}";
    const here = "module: m\ntitle: M\nabout: M.\nvalues: {own: {unit: 1, formula: level, about: L.}}";
    const [fault] = diagnosticsOfModel([other, here]);
    expect(fault?.help).toBe('Did you mean "n.level"?');
  });

  it("`joinModules` says that a module is missing rather than its name", () => {
    const [fault] = check(`
      ${head}
      values:
        own: {unit: 1, formula: "raphe.firing", about: L.}
                                 ^^^^^^^^^^^^ unknown-name`);
    expect(fault?.message).toContain('no module "raphe"');
  });

  it("`joinModules` takes names of object properties for unknown names", () => {
    check(`
      ${head}
      values:
        a: {unit: 1, formula: "constructor + m.__proto__", about: A.}
                               ^^^^^^^^^^^ unknown-name
                                             ^^^^^^^^^^^ unknown-name`);
  });

  it.each(["t", "pi", "if", "baseline", "gate"])("`joinModules` keeps the name %s for formulas", (name) => {
    const text = `module: m\ntitle: M\nabout: M.\nvalues: {${name}: {unit: 1, formula: 1, about: A.}}`;
    expect(diagnosticsOfModel([text]).map((d) => d.code)).toEqual(["reserved-name"]);
  });

  it("`joinModules` tells both units when a formula has another than declared", () => {
    const [fault] = check(`
      ${head}
      parameters:
        dose: {value: 1, unit: mg, range: [0, 2], tier: assumed, about: D.}
        room: {value: 1, unit: L, range: [0, 2], tier: assumed, about: R.}
      values:
        level: {unit: day, formula: "dose / room", about: L.}
                                    ^^^^^^^^^^^^^ unit-mismatch`);
    expect(fault?.message).toContain("should be time, but its formula is mass/volume");
  });

  it("`joinModules` wants the rate of a state per day", () => {
    check(`
      ${head}
      states:
        x: {unit: mg, initial: 1, rate: "1 - x / x", about: X.}
                                        ^^^^^^^^^^^ unit-mismatch`);
  });

  it("`joinModules` takes time in formulas as a time", () => {
    check(`
      ${head}
      values:
        phase: {unit: 1, formula: "sin(t)", about: P.}
                                       ^ unit-mismatch`);
  });

  it("`readModule` reports a value outside its own range", () => {
    const [fault] = check(`
      ${head}
      parameters:
        gain: {value: 3, unit: 1, range: [0, 2], tier: assumed, about: G.}
                      ^ range
      values:
        g: {unit: 1, formula: gain, about: G.}`);
    expect(fault?.message).toContain("The value 3");
  });

  it("`joinModules` wants initial values of parameters alone", () => {
    check(`
      ${head}
      states:
        x: {unit: 1, initial: 1, rate: (1 - x) / tau, about: X.}
        y: {unit: 1, initial: x * gain, rate: (1 - y) / tau, about: Y.}
                              ^ initial-not-constant
      parameters:
        gain: {value: 1, unit: 1, range: [0, 2], tier: assumed, about: G.}
        tau: {value: 1, unit: day, range: [0, 2], tier: assumed, about: T.}`);
  });

  it("`joinModules` checks rival hypotheses like everything else", () => {
    check(`
      ${head}
      values:
        g: {unit: 1, formula: 1, about: G.}
      hypotheses:
        why:
        ^^^ unknown-choice
          question: Q?
          default: neither
          choices:
            one: {about: O., parameters: {m.gain: 2}}
                                          ^^^^^^ unknown-name
            two: {about: T., formulas: {m.g: "gg + 1", m.h: "1"}}
                                              ^^ unknown-name
                                                            ^^^ unknown-name`);
  });

  it("`joinModules` reports the faults of all modules at once", () => {
    const wrong = (name: string) =>
      `module: ${name}\ntitle: M\nabout: M.\nvalues: {a: {unit: 1, formula: zzz, about: A.}, b: {unit: day, formula: 1, about: B.}}`;
    expect(diagnosticsOfModel([wrong("m"), wrong("n")])).toHaveLength(4);
  });
});
