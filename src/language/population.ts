import type { Diagnostic, Place } from "../diagnostics/index.ts";
import type {
  Arm,
  Distribution,
  GroupTarget,
  KineticVariation,
  MeasureRequest,
  Population,
  Trait,
} from "../scenario/index.ts";
import { OwnFiles, readArm } from "./arms.ts";
import { readConditions } from "./conditions.ts";
import type { Read } from "./document.ts";
import { readMeasure } from "./measure.ts";
import * as say from "./population-messages.ts";
import type { PopulationData } from "./population-schema.ts";
import { readDuration } from "./quantities.ts";
import { missingKey } from "./shape-messages.ts";

/** A population file as data. Undefined where a measure cannot be read, which is reported. */
export function readPopulation(read: Read<PopulationData>): Population | undefined {
  const { data, diagnostics } = read;
  const before = diagnostics.length;
  const ancestries = Object.entries(data.ancestries ?? {}).map(([name, share]) => ({ name, share }));
  checkSum(ancestries, read.key("ancestries"), diagnostics, true);
  const own = new OwnFiles(read.file, () => undefined, new Map(), diagnostics);
  const arm: Arm = {
    label: data.population,
    place: read.key("cohort"),
    ...readArm(read, data.cohort, ["cohort"], own),
  };
  const population: Population = {
    name: data.population,
    title: data.title,
    about: data.about.trim(),
    ancestries,
    traits: Object.keys(data.people ?? {}).map((name) => traitOf(read, name)),
    kinetics: kineticsOf(read),
    correlations: (data.kinetics?.correlations ?? []).map(({ between, r }, i) => ({
      between,
      r,
      place: read.at("kinetics", "correlations", i, "between"),
    })),
    spread: data.spread ?? 1,
    same: (data.same ?? []).map((name, i) => ({ name, place: read.at("same", i) })),
    parameters: Object.entries(data.parameters ?? {}).map(([name, item]) => ({
      name,
      distribution: distributionOf(
        item.distribution,
        read.at("parameters", name, "distribution"),
        diagnostics,
      ),
      place: read.key("parameters", name),
    })),
    cohort: {
      arm,
      duration: readDuration(data.cohort.duration, "duration", read.at("cohort", "duration"), diagnostics),
    },
    inclusion: (["screens", "inclusion"] as const).flatMap((key) => readConditions(read, [key], data[key])),
    targets: Object.keys(data.targets ?? {}).flatMap((name) => targetOf(read, name) ?? []),
    place: read.at("population"),
  };
  return diagnostics.slice(before).some((d) => d.severity === "error") ? undefined : population;
}

function checkSum(
  shares: readonly { readonly share: number }[],
  place: Place,
  diagnostics: Diagnostic[],
  whole: boolean,
): void {
  const sum = shares.reduce((total, { share }) => total + share, 0);
  const wrong = sum > 1 + 1e-9 || (whole && shares.length > 0 && sum < 1 - 1e-9);
  if (wrong) diagnostics.push(say.badShares(Number(sum.toPrecision(6)), whole, place));
}

function traitOf(read: Read<PopulationData>, name: string): Trait {
  const { diagnostics } = read;
  const item = read.data.people![name]!;
  const path = ["people", name];
  const place = read.key(...path);
  if (!item.shares && !item.by_ancestry) diagnostics.push(missingKey("shares", path.join("."), place));
  const entries = [
    ...Object.entries(item.by_ancestry ?? {}).map(
      ([ancestry, shares]) => [ancestry, shares, [...path, "by_ancestry", ancestry]] as const,
    ),
    ...(item.shares ? [[undefined, item.shares, [...path, "shares"]] as const] : []),
  ];
  const ancestries = Object.keys(read.data.ancestries ?? {});
  return {
    name,
    byAncestry: entries.map(([ancestry, shares, at]) => {
      if (ancestry !== undefined && !ancestries.includes(ancestry))
        diagnostics.push(say.unknownAncestry(ancestry, read.key(...at), ancestries));
      const list = Object.entries(shares).map(([person, share]) => ({
        person,
        share,
        place: read.key(...at, person),
      }));
      checkSum(list, read.key(...at), diagnostics, false);
      return { ancestry, shares: list, place: read.key(...at) };
    }),
    sources: item.sources ?? [],
    place,
  };
}

function kineticsOf(read: Read<PopulationData>): KineticVariation[] {
  const { all = {}, drugs = {} } = read.data.kinetics ?? {};
  const list = (items: typeof all, path: readonly string[], drug?: string) =>
    Object.entries(items).map(([parameter, { cv, sources = [] }]) => ({
      parameter,
      drug,
      cv,
      sources,
      place: read.key("kinetics", ...path, parameter),
    }));
  return [
    ...list(all, ["all"]),
    ...Object.entries(drugs).flatMap(([drug, items]) => list(items, ["drugs", drug], drug)),
  ];
}

type DistributionData = NonNullable<PopulationData["parameters"]>[string]["distribution"];

function distributionOf(data: DistributionData, place: Place, diagnostics: Diagnostic[]): Distribution {
  if ("fixed" in data) return { kind: "fixed", value: data.fixed };
  const rising = (numbers: readonly number[]) => {
    if (numbers.some((n, i) => i > 0 && n < numbers[i - 1]!)) diagnostics.push(say.notRising(place));
  };
  if ("uniform" in data) {
    rising(data.uniform);
    return { kind: "uniform", low: data.uniform[0], high: data.uniform[1] };
  }
  if ("triangular" in data) {
    rising(data.triangular);
    const [low, mode, high] = data.triangular;
    return { kind: "triangular", low, mode, high };
  }
  rising(data.within ?? []);
  if ("around" in data) return { kind: "around", cv: data.around, within: data.within };
  if ("normal" in data)
    return { kind: "normal", mean: data.normal[0], sd: data.normal[1], within: data.within };
  return { kind: "lognormal", median: data.lognormal[0], cv: data.lognormal[1], within: data.within };
}

const statistics = {
  share_of: "share",
  mean_of: "mean",
  spread_of: "spread",
  correlation_of: "correlation",
} as const;

function targetOf(read: Read<PopulationData>, name: string): GroupTarget | undefined {
  const { diagnostics } = read;
  const item = read.data.targets![name]!;
  const place = read.key("targets", name);
  const given = (Object.keys(statistics) as (keyof typeof statistics)[]).filter((key) => item[key]);
  const [key] = given;
  if (given.length !== 1 || key === undefined) {
    diagnostics.push(say.oneStatistic(name, Object.keys(statistics), place));
    return undefined;
  }
  if ((key === "share_of") !== (item.above !== undefined)) {
    diagnostics.push(say.cutOff(name, place));
    return undefined;
  }
  const { above, is, within, says, sources = [] } = item;
  const measures = [item[key]!].flat().flatMap((text, i): MeasureRequest[] => {
    const at = key === "correlation_of" ? read.at("targets", name, key, i) : read.at("targets", name, key);
    const named = key === "correlation_of" ? `${name}_${i + 1}` : name;
    const measure = readMeasure(named, text, at, diagnostics);
    return measure
      ? [{ ...measure, limits: above === undefined ? above : { low: above, high: Number.POSITIVE_INFINITY } }]
      : [];
  });
  return { name, statistic: statistics[key], measures, above, is, within, says, sources, place };
}
