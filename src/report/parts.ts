import { rounded } from "../charts/index.ts";
import { measures, outsideWords } from "../scenario/index.ts";
import type { ArmResult, DrugAudit, MeasureResult, RunStatus, ScenarioResult } from "../simulation/index.ts";

/** One measure across the arms, in their order; a row of the table. */
export interface MeasureRow {
  readonly name: string;
  /** As the scenario wrote it. */
  readonly text: string;
  /** Empty for plain numbers. */
  readonly unit: string;
  readonly values: readonly string[];
}

/** The measures of all arms as rows of text. */
export function measureRows(result: ScenarioResult): MeasureRow[] {
  const requests = new Map<string, MeasureResult>();
  for (const arm of result.arms)
    for (const measure of arm.measures)
      if (!requests.has(measure.request.name)) requests.set(measure.request.name, measure);
  return [...requests.values()].map(({ request, unit }) => ({
    name: request.name,
    text: request.text,
    unit: unit === "1" ? "" : unit,
    values: result.arms.map((arm) => {
      const measure = arm.measures.find((m) => m.request.name === request.name);
      return measure ? measureText(measure, arm) : "-";
    }),
  }));
}

/** "never" when the run ended well without reaching the level, "-" when there is no such number at all. */
function measureText({ request, value, size }: MeasureResult, { trajectory }: ArmResult): string {
  if (value !== undefined && Number.isFinite(value)) return rounded(value, 3, size);
  const complete = trajectory.status.kind === "success";
  return (complete && measures[request.function].missing?.shown) || "-";
}

/** "; 3640 mg in the year before" where somebody has been on the drug. */
export const beforeText = ({ amountBefore }: DrugAudit) =>
  amountBefore > 0 ? `; ${milligrams(amountBefore)} in the year before` : "";

/** mg of each drug, where there are several: "escitalopram 840 mg, bupropion 12600 mg". */
export function drugAmounts({ trajectory: { doses } }: ArmResult): string {
  return doses.byDrug.map((d) => `${d.drug} ${milligrams(d.amount)}${beforeText(d)}`).join(", ");
}

/** Amounts are an account and are not rounded to three digits. */
export const milligrams = (amount: number) => `${Number(amount.toPrecision(6))} mg`;

/** What stopped a run: what, when, the state to blame, in sentences. */
export function failureText(status: RunStatus): string {
  const state = status.state ? ` at ${status.state}` : "";
  return `Stopped on day ${rounded(status.time, 4)} (${status.kind})${state}. ${status.message}`.trimEnd();
}

/** All arms whose run did not reach its end. */
export const failedArms = (result: ScenarioResult) =>
  result.arms.filter((arm) => arm.trajectory.status.kind !== "success");

/** What a reader must know of an arm: numbers outside the range they are declared with, quantities that left their bounds. */
export function notesOf({ outside = [], trajectory }: ArmResult): string[] {
  return [...outside.map((one) => `${one.name} ${outsideWords(one)}`), ...(trajectory.notes ?? [])];
}

/** The notes of all arms, each once, with the arms it is about; empty where that is all of them. */
export function notesByArm({ arms }: ScenarioResult): { readonly note: string; readonly arms: string[] }[] {
  const about = new Map<string, string[]>();
  for (const arm of arms)
    for (const note of notesOf(arm)) about.set(note, [...(about.get(note) ?? []), arm.label]);
  return [...about].map(([note, labels]) => ({ note, arms: labels.length === arms.length ? [] : labels }));
}
