import { textWidth, wrap } from "./lines.ts";

/** What stands in a column, painted after it was measured. */
export interface PaintedCell {
  readonly text: string;
  readonly align: "left" | "right";
  readonly paint: (text: string) => string;
}

export const cell = (
  text: string,
  align: PaintedCell["align"],
  paint: PaintedCell["paint"] = (t) => t,
): PaintedCell => ({ text, align, paint });

/** Rows with columns as wide as their widest cell, two spaces between; "rule" draws a line. */
export function table(rows: readonly (readonly PaintedCell[] | "rule")[]): string[] {
  const cells = rows.filter((row) => row !== "rule");
  const count = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(...cells.map((row) => textWidth(row[i]?.text ?? ""))),
  );
  const total =
    widths.reduce((sum, w) => sum + w, 0) + 2 * Math.max(0, widths.filter((w) => w > 0).length - 1);
  return rows.map((row) => {
    if (row === "rule") return "─".repeat(total);
    const parts = row.map(({ text, align, paint }, i) => {
      const space = " ".repeat(widths[i]! - textWidth(text));
      return align === "left" ? paint(text) + space : space + paint(text);
    });
    return parts.join("  ").trimEnd();
  });
}

/** Records under their names as columns, the last one wrapped so that lines are at most `width` wide (30 at least). */
export function recordTable(rows: readonly Readonly<Record<string, string>>[], width: number): string {
  const first = rows[0];
  if (!first) return "(none)";
  const names = Object.keys(first);
  const texts = [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))];
  const before = names
    .slice(0, -1)
    .reduce((sum, _, i) => sum + 2 + Math.max(...texts.map((row) => textWidth(row[i]!))), 0);
  const lines = texts.flatMap((row) => {
    const [start, last] = [row.slice(0, -1), row.at(-1)!];
    const [one = "", ...more] = wrap(last, Math.max(30, width - before));
    return [[...start, one], ...more.map((line) => [...start.map(() => ""), line])];
  });
  return table(lines.map((row) => row.map((text) => cell(text, "left")))).join("\n");
}
