import type { Cell, Column, Row, Table } from "../../document/index.ts";
import { residualOf } from "../../interchange/index.ts";
import { measures } from "../../scenario/index.ts";
import type { ArmResult, DrugAudit, MeasureResult, ScenarioResult } from "../../simulation/index.ts";
import { isLeftover, plain } from "../../text/index.ts";
import { agreements } from "./agreement.ts";

const text = (name: string): Column => ({ name, kind: "text" });
const count = (name: string): Column => ({ name, kind: "count" });
/** Of rows that have units of their own. */
const number = (name: string, digits = 3): Column => ({ name, kind: "number", isOfAnySize: true, digits });
const unitText = (unit: string) => (unit === "1" ? "" : unit);

/** Measures as rows, arms as columns. */
export function measuresTable({ arms }: ScenarioResult): Table {
  const asked = new Map<string, MeasureResult>();
  for (const measure of arms.flatMap((arm) => arm.measures))
    if (!asked.has(measure.request.name)) asked.set(measure.request.name, measure);
  const rows = [...asked.values()].map(
    ({ request: { name, text }, unit }): Row => [
      name,
      ...arms.map((arm) => measureCell(arm, name)),
      unitText(unit),
      text,
    ],
  );
  const isNever = rows.some((row) => row.includes("never"));
  return {
    caption: `To three digits${isNever ? '; "never" means not within the run' : ""}`,
    columns: [
      text("measure"),
      ...arms.map(({ label }) => number(label)),
      text("unit"),
      { name: "as it is asked for", kind: "code", isAside: true },
    ],
    rows,
  };
}

/** "never" where the run ended well without reaching the level; nothing where there is no such number at all. */
export function measureCell({ measures: taken, trajectory }: ArmResult, name: string): Cell {
  const measure = taken.find(({ request }) => request.name === name);
  if (!measure) return null;
  const { value, size = 1, request } = measure;
  if (value !== undefined && Number.isFinite(value)) return isLeftover(value, size) ? 0 : value;
  return trajectory.status.kind === "success" ? (measures[request.function].missing?.shown ?? null) : null;
}

/** What was asked of each arm and what the run delivered, a drug a row: milligrams of different drugs are no sum of anything. */
export function dosesTable({ arms }: ScenarioResult): Table {
  const isAny = (of: "late" | "amountBefore") => arms.some(({ trajectory }) => trajectory.doses[of] > 0);
  const [isLate, isBefore] = [isAny("late"), isAny("amountBefore")];
  const who = [text("person"), text("care")];
  if (arms.every(({ trajectory }) => trajectory.doses.byDrug.length === 0))
    return {
      caption: "Nothing was to be taken",
      columns: [text("arm"), ...who],
      rows: arms.map(({ label, person, care }) => [label, person, care]),
    };
  const cells = (drug: string, one: Omit<DrugAudit, "drug">): Row => [
    drug,
    one.asked,
    one.delivered,
    one.missed,
    ...(isLate ? [one.late] : []),
    plain(one.amount),
    ...(isBefore ? [plain(one.amountBefore)] : []),
  ];
  const milligrams = (name: string): Column => ({ name, kind: "number", unit: "mg", isGiven: true });
  return {
    caption: "What was asked of each arm and what the run delivered",
    columns: [
      text("arm"),
      text("drug"),
      count("doses asked"),
      count("delivered"),
      count("missed"),
      ...(isLate ? [count("late")] : []),
      milligrams("amount"),
      ...(isBefore ? [milligrams("in the year before")] : []),
      ...who,
    ],
    rows: arms.flatMap(({ label, person, care, trajectory: { doses } }) =>
      (doses.byDrug.length > 0 ? doses.byDrug : [{ ...doses, drug: "none" }]).map(
        (one): Row => [label, ...cells(one.drug, one), person, care],
      ),
    ),
  };
}

/** How measured points lie about the curves. */
export const agreementTable = (result: ScenarioResult): Table => ({
  caption: "How measured points lie about the curves; a residual is measured minus predicted",
  columns: [
    text("measured"),
    text("arm"),
    count("points"),
    count("below the limit"),
    number("mean residual"),
    number("RMSE"),
    text("unit"),
  ],
  rows: agreements(result).map(({ variable, arm, points, censored, bias, rmse, unit }) => [
    variable,
    arm,
    points,
    censored,
    bias,
    rmse,
    unitText(unit),
  ]),
});

/** Every measured point. */
export const residualsTable = ({ data = [] }: ScenarioResult): Table => ({
  caption: "Every measured point with its residual; the error is the standard deviation of the value",
  columns: [
    { name: "time", kind: "number", unit: "day", digits: 4 },
    text("variable"),
    text("arm"),
    text("subject"),
    number("measured", 4),
    text("limit"),
    number("error"),
    number("predicted", 4),
    number("residual"),
    text("unit"),
  ],
  rows: data.map((one): Row => {
    const { time, variable, arm, subject = "", value, error, isCensored } = one.observation;
    const below = isCensored ? "below" : "";
    const predicted = [one.predicted, residualOf(one)];
    return [time, variable, arm, subject, value, below, error, ...predicted, unitText(one.unit)];
  }),
  isAside: true,
});

/** What is shown or measured, in the words of the model. */
export function variablesTable({ arms, plots }: ScenarioResult): Table {
  const names = new Set([
    ...plots.flatMap(({ show }) => show),
    ...arms.flatMap((arm) => arm.measures.map((measure) => measure.request.variable)),
  ]);
  const column = (name: string) =>
    arms.map(({ trajectory }) => trajectory.columns.get(name)).find((one) => one !== undefined);
  return {
    caption: "Variables shown or measured; those without a unit are dimensionless",
    columns: [text("variable"), text("what it is"), text("unit")],
    rows: [...names].flatMap((name): Row[] => {
      const found = column(name);
      return found ? [[name, found.about, unitText(found.unit)]] : [];
    }),
    isAside: true,
  };
}

/** What studies found, for and against the idea. */
export const evidenceTable = ({ evidence = [] }: ScenarioResult): Table => ({
  caption: "What studies found, for and against the idea; the model was not fitted to these",
  columns: [text("speaks"), text("finding"), text("source"), { ...text("citation"), isAside: true }],
  rows: evidence.map(({ direction, says, source, citation }) => [direction, says, source, citation ?? ""]),
});
