import { describe, expect, it } from "vitest";
import { parseFormula, printFormula } from "../../../src/expressions/index.ts";
import type { EquationSheet } from "../../../src/studies/equations/types.ts";
import { tellEquations } from "../../../src/studies/index.ts";

// A sheet put down by hand: one module with a state, a value, a contested mechanism, an event and a parameter.

const formula = (text: string) => {
  const read = parseFormula(text);
  if (!("expression" in read)) throw new Error(text);
  return read.expression;
};
const equation = (name: string, kind: "state" | "value" | "effect", text: string, more: object = {}) => ({
  name,
  kind,
  about: `What ${name} is.`,
  unit: "1",
  sources: [] as string[],
  formula: formula(text),
  ...more,
});
const sheet: EquationSheet = {
  title: "Small",
  lead: "What is computed.",
  says: ["One more thing."],
  modules: [
    {
      name: "m",
      title: "Module",
      about: "A module.",
      equations: [
        equation("m.x", "state", "m.push - other.y", {
          unit: "Hz",
          start: "Starts at 1.",
          sources: ["smith", "doe"],
        }),
        equation("m.push", "effect", "2 * m.x"),
      ],
      parameters: [
        {
          name: "m.k",
          about: "Pace.",
          value: 0.1,
          unit: "1/day",
          range: [0, 2],
          tier: "human",
          sources: ["smith", "doe"],
        },
        { name: "m.n", about: "Bend.", value: 2, unit: "1", sources: [] },
      ],
      hypotheses: [
        {
          name: "m.fade",
          question: "Does it fade?",
          choices: [
            {
              name: "yes",
              about: "It does. ",
              isTaken: true,
              sources: ["doe"],
              parameters: [
                { name: "m.k", value: 1 },
                { name: "m.n", value: 3 },
              ],
              equations: [equation("m.z", "value", "m.x + 1", { unit: "mV" })],
            },
            { name: "no", about: "It does not.", isTaken: false, sources: [], parameters: [], equations: [] },
          ],
        },
      ],
      events: ["At once it falls."],
    },
    {
      name: "bare",
      title: "Bare",
      about: "Nothing.",
      equations: [],
      parameters: [],
      hypotheses: [],
      events: [],
    },
  ],
  fixed: [
    { name: "m.push", what: "gate", value: 0.5, unit: "1" },
    { name: "m.x", what: "value at rest", value: 3, unit: "Hz" },
  ],
  doses: [
    { day: 0.123456789, drug: "calmol", mg: 10, isRate: false },
    { day: 1, drug: "calmol", mg: 24, isRate: true },
    { day: 2, drug: "calmol", mg: -24, isRate: true },
  ],
  citations: new Map([["smith", "Smith 2001"]]),
};
const told = tellEquations(sheet);
const section = (title: string) => told.sections.find((one) => one.title === title)!;
const columns = (...names: readonly string[]) => names.map((name) => ({ name, kind: "text" }));

describe("equations, told", () => {
  it("have a section for each module and contested mechanism, then what is to be looked up", () => {
    expect([told.title, told.lead, told.notes, told.answers]).toEqual(["Small", "What is computed.", [], []]);
    expect(told.sections.map(({ title }) => title)).toEqual([
      "Module (m)",
      "Rival hypotheses: m.fade",
      "Gates and values at rest",
      "Doses",
      "Sources",
    ]);
    expect(told.methods).toEqual([
      expect.stringMatching(
        /^Equations are in coherent units \(day, mg, dm, nmol, lux\), rates per day;.*hill/,
      ),
      "One more thing.",
    ]);
    const bare = tellEquations({
      ...sheet,
      fixed: [],
      doses: [],
      citations: new Map(),
      modules: sheet.modules.slice(1),
    });
    expect(bare.sections).toEqual([]);
  });

  it("say of each what it is, where it starts and who says so, under short names", () => {
    const { says, equations } = section("Module (m)");
    expect(says).toEqual(["A module.", "At once it falls."]);
    expect(equations!.map(({ formula: own, ...one }) => ({ ...one, formula: printFormula(own) }))).toEqual([
      {
        name: "x",
        isRate: true,
        says: "x (state, Hz). What m.x is. Starts at 1. [smith, doe]",
        formula: printFormula(formula("push - other.y")),
      },
      {
        name: "push",
        isRate: false,
        says: "push (effect). What m.push is.",
        formula: printFormula(formula("2 * x")),
      },
    ]);
  });

  it("say which hypothesis is taken, what it sets, and what it changes", () => {
    const { says, equations } = section("Rival hypotheses: m.fade");
    expect(says).toEqual([
      "Does it fade?",
      "yes (taken unless another is asked for): It does. It sets m.k = 1 and m.n = 3. [doe]",
      "no: It does not.",
    ]);
    expect(equations!.map((one) => [one.name, one.isRate, one.says, printFormula(one.formula)])).toEqual([
      ["z", false, "Under yes: z (value, mV). What m.z is.", printFormula(formula("x + 1"))],
    ]);
  });

  it("have tables of parameters, gates, doses and sources", () => {
    expect(section("Module (m)").tables).toEqual([
      {
        caption: "Parameters",
        columns: [
          ...columns("parameter", "value", "unit", "range", "tier", "sources"),
          { name: "what it is", kind: "text", isAside: true },
        ],
        rows: [
          ["m.k", "0.1", "1/day", "0 to 2", "human", "smith, doe", "Pace."],
          ["m.n", "2", "", "", undefined, "", "Bend."],
        ],
      },
    ]);
    expect(section("Gates and values at rest").tables).toEqual([
      {
        caption: "Numbers of this person without drug that formulas name, and effects that are not whole",
        columns: columns("name", "what", "value", "unit"),
        rows: [
          ["m.push", "gate", "0.5", ""],
          ["m.x", "value at rest", "3", "Hz"],
        ],
      },
    ]);
    expect(section("Doses").tables).toEqual([
      {
        caption: "What doses add to the amounts, and when",
        columns: columns("day", "drug", "dose"),
        rows: [
          ["0.123457", "calmol", "10 mg"],
          ["1", "calmol", "+24 mg/day that flow"],
          ["2", "calmol", "-24 mg/day that flow"],
        ],
      },
    ]);
    expect(section("Sources").tables).toEqual([
      {
        caption: "What the tables cite",
        columns: columns("source", "citation"),
        rows: [["smith", "Smith 2001"]],
      },
    ]);
  });

  it("are there for machines, with formulas as text under full names", () => {
    expect(told.data).toMatchObject({
      title: "Small",
      modules: [
        {
          name: "m",
          equations: [
            { name: "m.x", kind: "state", unit: "Hz", formula: printFormula(formula("m.push - other.y")) },
            { name: "m.push", formula: printFormula(formula("2 * m.x")) },
          ],
          hypotheses: [
            {
              name: "m.fade",
              choices: [
                { name: "yes", equations: [{ name: "m.z", formula: printFormula(formula("m.x + 1")) }] },
                { name: "no", equations: [] },
              ],
            },
          ],
        },
        { name: "bare" },
      ],
      gates_and_rest: sheet.fixed,
      doses: sheet.doses,
      sources: { smith: "Smith 2001" },
    });
  });
});
