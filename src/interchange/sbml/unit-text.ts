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

const plain = (kind: string, exponent = 1): SbmlUnit[] => [{ kind, exponent, scale: 0, multiplier: 1 }];

/** What Level 2 means by a unit that the model does not define. */
const ofLevel2: Readonly<Record<string, readonly SbmlUnit[]>> = {
  substance: plain("mole"),
  volume: plain("litre"),
  area: plain("metre", 2),
  length: plain("metre"),
  time: plain("second"),
};
/** A unit's name, or what Level 2 means where none is given. */
const named = (id: string | undefined, unit: string | undefined, { level }: SbmlModel): string | undefined =>
  id ?? (level === 2 ? unit : undefined);
const definitionOf = (id: string, model: SbmlModel) =>
  model.units.get(id) ?? (model.level === 2 ? ofLevel2[id] : undefined);

/** What a unit's name stands for: a definition of the document or of its level, or a kind by itself. */
export const declaredUnit = (id: string, model: SbmlModel): readonly SbmlUnit[] =>
  definitionOf(id, model) ?? plain(id);

/** A unit as words, "1" where there is none. */
export function unitText(id: string | undefined, model: SbmlModel): string {
  if (id === undefined) return "1";
  const definition = definitionOf(id, model);
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
  return named(units ?? given, [undefined, "length", "area", "volume"][dimensions], model);
}

/** The unit of a species' amount: its own, else the model's, else what level 2 means without one. */
export const substanceUnits = (one: SbmlSpecies, model: SbmlModel): string | undefined =>
  named(one.substanceUnits ?? model.substanceUnits, "substance", model);

/** The unit of a reaction's extent. */
export const extentUnits = (model: SbmlModel) => named(model.extentUnits, "substance", model);

/** The unit of the model's time. */
export const timeUnits = (model: SbmlModel) => named(model.timeUnits, "time", model);

const timesKnown: Readonly<Record<string, string>> = {
  s: "second",
  min: "minute",
  hour: "hour",
  day: "day",
  week: "week",
};

/** The unit of time as a unit that scenarios know; undefined where the model names none such. */
export const timeUnit = (model: SbmlModel): string | undefined =>
  timesKnown[unitText(timeUnits(model), model)];
