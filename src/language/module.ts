import type { Diagnostic, Place } from "../diagnostics/index.ts";
import { parseFormula } from "../expressions/index.ts";
import {
  formula as constant,
  type Domain,
  type Formula,
  type ModuleSource,
  type ParameterSource,
  parameterFaults,
  placeIn,
} from "../model/index.ts";
import { labelUnit } from "../units/index.ts";
import type { Read } from "./document.ts";
import * as say from "./messages.ts";
import type { ModuleData } from "./model-schema.ts";
import { readTimeUnit, readUnit } from "./quantities.ts";
import type { ParameterData } from "./schema-parts.ts";

/** A module file as data. Faulty formulas are reported and replaced by 0 so that the rest can be checked too. */
export function readModule(read: Read<ModuleData>): ModuleSource {
  const { data, diagnostics } = read;
  const hasLabels = data.units === "labels";
  const unitAt = (text: string | number, ...path: PropertyKey[]) =>
    hasLabels ? labelUnit(String(text)) : readUnit(text, read.at(...path, "unit"), diagnostics);
  if (data.time !== undefined && !hasLabels) diagnostics.push(say.timeWithoutLabels(read.at("time")));
  const time = data.time === undefined ? undefined : readTimeUnit(data.time, read.at("time"), diagnostics);
  const items = <T>(kind: keyof ModuleData, record: Record<string, T> | undefined) =>
    Object.entries(record ?? {}).map(([name, item]) => ({
      name,
      item,
      place: read.key(kind, name),
      path: [kind, name] as const,
    }));
  return {
    name: data.module,
    title: data.title,
    about: data.about.trim(),
    place: read.at("module"),
    parameters: items("parameters", data.parameters).map(({ name, item, path }) =>
      readParameter(read, name, item, path, { hasLabels }),
    ),
    states: items("states", data.states).map(({ item, path, ...rest }) => ({
      ...rest,
      ...item,
      unit: unitAt(item.unit, ...path),
      initial: readFormula(read, item.initial, [...path, "initial"]),
      rate: readFormula(read, item.rate, [...path, "rate"]),
    })),
    values: items("values", data.values).map(({ item, path, ...rest }) => ({
      ...rest,
      ...item,
      unit: unitAt(item.unit, ...path),
      formula: readFormula(read, item.formula, [...path, "formula"]),
      bounds: item.bounds && readLimits(item.bounds, read.at(...path, "bounds"), diagnostics),
    })),
    effects: items("effects", data.effects).map(({ item, path, ...rest }) => ({
      ...rest,
      ...item,
      sources: item.sources ?? [],
      formula: readFormula(read, item.formula, [...path, "formula"]),
    })),
    hypotheses: items("hypotheses", data.hypotheses).map(({ name, item, place, path }) => ({
      name,
      question: item.question,
      default: item.default,
      place,
      choices: Object.entries(item.choices).map(([choiceName, choice]) => {
        const at = [...path, "choices", choiceName];
        return {
          name: choiceName,
          about: choice.about,
          sources: choice.sources ?? [],
          place: read.key(...at),
          parameters: Object.entries(choice.parameters ?? {}).map(([n, value]) => ({
            name: n,
            value,
            place: read.key(...at, "parameters", n),
          })),
          formulas: Object.entries(choice.formulas ?? {}).map(([n, text]) => ({
            name: n,
            formula: readFormula(read, text, [...at, "formulas", n]),
          })),
        };
      }),
    })),
    targets: items("targets", data.targets).map(({ name, item, place }) => ({
      site: name,
      actions: item,
      place,
    })),
    events: items("events", data.events).map(({ name, item, place, path }) => ({
      name,
      about: item.about,
      place,
      trigger: readFormula(read, item.trigger, [...path, "trigger"]),
      initially: item.initially ?? true,
      delay: optional(item.delay, (text) => readFormula(read, text, [...path, "delay"])),
      priority: optional(item.priority, (text) => readFormula(read, text, [...path, "priority"])),
      persistent: item.persistent ?? true,
      evaluate: item.evaluate ?? "trigger",
      assign: Object.entries(item.assign).map(([state, text]) => ({
        name: state,
        formula: readFormula(read, text, [...path, "assign", state]),
        place: read.key(...path, "assign", state),
      })),
    })),
    units: data.units,
    time,
    start: data.start === "written" ? "written" : undefined,
  };
}

const optional = <T, R>(value: T | undefined, make: (value: T) => R): R | undefined =>
  value === undefined ? undefined : make(value);

/** Limits as they stand; none where the first is not the lower one, which is told. */
function readLimits<T extends Domain | undefined>(
  limits: T,
  place: Place,
  diagnostics: Diagnostic[],
): T | undefined {
  if (typeof limits !== "object" || limits[0] < limits[1]) return limits;
  diagnostics.push(say.fallingLimits(limits[0], limits[1], place));
  return undefined;
}

/**
 * One parameter, wherever it stands (module or drug file). A number that needs a source and has none is an error, and so
 * is one outside its range or its domain (of its role, or as declared).
 */
export function readParameter(
  read: Read<unknown>,
  name: string,
  item: ParameterData,
  path: readonly PropertyKey[],
  { hasLabels = false, domain }: { readonly hasLabels?: boolean; readonly domain?: Domain } = {},
): ParameterSource {
  const { diagnostics } = read;
  const place: Place = read.key(...path);
  const sources = item.sources ?? [];
  if (sources.length === 0 && item.tier !== "assumed" && item.tier !== "derived")
    diagnostics.push(say.noSources(name, item.tier, place));
  const declared = readLimits(item.domain, read.at(...path, "domain"), diagnostics);
  const parameter: ParameterSource = {
    name,
    value: item.value,
    unit: hasLabels
      ? labelUnit(String(item.unit))
      : readUnit(item.unit, read.at(...path, "unit"), diagnostics),
    range: item.range,
    // Where units are labels they tell nothing of what a number is.
    domain: domain ?? declared ?? (hasLabels ? "any" : undefined),
    tier: item.tier,
    about: item.about,
    sources,
    note: item.note,
    place,
  };
  const places = { value: read.at(...path, "value"), range: read.at(...path, "range") };
  diagnostics.push(...parameterFaults(parameter, places, domain === undefined));
  return parameter;
}

export function readFormula(
  read: Read<unknown>,
  text: string | number,
  path: readonly PropertyKey[],
): Formula {
  const { diagnostics } = read;
  const place = read.at(...path);
  const result = parseFormula(String(text));
  const offsets = read.offsets(...path);
  if ("expression" in result) return { text: String(text), expression: result.expression, place, offsets };
  const written = String(text);
  const unread = [...written.matchAll(/[A-Za-z_]\w*\.[A-Za-z_]\w*/g)].map(({ 0: name, index }) => ({
    name,
    range: { start: index, end: index + name.length },
  }));
  const broken: Formula = { ...constant("0", place), offsets, unread };
  for (const fault of result.faults) {
    diagnostics.push({
      severity: "error",
      code: fault.code,
      message: fault.message,
      place: placeIn(broken, fault.range),
      help: fault.help,
    });
  }
  return broken;
}
