import { describe, it } from "vitest";
import {
  at,
  compartment,
  event,
  expectClose,
  parameter,
  reaction,
  type ShortSbml,
  sbml,
  species,
} from "../../support/sbml.ts";

// What changes on its own and at once: solutions known in closed form.

describe("rules and initial assignments", () => {
  it("`compileSbml` orders assignment rules and initial assignments by what they read", () => {
    const model: ShortSbml = {
      compartments: [compartment("c", 4)],
      species: [species("S", 'initialConcentration="1"')],
      parameters: [
        parameter("a", 1, false),
        parameter("b", 1, false),
        parameter("k", 9),
        parameter("x", 5, false),
      ],
      rules: { a: ["times", 2, "b"], b: ["plus", "S", 1] },
      initial: { S: ["times", 2, "k"], k: 3, x: ["plus", "a", ["time"]] },
      rates: { x: 0 },
    };
    expectClose(at(model, "S", [1], "amount"), [24]);
    expectClose(at(model, "a", [1]), [14]);
    expectClose(at(model, "x", [1]), [14]);
  });

  it("`compileSbml` freezes an initial assignment from what changes later", () => {
    const model: ShortSbml = {
      parameters: [parameter("x", 1, false), parameter("start", undefined)],
      rates: { x: 1 },
      initial: { start: ["times", 2, "x"] },
    };
    expectClose(at(model, "start", [0, 3]), [2, 2]);
  });

  it("`compileSbml` knows rateOf parameters, amounts and concentrations, also in a growing compartment", () => {
    const model: ShortSbml = {
      compartments: [compartment("c", 1, false)],
      species: [species("S", 'initialAmount="2"')],
      parameters: [parameter("k", 3), parameter("y", undefined, false), parameter("z", undefined, false)],
      rates: { c: 2 },
      reactions: [reaction("r", { to: ["S"], law: "k" })],
      rules: { y: ["rateOf", "S"], z: ["rateOf", "k"] },
    };
    // S = (2 + 3 t) / (1 + 2 t), S' = -1 / (1 + 2 t)^2
    expectClose(at(model, "y", [0, 1]), [-1, -1 / 9]);
    expectClose(at(model, "z", [1]), [0]);
  });

  it("`compileSbml` reads Level 2 with its defaults, stoichiometryMath among them", () => {
    const text = sbml(
      {
        compartments: ['<compartment id="c" size="2"/>'],
        species: [species("P", 'initialAmount="0"')],
        parameters: ['<parameter id="k" value="1"/>'],
        reactions: [
          reaction("r", { to: ["P"], law: "k" }).replace(
            /<speciesReference[^>]*\/>/,
            `<speciesReference species="P"><stoichiometryMath><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><cn>3</cn><ci>k</ci></apply></math></stoichiometryMath></speciesReference>`,
          ),
        ],
        events: [event(["gt", ["time"], 1], { k: 2 })].map((text) =>
          text.replace("<event ", '<event id="e" '),
        ),
      },
      2,
      4,
    );
    expectClose(at(text, "P", [1, 2], "amount"), [3, 3 + 12]);
  });
});

describe("events", () => {
  const clock: ShortSbml = {
    parameters: [parameter("x", 0, false), parameter("n", 0, false), parameter("m", 0, false)],
    rates: { x: 1 },
  };
  it("`compileSbml` keeps delay, priority, persistence, initial value and the time of values", () => {
    const n = (...events: string[]) => at({ ...clock, events }, "n", [3])[0]!;
    const late = ["gt", "x", 1] as const;
    expectClose([n(event(late, { n: "x" }, { delay: 1 }))], [1]);
    expectClose(
      [n(event(late, { n: "x" }, { delay: 1, attributes: 'useValuesFromTriggerTime="false"' }))],
      [2],
    );
    const window = ["and", ["gt", "x", 1], ["lt", "x", 1.5]] as const;
    expectClose([n(event(window, { n: 1 }, { delay: 1 }))], [1]);
    expectClose([n(event(window, { n: 1 }, { delay: 1, flags: 'persistent="false"' }))], [0]);
    expectClose([n(event(["geq", "x", 0], { n: 1 }, {}))], [0]);
    expectClose([n(event(["geq", "x", 0], { n: 1 }, { flags: 'initialValue="false"' }))], [1]);
    const execution = 'useValuesFromTriggerTime="false"';
    const ranked = (first: number, second: number) =>
      n(
        event(late, { n: ["plus", ["times", 10, "n"], 1] }, { priority: first, attributes: execution }),
        event(late, { n: ["plus", ["times", 10, "n"], 2] }, { priority: second, attributes: execution }),
      );
    expectClose([ranked(1, 2), ranked(2, 1)], [21, 12]);
  });

  it("`compileSbml` assigns everything of an event at once", () => {
    const model = { ...clock, events: [event(["gt", "x", 1], { n: ["plus", "m", 1], m: ["plus", "n", 2] })] };
    expectClose(at(model, "n", [2]), [1]);
    expectClose(at(model, "m", [2]), [2]);
  });
});
