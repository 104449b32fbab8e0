import { expect } from "vitest";
import { renderDiagnostics } from "../../src/diagnostics/index.ts";
import { readSbml } from "../../src/interchange/index.ts";
import { compileSbml, type SbmlProgram } from "../../src/interchange/sbml/program.ts";

// SBML documents written short.

/** MathML: a number, a name, or an operator before its arguments; `time`, `pi` and the like as `["time"]`. */
export type Short = number | string | readonly [string, ...Short[]];

const symbols: Record<string, string> = {
  time: "time",
  avogadro: "avogadro",
  rateOf: "rateOf",
  delay: "delay",
};

function content(short: Short): string {
  if (typeof short === "number") return `<cn>${short}</cn>`;
  if (typeof short === "string") return `<ci>${short}</ci>`;
  const [head, ...rest] = short;
  const args = rest.map(content).join("");
  const symbol = symbols[head];
  if (symbol) {
    const csymbol = `<csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/${symbol}">${head}</csymbol>`;
    return rest.length === 0 ? csymbol : `<apply>${csymbol}${args}</apply>`;
  }
  if (["pi", "exponentiale", "true", "false", "infinity", "notanumber"].includes(head)) return `<${head}/>`;
  if (head === "call") return `<apply>${args}</apply>`;
  if (head === "piecewise") {
    const pieces: string[] = [];
    for (let i = 0; i + 1 < rest.length; i += 2)
      pieces.push(`<piece>${content(rest[i]!)}${content(rest[i + 1]!)}</piece>`);
    if (rest.length % 2 === 1) pieces.push(`<otherwise>${content(rest.at(-1)!)}</otherwise>`);
    return `<piecewise>${pieces.join("")}</piecewise>`;
  }
  if (head === "lambda")
    return `<lambda>${rest
      .slice(0, -1)
      .map((name) => `<bvar>${content(name)}</bvar>`)
      .join("")}${content(rest.at(-1)!)}</lambda>`;
  if (head === "logbase" || head === "degree") return `<${head}>${args}</${head}>`;
  return `<apply><${head}/>${args}</apply>`;
}

export const math = (short: Short): string =>
  `<math xmlns="http://www.w3.org/1998/Math/MathML">${content(short)}</math>`;

const list = (name: string, items: readonly string[] = []) =>
  items.length === 0 ? "" : `<listOf${name}>${items.join("")}</listOf${name}>`;

export interface ShortSbml {
  readonly attributes?: string;
  readonly functions?: Record<string, Short>;
  readonly compartments?: readonly string[];
  readonly species?: readonly string[];
  readonly parameters?: readonly string[];
  readonly initial?: Record<string, Short>;
  /** Assignment rules, by variable. */
  readonly rules?: Record<string, Short>;
  readonly rates?: Record<string, Short>;
  readonly reactions?: readonly string[];
  readonly events?: readonly string[];
  /** Anything else of the model. */
  readonly rest?: string;
}

export const law = (short: Short, locals = ""): string => `<kineticLaw>${math(short)}${locals}</kineticLaw>`;

export const reaction = (
  id: string,
  parts: { from?: readonly string[]; to?: readonly string[]; law?: Short; locals?: string },
): string => {
  const side = (name: string, references: readonly string[] = []) =>
    list(
      name,
      references.map(
        (one) =>
          `<speciesReference ${one.includes("=") ? one : `species="${one}" stoichiometry="1" constant="true"`}/>`,
      ),
    );
  return `<reaction id="${id}" reversible="false">${side("Reactants", parts.from)}${side("Products", parts.to)}${
    parts.law === undefined ? "" : law(parts.law, parts.locals)
  }</reaction>`;
};

export const event = (
  trigger: Short,
  assign: Record<string, Short>,
  {
    attributes = "",
    flags = "",
    delay,
    priority,
  }: { attributes?: string; flags?: string; delay?: Short; priority?: Short } = {},
): string =>
  `<event ${attributes}><trigger ${flags}>${math(trigger)}</trigger>${
    priority === undefined ? "" : `<priority>${math(priority)}</priority>`
  }${delay === undefined ? "" : `<delay>${math(delay)}</delay>`}<listOfEventAssignments>${Object.entries(
    assign,
  )
    .map(([variable, value]) => `<eventAssignment variable="${variable}">${math(value)}</eventAssignment>`)
    .join("")}</listOfEventAssignments></event>`;

/** A document of Level 3 Version 2, or of another level and version. */
export function sbml(model: ShortSbml, level = 3, version = 2): string {
  const namespace =
    level === 3 ? `level3/version${version}/core` : version === 1 ? "level2" : `level2/version${version}`;
  const assigned = (element: string, attribute: string, all: Record<string, Short> = {}) =>
    Object.entries(all).map(([id, short]) => `<${element} ${attribute}="${id}">${math(short)}</${element}>`);
  const body = [
    list(
      "FunctionDefinitions",
      Object.entries(model.functions ?? {}).map(
        ([id, short]) => `<functionDefinition id="${id}">${math(short)}</functionDefinition>`,
      ),
    ),
    list("Compartments", model.compartments),
    list("Species", model.species),
    list("Parameters", model.parameters),
    list("InitialAssignments", assigned("initialAssignment", "symbol", model.initial)),
    list("Rules", [
      ...assigned("assignmentRule", "variable", model.rules),
      ...assigned("rateRule", "variable", model.rates),
    ]),
    list("Reactions", model.reactions),
    list("Events", model.events),
    model.rest ?? "",
  ].join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sbml xmlns="http://www.sbml.org/sbml/${namespace}" level="${level}" version="${version}"><model id="m" ${
    model.attributes ?? ""
  }>${body}</model></sbml>`;
}

export const parameter = (id: string, value?: number, constant = true): string =>
  `<parameter id="${id}" ${value === undefined ? "" : `value="${value}"`} constant="${constant}"/>`;

export const compartment = (id: string, size: number, constant = true): string =>
  `<compartment id="${id}" size="${size}" spatialDimensions="3" constant="${constant}"/>`;

export const species = (id: string, attributes: string): string =>
  `<species id="${id}" ${attributes.includes("compartment=") ? "" : 'compartment="c"'} ${attributes}/>`;

/** The document ready to run; throws with its faults when it cannot be. */
export function programOf(text: string): SbmlProgram {
  const read = readSbml("test.xml", text);
  const program = read.value && compileSbml(read.value);
  if (!program?.value)
    throw new Error(
      renderDiagnostics(
        [...read.diagnostics, ...(program?.diagnostics ?? [])],
        new Map([["test.xml", text]]),
      ),
    );
  return program.value;
}

/** What the reading or translating of a document complains of. */
export function faultsOf(text: string | Uint8Array): string[] {
  const read = readSbml("test.xml", text);
  const program = read.value && compileSbml(read.value);
  return [...read.diagnostics, ...(program?.diagnostics ?? [])].map((d) => d.message);
}

/** The value of an id at each time. */
export function at(
  model: ShortSbml | string,
  id: string,
  times: number[],
  as?: "amount" | "concentration",
): number[] {
  const run = programOf(typeof model === "string" ? model : sbml(model)).run({ times, rtol: 1e-9 });
  expect(run.status).toBe("success");
  return [...run.series(id, as)];
}

/** Expects as many numbers, each as near as so many digits say: relative above 1, absolute below. */
export function expectClose(actual: readonly number[], expected: readonly number[], digits = 6): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((want, i) => {
    if (!Object.is(actual[i], want))
      expect(Math.abs(actual[i]! - want)).toBeLessThan(0.5 * 10 ** -digits * Math.max(1, Math.abs(want)));
  });
}
