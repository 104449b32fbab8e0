import { csvRows } from "../data/index.ts";
import { refusal } from "../engine/index.ts";
import { type Library, readScenario } from "../language/index.ts";
import { prepare } from "../scenario/index.ts";
import { labelsOf } from "./case.ts";
import { type ModelPage, modelPage } from "./model-page.ts";
import { fileText } from "./scenario-text.ts";
import type { ExplorerState, ValueOrProblem } from "./types.ts";

/** Tables that somebody gave the page, and what a scenario's `data` says of them. */
export interface GivenTables {
  readonly data: unknown;
  readonly tables: readonly { readonly file: string; readonly text: string }[];
  /** Its points are of the current case, whatever that is called by now. */
  readonly isOfCurrent?: boolean | undefined;
}

/** What a scenario with these cases says of the tables. */
export const dataOf = (
  page: ModelPage,
  { data, isOfCurrent }: GivenTables,
  { current, kept }: ExplorerState,
): unknown => (isOfCurrent ? { ...(data as object), arm: labelsOf(page, [current, ...kept])[0] } : data);

/** A measured point beside the curves. */
export interface MeasuredPoint {
  readonly variable: string;
  /** 0 for the current case, then the kept ones. */
  readonly index: number;
  /** day */
  readonly time: number;
  readonly value: number;
  /** Ends of its error bar. */
  readonly bar?: readonly [number, number] | undefined;
}

/**
 * A table dropped on a chart, as a scenario would name it: what its columns do not say is what the chart shows, of the
 * current case.
 */
export function givenTable(file: string, text: string, main: string): GivenTables {
  const head = csvRows(text).rows[0]?.map((cell) => cell.text.trim().toLowerCase()) ?? [];
  const has = (...names: string[]) => names.some((name) => head.includes(name));
  const isTidy = has("value", "dv");
  return {
    data: {
      file,
      ...(isTidy && !has("variable", "scale", "cmt", "dvid") ? { variable: main } : {}),
    },
    tables: [{ file, text }],
    isOfCurrent: !has("arm"),
  };
}

/** The points of tables, by case and variable; or what is wrong with them, with file, line and column. */
export function measuredPoints(
  state: ExplorerState,
  given: GivenTables,
  library: Library,
): ValueOrProblem<readonly MeasuredPoint[]> {
  const title = "With measured points";
  const page = modelPage(library);
  const data = dataOf(page, given, state);
  const file = { question: title, duration: state.duration, at: 0, measure: {}, ...state.file, title, data };
  const text = fileText(page, { ...state, file }, title);
  const textOf = new Map(given.tables.map((table) => [table.file, table.text]));
  const { value, diagnostics, texts } = readScenario("explorer.yaml", text, (path) => textOf.get(path));
  if (!value) return { problem: refusal(diagnostics, texts).message };
  const prepared = prepare({ ...value.scenario, measures: [], plots: [] }, library);
  if (!prepared.value) {
    const faults = prepared.diagnostics.filter(({ severity }) => severity === "error");
    return { problem: refusal(faults, texts).message };
  }
  const labels = labelsOf(page, [state.current, ...state.kept]);
  return {
    value: prepared.value.observations.map(({ variable, arm, time, value, bar }) => ({
      ...{ variable, time, value, bar },
      index: labels.indexOf(arm),
    })),
  };
}
