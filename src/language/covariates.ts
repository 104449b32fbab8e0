import type * as z from "zod";
import type { Diagnostic } from "../diagnostics/index.ts";
import type { CovariateEffect, Covariates, Drug, Fact } from "../pharmacology/index.ts";
import { unit } from "../units/index.ts";
import type { covariateEffects, covariates } from "./covariate-schema.ts";
import type { Read } from "./document.ts";
import * as say from "./drug-messages.ts";
import { noSources, outsideRange } from "./messages.ts";
import type { Path } from "./paths.ts";
import { readOf } from "./quantities.ts";

/** What is known of a body; `path` is where it stands in its file. */
export function readCovariates(
  read: Read<unknown>,
  data: z.infer<typeof covariates> | undefined,
  path: Path,
): Covariates | undefined {
  const { diagnostics } = read;
  if (data === undefined) return undefined;
  const { weight, age, sex, creatinine_clearance: flow, child_pugh: childPugh, ...genes } = data;
  const at = (key: string) => read.at(...path, key);
  const fact = <T>(value: T | undefined, key: string): Fact<T> | undefined =>
    value === undefined ? undefined : { value, place: at(key) };
  const quantity = (
    text: string | number | undefined,
    key: string,
    of: string,
    most: number,
    example: string,
  ) => {
    if (text === undefined) return undefined;
    const what = key.replace("_", " ");
    const value = readOf(text, what, of, example, at(key), diagnostics);
    if (value > most) diagnostics.push(say.beyondAnybody(what, text, most, of, at(key)));
    return fact(value, key);
  };
  return {
    weight: quantity(weight, "weight", "kg", 700, "62 kg"),
    age: age === undefined ? undefined : fact(yearsOf(age, at("age"), diagnostics), "age"),
    sex: fact(sex, "sex"),
    creatinineClearance: quantity(flow, "creatinine_clearance", "mL/min", 1000, "25 mL/min"),
    childPugh: fact(childPugh, "child_pugh"),
    phenotypes: new Map(
      Object.entries(genes).map(([gene, value]) => [
        gene.toUpperCase(),
        { value: typeof value === "string" ? value : JSON.stringify(value), place: at(gene) },
      ]),
    ),
  };
}

function yearsOf(age: number | string, place: Fact<number>["place"], diagnostics: Diagnostic[]): number {
  const years =
    typeof age === "number" ? age : Number(/^\s*(\d+(?:\.\d+)?)\s*(?:years?|y)?\s*$/.exec(age)?.[1]);
  if (!(years >= 0 && years <= 130)) diagnostics.push(say.badAge(String(age), place));
  return years;
}

/** What a drug file says of bodies in which it is cleared otherwise. */
export function readCovariateEffects(
  read: Read<unknown>,
  data: z.infer<typeof covariateEffects>,
  drug: Pick<Drug, "name"> & { readonly metabolites: readonly string[] },
): CovariateEffect[] {
  const { diagnostics } = read;
  return (data ?? []).map((item, i): CovariateEffect => {
    const { of = drug.name, clearance, creatinine_clearance: flow, child_pugh: childPugh, age, sex } = item;
    const place = read.at("covariates", i, "clearance");
    const names = [drug.name, ...drug.metabolites];
    if (!names.includes(of))
      diagnostics.push(say.notItsSubstance(drug.name, of, names, read.at("covariates", i, "of")));
    if (!age && !sex && !flow && !childPugh) diagnostics.push(say.noCondition(place));
    for (const [key, span] of [
      ["age", age],
      ["creatinine_clearance", flow],
    ] as const)
      if (span && !(span[0] < span[1]))
        diagnostics.push(say.emptySpan(key, span, read.at("covariates", i, key)));
    const { value, range, tier, sources = [] } = clearance;
    if (!(value > 0)) diagnostics.push(say.noClearance(value, place));
    else if (!(range[0] <= value && value <= range[1]))
      diagnostics.push(outsideRange("clearance", value, range, place));
    if (tier !== "assumed" && sources.length === 0) diagnostics.push(noSources("clearance", tier, place));
    return {
      age,
      sex,
      creatinineClearance: flow,
      childPugh,
      of,
      clearance: {
        ...clearance,
        name: "clearance",
        about: "Factor on the clearance.",
        unit: unit("1"),
        sources,
        place,
      },
      place,
    };
  });
}
