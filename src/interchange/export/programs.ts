import { type CompiledSystem, layoutOf, systemGraph } from "../../compile/index.ts";
import { figureFoot, type Provenance } from "../../document/index.ts";
import { printC } from "../c.ts";
import { approximated, type Conversion, dropped, ofAny } from "../losses.ts";
import type { ExportedArm } from "./arm.ts";
import { digits } from "./mathml.ts";
import { conversionsOf, equationsOfArm } from "./sbml.ts";
import { antimonyWords, cWords, worded } from "./words.ts";

interface NamedProgram {
  readonly text: string;
  readonly conversions: readonly Conversion[];
}

/** What computes passes; what is said of the numbers does not. */
function programConversions(arm: ExportedArm, target: string, hasEvents = false): Conversion[] {
  return [
    ...conversionsOf(hasEvents ? arm : { ...arm, events: [], changes: [] })
      .filter(({ how }) => !how.includes("annotations of the model") && !how.includes("named in annotations"))
      .map((one) => ({ ...one, how: "numbers and formulas" })),
    dropped("evidence, ranges and notes of the parameters", `${target} has no place for them`),
    ...ofAny(dropped, arm.measures, "measures", `${target} has none`),
    ...ofAny(dropped, arm.rivals, "rival hypotheses", equationsOfArm),
  ];
}

/** What a target has no events for. */
const withoutEvents = ({ events, changes }: ExportedArm, how: string): Conversion[] => [
  ...ofAny(dropped, events, "events", how),
  ...ofAny(dropped, changes, "changes of parameters", how),
];

/** What stands at the head of a program, in lines: what it is, in which units, and where it comes from. */
const heading = (arm: ExportedArm, origin: Provenance | undefined): string[] => [
  `${arm.scenario.title}: arm ${arm.label}, person ${arm.person}, care ${arm.care}, ${arm.duration} days`.replace(
    /\s+/g,
    " ",
  ),
  "Units: day, mg, dm, nmol, lux.",
  ...(origin ? figureFoot(origin).split("\n") : []),
];

/** Antimony, for Tellurium and what reads it. */
export function toAntimony(arm: ExportedArm, origin?: Provenance): NamedProgram {
  const formula = (expression: Parameters<typeof worded>[0]) => worded(expression, antimonyWords);
  const lines = [
    ...heading(arm, origin).map((line) => `// ${line}`),
    `model *${arm.scenario.id.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d)/, "_")}()`,
    ...arm.parameters.map(
      ({ id, value, about, unit }) => `  ${id} = ${digits(value)}; // ${about} (${unit.text})`,
    ),
    ...arm.states.map(({ id, initial, about }) => `  ${id} = ${digits(initial)}; // ${about}`),
    ...arm.values.map(({ id, expression }) => `  ${id} := ${formula(expression)};`),
    ...arm.states.map(({ id, rate }) => `  ${id}' = ${formula(rate)};`),
    ...arm.doses.map(
      ({ state, time, amount }, i) =>
        `  dose_${i + 1}: at (time >= ${digits(time)}), t0=false, fromTrigger=false: ${state} = ${state} + ${digits(amount)};`,
    ),
    ...arm.changes.map(
      ({ time, puts }, i) =>
        `  change_${i + 1}: at (time >= ${digits(time)}), t0=false, fromTrigger=false: ${puts.map(({ state, value }) => `${state} = ${digits(value)}`).join(", ")};`,
    ),
    ...arm.events.map((event, i) => {
      const options = [
        `t0=${event.initially}`,
        `persistent=${event.persistent}`,
        `fromTrigger=${event.evaluate === "trigger"}`,
        ...(event.priority ? [`priority=${formula(event.priority)}`] : []),
      ].join(", ");
      const assign = event.assign.map((one) => `${one.id} = ${formula(one.expression)}`).join(", ");
      return `  event_${i + 1}: at ${event.delay ? `${formula(event.delay)} after ` : ""}(${formula(event.trigger)}), ${options}: ${assign};`;
    }),
    "end",
  ];
  return { text: `${lines.join("\n")}\n`, conversions: programConversions(arm, "Antimony", true) };
}

/** An mrgsolve model; doses are given as data when it is run, by the expression in its heading. */
export function toMrgsolve(arm: ExportedArm, origin?: Provenance): NamedProgram {
  const formula = (expression: Parameters<typeof worded>[0]) =>
    worded(expression, { ...cWords, name: (name) => (name === "t" ? "SOLVERTIME" : cWords.name(name)) });
  const ofState = (state: string) => arm.doses.filter((dose) => dose.state === state);
  const data = arm.states
    .filter(({ id }) => ofState(id).length > 0)
    .map(({ id }) => {
      const doses = ofState(id);
      const list = (of: (dose: (typeof doses)[number]) => number) =>
        doses.map((dose) => digits(of(dose))).join(", ");
      return `data.frame(ID = 1, evid = 1, cmt = "${id}", time = c(${list((dose) => dose.time)}), amt = c(${list((dose) => dose.amount)}))`;
    });
  const run =
    data.length === 0
      ? "mrgsim(mod"
      : `mrgsim_d(mod, ${data.length === 1 ? data[0] : `rbind(${data.join(", ")})`}`;
  const lines = [
    "[ PROB ]",
    ...heading(arm, origin),
    `${run}, end = ${digits(arm.duration)}, delta = 1, rtol = 1e-9, atol = 1e-12)`,
    "",
    "[ PARAM ]",
    ...arm.parameters.map(({ id, value }) => `${id} = ${digits(value)}`),
    "",
    "[ INIT ]",
    ...arm.states.map(({ id, initial }) => `${id} = ${digits(initial)}`),
    "",
    "[ ODE ]",
    ...arm.values.map(({ id, expression }) => `double ${id} = ${formula(expression)};`),
    ...arm.states.map(({ id, rate }) => `dxdt_${id} = ${formula(rate)};`),
    "",
    "[ CAPTURE ]",
    arm.values.map(({ id }) => id).join(" "),
  ];
  const conversions = [
    ...programConversions(arm, "mrgsolve"),
    ...ofAny(approximated, arm.doses, "doses", "a data set for mrgsim_d, in the heading"),
    ...withoutEvents(arm, "write them in [ EVENT ] by hand"),
  ];
  return { text: `${lines.join("\n")}\n`, conversions };
}

/** The equations as C99 with the numbers of this arm: initial values, parameters, doses and names. */
export function toC(arm: ExportedArm, compiled: CompiledSystem, origin?: Provenance): NamedProgram {
  const layout = layoutOf(compiled.system);
  const parameters = new Float64Array(layout.size);
  for (const { kind, name, value } of arm.parameters) {
    const bare = name.replace(/^(gate|baseline) of /, "");
    parameters[layout[kind](bare)!] = value;
  }
  const number = (value: number) => cWords.number(value);
  const array = <T>(type: string, name: string, items: readonly T[], of: (item: T) => string) =>
    `static const ${type} ${name}[] = {${items.length > 0 ? items.map(of).join(", ") : "0"}};`;
  const indices = new Map(arm.states.map(({ id }, i) => [id, i]));
  const lines = [
    `/* ${heading(arm, origin).join("\n   ").replaceAll("*/", "* /")} */`,
    printC(systemGraph(compiled.system)),
    `#define LULL_DURATION ${number(arm.duration)}`,
    array("double", "lull_parameters", [...parameters], number),
    array("double", "lull_initial", arm.states, ({ initial }) => number(initial)),
    array("char *const", "lull_state_names", arm.states, ({ name }) => `"${name}"`),
    `#define LULL_DOSES ${arm.doses.length}`,
    array("double", "lull_dose_times", arm.doses, ({ time }) => number(time)),
    array("double", "lull_dose_amounts", arm.doses, ({ amount }) => number(amount)),
    array("int", "lull_dose_states", arm.doses, ({ state }) => String(indices.get(state))),
  ];
  const conversions = [
    ...programConversions(arm, "C"),
    ...withoutEvents(arm, "C has the equations between them only"),
  ];
  return { text: `${lines.join("\n")}\n`, conversions };
}
