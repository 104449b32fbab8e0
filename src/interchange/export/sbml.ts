import { figureFoot, type Provenance, recordJson } from "../../document/index.ts";
import { binary, compare, type Expression, name, namesIn } from "../../expressions/index.ts";
import type { Dimension } from "../../units/index.ts";
import { own } from "../annotation.ts";
import { type Conversion, kept, ofAny } from "../losses.ts";
import type { ExportedArm, ExportedParameter, ExportedState } from "./arm.ts";
import { digits, mathml } from "./mathml.ts";

const namespace = "http://www.sbml.org/sbml/level3/version2/core";

/** Kind, scale and multiplier of each canonical unit: day, mg, dm, nmol, lux. */
const bases = [
  ["second", 0, 86400],
  ["gram", -3, 1],
  ["metre", -1, 1],
  ["mole", -9, 1],
  ["lux", 0, 1],
] as const;

/**
 * An arm as SBML Level 3 Version 2 core: states as parameters with rate rules, values as parameters with assignment rules,
 * doses and events as events, gates and baselines as parameters, everything in canonical units with every digit. What SBML
 * has no element for (regimen, evidence, measures) stands in annotations.
 */
export function toSbml(
  arm: ExportedArm,
  origin?: Provenance,
): { readonly text: string; readonly conversions: readonly Conversion[] } {
  const units = new Units();
  const parameter = (
    { id, name, about, unit }: { id: string; name: string; about: string; unit: { dimension: Dimension } },
    value: number | undefined,
    isConstant: boolean,
    annotation = "",
  ) =>
    `<parameter id="${id}" name="${escaped(name)}"${value === undefined ? "" : ` value="${digits(value)}"`} units="${units.idOf(unit.dimension)}" constant="${isConstant}"><notes><p xmlns="http://www.w3.org/1999/xhtml">${escaped(about)}</p></notes>${annotation}</parameter>`;
  const parameters = [
    ...arm.parameters.map((one) => parameter(one, one.value, true, evidenceOf(one))),
    ...arm.states.map((one) => parameter(one, one.initial, false, sizeOf(one))),
    ...arm.values.map((one) => parameter(one, undefined, false)),
  ];
  const rules = [
    ...arm.values.map(
      ({ id, expression }) => `<assignmentRule variable="${id}">${mathml(expression)}</assignmentRule>`,
    ),
    ...arm.states.map(({ id, rate, unit: { dimension } }) => {
      const [time, ...others] = dimension;
      const perTime = units.idOf([time - 1, ...others]);
      // A rate that is a number has the unit that a rate has.
      const right = rate.kind === "number" ? withUnit(mathml(rate), perTime) : mathml(rate);
      return `<rateRule variable="${id}">${right}</rateRule>`;
    }),
  ];
  const unitOf = (state: string) => units.idOf(arm.states.find(({ id }) => id === state)!.unit.dimension);
  /** The trigger of what happens at a time. */
  const since = (time: number) => {
    const condition = mathml(compare(">=", name("t"), constant(time)));
    return `<trigger initialValue="false" persistent="true">${withUnit(condition, units.idOf([1, 0, 0, 0, 0]))}</trigger>`;
  };
  const events = [
    ...arm.doses.map((dose, i) => {
      const { state, amount, time, drug, isRate } = dose;
      const sum = withUnit(mathml(binary("+", name(state), constant(amount))), unitOf(state));
      return `<event id="dose_${i + 1}" name="${escaped(`${drug} ${amount} mg${isRate ? "/day" : ""}`)}" useValuesFromTriggerTime="false"><annotation><lull:dose xmlns:lull="${own}" drug="${escaped(drug)}" ${isRate ? "flow_mg_per_day" : "amount_mg"}="${amount}" time_day="${digits(time)}"/></annotation>${since(time)}<listOfEventAssignments><eventAssignment variable="${state}">${sum}</eventAssignment></listOfEventAssignments></event>`;
    }),
    ...arm.changes.map(({ time, puts }, i) => {
      const assign = puts.map(
        ({ state, value }) =>
          `<eventAssignment variable="${state}">${withUnit(mathml(constant(value)), unitOf(state))}</eventAssignment>`,
      );
      return `<event id="change_${i + 1}" useValuesFromTriggerTime="false">${since(time)}<listOfEventAssignments>${assign.join("")}</listOfEventAssignments></event>`;
    }),
    ...arm.events.map((event, i) => {
      const part = (element: string, expression: Expression | undefined) =>
        expression ? `<${element}>${mathml(expression)}</${element}>` : "";
      const assign = event.assign
        .map((one) => `<eventAssignment variable="${one.id}">${mathml(one.expression)}</eventAssignment>`)
        .join("");
      return `<event id="event_${i + 1}" name="${escaped(event.name)}" useValuesFromTriggerTime="${event.evaluate === "trigger"}"><trigger initialValue="${event.initially}" persistent="${event.persistent}">${mathml(event.trigger)}</trigger>${part("priority", event.priority)}${part("delay", event.delay)}<listOfEventAssignments>${assign}</listOfEventAssignments></event>`;
    }),
  ];
  const about = `${arm.scenario.question} Arm "${arm.label}", person ${arm.person}, care ${arm.care}. A research and teaching model, not medical advice.`;
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<sbml xmlns="${namespace}" level="3" version="2">`,
    `<model id="${idLike(`${arm.scenario.id}_${arm.label}`)}" name="${escaped(arm.scenario.title)}" timeUnits="${units.idOf([1, 0, 0, 0, 0])}">`,
    `<notes>${[about, ...(origin ? [figureFoot(origin)] : [])].map((words) => `<p xmlns="http://www.w3.org/1999/xhtml">${escaped(words)}</p>`).join("")}</notes>`,
    annotationOf(arm, origin),
    "@units",
    list("Parameters", parameters),
    list("Rules", rules),
    list("Events", events),
    "</model>",
    "</sbml>",
    "",
  ];
  return {
    text: text
      .map((line) => (line === "@units" ? units.list() : line))
      .filter((line) => line !== "")
      .join("\n")
      .concat("\n"),
    conversions: conversionsOf(arm),
  };
}

/** A number as it is: below zero too it is one literal. */
const constant = (value: number): Expression => ({ kind: "number", value, range: { start: 0, end: 0 } });
/** Its only number has a unit. */
const withUnit = (math: string, unit: string) =>
  math.replace(/sbml:units="dimensionless"/, `sbml:units="${unit}"`);

const list = (what: string, items: readonly string[]): string =>
  items.length === 0 ? "" : `<listOf${what}>\n${items.join("\n")}\n</listOf${what}>`;

/** Unit definitions, made when first asked for. */
class Units {
  private readonly ids = new Map<string, { readonly id: string; readonly dimension: Dimension }>();

  idOf(dimension: Dimension): string {
    if (dimension.every((exponent) => Math.abs(exponent) < 1e-9)) return "dimensionless";
    const key = dimension.map((exponent) => Number(exponent.toFixed(6))).join();
    let known = this.ids.get(key);
    if (!known) {
      known = { id: `unit_${this.ids.size + 1}`, dimension };
      this.ids.set(key, known);
    }
    return known.id;
  }

  list(): string {
    return list(
      "UnitDefinitions",
      [...this.ids.values()].map(({ id, dimension }) => {
        const units = bases.flatMap(([kind, scale, multiplier], i) =>
          Math.abs(dimension[i]!) < 1e-9
            ? []
            : [
                `<unit kind="${kind}" exponent="${Number(dimension[i]!.toFixed(9))}" scale="${scale}" multiplier="${multiplier}"/>`,
              ],
        );
        return `<unitDefinition id="${id}"><listOfUnits>${units.join("")}</listOfUnits></unitDefinition>`;
      }),
    );
  }
}

function evidenceOf({ evidence, kind }: ExportedParameter): string {
  if (!evidence) return `<annotation><lull:${kind} xmlns:lull="${own}"/></annotation>`;
  const { tier, range, sources, note } = evidence;
  return `<annotation><lull:evidence xmlns:lull="${own}" tier="${tier}" low="${digits(range[0])}" high="${digits(range[1])}" sources="${escaped(sources.join(" "))}"${note === undefined ? "" : ` note="${escaped(note)}"`}/></annotation>`;
}

/** What absolute tolerances are parts of: with it a run of the document takes the steps of ours. */
const sizeOf = ({ size }: ExportedState): string =>
  `<annotation><lull:state xmlns:lull="${own}" size="${digits(size)}"/></annotation>`;

function annotationOf(arm: ExportedArm, origin: Provenance | undefined): string {
  const items = [
    ...(origin ? recordOf(origin) : []),
    `<lull:arm scenario="${escaped(arm.scenario.id)}" label="${escaped(arm.label)}" person="${escaped(arm.person)}" care="${escaped(arm.care)}" duration_day="${digits(arm.duration)}"/>`,
    ...arm.measures.map(
      (one) => `<lull:measure name="${escaped(one.name)}" formula="${escaped(one.text)}"/>`,
    ),
    ...arm.evidence.map(
      (one) =>
        `<lull:evidence source="${escaped(one.source)}" direction="${one.direction}" says="${escaped(one.says)}"/>`,
    ),
    ...arm.rivals.map((one) => `<lull:rival choice="${escaped(one)}"/>`),
  ];
  return `<annotation><lull:run xmlns:lull="${own}">${items.join("")}</lull:run></annotation>`;
}

/** The record, with what it takes to run it again. */
function recordOf(origin: Provenance): string[] {
  const { record, command, version, node, model, model_hash, inputs } = recordJson(origin);
  const own = inputs.filter(({ shipped }) => !shipped);
  return [
    `<lull:record id="${record}" command="${escaped(command)}" lull="${version}" node="${node}" model="${escaped(model)}" model_hash="${model_hash}"/>`,
    ...own.map(({ path, sha256 }) => `<lull:input path="${escaped(path)}" sha256="${sha256}"/>`),
  ];
}

/** Why rival hypotheses do not pass. */
export const equationsOfArm = "the equations are those of this arm";

export function conversionsOf(arm: ExportedArm): Conversion[] {
  const count = (kind: ExportedParameter["kind"]) => arm.parameters.filter((one) => one.kind === kind).length;
  const used = new Set(
    [...arm.values.map((v) => v.expression), ...arm.states.map((s) => s.rate)].flatMap(namesIn),
  );
  return [
    kept(
      `${count("parameter")} parameters`,
      `parameters with units, evidence as annotations (${arm.parameters.filter((p) => !used.has(p.id)).length} are read by no formula)`,
    ),
    kept(`${count("gate")} gates and ${count("baseline")} baselines`, "parameters"),
    kept(`${arm.states.length} states`, "parameters with rate rules, from their values on day 0"),
    kept(`${arm.values.length} values and effects`, "parameters with assignment rules"),
    kept(`${arm.doses.length} doses`, "events, the regimen as annotations"),
    ...ofAny(kept, arm.changes, "changes of parameters", "events"),
    ...ofAny(kept, arm.events, "events", "events"),
    ...ofAny(kept, arm.measures, "measures", "annotations of the model"),
    ...ofAny(kept, arm.rivals, "rival hypotheses", `named in annotations; ${equationsOfArm}`),
  ];
}

const idLike = (text: string) => text.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=[0-9])/, "_");

export const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
