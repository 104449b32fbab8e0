import type { Diagnostic, Place } from "../diagnostics/index.ts";
import { type FlatSystem, isReadByTheClock, type Model } from "../model/index.ts";
import { covariateWords } from "../pharmacology/index.ts";
import * as say from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { ArmChange } from "./types.ts";

/** A change of one parameter during a run. */
export interface Change {
  /** day */
  readonly time: number;
  readonly name: string;
  /** In canonical units; a factor has none. */
  readonly value: number;
  readonly how: "set" | "scale";
  /** days */
  readonly halfLife?: number | undefined;
}

/** The parameters that changes touch: whether one of them takes its time. */
export function changing(changes: readonly Change[]): ReadonlyMap<string, boolean> {
  const names = new Map<string, boolean>();
  for (const { name, halfLife } of changes)
    names.set(name, (names.get(name) ?? false) || halfLife !== undefined);
  return names;
}

/**
 * The changes of an arm, each value checked as if it were set from the start. What people and covariates bring is the ratio
 * of what a subject would have with them to what it has without.
 *
 * @param settingsOf the numbers of the arm's subject, with more people and covariates
 */
export function changesOf(
  asked: readonly ArmChange[],
  duration: number,
  system: FlatSystem,
  model: Model,
  settingsOf: (change?: ArmChange) => Settings,
  diagnostics: Diagnostic[],
): Change[] {
  const now = settingsOf();
  const numberOf = (settings: Settings, name: string) =>
    settings.values.get(name) ?? system.parameters.find((p) => p.name === name)?.value;
  const changes: Change[] = [];
  const goals = new Map<string, number>();
  for (const change of [...asked].sort((a, b) => a.at - b.at)) {
    const { at: time, halfLife, place } = change;
    if (time > duration) diagnostics.push(say.changeAfterEnd(time, duration, place));
    const put = (name: string, value: number, how: Change["how"], where: Place) => {
      const source = model.entries.get(name);
      if (source?.kind === "parameter" && source.source.isOfDoses)
        diagnostics.push(say.changeOfDoses(name, where));
      else if (isReadByTheClock(system, name)) diagnostics.push(say.changeByTheClock(name, where));
      else if (
        changes.some((one) => one.time === time && one.name === name && [one.how, how].includes("set"))
      )
        diagnostics.push(say.changedTwice(name, time, where));
      else {
        changes.push({ time, name, value, how, ...(halfLife === undefined ? {} : { halfLife }) });
        const before = goals.get(name) ?? numberOf(now, name) ?? Number.NaN;
        goals.set(name, how === "set" ? value : before * value);
      }
    };
    const checked = now.copy();
    checked.set(change.set, place);
    for (const { name, place: where = place } of change.set) {
      const value = checked.values.get(name);
      if (value !== undefined) put(name, value, "set", where);
    }
    for (const { name, value, place: where = place } of change.scale) {
      const parameter = system.parameters.find((p) => p.name === name);
      const before = goals.get(name) ?? numberOf(now, name);
      now
        .copy()
        .set([{ name, value: ((before ?? 0) * value) / (parameter?.unit.factor ?? 1), place: where }], where);
      if (parameter) put(name, value, "scale", where);
    }
    if (!change.people && !change.covariates) continue;
    const then = settingsOf(change);
    for (const [name, value] of then.values) {
      const before = numberOf(now, name)!;
      if (value === before) continue;
      if (before === 0) put(name, value, "set", place);
      else put(name, value / before, "scale", place);
    }
  }
  return changes;
}

/** "day 28: enzyme.cyp3a4 times 2 with a half-life of 4 days" */
export const changeWords = ({ time, name, value, how, halfLife }: Change, factor: number): string =>
  `day ${short(time)}: ${name}${how === "set" ? `=${short(value / factor)}` : ` times ${short(value)}`}${halfLife === undefined ? "" : ` with a half-life of ${short(halfLife)} days`}`;

const short = (value: number) => Number(value.toPrecision(6));

/** "from day 28 smoker, CYP2C19 poor, enzyme.cyp3a4 times 2 with a half-life of 3 days" */
export function askedWords({ at, set, scale, people, covariates, halfLife }: ArmChange): string {
  const what = [
    ...(people ?? []).map(({ name }) => name),
    covariates && covariateWords(covariates),
    ...set.map(({ name, value }) => `${name} = ${value}`),
    ...scale.map(({ name, value }) => `${name} times ${value}`),
  ];
  const pace = halfLife === undefined ? "" : ` with a half-life of ${short(halfLife)} days`;
  return `from day ${short(at)} ${what.filter(Boolean).join(", ")}${pace}`;
}
