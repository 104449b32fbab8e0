import type { Sensitivity } from "../analysis/index.ts";
import type { Estimate } from "../statistics/index.ts";
import { csvField } from "./csv.ts";
import type { RowColumn } from "./rows.ts";

export const sensitivityColumns: readonly RowColumn[] = [
  ...["method", "name", "tier", "statistic"].map((name) => ({ name, type: "text" }) as const),
  { name: "time_day", type: "number", unit: "day" },
  ...["value", "low", "high"].map((name) => ({ name, type: "number" }) as const),
];

const number = (value: number | undefined) =>
  value === undefined || !Number.isFinite(value) ? "" : String(value);

/** All indices of a study as tidy CSV: one number a row, with its interval where it has one. */
export function sensitivityCsv({ subject, burden, sobol, morris, local }: Sensitivity): string {
  const tier = new Map(subject.factors.map((f) => [f.name, f.tier]));
  const lines = [sensitivityColumns.map(({ name }) => name).join(",")];
  const add = (method: string, name: string, statistic: string, e: Partial<Estimate>, time?: number) =>
    lines.push(
      [
        method,
        csvField(name),
        tier.get(name) ?? "",
        statistic,
        number(time),
        number(e.value),
        number(e.low),
        number(e.high),
      ].join(","),
    );
  for (const b of burden ?? []) {
    add("burden", b.tier, "first", b.first);
    add("burden", b.tier, "total", b.total);
  }
  for (const i of sobol?.indices ?? []) {
    add("sobol", i.group.name, "first", i.first);
    add("sobol", i.group.name, "total", i.total);
  }
  for (const e of morris?.effects ?? []) {
    add("morris", e.factor, "mu_star", e.muStar);
    add("morris", e.factor, "mu", { value: e.mu });
    add("morris", e.factor, "sigma", { value: e.sigma });
  }
  for (const s of local?.sensitivities ?? [])
    for (const [k, value] of s.overTime.entries())
      if (value !== undefined) add("local", s.factor.name, "slope", { value }, local!.times[k]!);
  return `${lines.join("\n")}\n`;
}
