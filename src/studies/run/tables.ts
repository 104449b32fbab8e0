import { type Cell, column, type FilledColumn, type Table, tabulated } from "../../document/index.ts";
import { residualOf } from "../../interchange/index.ts";
import { measures } from "../../scenario/index.ts";
import type { ArmResult, DrugAudit, MeasureResult, ScenarioResult } from "../../simulation/index.ts";
import { isLeftover, plain, present } from "../../text/index.ts";
import { agreements } from "./agreement.ts";

const aside = { isAside: true };

/** Measures as rows, arms as columns. */
export function measuresTable({ arms }: ScenarioResult): Table {
  const asked = new Map<string, MeasureResult>();
  for (const measure of arms.flatMap((arm) => arm.measures))
    if (!asked.has(measure.request.name)) asked.set(measure.request.name, measure);
  const table = tabulated(
    [...asked.values()],
    [
      column.text("measure", (one) => one.request.name),
      ...arms.map((arm) =>
        column.quantity(arm.label, ({ request }: MeasureResult) => measureCell(arm, request.name)),
      ),
      column.unit((one) => one.unit),
      column.code("as it is asked for", (one) => one.request.text, aside),
    ],
  );
  const isNever = table.rows.some((row) => row.includes("never"));
  return { caption: `To three digits${isNever ? '; "never" means not within the run' : ""}`, ...table };
}

/** "never" where the run ended well without reaching the level; nothing where there is no such number at all. */
export function measureCell({ measures: taken, trajectory }: ArmResult, name: string): Cell {
  const measure = taken.find(({ request }) => request.name === name);
  if (!measure) return null;
  const { value, size = 1, request } = measure;
  if (value !== undefined && Number.isFinite(value)) return isLeftover(value, size) ? 0 : value;
  return trajectory.status.kind === "success" ? (measures[request.function].missing?.shown ?? null) : null;
}

type NamedArm = Pick<ArmResult, "label" | "person" | "care">;

/** What was asked of each arm and what the run delivered, a drug a row: milligrams of different drugs are no sum of anything. */
export function dosesTable({ arms }: ScenarioResult): Table {
  const isAny = (of: "late" | "amountBefore") => arms.some(({ trajectory }) => trajectory.doses[of] > 0);
  const arm = column.text("arm", ({ label }: NamedArm) => label);
  const who = [
    column.text("person", ({ person }: NamedArm) => person),
    column.text("care", ({ care }: NamedArm) => care),
  ];
  if (arms.every(({ trajectory }) => trajectory.doses.byDrug.length === 0))
    return { caption: "Nothing was to be taken", ...tabulated(arms, [arm, ...who]) };
  const given = { unit: "mg", isGiven: true };
  const taken = arms.flatMap((one) => {
    const { doses } = one.trajectory;
    return (doses.byDrug.length > 0 ? doses.byDrug : [{ ...doses, drug: "none" }]).map((dose) => ({
      label: one.label,
      person: one.person,
      care: one.care,
      dose,
    }));
  });
  return {
    caption: "What was asked of each arm and what the run delivered",
    ...tabulated(
      taken,
      present<FilledColumn<NamedArm & { readonly dose: DrugAudit }>>(
        arm,
        column.text("drug", ({ dose }) => dose.drug),
        column.count("doses asked", ({ dose }) => dose.asked),
        column.count("delivered", ({ dose }) => dose.delivered),
        column.count("missed", ({ dose }) => dose.missed),
        isAny("late") && column.count("late", ({ dose }) => dose.late),
        column.number("amount", ({ dose }) => plain(dose.amount), given),
        isAny("amountBefore") &&
          column.number("in the year before", ({ dose }) => plain(dose.amountBefore), given),
        ...who,
      ),
    ),
  };
}

/** How measured points lie about the curves. */
export const agreementTable = (result: ScenarioResult): Table => ({
  caption: "How measured points lie about the curves; a residual is measured minus predicted",
  ...tabulated(agreements(result), [
    column.text("measured", (one) => one.variable),
    column.text("arm", (one) => one.arm),
    column.count("points", (one) => one.points),
    column.count("below the limit", (one) => one.censored),
    column.quantity("mean residual", (one) => one.bias),
    column.quantity("RMSE", (one) => one.rmse),
    column.unit((one) => one.unit),
  ]),
});

/** Every measured point. */
export const residualsTable = ({ data = [] }: ScenarioResult): Table => ({
  caption: "Every measured point with its residual; the error is the standard deviation of the value",
  ...tabulated(data, [
    column.number("time", ({ observation: o }) => o.time, { unit: "day", digits: 4 }),
    column.text("variable", ({ observation: o }) => o.variable),
    column.text("arm", ({ observation: o }) => o.arm),
    column.text("subject", ({ observation: o }) => o.subject ?? ""),
    column.quantity("measured", ({ observation: o }) => o.value, { digits: 4 }),
    column.text("limit", ({ observation: o }) => (o.isCensored ? "below" : "")),
    column.quantity("error", ({ observation: o }) => o.error),
    column.quantity("predicted", (one) => one.predicted, { digits: 4 }),
    column.quantity("residual", residualOf),
    column.unit((one) => one.unit),
  ]),
  isAside: true,
});

/** What is shown or measured, in the words of the model. */
export function variablesTable({ arms, plots }: ScenarioResult): Table {
  const names = new Set([
    ...plots.flatMap(({ show }) => show),
    ...arms.flatMap((arm) => arm.measures.map((measure) => measure.request.variable)),
  ]);
  const found = present(
    ...[...names].map((name) =>
      arms.find(({ trajectory }) => trajectory.columns.has(name))?.trajectory.columns.get(name),
    ),
  );
  return {
    caption: "Variables shown or measured; those without a unit are dimensionless",
    ...tabulated(found, [
      column.text("variable", (one) => one.name),
      column.text("what it is", (one) => one.about),
      column.unit((one) => one.unit),
    ]),
    isAside: true,
  };
}

/** What studies found, for and against the idea. */
export const evidenceTable = ({ evidence = [] }: ScenarioResult): Table => ({
  caption: "What studies found, for and against the idea; the model was not fitted to these",
  ...tabulated(evidence, [
    column.text("for or against", (one) => one.direction),
    column.text("finding", (one) => one.says),
    column.text("source", (one) => one.source),
    column.text("citation", (one) => one.citation ?? "", aside),
  ]),
});
