import type { Document, Figure, NamedChart, Table } from "../../src/document/index.ts";

// What a document shows, for tests of what a study says.

export const tablesOf = (document: Document): Table[] =>
  document.sections.flatMap((section) => section.tables ?? []);

/** The table whose caption matches. */
export function tableOf(document: Document, caption: RegExp): Table {
  const found = tablesOf(document).find((table) => caption.test(table.caption));
  if (!found) throw new Error(`There is no table ${caption}.`);
  return found;
}

export const figuresOf = (document: Document): Figure[] =>
  document.sections.flatMap((section) => section.figures ?? []);

export const chartsOf = (document: Document): NamedChart[] =>
  figuresOf(document).flatMap((figure) => figure.charts);

export function chartOf(document: Document, id: string): NamedChart {
  const found = chartsOf(document).find((chart) => chart.id === id);
  if (!found) throw new Error(`There is no chart ${id} among ${chartsOf(document).map((c) => c.id)}.`);
  return found;
}

interface Line {
  readonly label: string;
  readonly data: readonly { readonly x: number; readonly y: number | null }[];
  readonly [look: string]: unknown;
}

export const datasetsOf = (chart: NamedChart) => chart.config.data.datasets as unknown as Line[];

/** The points of each line in turn, `[label, [[x, y], ...]]`. */
export const linesOf = (chart: NamedChart): [string, [number, number | null][]][] =>
  datasetsOf(chart).map(({ label, data }) => [label, data.map(({ x, y }) => [x, y])]);

/** Title and ends of an axis. */
export function axisOf(chart: NamedChart, axis: "x" | "y"): [string, number | undefined, number | undefined] {
  const { title, min, max } = chart.config.options!.scales![axis] as {
    readonly title?: { readonly text?: string };
    readonly min?: number;
    readonly max?: number;
  };
  return [title?.text ?? "", min, max];
}
