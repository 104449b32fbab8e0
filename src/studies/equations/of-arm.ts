import { type Expression, printFormula, walk } from "../../expressions/index.ts";
import type { ExportedArm } from "../../interchange/index.ts";
import type { Source } from "../../language/index.ts";
import { type FlatEvent, ungated } from "../../model/index.ts";
import type { Experiment, Problem } from "../../scenario/index.ts";
import { plain } from "../../text/index.ts";
import { citationsOf } from "./of-modules.ts";
import type { EquationSheet, SheetEquation, SheetModule, SheetParameter } from "./types.ts";

/**
 * One arm of a scenario as it is integrated: the equations of everything that it takes under the hypotheses that it takes,
 * with the numbers of its person from day 0. Effects that are whole stand as their formulas.
 */
export function sheetOfArm(
  experiment: Experiment,
  problem: Problem,
  arm: ExportedArm,
  sources: ReadonlyMap<string, Source>,
): EquationSheet {
  const { system } = problem;
  const gates = new Map(system.effects.map((name) => [name, problem.gates.get(name) ?? 1]));
  const written = (expression: Expression) => ungated(expression, (name) => gates.get(name) === 1);
  const effectOf = new Map(
    [...experiment.model.entries].flatMap(([name, entry]) =>
      entry.kind === "effect" ? [[name, entry.source] as const] : [],
    ),
  );
  const equations: SheetEquation[] = [
    ...system.states.map(
      (state, i): SheetEquation => ({
        name: state.name,
        kind: "state",
        about: state.about,
        unit: state.unit.text,
        start: `On day 0: ${startOf(arm.states[i]!.initial / state.unit.factor, state.unit.text)}.`,
        sources: [],
        formula: written(state.rate),
      }),
    ),
    ...system.values.map(
      (value): SheetEquation => ({
        name: value.name,
        kind: value.kind,
        about: value.about,
        unit: value.unit.text,
        sources: effectOf.get(value.name)?.sources ?? [],
        formula: written(value.expression),
      }),
    ),
  ];
  const parameters = arm.parameters
    .filter(({ kind }) => kind === "parameter")
    .map(({ name, about, value, unit, evidence }): SheetParameter => {
      const own = (number: number) => shown(number / unit.factor);
      return {
        name,
        about: [about, evidence?.note].filter(Boolean).join(" "),
        value: own(value),
        unit: unit.text,
        range: evidence && [own(evidence.range[0]), own(evidence.range[1])],
        tier: evidence?.tier,
        sources: evidence?.sources ?? [],
      };
    });
  const titles = new Map(experiment.model.modules.map((module) => [module.name, module]));
  const moduleOf = ({ name }: { readonly name: string }) => name.slice(0, Math.max(0, name.indexOf(".")));
  const named = [...new Set([...titles.keys(), ...equations.map(moduleOf)])];
  const modules = named.flatMap((name): SheetModule[] => {
    const own = {
      equations: equations.filter((one) => moduleOf(one) === name),
      parameters: parameters.filter((one) => moduleOf(one) === name),
    };
    if (own.equations.length + own.parameters.length === 0) return [];
    const { title = name, about = "" } = titles.get(name) ?? {};
    const events = (system.events ?? []).filter((event) => moduleOf(event) === name);
    return [{ name, title, about, ...own, hypotheses: [], events: events.map(eventWords) }];
  });
  return {
    title: `${experiment.scenario.title}: ${problem.label}`,
    lead: `${experiment.scenario.question} These are the equations of the arm "${problem.label}": person ${problem.person}, care ${problem.care}, ${problem.duration} days.`,
    says: [
      "An effect that is knocked out in this arm is written with its gate g and its value at rest; every other effect stands as its formula.",
      ...(arm.rivals.length > 0
        ? [`Rival hypotheses that this arm does not take: ${arm.rivals.join(", ")}.`]
        : []),
    ],
    modules,
    fixed: fixedOf(equations, arm),
    doses: arm.doses.map(({ time, drug, amount, isRate }) => ({ day: time, drug, mg: amount, isRate })),
    citations: citationsOf(modules, sources),
  };
}

const eventWords = ({ name, trigger, delay, assign }: FlatEvent): string =>
  `Event ${name}: when ${printFormula(trigger)}${delay ? `, after ${printFormula(delay)} days` : ""}: ${assign
    .map((one) => `${one.name} becomes ${printFormula(one.expression)}`)
    .join("; ")}.`;

/** Values at rest and gates that are left in the formulas. */
function fixedOf(equations: readonly SheetEquation[], { parameters }: ExportedArm): EquationSheet["fixed"] {
  const named = new Set<string>();
  for (const { formula } of equations)
    walk(formula, (part) => {
      if (part.kind === "baseline" || part.kind === "gate") named.add(`${part.kind} of ${part.name}`);
    });
  return parameters
    .filter(({ name, kind }) => kind !== "parameter" && named.has(name))
    .map(({ name, kind, value, unit }) => ({
      name: name.slice(`${kind} of `.length),
      what: kind === "gate" ? "gate" : "value at rest",
      value: shown(value / unit.factor),
      unit: unit.text,
    }));
}

/** Without the digits that a conversion of units adds. */
const shown = (value: number): number => plain(value, 12);

/** Where a state starts; what equilibria leave of nothing is 0. */
const startOf = (value: number, unit: string): string =>
  unit !== "1" ? `${shown(value)} ${unit}` : String(Math.abs(value) < 1e-12 ? 0 : shown(value));
