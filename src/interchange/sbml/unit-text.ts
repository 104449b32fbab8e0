import type { SbmlCompartment, SbmlModel, SbmlSpecies, SbmlUnit } from "./types.ts";

const short: Record<string, string> = {
  mole: "mol",
  litre: "L",
  liter: "L",
  metre: "m",
  meter: "m",
  second: "s",
  gram: "g",
  kilogram: "kg",
  dimensionless: "1",
  kelvin: "K",
  volt: "V",
  ampere: "A",
};
const prefixes: Record<number, string> = {
  [-15]: "f",
  [-12]: "p",
  [-9]: "n",
  [-6]: "u",
  [-3]: "m",
  0: "",
  3: "k",
};
const times: Record<number, string> = { 1: "s", 60: "min", 3600: "hour", 86400: "day", 604800: "week" };

/** What a level of SBML means by a unit that the model does not define. */
const builtin: Record<string, readonly SbmlUnit[]> = {
  substance: [{ kind: "mole", exponent: 1, scale: 0, multiplier: 1 }],
  volume: [{ kind: "litre", exponent: 1, scale: 0, multiplier: 1 }],
  area: [{ kind: "metre", exponent: 2, scale: 0, multiplier: 1 }],
  length: [{ kind: "metre", exponent: 1, scale: 0, multiplier: 1 }],
  time: [{ kind: "second", exponent: 1, scale: 0, multiplier: 1 }],
};

/** What a unit's name stands for: a definition of the document or of its level, or a kind by itself. */
export const declaredUnit = (id: string, model: SbmlModel): readonly SbmlUnit[] =>
  model.units.get(id) ??
  (model.level === 2 ? builtin[id] : undefined) ?? [{ kind: id, exponent: 1, scale: 0, multiplier: 1 }];

/** A unit as words, "1" where there is none. */
export function unitText(id: string | undefined, model: SbmlModel): string {
  if (id === undefined) return "1";
  const definition = model.units.get(id) ?? (model.level === 2 ? builtin[id] : undefined);
  if (!definition) return short[id] ?? id;
  const parts = (sign: 1 | -1) =>
    definition
      .filter(({ exponent, kind }) => Math.sign(exponent) === sign && kind !== "dimensionless")
      .map((one) => factorText(one, Math.abs(one.exponent)));
  const above = parts(1).join("*") || "1";
  const below = parts(-1);
  return below.length === 0 ? above : `${above}/${below.length === 1 ? below[0] : `(${below.join("*")})`}`;
}

function factorText({ kind, scale, multiplier }: SbmlUnit, exponent: number): string {
  const size = multiplier * 10 ** scale;
  const base = short[kind] ?? kind;
  const prefix = multiplier === 1 ? prefixes[scale] : undefined;
  const text =
    kind === "second" && times[size] !== undefined
      ? times[size]
      : prefix !== undefined
        ? `${prefix}${base}`
        : `${Number(size.toPrecision(12))}*${base}`;
  return exponent === 1 ? text : `${/[*]/.test(text) ? `(${text})` : text}^${exponent}`;
}

/** The unit of a compartment's size: its own, else the model's, else what level 2 means without one. */
export function sizeUnits({ units, dimensions }: SbmlCompartment, model: SbmlModel): string | undefined {
  const given = [undefined, model.lengthUnits, model.areaUnits, model.volumeUnits][dimensions];
  const ofLevel2 = [undefined, "length", "area", "volume"][dimensions];
  return units ?? given ?? (model.level === 2 ? ofLevel2 : undefined);
}

/** The unit of a species' amount: its own, else the model's, else what level 2 means without one. */
export const substanceUnits = (one: SbmlSpecies, model: SbmlModel): string | undefined =>
  one.substanceUnits ?? model.substanceUnits ?? (model.level === 2 ? "substance" : undefined);

/** The unit of time as a unit that scenarios know; undefined where the model names none such. */
export function timeUnit(model: SbmlModel): string | undefined {
  const id = model.timeUnits ?? (model.level === 2 ? "time" : undefined);
  if (id === undefined) return undefined;
  const known: Record<string, string> = {
    s: "second",
    min: "minute",
    hour: "hour",
    day: "day",
    week: "week",
  };
  return known[unitText(id, model)];
}
