import {
  column,
  type Document,
  type Equation,
  type Section,
  type Table,
  type TableColumn,
  tabulated,
} from "../../document/index.ts";
import { type Expression, printFormula, rewrite } from "../../expressions/index.ts";
import { listed, present, unitAfter } from "../../text/index.ts";
import type { EquationSheet, SheetChoice, SheetEquation, SheetModule, SheetParameter } from "./types.ts";

/** Equations as a document: a section for each module, then what is fixed, doses, and the sources in full. */
export function tellEquations(sheet: EquationSheet): Document {
  const { title, lead, says, modules } = sheet;
  return {
    title,
    lead,
    notes: [],
    answers: [],
    sections: [...modules.flatMap(moduleSections), ...lists(sheet)].filter(
      ({ equations = [], tables = [] }) => equations.length + tables.flatMap(({ rows }) => rows).length > 0,
    ),
    methods: [
      "Equations are in coherent units (day, mg, dm, nmol, lux), rates per day; tables give each number in its own unit. In the section of a module its names stand without the module's. hill(x, half, n) is x^n / (half^n + x^n), and 0 below x = 0.",
      ...says,
    ],
    data: dataOf(sheet),
  };
}

/** What stands at the end, to be looked up. */
function lists({ fixed, doses, citations }: EquationSheet): Section[] {
  const list = (title: string, caption: string, names: readonly string[], rows: Table["rows"]): Section => ({
    title,
    tables: [{ caption, columns: names.map((name): TableColumn => ({ name, kind: "text" })), rows }],
  });
  return [
    list(
      "Gates and values at rest",
      "Numbers of this person without drug that formulas name, and effects that are not whole",
      ["name", "what", "value", "unit"],
      fixed.map(({ name, what, value, unit }) => [name, what, String(value), unitAfter(unit).trim()]),
    ),
    list(
      "Doses",
      "What doses add to the amounts, and when",
      ["day", "drug", "dose"],
      doses.map(({ day, drug, mg, isRate }) => [
        String(Number(day.toPrecision(6))),
        drug,
        isRate ? `${mg > 0 ? "+" : ""}${mg} mg/day that flow` : `${mg} mg`,
      ]),
    ),
    list("Sources", "What the tables cite", ["source", "citation"], [...citations]),
  ];
}

/** A module, and each of its contested mechanisms under a heading of its own. */
function moduleSections(module: SheetModule): Section[] {
  const { name, title, about, equations, parameters, hypotheses, events } = module;
  return [
    {
      title: `${title} (${name})`,
      says: [about, ...events],
      equations: equations.map((one) => equationOf(one, name)),
      tables: [parameterTable(parameters)],
    },
    ...hypotheses.map(({ name: hypothesis, question, choices }) => ({
      title: `Rival hypotheses: ${hypothesis}`,
      says: [question, ...choices.map(choiceWords)],
      equations: choices.flatMap((choice) =>
        choice.equations.map((one) => equationOf(one, name, `Under ${choice.name}: `)),
      ),
    })),
  ];
}

function equationOf(one: SheetEquation, module: string, before = ""): Equation {
  const { name, kind, about, unit, start, sources, formula } = one;
  return {
    name: within(name, module),
    isRate: kind === "state",
    formula: shortened(formula, module),
    says: present(
      `${before}${within(name, module)} (${kind}${unit === "1" ? "" : `, ${unit}`}). ${about}`,
      start,
      sources.length > 0 && `[${sources.join(", ")}]`,
    ).join(" "),
  };
}

const within = (name: string, module: string) =>
  name.startsWith(`${module}.`) ? name.slice(module.length + 1) : name;

/** In the section of a module its own names are short. */
const shortened = (formula: Expression, module: string): Expression =>
  rewrite(formula, (part) => ("name" in part ? { ...part, name: within(part.name, module) } : part));

function choiceWords({ name, about, isTaken, sources, parameters }: SheetChoice): string {
  const sets = parameters.map((one) => `${one.name} = ${one.value}`);
  return present(
    `${name}${isTaken ? " (taken unless another is asked for)" : ""}: ${about.trim()}`,
    sets.length > 0 && `It sets ${listed(sets)}.`,
    sources.length > 0 && `[${sources.join(", ")}]`,
  ).join(" ");
}

const parameterTable = (parameters: readonly SheetParameter[]): Table => ({
  caption: "Parameters",
  ...tabulated(parameters, [
    column.text("parameter", (one) => one.name),
    column.text("value", (one) => String(one.value)),
    column.unit((one) => one.unit),
    column.text("range", ({ range }) => (range ? `${range[0]} to ${range[1]}` : "")),
    column.text("tier", (one) => one.tier),
    column.text("sources", (one) => one.sources.join(", ")),
    column.text("what it is", (one) => one.about, { isAside: true }),
  ]),
});

/** The same for machines: formulas as text, under full names. */
const dataOf = ({ title, modules, fixed, doses, citations }: EquationSheet) => {
  const plain = (one: SheetEquation) => ({ ...one, formula: printFormula(one.formula) });
  return {
    title,
    modules: modules.map((module) => ({
      ...module,
      equations: module.equations.map(plain),
      hypotheses: module.hypotheses.map((hypothesis) => ({
        ...hypothesis,
        choices: hypothesis.choices.map((one) => ({ ...one, equations: one.equations.map(plain) })),
      })),
    })),
    gates_and_rest: fixed,
    doses,
    sources: Object.fromEntries(citations),
  };
};
