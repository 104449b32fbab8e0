import {
  armStyle,
  colored,
  forestChart,
  linearAxis,
  namedChart,
  pale,
  referenceStyle,
  timeAxis,
  timeScale,
  unitTitle,
  valueAxis,
} from "../../charts/index.ts";
import type { Figure, LegendEntry, LineDataset, NamedChart } from "../../document/index.ts";
import { rounded } from "../../text/index.ts";
import { askedWords } from "../question.ts";
import type { Attribution, SystemShare } from "./types.ts";

/** Systems with a color of their own, and effects with a row of their own. */
const shown = { systems: 6, effects: 16 } as const;

/** The pictures of an attribution: shares over time as a stacked area, and shares of the measure with their intervals. */
export function attributionFigures(attribution: Attribution): Figure[] {
  const { days } = attribution;
  const figures = [sharesFigure(attribution)];
  return days.length > 0 ? [areaFigure(attribution), ...figures] : figures;
}

function sharesFigure(attribution: Attribution): Figure {
  const { systems, unit } = attribution;
  const inUnit = unitTitle(unit);
  const row = (label: string, share: number, error: number) => ({
    label,
    estimates: [{ value: share, low: share - error, high: share + error }],
  });
  const effects = systems
    .flatMap((s) => s.effects)
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share))
    .slice(0, shown.effects);
  const chart = (id: string, title: string, about: string, rows: ReturnType<typeof row>[]) => {
    const isExact = rows.every(({ estimates }) => estimates.every(({ low, high }) => low === high));
    const axis = isExact ? inUnit : `${inUnit}, with 95% intervals`;
    return forestChart({ id, title, about, unit: axis, series: ["share"], rows });
  };
  return {
    id: "shares",
    title: "What carries it",
    subtitle: askedWords(attribution),
    legend: [],
    charts: [
      chart(
        "shares-systems",
        "Systems",
        "They sum to the measure minus what is left with every mechanism off.",
        systems.map((s) => row(s.system, s.share, s.error)),
      ),
      ...(effects.length > 0
        ? [
            chart(
              "shares-effects",
              "Effects",
              "The largest within the systems that carry most.",
              effects.map((e) => row(e.effect, e.share, e.error)),
            ),
          ]
        : []),
    ],
  };
}

/** One band of the stack: a share at each of the days. */
interface StackedBand {
  readonly label: string;
  readonly color: string;
  readonly shares: readonly number[];
}

function bandsOf(systems: readonly SystemShare[], days: number): StackedBand[] {
  const size = (s: SystemShare) => Math.max(...s.overTime.map(Math.abs));
  const sorted = systems.filter((s) => size(s) > 0).sort((a, b) => size(b) - size(a));
  const own = sorted.slice(0, shown.systems);
  const others = sorted.slice(shown.systems);
  const bands = own.map((s, i) => ({ label: s.system, color: armStyle(i).color, shares: s.overTime }));
  if (others.length === 0) return bands;
  const sum = Array.from({ length: days }, (_, k) => others.reduce((total, s) => total + s.overTime[k]!, 0));
  return [...bands, { label: "other systems", color: referenceStyle.color, shares: sum }];
}

function areaFigure(attribution: Attribution): Figure {
  const { variable, systems, days } = attribution;
  const bands = bandsOf(systems, days.length);
  const line: LegendEntry = {
    label: "all together: what the mechanisms do",
    style: { color: referenceStyle.color, dash: [5, 3], marker: "none" },
  };
  return {
    id: "over-time",
    title: "What carries it, week by week",
    subtitle: `${askedWords({ ...attribution, measure: variable })}, attributed to the systems that change it; what holds it back lies below 0.`,
    legend: [
      ...bands.map(
        (b): LegendEntry => ({ label: b.label, style: { color: b.color, dash: [], marker: "rect" } }),
      ),
      line,
    ],
    charts: [areaChart(attribution, bands, line)],
  };
}

/** Shares above 0 are stacked upwards, those below 0 downwards, so that no area hides another. */
function areaChart(
  { days, overTime, variable, unitOfVariable }: Attribution,
  bands: readonly StackedBand[],
  line: LegendEntry,
): NamedChart {
  const time = timeAxis(days.at(-1)!);
  const x = days.map((day) => day / time.days);
  const datasets: LineDataset[] = [];
  const edges: number[] = [0];
  for (const side of [1, -1]) {
    let below = days.map(() => 0);
    for (const [i, band] of bands.entries()) {
      const top = below.map((edge, k) => edge + Math.max(0, side * band.shares[k]!));
      if (top.every((edge, k) => edge === below[k])) continue;
      // Down one edge and back along the other: a band that fills itself needs no neighbour.
      datasets.push(edgeOf(below, side, i, false), edgeOf(top, side, i, true));
      edges.push(...top.map((edge) => side * edge));
      below = top;
    }
  }
  function edgeOf(edge: readonly number[], side: number, band: number, isTop: boolean): LineDataset {
    const { label, color } = bands[band]!;
    return {
      label,
      data: edge.map((value, k) => ({ x: x[k]!, y: Number((side * value).toPrecision(6)) })),
      borderColor: color,
      backgroundColor: pale(color),
      borderWidth: isTop ? 1 : 0,
      pointRadius: 0,
      pointHitRadius: isTop ? 6 : 0,
      fill: isTop ? "-1" : false,
    };
  }
  const whole = overTime.value.map((value, k) => value - overTime.baseline[k]!);
  datasets.push({
    label: line.label,
    data: whole.map((y, k) => ({ x: x[k]!, y: Number(y.toPrecision(6)) })),
    ...colored(line.style.color),
    borderDash: [...line.style.dash],
    borderWidth: 2,
    pointRadius: 0,
    fill: false,
  });
  const y = valueAxis(Math.min(...edges, ...whole), Math.max(...edges, ...whole), { unit: unitOfVariable });
  const unit = unitTitle(unitOfVariable);
  const ends = bands.map((b) => `${b.label}: ${rounded(b.shares.at(-1)!, 2)}.`);
  const summary = [
    `Stacked areas of what each system adds to ${variable} over time; at the end`,
    ...ends,
  ].join(" ");
  return namedChart({ id: "over-time-area", title: variable, about: "", unit, summary }, datasets, {
    near: "x",
    scales: { x: timeScale(time), y: linearAxis(unit, y) },
  });
}
