import {
  type Cell,
  column,
  type Document,
  finiteOrNull,
  type Table,
  type TableColumn,
  tabulated,
} from "../../document/index.ts";
import { type MeasureRequest, measures } from "../../scenario/index.ts";
import type { Estimate } from "../../statistics/index.ts";
import {
  counted,
  listed,
  percent,
  plain,
  present,
  quantity,
  rounded,
  unitAfter,
  withoutMissing,
} from "../../text/index.ts";
import { askedWords } from "../question.ts";
import { attributionFigures } from "./figures.ts";
import type { Attribution, MissingValues, SystemShare } from "./types.ts";

/** An attribution told: sentences, shares that sum to the measure, and how they come about over time. */
export function tellAttribution(attribution: Attribution): Document {
  const figures = attributionFigures(attribution);
  const named = (id: string) => figures.filter((figure) => figure.id === id);
  const { title, person, days } = attribution;
  return {
    title: `Why: ${title}`,
    lead: `${askedWords(attribution)}, ${person}`,
    notes: [],
    answers: attributionWords(attribution),
    sections: [
      { figures: named("shares"), tables: [sharesTable(attribution), effectsTable(attribution)] },
      ...(days.length > 0 ? [{ figures: named("over-time"), tables: [overTimeTable(attribution)] }] : []),
    ],
    methods: [howText(attribution)],
    data: attributionData(attribution),
    about: { measure: attribution.measure, arm: attribution.arm },
  };
}

/** Systems and effects that sentences name, and effects of a system that stand below it. */
const named = 3;
const mostEffects = 6;
/** Below this part of the largest term a share is called nothing. */
const nothing = 0.005;

const withSign = (x: number) => `${x > 0 ? "+" : x < 0 ? "-" : ""}${rounded(Math.abs(x), 2, 0)}`;
/** Rounding left over from numbers of a size that cancel reads as 0. */
const number = (x: number, size: number) => (Math.abs(x) <= rounding * size ? "0" : rounded(x, 3, 0));
/** What numbers that cancel leave, as a part of their size. */
const rounding = 1e-12;
/** The size of numbers: at least 1 for those without a unit, whatever they are for others. */
const sizeOf = (values: readonly number[], unit: string) =>
  Math.max(unit === "1" ? 1 : 0, ...values.map(Math.abs));
/** How numbers and variables are told: in their units, or shares in per cent where a page tells all of them so. */
export interface NumberWords {
  level(value: number, unit: string): string;
  /** What is left beside a value: 0 where it is the rounding of it. */
  rest(value: number, beside: number, unit: string): string;
  change(value: number, unit: string): string;
  error(value: number, unit: string): string;
  name(variable: string): string;
  /** What stands behind a change where its unit is named. */
  unitAfter(unit: string): string;
  /** What stands behind a part of the whole. */
  readonly ofWhole: string;
}

const inUnits: NumberWords = {
  level: quantity,
  rest: (value, beside, unit) => number(value, sizeOf([beside], unit)),
  change: withSign,
  error: (value) => rounded(value, 1),
  name: (variable) => variable,
  unitAfter,
  ofWhole: "",
};

/** Quantities without a unit in per cent, and variables by what they are called. */
export function inPercent(name: NumberWords["name"]): NumberWords {
  const told =
    (tell: (value: number) => string, plain: (value: number, unit: string) => string) =>
    (value: number, unit: string) =>
      unit === "1" ? `${tell(100 * value)}%` : plain(value, unit);
  return {
    level: told((value) => number(value, 100), quantity),
    rest: (value, beside, unit) =>
      unit === "1" ? `${number(100 * value, 100)}%` : inUnits.rest(value, beside, unit),
    change: told(withSign, withSign),
    error: told((value) => rounded(value, 1), inUnits.error),
    name,
    unitAfter,
    ofWhole: " of the whole",
  };
}

/** A system of one effect goes by both names. */
const labelOf = ({ system, count, effects }: SystemShare) =>
  count === 1 && effects[0] ? `${system}: ${effects[0].effect}` : system;
const wholeOf = ({ value, baseline }: Attribution) => value - baseline;

/** True where the shares are no more than the rounding of numbers that cancel. */
const isNothing = (a: Attribution) =>
  Math.max(0, ...a.systems.map((s) => Math.abs(s.share))) <= 1e-9 * Math.max(1e-6, Math.abs(a.value));

/** The attribution in a few sentences. */
export function attributionWords(attribution: Attribution, tell: NumberWords = inUnits): string[] {
  const { systems, baseline, unit } = attribution;
  const whole = wholeOf(attribution);
  const rest = tell.rest(baseline, attribution.value, unit);
  const shared = /^0%?$/.test(rest)
    ? "nothing remains. All of it"
    : `${rest} remains, which no mechanism of the model carries (${attribution.against ? "the arms differ in it themselves" : "what the person, the care and the drug's own binding bring"}). The rest, ${tell.change(whole, unit)},`;
  const on = `With every mechanism at work it is ${tell.level(attribution.value, unit)}`;
  if (isNothing(attribution)) return [`${on}, and so it is with every one switched off: none moves it.`];
  const words = [`${on}; with every one switched off ${shared} is shared out below.`];
  const largest = Math.max(...systems.map((s) => Math.abs(s.share)));
  const ofSize = systems.filter((s) => Math.abs(s.share) >= nothing * largest);
  const along = ofSize.filter((s) => s.share * whole > 0);
  const against = ofSize.filter((s) => s.share * whole < 0);
  const text = (s: SystemShare) =>
    `${labelOf(s)} (${tell.change(s.share, unit)}${partOf(s.share, whole, tell.ofWhole)})`;
  if (along.length > 0) words.push(`Most is carried by ${listed(along.slice(0, named).map(text))}.`);
  if (against.length > 0)
    words.push(
      `Against it ${against.length > 1 ? "work" : "works"} ${listed(against.slice(0, named).map(text))}.`,
    );
  for (const { system, effects, count } of systems.slice(0, named)) {
    const top = effects.filter((e) => Math.abs(e.share) >= nothing * largest).slice(0, named);
    if (count > 1 && top.length > 0)
      words.push(`In ${system}: ${listed(top.map((e) => `${e.effect} (${withError(e, unit, tell)})`))}.`);
  }
  return [...words, ...steepest(attribution, tell)];
}

/** " or 54%" where parts of the whole make sense. */
function partOf(share: number, whole: number, ofWhole: string): string {
  const part = share / whole;
  return Number.isFinite(part) && Math.abs(part) < 10 ? `, ${percent(part)}${ofWhole}` : "";
}

const withError = (
  { share, error }: { share: number; error: number },
  unit: string,
  { change, error: within }: NumberWords,
) =>
  error > 0 && Number.isFinite(error)
    ? `${change(share, unit)} ± ${within(error, unit)}`
    : change(share, unit);

/** When the measured quantity moves most from one point in time to the next, and what moves it then. */
function steepest(
  { days, overTime, systems, variable, unitOfVariable }: Attribution,
  { change, name, unitAfter: after }: NumberWords,
): string[] {
  const steps = days.slice(1).map((_, k) => ({ k, by: overTime.value[k + 1]! - overTime.value[k]! }));
  const most = steps.reduce((a, b) => (Math.abs(b.by) > Math.abs(a.by) ? b : a), { k: -1, by: 0 });
  if (most.k < 0 || most.by === 0) return [];
  const parts = systems
    .map((s) => ({ name: s.system, by: s.overTime[most.k + 1]! - s.overTime[most.k]! }))
    .filter((p) => Math.abs(p.by) >= 0.05 * Math.abs(most.by))
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .slice(0, named);
  const [from, to] = [days[most.k]!, days[most.k + 1]!];
  const when =
    to - from === 7 ? `In week ${to / 7}` : `Between day ${plain(from, 3)} and day ${plain(to, 3)}`;
  const rest = overTime.baseline[most.k + 1]! - overTime.baseline[most.k]!;
  const said = present(
    ...parts.map((p) => `${change(p.by, unitOfVariable)} by ${p.name}`),
    Math.abs(rest) >= 0.05 * Math.abs(most.by) && `${change(rest, unitOfVariable)} without any mechanism`,
  );
  return [
    `${when} ${name(variable)} moves most, by ${change(most.by, unitOfVariable)}${after(unitOfVariable)}: ${listed(said)}.`,
  ];
}

function howText({ runs, samples, without, days }: Attribution): string {
  const how =
    samples > 0
      ? `Shapley values over effect gates: exact where no interval is shown, else from ${samples} pairs of random orders with 95% intervals`
      : "Shapley values over effect gates, exact";
  const time = days.length > 0 ? `; over time at ${days.length} points from the same runs` : "";
  return `${how}${time}. ${counted(runs, "run")}.${without > 0 ? ` ${counted(without, "effect")} of the model cannot reach the measured quantity and ${without === 1 ? "carries" : "carry"} nothing.` : ""}`;
}

/** A share with its interval, as a part of the largest and of the sum. */
function shareCells(attribution: Attribution): (one: { share: number; error: number }) => Cell[] {
  const whole = wholeOf(attribution);
  const all = attribution.systems.flatMap((s) => [s, ...s.effects]);
  const largest = Math.max(...all.map((s) => Math.abs(s.share))) || 1;
  return ({ share, error }) => [
    share / largest,
    estimate(share, error),
    whole !== 0 && Math.abs(share / whole) < 10 ? share / whole : "",
  ];
}

const estimate = (value: number, error: number): Estimate => ({
  value,
  low: value - error,
  high: value + error,
});

const shareColumns = (unit: string): TableColumn[] => [
  { name: "as a bar", kind: "bar" },
  { name: "share", kind: "number", unit },
  { name: "of the sum", kind: "share" },
];

/** Systems with the largest of their effects below them, and what they sum to. */
function sharesTable(attribution: Attribution): Table {
  const { systems, baseline, value, unit } = attribution;
  const cells = shareCells(attribution);
  return {
    caption: "Shares, which sum to what the mechanisms do together",
    columns: [{ name: "system, effect", kind: "text" }, ...shareColumns(unit)],
    rows: systems.flatMap((s) => [
      [labelOf(s), ...cells(s)],
      ...(s.count > 1 ? s.effects.slice(0, mostEffects).map((e) => [`  ${e.effect}`, ...cells(e)]) : []),
      ...(s.effects.length > mostEffects ? [[`  and ${s.effects.length - mostEffects} more`]] : []),
    ]),
    foot: [
      ["sum of the systems", "", sumOf(systems)],
      ["with every one off", "", baseline],
      ["the measure", "", value],
    ],
  };
}

function effectsTable(attribution: Attribution): Table {
  const cells = shareCells(attribution);
  return {
    caption: "Effects within the systems that carry most",
    isAside: true,
    columns: [
      { name: "effect", kind: "text" },
      ...shareColumns(attribution.unit),
      { name: "system", kind: "text" },
      { name: "what it is", kind: "text" },
    ],
    rows: attribution.systems.flatMap((s) =>
      s.effects.map((e) => [e.effect, ...cells(e), s.system, e.about]),
    ),
  };
}

/** Systems with a column of their own in the table over time. */
const mostColumns = 6;
const mostTimes = 27;

function overTimeTable({ days, systems, overTime, variable, unitOfVariable }: Attribution): Table {
  const size = sizeOf([...overTime.value, ...overTime.baseline], unitOfVariable);
  const moving = systems.filter((s) => s.overTime.some((x) => Math.abs(x) > rounding * size));
  const own = moving.slice(0, mostColumns);
  const others = moving.slice(mostColumns);
  const every = Math.ceil(days.length / mostTimes);
  const inWeeks = days.at(-1)! >= 14;
  const shown = [...days.keys()].filter((k) => k % every === 0 || k === days.length - 1);
  const when = (day: number) => (inWeeks && day % 7 === 0 ? `week ${day / 7}` : `day ${plain(day, 3)}`);
  const amount = (name: string, at: (k: number) => number) => column.number(name, at, { digits: 2 });
  return {
    caption: `Over time: ${variable}${unitAfter(unitOfVariable)}`,
    ...tabulated(
      shown,
      present(
        column.text("time", (k) => when(days[k]!)),
        ...own.map((s) => amount(s.system, (k) => s.overTime[k]!)),
        others.length > 0 && amount("others", (k) => sumOf(others.map((s) => ({ share: s.overTime[k]! })))),
        amount("all off", (k) => overTime.baseline[k]!),
        amount("all on", (k) => overTime.value[k]!),
      ),
    ),
  };
}

const sumOf = (shares: readonly { readonly share: number }[]) => shares.reduce((sum, s) => sum + s.share, 0);

/** The attribution for machines. Numbers are not rounded. */
function attributionData(attribution: Attribution) {
  const { systems, value, baseline, days, overTime } = attribution;
  const sum = sumOf(systems);
  const time = (shares: readonly number[]) => (days.length > 0 ? { over_time: shares } : {});
  return withoutMissing({
    scenario: attribution.title,
    measure: attribution.measure,
    unit: attribution.unit,
    arm: attribution.arm,
    against: attribution.against ?? null,
    person: attribution.person,
    value,
    baseline,
    shares: systems.map((s) => ({
      system: s.system,
      share: s.share,
      error: finiteOrNull(s.error),
      effect_count: s.count,
      ...time(s.overTime),
      effects: s.effects.map((e) => ({
        effect: e.effect,
        share: e.share,
        error: finiteOrNull(e.error),
        ...time(e.overTime),
      })),
    })),
    sum,
    remainder: value - baseline - sum,
    words: attributionWords(attribution),
    over_time:
      days.length > 0
        ? { variable: attribution.variable, unit: attribution.unitOfVariable, days, ...overTime }
        : undefined,
    runs: attribution.runs,
    samples: attribution.samples,
    seed: attribution.seed,
    effects_without_influence: attribution.without,
  });
}

/** Why a measure cannot be attributed, and what to ask instead. */
export function missingText(measure: MeasureRequest, { tried, missing, off, status }: MissingValues): string {
  const where =
    off.length === 0
      ? "even with every mechanism on"
      : `in ${missing} of the ${tried} combinations that were tried, the first of them with ${off.join(", ")} off`;
  if (status)
    return `A run did not reach its end, ${where}: ${status.message}\nTry a smaller --rtol, or keep those effects on by looking at other arms.`;
  const { missing: reason } = measures[measure.function];
  const why = `${reason?.why ?? "it has no value"} there`;
  return [
    `${measure.text} has no value ${where} (${why}), so it cannot be attributed to mechanisms.`,
    `Ask for a measure that always has one: --measure "at(${measure.variable}, end)", or the mean over a time in which it differs.`,
  ].join("\n");
}
