import type { Drug, Person } from "../pharmacology/index.ts";
import type { Arm, Strategy } from "../scenario/index.ts";
import { type OwnFiles, type ReadText, readArmLike } from "./arms.ts";
import type { Read } from "./document.ts";
import * as common from "./messages.ts";
import { readScenario, type ScenarioFile } from "./scenario.ts";
import * as say from "./search-messages.ts";
import type { SearchData, StrategyData } from "./search-schema.ts";

/** More would hardly be looked at, and take hours. */
const mostStrategies = 500;

interface Strategies {
  readonly strategies: readonly Strategy[];
  readonly drugs: readonly Drug[];
  readonly people: readonly Person[];
}

/** The strategies of a search: arms of scenarios, arms of its own, and grids written out. */
export function readStrategies(
  read: Read<SearchData>,
  own: OwnFiles,
  readText: ReadText,
  texts: Map<string, string>,
): Strategies {
  const { diagnostics } = read;
  const scenarios = new Map<string, ScenarioFile | undefined>();
  const open = (from: string, i: number): ScenarioFile | undefined => {
    const path = own.path(from);
    if (scenarios.has(path)) return scenarios.get(path);
    const text = readText(path);
    if (text === undefined) diagnostics.push(common.missingFile(path, read.at("strategies", i, "from"), []));
    const scenario = text === undefined ? undefined : readScenario(path, text, readText);
    for (const [name, content] of scenario?.texts ?? []) texts.set(name, content);
    diagnostics.push(...(scenario?.diagnostics ?? []));
    scenarios.set(path, scenario?.value);
    return scenario?.value;
  };
  const done: Strategy[] = [];
  for (const [i, item] of read.data.strategies.entries()) {
    const path = ["strategies", i];
    const place = item.label === undefined ? read.at(...path, "arm") : read.at(...path, "label");
    const count = Object.values(item.over ?? {}).reduce((product, values) => product * values.length, 1);
    if (done.length + count > mostStrategies) {
      diagnostics.push(say.tooManyStrategies(done.length + count, mostStrategies, read.at(...path, "over")));
      break;
    }
    const before = diagnostics.length;
    for (const one of writtenOut(read, item, path)) {
      // What is wrong with one strategy of a grid is wrong with all.
      if (diagnostics.slice(before).some((d) => d.severity === "error")) break;
      const strategy =
        one.from === undefined
          ? ownStrategy(read, one, path, done, own)
          : takenFrom(read, one, path, open(one.from, i));
      if (!strategy) continue;
      if (done.some((other) => other.label === strategy.label))
        diagnostics.push(say.twoStrategies(strategy.label, place, item.over !== undefined));
      done.push(strategy);
    }
  }
  const files = [...scenarios.values()].filter((file) => file !== undefined);
  return {
    strategies: done,
    drugs: files.flatMap((file) => file.drugs),
    people: files.flatMap((file) => file.people),
  };
}

function ownStrategy(
  read: Read<SearchData>,
  item: StrategyData,
  path: readonly PropertyKey[],
  above: readonly Strategy[],
  own: OwnFiles,
): Strategy | undefined {
  const { diagnostics } = read;
  if (item.label === undefined) {
    diagnostics.push(say.needsLabel(read.at(...path)));
    return undefined;
  }
  const place = read.at(...path, "label");
  const arms = above.map((s) => ({ ...s.arm, label: s.label }));
  const arm: Arm = { ...readArmLike(read, item, path, arms, own), label: item.label, place };
  return {
    label: item.label,
    arm,
    evidence: (item.evidence ?? []).map((e, k) => ({
      ...e,
      place: read.at(...path, "evidence", k, "source"),
    })),
    place,
  };
}

function takenFrom(
  read: Read<SearchData>,
  item: StrategyData,
  path: readonly PropertyKey[],
  file: ScenarioFile | undefined,
): Strategy | undefined {
  const { diagnostics } = read;
  for (const key of ["like", "add", "treatment", "care", "knockout", "set"] as const)
    if (item[key] !== undefined) diagnostics.push(say.notWithFrom(key, read.key(...path, key)));
  if (!file) return undefined;
  const { arms, evidence = [] } = file.scenario;
  const labels = arms.map((arm) => arm.label);
  if (item.arm === undefined) {
    diagnostics.push(say.needsArm(read.at(...path, "from"), labels));
    return undefined;
  }
  const arm = arms.find(({ label }) => label === item.arm);
  if (!arm) {
    diagnostics.push(say.unknownArmOf(item.arm, item.from!, read.at(...path, "arm"), labels));
    return undefined;
  }
  const label = item.label ?? item.arm;
  const more = (item.evidence ?? []).map((e, k) => ({
    ...e,
    place: read.at(...path, "evidence", k, "source"),
  }));
  const place = item.label === undefined ? read.at(...path, "arm") : read.at(...path, "label");
  return { label, arm: { ...arm, label }, evidence: [...evidence, ...more], place };
}

/** One item for every combination of the values under `over`, the last name running fastest. */
function writtenOut(
  read: Read<SearchData>,
  { over = {}, ...item }: StrategyData,
  path: readonly PropertyKey[],
): StrategyData[] {
  const { diagnostics } = read;
  let rows: ReadonlyMap<string, string>[] = [new Map()];
  for (const [name, values] of Object.entries(over))
    rows = rows.flatMap((row) => values.map((value) => new Map([...row, [name, String(value)]])));
  const known = Object.keys(over);
  const filled = rows.map((row) => fill(item, row));
  const seen = new Set<string>();
  for (const [, name = ""] of JSON.stringify(item).matchAll(/\{(\w+)\}/g)) {
    if (known.includes(name) || seen.has(name)) continue;
    seen.add(name);
    diagnostics.push(say.unknownSlot(name, placeOfSlot(read, item, path, name), known));
  }
  return filled;
}

function placeOfSlot(read: Read<SearchData>, item: StrategyData, path: readonly PropertyKey[], name: string) {
  const key = Object.entries(item).find(([, value]) => JSON.stringify(value).includes(`{${name}}`))?.[0];
  return read.at(...path, ...(key === undefined ? [] : [key]));
}

/** The same data with every `{name}` in its texts replaced. */
function fill<T>(data: T, row: ReadonlyMap<string, string>): T {
  const inner = (value: unknown): unknown => {
    if (typeof value === "string")
      return value.replace(/\{(\w+)\}/g, (whole, name: string) => row.get(name) ?? whole);
    if (Array.isArray(value)) return value.map(inner);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inner(one)]));
    return value;
  };
  return inner(data) as T;
}
