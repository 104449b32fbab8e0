/** Rows as aligned columns under their names; the last column is wrapped to the width of the terminal. */
export function table(
  rows: readonly Readonly<Record<string, string>>[],
  width = process.stdout.columns ?? 120,
): string {
  const first = rows[0];
  if (!first) return "(none)";
  const names = Object.keys(first);
  const widths = names.map((name) => Math.max(name.length, ...rows.map((row) => row[name]?.length ?? 0)));
  const before = widths.slice(0, -1).reduce((sum, w) => sum + w + 2, 0);
  const last = Math.max(30, width - before);
  const line = (cells: readonly string[]): string => {
    const head = cells
      .slice(0, -1)
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join("  ");
    const tail = wrap(cells.at(-1) ?? "", last);
    const indent = " ".repeat(before);
    return [`${head}${cells.length > 1 ? "  " : ""}${tail[0] ?? ""}`, ...tail.slice(1).map((t) => indent + t)]
      .map((t) => t.trimEnd())
      .join("\n");
  };
  return [line(names), ...rows.map((row) => line(names.map((name) => row[name] ?? "")))].join("\n");
}

/** Breaks a text at spaces into lines of at most `width` characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines;
}
