import type { CsvCell } from "./csv.ts";
import { dataColumns } from "./types.ts";

type CsvRow = readonly CsvCell[];

/**
 * A wide table, a column for each variable (week, madrs, odq), as a tidy one: a row for each of its values, which keep
 * their places. Others come back as they are: those with a column of values, and those of which no column is a variable.
 *
 * @param isVariable whether the head of a column names something that can be measured
 */
export function tidyRows(
  rows: readonly CsvRow[],
  mapped: ReadonlySet<string>,
  isVariable: (name: string) => boolean,
): readonly CsvRow[] {
  const [head, ...lines] = rows;
  if (!head) return rows;
  const own = new Set<string>([...dataColumns, "scale", "dv"]);
  if (head.some(({ text }) => ["value", "variable", "scale", "dv"].includes(text.toLowerCase()))) return rows;
  const measured = [...head.keys()].filter((i) => {
    const { text } = head[i]!;
    return !mapped.has(text) && !own.has(text.toLowerCase()) && isVariable(text);
  });
  if (measured.length === 0) return rows;
  const kept = [...head.keys()].filter((i) => !measured.includes(i));
  const named = (text: string): CsvCell => ({ ...head[measured[0]!]!, text });
  return [
    [...kept.map((i) => head[i]!), named("variable"), named("value")],
    ...lines.flatMap((row) =>
      // A row that is too short or too long is told as it stands.
      row.length === head.length
        ? measured.map((i) => [...kept.map((k) => row[k]!), head[i]!, row[i]!])
        : [row],
    ),
  ];
}
