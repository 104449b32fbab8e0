import {
  column,
  type Dataset,
  type Document,
  dataset,
  field,
  type Table,
  tabulated,
} from "../../document/index.ts";
import { listed, plain, present, quantity, unitAfter } from "../../text/index.ts";
import { failureNotes, warning } from "../failures.ts";
import { askedWords } from "../question.ts";
import { scanFigure, scanMap } from "./figures.ts";
import type { Scan, ScanAxis, ScanPoint } from "./types.ts";

/** A spread below this part of the values is none. */
const flat = 1e-9;

/** More columns than this stand one under the other. */
const mostColumns = 8;

/** The scan told: what it ranges over, a table, a map, curves, and every point for other programs. */
export function tellScan(result: Scan): Document {
  const { title, axes, points, failures, nominal, measure, arm, against } = result;
  const outside = axes.flatMap(outsideOf);
  const isWithout = points.every(({ value }) => value === undefined);
  return {
    title: `Scan of ${listed(axes.map(({ name }) => name))}: ${title}`,
    lead: `${askedWords(result)}, in ${result.person}`,
    notes: [
      ...failureNotes(failures),
      ...outside.map((words) => warning(`${words}: nothing speaks for what comes out there.`)),
    ],
    answers: scanWords(result),
    sections: [
      { figures: isWithout ? [] : [...scanMap(result), scanFigure(result)], tables: [tableOf(result)] },
    ],
    methods: [
      "A value given here has precedence over what person, arm, care and hypotheses set, before and during the run; a dose is that of the arm asked about alone.",
    ],
    data: {
      measure,
      unit: result.unit,
      arm,
      against: against ?? null,
      way: result.way,
      nominal: nominal ?? null,
      axes: axes.map(({ name, unit, values, outside }) => ({ name, unit, values, outside })),
      points: points.map(({ at, value }) => ({ at, value: value ?? null })),
    },
    datasets: [datasetOf(result)],
    isUnanswered: isWithout,
    about: {
      measure,
      arm,
      ...(against ? { against } : {}),
      varied: axes.map(({ name }) => name),
      ...(outside.length > 0 ? { outside_range: outside } : {}),
    },
  };
}

/** What was asked for, in full. */
const inUnit = (value: number, unit: string) => plain(value) + unitAfter(unit);
const placeWords = (axes: readonly ScanAxis[], at: readonly number[]) =>
  listed(axes.map(({ name, unit }, i) => `${name} ${inUnit(at[i]!, unit)}`));

/** The outcome in sentences. */
export function scanWords({ axes, points, unit, nominal, measure }: Scan): string[] {
  const known = points.flatMap(({ at, value }) => (value === undefined ? [] : [{ at, value }]));
  if (known.length === 0) return [`${measure} has no value at any of ${points.length} points.`];
  const least = known.reduce((best, one) => (one.value < best.value ? one : best));
  const most = known.reduce((best, one) => (one.value > best.value ? one : best));
  const missing = points.length - known.length;
  const size = Math.max(Math.abs(least.value), Math.abs(most.value));
  const at = (position: readonly number[], value: number) =>
    `${quantity(value, unit)} at ${placeWords(axes, position)}`;
  const isFlat = known.length > 1 && most.value - least.value <= flat * size;
  return present(
    isFlat
      ? `It is ${quantity(least.value, unit)} at every point: ${axes.map(({ name }) => name).join(" and ")} ${axes.length === 1 ? "does" : "do"} not move it.`
      : known.length === 1
        ? `It is ${at(least.at, least.value)}.`
        : `It runs from ${at(least.at, least.value)} to ${at(most.at, most.value)}.`,
    nominal !== undefined && `As the scenario stands it is ${quantity(nominal, unit)}.`,
    missing > 0 && `At ${missing} of ${points.length} points it has no value.`,
  );
}

/** Which values lie outside of the range that a parameter is declared with. */
function outsideOf({ name, outside, range, unit }: ScanAxis): string[] {
  if (outside.length === 0) return [];
  const values = listed(outside.slice(0, 5).map((value) => inUnit(value, unit)));
  const declared = range ? `declared range of ${range[0]} to ${inUnit(range[1], unit)}` : "declared range";
  return [
    `${outside.length === 1 ? "One value" : `${outside.length} values`} of ${name} (${values}${outside.length > 5 ? ", ..." : ""}) ${outside.length === 1 ? "lies" : "lie"} outside its ${declared}`,
  ];
}

function tableOf({ axes, points, unit, way, measure }: Scan): Table {
  const [rows, columns] = axes;
  const isWide = way === "grid" && columns !== undefined && columns.values.length <= mostColumns;
  if (!isWide)
    return {
      caption: measure,
      ...tabulated(points, [
        ...axes.map(({ name, unit: own }, k) =>
          column.number(name, ({ at }: ScanPoint) => at[k], { unit: own, isGiven: true }),
        ),
        column.number("measure", (one) => one.value, { unit }),
      ]),
    };
  const width = columns.values.length;
  return {
    caption: `${measure}${unit === "1" ? "" : ` in ${unit}`}; columns are ${columns.name}`,
    ...tabulated(rows!.values, [
      column.number(rows!.name, (value) => value, { unit: rows!.unit, isGiven: true }),
      ...columns.values.map((value, k) =>
        column.number(inUnit(value, columns.unit), (_: number, i) => points[i * width + k]!.value, {
          isOfAnySize: unit !== "1",
        }),
      ),
    ]),
  };
}

/** Every point, one a row. */
const datasetOf = ({ axes, points, unit }: Scan): Dataset =>
  dataset("scan", () => points, [
    ...axes.map((axis, k) => field.number(axis.name, ({ at }: ScanPoint) => at[k], axis.unit)),
    field.number("measure", (one) => one.value, unit),
  ]);
