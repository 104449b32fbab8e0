import { describe, expect, it } from "vitest";
import { readSbml } from "../../../src/interchange/index.ts";
import { compileSbml, withValues } from "../../../src/interchange/sbml/program.ts";
import {
  at,
  compartment,
  event,
  expectClose,
  parameter,
  programOf,
  reaction,
  type Short,
  type ShortSbml,
  sbml,
  species,
} from "../../support/sbml.ts";

// Documents whose solutions are known in closed form, one feature each.

const decay: ShortSbml = {
  compartments: [compartment("c", 2)],
  species: [
    species("S", 'initialConcentration="3" hasOnlySubstanceUnits="false"'),
    species("P", 'initialAmount="0"'),
  ],
  parameters: [parameter("k", 0.5)],
  reactions: [reaction("r", { from: ["S"], to: ["P"], law: ["times", "c", "k", "S"] })],
};

describe("species", () => {
  it("`compileSbml` keeps amounts and concentrations apart in a compartment that is not of size 1", () => {
    const left = Math.exp(-0.5);
    expectClose(at(decay, "S", [0, 1], "concentration"), [3, 3 * left]);
    expectClose(at(decay, "S", [0, 1], "amount"), [6, 6 * left]);
    expectClose(at(decay, "P", [1], "amount"), [6 - 6 * left]);
    expectClose(at(decay, "r", [1]), [3 * left]);
  });

  it("`compileSbml` reads a species of only substance units as its amount", () => {
    const model: ShortSbml = {
      ...decay,
      species: [species("S", 'initialConcentration="3" hasOnlySubstanceUnits="true"')],
      reactions: [reaction("r", { from: ["S"], law: ["times", "k", "S"] })],
    };
    expectClose(at(model, "S", [0, 1]), [6, 6 * Math.exp(-0.5)]);
    expectClose(at(model, "S", [1], "concentration"), [3 * Math.exp(-0.5)]);
  });

  it("`compileSbml` lets reactions leave boundary and constant species as they are", () => {
    for (const attribute of ['boundaryCondition="true"', 'constant="true"'])
      expectClose(
        at(
          {
            ...decay,
            species: [
              species("S", `initialConcentration="3" ${attribute}`),
              species("P", 'initialAmount="0"'),
            ],
          },
          "P",
          [2],
          "amount",
        ),
        [6],
      );
  });

  it("`compileSbml` multiplies changes by conversion factors, the species' own before the model's", () => {
    const factors = { ...decay, parameters: [...decay.parameters!, parameter("f", 10), parameter("g", 7)] };
    expectClose(at({ ...factors, attributes: 'conversionFactor="f"' }, "S", [0.1], "amount"), [
      6 * Math.exp(-0.5),
    ]);
    const own = [decay.species![0]!, species("P", 'initialAmount="0" conversionFactor="g"')];
    expectClose(at({ ...factors, species: own }, "P", [1], "amount"), [7 * 6 * (1 - Math.exp(-0.5))]);
  });

  it("`compileSbml` keeps amounts when compartments grow by a rate, a rule or an event", () => {
    const still: ShortSbml = {
      compartments: [compartment("c", 2, false)],
      species: [species("S", 'initialAmount="6"')],
    };
    expectClose(at({ ...still, rates: { c: 1 } }, "S", [0, 2]), [3, 1.5]);
    expectClose(at({ ...still, rules: { c: ["plus", 2, ["time"]] } }, "S", [0, 1]), [3, 2]);
    expectClose(at({ ...still, events: [event(["geq", ["time"], 1], { c: 3 })] }, "S", [0.5, 1.5]), [3, 2]);
    expectClose(at({ ...still, rates: { c: 1 } }, "S", [2], "amount"), [6]);
  });

  it("`compileSbml` gives a concentration with a rate of its own the rate, and the amount to an event that resizes", () => {
    const model: ShortSbml = {
      compartments: [compartment("c", 2, false)],
      species: [species("S", 'initialConcentration="3"')],
      rates: { S: 1 },
      events: [event(["geq", ["time"], 1], { c: 8 })],
    };
    expectClose(at(model, "S", [0.5, 1.5]), [3.5, 1.5]);
  });

  it("`compileSbml` sets a concentration by the size before an event that also resizes", () => {
    const model: ShortSbml = {
      compartments: [compartment("c", 2, false)],
      species: [species("S", 'initialConcentration="3"')],
      events: [event(["geq", ["time"], 1], { c: 8, S: 4 })],
    };
    expectClose(at(model, "S", [1.5], "amount"), [8]);
    expectClose(at(model, "S", [1.5]), [1]);
  });

  it("`compileSbml` knows compartments without dimensions, where only amounts are", () => {
    const model: ShortSbml = {
      compartments: ['<compartment id="c" spatialDimensions="0" constant="true"/>'],
      species: [species("S", 'initialAmount="6"')],
      rates: { S: ["minus", "S"] },
    };
    expectClose(at(model, "S", [1], "amount"), [6 / Math.E]);
    expect(() =>
      programOf(sbml(model))
        .run({ times: [1] })
        .series("S", "concentration"),
    ).toThrow("invalid id: S; expected a species with a concentration");
  });
});

describe("reactions", () => {
  it("`compileSbml` reads fixed, assigned and changing stoichiometries, and their ids in formulas", () => {
    const make = (reference: string, rest: Partial<ShortSbml> = {}): ShortSbml => ({
      compartments: [compartment("c", 1)],
      species: [species("P", 'initialAmount="0"')],
      parameters: [parameter("x", 0, false)],
      reactions: [reaction("r", { to: [reference], law: 1 })],
      ...rest,
    });
    expectClose(at(make('species="P" stoichiometry="2.5" constant="true"'), "P", [2]), [5]);
    const named = 'id="n" species="P" stoichiometry="2" constant="false"';
    expectClose(at(make(named, { rules: { x: ["times", 2, "n"] } }), "x", [1]), [4]);
    expectClose(at(make(named, { initial: { n: 3 } }), "P", [2]), [6]);
    expectClose(at(make(named, { rules: { n: ["time"] } }), "P", [2]), [2]);
    expectClose(at(make(named, { rates: { n: 1 } }), "P", [2]), [6]);
    expectClose(at(make(named, { events: [event(["gt", ["time"], 1], { n: 5 })] }), "P", [2]), [7]);
  });

  it("`compileSbml` lets local parameters hide those of the model, in their own reaction only", () => {
    const model: ShortSbml = {
      compartments: [compartment("c", 1)],
      species: [species("A", 'initialAmount="0"'), species("B", 'initialAmount="0"')],
      parameters: [parameter("k", 1)],
      reactions: [
        reaction("r", {
          to: ["A"],
          law: "k",
          locals: '<listOfLocalParameters><localParameter id="k" value="3"/></listOfLocalParameters>',
        }),
        reaction("s", { to: ["B"], law: "k" }),
      ],
    };
    expectClose(at(model, "A", [2]), [6]);
    expectClose(at(model, "B", [2]), [2]);
  });

  it("`compileSbml` takes a reaction of a species with itself, and one in many reactions", () => {
    const many = Array.from({ length: 150 }, (_, i) => reaction(`r${i}`, { to: ["S"], law: 1 }));
    const model: ShortSbml = {
      compartments: [compartment("c", 1)],
      species: [species("S", 'initialAmount="1"')],
      reactions: [
        ...many,
        reaction("auto", { from: ["S"], to: ['species="S" stoichiometry="2" constant="true"'], law: "S" }),
      ],
    };
    expectClose(at(model, "S", [1]), [151 * Math.E - 150]);
  });
});

describe("formulas", () => {
  const value = (short: Short, parameters: string[] = []): number =>
    at({ parameters: [parameter("y", undefined, false), ...parameters], rules: { y: short } }, "y", [2])[0]!;
  it.each<[Short, number]>([
    [["plus"], 0],
    [["plus", 1, 2, 3], 6],
    [["times"], 1],
    [["times", 2, 3, 4], 24],
    [["minus", 3], -3],
    [["divide", 1, 4], 0.25],
    [["power", ["minus", 2], 2], 4],
    [["root", 9], 3],
    [["root", ["degree", 3], 8], 2],
    [["log", 100], 2],
    [["log", ["logbase", 2], 8], 3],
    [["ln", ["exponentiale"]], 1],
    [["min", 3, 1, 2], 1],
    [["max", 3], 3],
    [["quotient", -7, 2], -3],
    [["rem", -7, 2], -1],
    [["floor", -1.5], -2],
    [["ceiling", -1.5], -1],
    [["factorial", 5], 120],
    [["factorial", ["plus", 1, ["time"]]], 6],
    [["arcsin", 1], Math.PI / 2],
    [["arccos", 0.5], Math.acos(0.5)],
    [["arctan", -3], Math.atan(-3)],
    [["arcsinh", -20], Math.asinh(-20)],
    [["arccosh", 2], Math.acosh(2)],
    [["arctanh", 0.3], Math.atanh(0.3)],
    [["arcsech", 0.3], Math.acosh(1 / 0.3)],
    [["sec", 1], 1 / Math.cos(1)],
    [["coth", 1], 1 / Math.tanh(1)],
    [["avogadro"], 6.02214179e23],
    [["pi"], Math.PI],
    [["infinity"], Number.POSITIVE_INFINITY],
    [["and"], 1],
    [["or"], 0],
    [["xor", ["true"], ["true"], ["true"]], 1],
    [["implies", ["true"], ["false"]], 0],
    [["eq", 1, 1, 1], 1],
    [["lt", 1, 2, 2], 0],
    [["leq", 1, 2, 2], 1],
    [["plus", ["true"], 1], 2],
    [["piecewise", 1, ["gt", ["time"], 3], 2, ["gt", ["time"], 1], 3], 2],
    [["piecewise", 1, ["gt", ["time"], 3], 7], 7],
    [["not", 0], 1],
  ])("`Formulas` computes %j as %d", (short, expected) => {
    expectClose([value(short)], [expected], 12);
  });

  it("`Formulas` gives no number where no piece holds", () => {
    expect(value(["piecewise", 1, ["gt", ["time"], 3]])).toBeNaN();
  });

  it("`Formulas` writes function definitions in, arguments hiding ids of the model", () => {
    const model: ShortSbml = {
      functions: {
        f: ["lambda", "x", "y", ["minus", "x", "y"]],
        g: ["lambda", "y", ["call", "f", ["times", 2, "y"], 1]],
      },
      parameters: [parameter("y", 10), parameter("z", undefined, false)],
      rules: { z: ["plus", ["call", "g", 4], "y"] },
    };
    expectClose(at(model, "z", [1]), [17]);
  });

  it("`Formulas` writes all arguments of a call in at once, whatever ids of the model they are", () => {
    const functions: ShortSbml["functions"] = {
      f: ["lambda", "x", "y", ["minus", "x", "y"]],
      g: ["lambda", "x", "y", ["call", "f", "y", ["plus", "x", "y"]]],
    };
    const [x, y] = [3, 5];
    const calls: [Short, number][] = [
      [["call", "f", "y", "x"], y - x],
      [["call", "f", ["plus", "x", "y"], ["minus", "x"]], x + y + x],
      [["call", "f", ["call", "f", "y", "x"], "y"], y - x - y],
      [["call", "g", "y", "x"], x - (y + x)],
    ];
    for (const [rule, expected] of calls) {
      const parameters = [parameter("x", x), parameter("y", y), parameter("z", undefined, false)];
      expectClose(at({ functions, parameters, rules: { z: rule } }, "z", [0]), [expected]);
    }
  });

  it("`Formulas` reads all forms of numbers", () => {
    const model = sbml({ parameters: [parameter("y", undefined, false)], rules: { y: 12345 } });
    const number = (cn: string) => at(model.replace("<cn>12345</cn>", cn), "y", [0])[0];
    expect(number('<cn type="e-notation"> 2.5 <sep/> -3 </cn>')).toBe(0.0025);
    expect(number('<cn type="rational">1<sep/>8</cn>')).toBe(0.125);
    expect(number('<cn type="integer"> -7 </cn>')).toBe(-7);
  });

  it("`compileSbml` takes ids that are words of ours", () => {
    const ids = [
      "t",
      "time",
      "pi",
      "inf",
      "true",
      "if",
      "baseline",
      "not",
      "NaN",
      "exp",
      "constructor",
      "e",
      "i",
    ];
    const model: ShortSbml = {
      parameters: [...ids.map((id, i) => parameter(id, i + 1)), parameter("sum", undefined, false)],
      rules: { sum: ["plus", ...ids, ["time"]] },
    };
    expectClose(at(model, "sum", [1]), [(ids.length * (ids.length + 1)) / 2 + 1]);
  });
});

describe("running", () => {
  it("`SbmlProgram.run` takes other values by SBML id, in the terms of the document", () => {
    const program = programOf(sbml(decay));
    const run = program.run({
      times: [1],
      set: new Map([
        ["k", 2],
        ["S", 5],
      ]),
      rtol: 1e-9,
    });
    expectClose([...run.series("S")], [5 * Math.exp(-2)]);
    expect(() => program.run({ times: [1], set: new Map([["r", 2]]) })).toThrow("invalid set: r; expected");
  });

  it("`withValues` changes the document, initial assignments included", () => {
    const model = readSbml("a.xml", sbml({ ...decay, initial: { k: 7, S: 1 } })).value!;
    const changed = compileSbml(
      withValues(
        model,
        new Map([
          ["k", 2],
          ["S", 5],
        ]),
      ),
    ).value!;
    expectClose([...changed.run({ times: [1], rtol: 1e-9 }).series("S")], [5 * Math.exp(-2)]);
  });

  it("`compileSbml` runs on generated WebAssembly", () => {
    expect(programOf(sbml(decay)).compiled.path).toBe("wasm");
  });
});
