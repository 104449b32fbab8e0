import type { SourceTexts } from "../../diagnostics/index.ts";
import type { ModelSource } from "../../model/index.ts";
import { armRecord, type Problem } from "../../scenario/index.ts";
import type { InputDifference, ParameterDifference, Side } from "./types.ts";

type Both<T> = readonly [T, T];

/** What two scenarios and their models differ in, whatever the arm. */
export function commonInputs(sides: Both<Side>): InputDifference[] {
  const [a, b] = sides;
  if (a.experiment === b.experiment) return [];
  return [
    ...differences(sides.map(settingsOf) as [SourceTexts, SourceTexts]),
    ...armsOfOne(sides),
    ...(a.cast === b.cast
      ? []
      : differences(sides.map(modelOf) as [SourceTexts, SourceTexts], (what) => [what])),
  ];
}

/** The commits that the models are taken from, where they are not the same. */
export function commitsOf(sides: Both<Side>): InputDifference[] {
  const texts = ({ models }: Side): SourceTexts =>
    new Map(models?.commit === undefined ? [] : [["commit of the models", models.commit]]);
  return differences([texts(sides[0]), texts(sides[1])]);
}

/** Hashes that are not the same: files may differ in what has no bearing on a run. */
export function hashesOf(sides: Both<Side>): InputDifference[] {
  const texts = ({ hash, inputs = [] }: Side): SourceTexts =>
    new Map([
      ...(hash === undefined ? [] : [["models", hash] as const]),
      ...(inputs.length === 0
        ? []
        : [["scenario", inputs.map(({ sha256 }) => sha256.slice(0, 16)).join(", ")] as const]),
    ]);
  return differences([texts(sides[0]), texts(sides[1])]);
}

/** What two arms differ in, as their records say it. */
export function armInputs(sides: Both<Side>, labels: Both<string>): InputDifference[] {
  const texts = ({ experiment, cast }: Side, label: string): SourceTexts => {
    const arm = experiment.scenario.arms.find((one) => one.label === label)!;
    const { treatment, person, care, set, changes = [], knockout, hypothesis } = armRecord(arm, cast);
    const unit = (name: string) => experiment.model.entries.get(name)?.unit.text ?? "1";
    const chosen = [...experiment.model.hypotheses].map(
      ([name, { default: standard }]) => [`hypothesis ${name}`, hypothesis[name] ?? standard] as const,
    );
    return new Map([
      ["person", person],
      ["care", care],
      ["treatment", treatment],
      ...Object.entries(set).map(([name, value]) => [`set ${name}`, inUnit(value, unit(name))] as const),
      ...(changes.length > 0 ? [["changes", changes.join("; ")] as const] : []),
      ...Object.entries(knockout).map(([name, gate]) => [`gate of ${name}`, String(gate)] as const),
      ...chosen,
    ]);
  };
  return differences([texts(sides[0], labels[0]), texts(sides[1], labels[1])]);
}

/** Parameters of both that have not the same value, in the declared unit of the first. */
export function parametersOf([a, b]: Both<Problem>): ParameterDifference[] {
  const others = new Map(b.system.parameters.map((p) => [p.name, p]));
  return a.system.parameters.flatMap((p): ParameterDifference[] => {
    const other = others.get(p.name);
    if (!other) return [];
    const difference = (by: ParameterDifference["by"], first: number, second: number) =>
      first === second
        ? []
        : [
            {
              name: p.name,
              unit: p.unit.text,
              first: first / p.unit.factor,
              second: second / p.unit.factor,
              by,
            },
          ];
    const at = (when: "before" | "during") =>
      [a[when].get(p.name) ?? p.value, b[when].get(p.name) ?? other.value] as const;
    const declared = p.value !== other.value && !p.isChosen && !other.isChosen;
    const now = difference(declared ? "model" : "arm", ...at("during"));
    if (now.length > 0) return now;
    const before = difference(declared ? "model" : "before", ...at("before"));
    return before.length > 0 || !declared ? before : difference("model", p.value, other.value);
  });
}

const inUnit = (value: number, unit: string) => (unit === "1" ? String(value) : `${value} ${unit}`);

/** SourceTexts that are not the same, in the order of the first; `says` may leave out what they say. */
function differences(
  [a, b]: Both<SourceTexts>,
  says?: (what: string) => readonly [string],
): InputDifference[] {
  const names = [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));
  return names.map((what): InputDifference => {
    if (!says) return { what, first: a.get(what), second: b.get(what) };
    const word = a.has(what) && b.has(what) ? "differs" : "is there";
    return { what, first: a.has(what) ? word : undefined, second: b.has(what) ? word : undefined };
  });
}

function settingsOf({ experiment: { scenario }, cast }: Side): SourceTexts {
  const { duration, seed, measures } = scenario;
  return new Map([
    ["model", cast.model.name],
    ["duration", `${Number(duration.toPrecision(6))} days`],
    ["seed", String(seed ?? 0)],
    ...measures.map(({ name, text }) => [`measure ${name}`, text] as const),
  ]);
}

/** Arms that only one of them has. */
function armsOfOne(sides: Both<Side>): InputDifference[] {
  const texts = ({ experiment: { scenario } }: Side) =>
    new Map(scenario.arms.map(({ label }) => [`arm "${label}"`, "is there"]));
  return differences([texts(sides[0]), texts(sides[1])]);
}

/** Parts of what was read that say where or why, and nothing of what is computed. */
const asides = new Set([
  "about",
  "axis",
  "expression",
  "note",
  "offsets",
  "place",
  "sources",
  "tier",
  "title",
]);
const computed = (thing: object) =>
  JSON.stringify(thing, (key, value) =>
    asides.has(key) ? undefined : value instanceof Map ? [...value] : value,
  );

/** Everything in a model that is computed with but the values of parameters, and the drugs that the arms take. */
function modelOf({ cast, experiment }: Side): SourceTexts {
  const { modules }: ModelSource = cast.model;
  const taken = new Set(experiment.scenario.arms.flatMap((arm) => arm.treatment.map(({ drug }) => drug)));
  return new Map([
    ...modules.flatMap(({ name: module, states, values, effects, hypotheses, events = [] }) =>
      [
        ...[...states, ...values, ...effects, ...events].map((one) => [
          `formula of ${module}.${one.name}`,
          one,
        ]),
        ...hypotheses.map((one) => [`hypotheses about ${module}.${one.name}`, one]),
      ].map(([what, one]) => [what as string, computed(one as object)] as const),
    ),
    ...[...taken].flatMap((name) => {
      const drug = cast.drugs.get(name);
      return drug ? [[`drug ${name}`, computed(drug)] as const] : [];
    }),
  ]);
}
