import { describe, expect, it } from "vitest";
import { imported } from "../../../bench/interchange/round-trip.ts";
import { compile } from "../../../src/compile/index.ts";
import { readSbml } from "../../../src/interchange/index.ts";
import { translateSbml } from "../../../src/interchange/sbml/translate.ts";
import { simulate } from "../../../src/simulation/index.ts";
import {
  at,
  compartment,
  event,
  expectClose,
  faultsOf,
  parameter,
  programOf,
  reaction,
  type ShortSbml,
  sbml,
  species,
} from "../../support/sbml.ts";

// What documents seldom say, with values known in closed form.

describe("quantities that start as no finite number", () => {
  it("`compileSbml` gives them as that until an event assigns to them", () => {
    const clock = {
      parameters: [parameter("x", undefined, false), parameter("y", 1, false)],
      rates: { y: 1 },
    };
    const late = { ...clock, events: [event(["geq", "y", 3], { x: 2 })] };
    expectClose(at(late, "x", [0, 1, 3]), [Number.NaN, Number.NaN, 2]);
    expectClose(at(late, "y", [3]), [4]);
    const infinite = {
      ...late,
      parameters: ['<parameter id="x" value="-INF" constant="false"/>', clock.parameters[1]!],
    };
    expectClose(at(infinite, "x", [0, 3]), [Number.NEGATIVE_INFINITY, 2]);
  });

  it("`compileSbml` lets them move from where an event at the beginning puts them", () => {
    const model: ShortSbml = {
      compartments: [compartment("c", 2)],
      species: [species("S", ""), species("T", 'initialAmount="0"')],
      reactions: [reaction("r", { from: ["S"], to: ["T"], law: ["times", "c", "S"] })],
      events: [event(["true"], { S: 3 }, { flags: 'initialValue="false"' })],
    };
    expectClose(at(model, "S", [0, 1]), [3, 3 / Math.E]);
    expectClose(at(model, "T", [1], "amount"), [6 - 6 / Math.E]);
  });

  it("`compileSbml` runs beside a boundary species that has no value", () => {
    const model: ShortSbml = {
      compartments: [compartment("c", 1)],
      species: [species("S", 'boundaryCondition="true"'), species("T", 'initialAmount="1"')],
      reactions: [reaction("r", { from: ["T"], to: ["S"], law: "T" })],
    };
    expectClose(at(model, "T", [1]), [1 / Math.E]);
    expectClose(at(model, "S", [1]), [Number.NaN]);
  });
});

describe("delays of events and changing compartments", () => {
  const growing: ShortSbml = {
    compartments: [compartment("c", 1, false)],
    species: [species("S", 'initialConcentration="1" hasOnlySubstanceUnits="false"')],
    parameters: [parameter("k", 1, false)],
    rates: { c: 1, k: 1 },
  };
  it("`compileSbml` assigns a concentration of the trigger's time to the compartment as it is when it is executed", () => {
    const model = {
      ...growing,
      events: [event(["geq", ["time"], 1], { S: ["times", 5, "k"] }, { delay: 2 })],
    };
    // k is 2 at the trigger; the size is 4 at the execution, 5 a unit of time later.
    expectClose(at(model, "S", [3, 4]), [10, 8]);
    expectClose(at(model, "S", [4], "amount"), [40]);
  });

  it("`compileSbml` keeps the amount behind a concentration with a rate when a late event resizes its compartment", () => {
    const model: ShortSbml = {
      ...growing,
      rates: { c: 1, S: 0 },
      events: [event(["geq", ["time"], 1], { c: 8 }, { delay: 2 })],
    };
    expectClose(at(model, "S", [2, 3]), [1, 0.5]);
  });
});

describe("rateOf", () => {
  const line: ShortSbml = {
    parameters: [parameter("x", 1, false), parameter("k", 0, false), parameter("first", undefined)],
    rates: { x: ["times", 2, "x"] },
    initial: { first: ["rateOf", "x"] },
  };
  it("`compileSbml` knows it in initial assignments, rates, events and laws", () => {
    expectClose(at(line, "first", [0, 1]), [2, 2]);
    expectClose(at({ ...line, rates: { x: 2, k: ["times", 2, ["rateOf", "x"]] } }, "k", [1]), [4]);
    expectClose(
      at({ ...line, events: [event(["gt", ["rateOf", "x"], 4], { k: ["rateOf", "x"] })] }, "k", [1]),
      [4],
    );
    const law: ShortSbml = {
      compartments: [compartment("c", 2)],
      species: [species("T", 'initialAmount="0"')],
      parameters: [parameter("x", 1, false)],
      rates: { x: 2 },
      reactions: [reaction("r", { to: ["T"], law: ["rateOf", "x"] })],
    };
    expectClose(at(law, "T", [3], "amount"), [6]);
  });

  it("`Formulas` takes it of an argument of a function that is a name, and refuses it of a formula", () => {
    const functions: ShortSbml["functions"] = { f: ["lambda", "a", ["times", 3, ["rateOf", "a"]]] };
    expectClose(at({ ...line, functions, rules: { k: ["call", "f", "x"] } }, "k", [0]), [6]);
    expect(faultsOf(sbml({ ...line, functions, rules: { k: ["call", "f", ["plus", "x", 1]] } }))).toEqual([
      "Not supported: the rate of a formula.",
    ]);
  });
});

describe("parts that Level 3 Version 2 lets be empty", () => {
  it("`readSbml` takes functions without arguments, events without triggers, assignments without formulas", () => {
    const k = parameter("k", 1, false);
    expectClose(
      at({ functions: { f: ["lambda", 7] }, parameters: [k], rules: { k: ["call", "f"] } }, "k", [0]),
      [7],
    );
    const empty =
      '<event useValuesFromTriggerTime="true"><listOfEventAssignments><eventAssignment variable="k"/></listOfEventAssignments></event>';
    expectClose(at({ parameters: [k], rates: { k: 1 }, events: [empty] }, "k", [1]), [2]);
    const rules = '<listOfRules><assignmentRule variable="k"/><rateRule variable="k"/></listOfRules>';
    expectClose(at({ parameters: [k], rest: rules }, "k", [1]), [1]);
    expectClose(at({ parameters: [k], rest: "<listOfReactions/><listOfEvents/>" }, "k", [1]), [1]);
  });

  it("`compileSbml` takes 1 for a stoichiometry that nothing gives, named or not", () => {
    const make = (reference: string): ShortSbml => ({
      compartments: [compartment("c", 1)],
      species: [species("P", 'initialAmount="1"')],
      reactions: [reaction("r", { to: [reference], law: 1 })],
    });
    for (const id of ["", 'id="n" '])
      expectClose(at(make(`${id}species="P" constant="false"`), "P", [1]), [2]);
  });

  it("`compileSbml` reads triggers that are numbers, names and pieces", () => {
    const fires = (trigger: Parameters<typeof event>[0], more: Partial<ShortSbml> = {}) =>
      at(
        {
          parameters: [parameter("k", 0, false), parameter("b", 0, false)],
          ...more,
          events: [event(trigger, { k: 3 })],
        },
        "k",
        [0.9, 1.5],
      );
    expect(fires(["floor", ["time"]])).toEqual([0, 3]);
    expect(fires("b", { rules: { b: ["gt", ["time"], 1] } })).toEqual([0, 3]);
    expect(fires(["piecewise", 1, ["gt", ["time"], 1], 0])).toEqual([0, 3]);
  });
});

describe("formulas that are too long for a module file", () => {
  it("`sbmlFolder` cuts them into named values, which give the same numbers", () => {
    const terms = Array.from({ length: 600 }, (_, i) => ["times", "k", ["power", "x", (i % 3) + 1]] as const);
    const text = sbml({
      attributes: 'timeUnits="day"',
      parameters: [
        parameter("x", 3, false),
        parameter("k", 0.001),
        parameter("y", 0, false),
        parameter("z", 0, false),
        parameter("n", 0, false),
      ],
      rules: { y: ["plus", ...terms], z: ["plus", 1, "y"] },
      rates: { x: ["times", ["minus", "k"], ["plus", ...terms]] },
      events: [
        event(["gt", ["plus", ["time"], ["times", 0, ["plus", ...terms]]], 1], { n: ["plus", ...terms] }),
      ],
    })
      .replace('timeUnits="day"', 'timeUnits="d"')
      .replace(
        "<listOfParameters>",
        '<listOfUnitDefinitions><unitDefinition id="d"><listOfUnits><unit kind="second" exponent="1" scale="0" multiplier="86400"/></listOfUnits></unitDefinition></listOfUnitDefinitions><listOfParameters>',
      );
    const times = [0, 1.5, 2];
    const direct = programOf(text).run({ times, rtol: 1e-9 });
    const problem = imported(text, 2).problems[0]!;
    const back = simulate(problem, compile(problem.system), { sampleEvery: 0.5, rtol: 1e-9 });
    for (const id of ["x", "y", "z", "n"]) {
      const { values } = back.columns.get(`m.${id}`)!;
      expectClose(
        times.map((time) => values[back.times.indexOf(time)]!),
        [...direct.series(id)],
      );
    }
  });
});

describe("a stoichiometry that follows its own species", () => {
  it("`compileSbml` reads species, rates of reactions and sizes in rules of stoichiometries", () => {
    const model: ShortSbml = {
      compartments: [compartment("c", 1)],
      species: [species("P", 'initialAmount="1"')],
      reactions: [reaction("r", { to: ['id="n" species="P" constant="false"'], law: 1 })],
      rules: { n: ["times", 2, "P", "c", "r"] },
    };
    expectClose(at(model, "P", [1]), [Math.E ** 2]);
  });
});

describe("numbers that a document gives no range for", () => {
  it("vary by a factor of two, and what starts at 0 as far up as the largest of what starts otherwise", () => {
    const model = readSbml(
      "m.xml",
      sbml({
        compartments: [compartment("c", 1)],
        species: [
          species("A", 'initialAmount="0.0002" hasOnlySubstanceUnits="true"'),
          species("B", 'initialAmount="0" hasOnlySubstanceUnits="true"'),
        ],
        parameters: [parameter("k", 0.5, true)],
        reactions: [reaction("r", { from: ["A"], to: ["B"], law: ["times", "k", "A"] })],
      }),
    ).value!;
    const { parameters } = translateSbml(model).value!.module;
    const of = (name: string) => parameters.find((one) => one.name === name)!;
    expect(of("k").range).toEqual([0.25, 1]);
    expect(of("A_initial").range).toEqual([0.0001, 0.0004]);
    expect(of("B_initial").range).toEqual([0, 0.0002]);
    expect(of("B_initial").note).toBe("SBML gives no range; up to 0.0002 is assumed.");
  });
});
