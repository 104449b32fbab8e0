import type { Attribution, EffectShare, SystemShare } from "../analysis/index.ts";
import { attributionFigures, rounded } from "../charts/index.ts";
import { cell, disclaimer, html, oneLine, table, wrap } from "../writers/index.ts";
import { figureSection, htmlPage, table as htmlTable, type PageParts } from "./page.ts";

/** Systems and effects that sentences name, and effects of a system that the terminal lists. */
const named = 3;
const listed = 6;
const barWidth = 22;
/** Below this part of the largest term a share is called nothing. */
const nothing = 0.005;

const unitText = (unit: string) => (unit === "1" ? "" : ` ${unit}`);
const subjectOf = ({ measure, arm, against }: Attribution) =>
  `${measure} in "${arm}"${against ? ` minus "${against}"` : ""}`;
const signed = (x: number) => `${x > 0 ? "+" : x < 0 ? "−" : ""}${rounded(Math.abs(x), 2)}`;
/** Rounding left over from numbers that cancel reads as 0; the minus is as wide as the plus. */
const number = (x: number, digits = 3) => (Math.abs(x) < 1e-12 ? "0" : rounded(x, digits).replace(/^-/, "−"));
const percent = (part: number) => `${Math.round(100 * part)} %`.replace("-", "−");
/** A system of one effect goes by both names. */
const labelOf = ({ system, count, effects }: SystemShare) =>
  count === 1 && effects[0] ? `${system}: ${effects[0].effect}` : system;
const wholeOf = ({ value, baseline }: Attribution) => value - baseline;

/** "a", "a and b", "a, b and c". */
const series = (items: readonly string[]) =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;

/** True where the shares are no more than the rounding of numbers that cancel. */
const isNothing = (a: Attribution) =>
  Math.max(0, ...a.systems.map((s) => Math.abs(s.share))) <= 1e-9 * Math.max(1e-6, Math.abs(a.value));

/** The attribution in a few sentences. */
export function attributionWords(attribution: Attribution): string[] {
  const { systems, baseline, unit } = attribution;
  const whole = wholeOf(attribution);
  const words = [
    `With every mechanism at work it is ${rounded(attribution.value)}${unitText(unit)}; with every one switched off ${number(baseline)} remains, which no mechanism of the model carries (${attribution.against ? "the arms differ in it themselves" : "the person's illness, care, and what the drug's own binding does"}). The rest, ${signed(whole)}, is shared out below.`,
  ];
  if (isNothing(attribution)) return [...words, "No mechanism moves it."];
  const largest = Math.max(...systems.map((s) => Math.abs(s.share)));
  const ofSize = systems.filter((s) => Math.abs(s.share) >= nothing * largest);
  const along = ofSize.filter((s) => s.share * whole > 0);
  const against = ofSize.filter((s) => s.share * whole < 0);
  const text = (s: SystemShare) => `${labelOf(s)} (${signed(s.share)}${partOf(s.share, whole)})`;
  if (along.length > 0) words.push(`Most is carried by ${series(along.slice(0, named).map(text))}.`);
  if (against.length > 0)
    words.push(
      `Against it ${against.length > 1 ? "work" : "works"} ${series(against.slice(0, named).map(text))}.`,
    );
  for (const { system, effects, count } of systems.slice(0, named)) {
    const top = effects.filter((e) => Math.abs(e.share) >= nothing * largest).slice(0, named);
    if (count > 1 && top.length > 0)
      words.push(`In ${system}: ${series(top.map((e) => `${e.effect} (${withError(e)})`))}.`);
  }
  return [...words, ...steepest(attribution)];
}

/** " or 54 %" where parts of the whole make sense. */
function partOf(share: number, whole: number): string {
  const part = share / whole;
  return Number.isFinite(part) && Math.abs(part) < 10 ? `, ${percent(part)}` : "";
}

const withError = ({ share, error }: { share: number; error: number }) =>
  error > 0 && Number.isFinite(error) ? `${signed(share)} ± ${rounded(error, 1)}` : signed(share);

/** When the measured quantity moves most from one point in time to the next, and what moves it then. */
function steepest({ days, overTime, systems, variable, unitOfVariable }: Attribution): string[] {
  const steps = days.slice(1).map((_, k) => ({
    k,
    by: overTime.value[k + 1]! - overTime.value[k]!,
  }));
  const most = steps.reduce((a, b) => (Math.abs(b.by) > Math.abs(a.by) ? b : a), { k: -1, by: 0 });
  if (most.k < 0 || most.by === 0) return [];
  const parts = systems
    .map((s) => ({ name: s.system, by: s.overTime[most.k + 1]! - s.overTime[most.k]! }))
    .filter((p) => Math.abs(p.by) >= 0.05 * Math.abs(most.by))
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .slice(0, named);
  const [from, to] = [days[most.k]!, days[most.k + 1]!];
  const when = to - from === 7 ? `In week ${to / 7}` : `Between day ${rounded(from)} and day ${rounded(to)}`;
  const rest = overTime.baseline[most.k + 1]! - overTime.baseline[most.k]!;
  const others = Math.abs(rest) >= 0.05 * Math.abs(most.by) ? [`${signed(rest)} without any mechanism`] : [];
  return [
    `${when} ${variable} moves most, by ${signed(most.by)}${unitText(unitOfVariable)}: ${series([...parts.map((p) => `${signed(p.by)} by ${p.name}`), ...others])}.`,
  ];
}

function howText({ runs, samples, without, days }: Attribution): string {
  const how =
    samples > 0
      ? `Shapley values over effect gates: exact where no interval is shown, else from ${samples} pairs of random orders with 95 % intervals`
      : "Shapley values over effect gates, exact";
  const time = days.length > 0 ? `; over time at ${days.length} points from the same runs` : "";
  return `${how}${time}. ${runs} runs. ${without} effects of the model cannot reach the measured quantity and carry nothing.`;
}

/** A bar to the right of a middle line for what adds, to the left for what takes away. */
function bar(share: number, largest: number, isSigned: boolean): string {
  const width = isSigned ? barWidth / 2 : barWidth;
  const cells = largest > 0 ? (Math.abs(share) / largest) * width : 0;
  const full = "█".repeat(Math.floor(cells + 1e-9));
  const half = cells - Math.floor(cells + 1e-9) >= 0.5 ? (share < 0 ? "▐" : "▌") : "";
  if (!isSigned) return full + half;
  return share < 0
    ? `${(half + full).padStart(width)}│${" ".repeat(width)}`
    : `${" ".repeat(width)}│${(full + half).padEnd(width)}`;
}

/** The attribution for a reader at a terminal: sentences, then a table with bars, and shares over time where asked. */
export function terminalAttribution(attribution: Attribution, width = 100): string {
  const { title, person, systems, days, unit } = attribution;
  const left = (text: string) => cell(text, "left");
  const right = (text: string) => cell(text, "right");
  const all = systems.flatMap((s) => [s, ...s.effects]).map((s) => s.share);
  const largest = Math.max(0, ...all.map(Math.abs));
  const isSigned = all.some((s) => s < -nothing * largest);
  const whole = wholeOf(attribution);
  const row = (name: string, one: SystemShare | EffectShare) => [
    left(name),
    left(bar(one.share, largest, isSigned)),
    right(number(one.share)),
    right(one.error > 0 ? `± ${rounded(one.error, 2)}` : ""),
    right(
      whole !== 0 && Math.abs(one.share / whole) < 10 ? `${Math.round((100 * one.share) / whole)} %` : "",
    ),
  ];
  const rows = systems.flatMap((s) => [
    row(labelOf(s), s),
    ...(s.count > 1 ? s.effects.slice(0, listed).map((e) => row(`  ${e.effect}`, e)) : []),
    ...(s.effects.length > listed ? [[left(`  and ${s.effects.length - listed} more`)]] : []),
  ]);
  const sections = [
    [`Why: ${oneLine(title)}`, ...wrap(oneLine(`${subjectOf(attribution)}, ${person}`), width)],
    attributionWords(attribution).flatMap((text) => wrap(oneLine(text), width)),
    table([
      [left("system, effect"), left(""), right(`share${unitText(unit)}`), right("95 %"), right("of the sum")],
      "rule",
      ...rows,
      "rule",
      [left("sum of the systems"), left(""), right(number(sumOf(systems)))],
      [left("with every one off"), left(""), right(number(attribution.baseline))],
      [left("the measure"), left(""), right(number(attribution.value))],
    ]),
    days.length > 0 ? overTimeTable(attribution) : [],
    wrap(howText(attribution), width),
    [disclaimer],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

const sumOf = (systems: readonly SystemShare[]) => systems.reduce((sum, s) => sum + s.share, 0);

/** At most this many columns of systems fit a terminal. */
const columns = 6;

function overTimeTable({ days, systems, overTime, variable }: Attribution): string[] {
  const right = (text: string) => cell(text, "right");
  const moving = systems.filter((s) => s.overTime.some((x) => Math.abs(x) > 1e-12));
  const own = moving.slice(0, columns);
  const others = moving.slice(columns);
  const every = Math.ceil(days.length / 27);
  const lines = days.flatMap((day, k) =>
    k % every === 0 || k === days.length - 1
      ? [
          [
            days.at(-1)! >= 14 && day % 7 === 0 ? `week ${day / 7}` : `day ${rounded(day)}`,
            ...[
              ...own.map((s) => s.overTime[k]!),
              ...(others.length > 0 ? [others.reduce((sum, s) => sum + s.overTime[k]!, 0)] : []),
              overTime.baseline[k]!,
              overTime.value[k]!,
            ].map((x) => number(x, 2)),
          ].map(right),
        ]
      : [],
  );
  const heads = [
    "",
    ...own.map((s) => s.system),
    ...(others.length > 0 ? ["others"] : []),
    "all off",
    "all on",
  ];
  return [`Over time: ${variable}`, ...table([heads.map(right), "rule", ...lines])];
}

/** The attribution for machines. Numbers are not rounded. */
export function jsonAttribution(attribution: Attribution) {
  const { systems, value, baseline, days, overTime } = attribution;
  const sum = sumOf(systems);
  const error = (x: number) => (Number.isFinite(x) ? x : null);
  const time = (shares: readonly number[]) => (days.length > 0 ? { over_time: shares } : {});
  return {
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
      error: error(s.error),
      effect_count: s.count,
      ...time(s.overTime),
      effects: s.effects.map((e) => ({
        effect: e.effect,
        share: e.share,
        error: error(e.error),
        ...time(e.overTime),
      })),
    })),
    sum,
    remainder: value - baseline - sum,
    words: attributionWords(attribution),
    ...(days.length > 0
      ? {
          over_time: {
            variable: attribution.variable,
            unit: attribution.unitOfVariable,
            days,
            value: overTime.value,
            baseline: overTime.baseline,
          },
        }
      : {}),
    runs: attribution.runs,
    samples: attribution.samples,
    seed: attribution.seed,
    effects_without_influence: attribution.without,
  };
}

/** The attribution as one HTML file that works offline. */
export function htmlAttribution(attribution: Attribution, parts: PageParts): string {
  const { systems, title } = attribution;
  const figures = attributionFigures(attribution);
  const whole = wholeOf(attribution);
  const shareCells = ({ share, error }: { share: number; error: number }) => [
    rounded(share),
    error > 0 && Number.isFinite(error) ? `± ${rounded(error, 2)}` : "exact",
    whole !== 0 ? `${Math.round((100 * share) / whole)} %` : "",
  ];
  const heads = ["Share", "95 %", "Of the sum"];
  const systemTable = htmlTable(
    `Systems; they sum to ${rounded(sumOf(systems))}, with every mechanism off ${rounded(attribution.baseline)} remains`,
    ["System", ...heads, "Effects"],
    systems.map((s) => [html(s.system), ...shareCells(s), String(s.count)]),
    4,
  );
  const effects = systems.flatMap((s) => s.effects.map((e) => ({ ...e, system: s.system })));
  const effectTable = htmlTable(
    "Effects within the systems that carry most",
    ["Effect", ...heads, "System", "What it is"],
    effects.map((e) => [html(e.effect), ...shareCells(e), html(e.system), html(e.about)]),
    3,
  );
  const bodies = new Map([["shares", systemTable + (effects.length > 0 ? effectTable : "")]]);
  return htmlPage({
    title: `Why: ${title}`,
    lead: `${subjectOf(attribution)}, ${attribution.person}`,
    sections: [
      `<section>${[...attributionWords(attribution), howText(attribution)].map((text) => `<p>${html(text)}</p>`).join("")}</section>`,
      ...figures.map((figure) => figureSection(figure) + (bodies.get(figure.id) ?? "")),
    ],
    figures,
    ...parts,
  });
}
