import type { Dataset, DatasetRow } from "../../document/index.ts";
import type { Estimate } from "../../statistics/index.ts";
import type { Sensitivity } from "./types.ts";

/** All indices of a study, tidy: one number a row, with its interval where it has one. */
export function sensitivityDataset(study: Sensitivity): Dataset {
  return {
    name: "sensitivity",
    columns: [
      ...["method", "name", "tier", "statistic"].map((name) => ({ name, type: "text" as const })),
      { name: "time_day", type: "number", unit: "day" },
      ...["value", "low", "high"].map((name) => ({ name, type: "number" as const })),
      { name: "unit", type: "text" },
    ],
    rows: () => rowsOf(study),
  };
}

function* rowsOf({ subject, burden, sobol, morris, local }: Sensitivity): Generator<DatasetRow> {
  /** Shares of a variance are plain numbers; what a move of a parameter changes has the unit of what is changed. */
  const units: Record<string, string> = { morris: subject.unit, local: local?.unit ?? "1" };
  const tiers = new Map(subject.factors.map((f) => [f.name, f.tier]));
  const row = (
    method: string,
    name: string,
    statistic: string,
    e: Partial<Estimate>,
    time?: number,
  ): DatasetRow => [
    method,
    name,
    tiers.get(name) ?? "",
    statistic,
    time ?? null,
    ...[e.value, e.low, e.high].map((x) => (x !== undefined && Number.isFinite(x) ? x : null)),
    units[method] ?? "1",
  ];
  for (const b of burden ?? []) {
    yield row("burden", b.tier, "first", b.first);
    yield row("burden", b.tier, "total", b.total);
  }
  for (const i of sobol?.indices ?? []) {
    yield row("sobol", i.group.name, "first", i.first);
    yield row("sobol", i.group.name, "total", i.total);
  }
  for (const e of morris?.effects ?? []) {
    yield row("morris", e.factor, "mu_star", e.muStar);
    yield row("morris", e.factor, "mu", { value: e.mu });
    yield row("morris", e.factor, "sigma", { value: e.sigma });
  }
  for (const s of local?.sensitivities ?? [])
    for (const [k, value] of s.overTime.entries())
      if (value !== undefined) yield row("local", s.factor.name, "slope", { value }, local!.times[k]!);
}
