import type { BenchResult, Comparison, ModelResult } from "./bench.ts";
import { pointsOf, type Ratios } from "./measure.ts";

/** A Markdown table whose columns line up, so that it reads well in a terminal too. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]!.length)));
  // The first column holds words, the others numbers.
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(heads), rule, ...rows.map(line)].join("\n");
}

const ms = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const error = (value: number) => value.toExponential(1);
const times = (value: number | undefined) => (value === undefined ? "-" : `${value.toPrecision(2)}x`);
const count = (value: number | undefined) => (value === undefined ? "-" : String(value));
const mib = (kib: number) => (kib / 1024).toFixed(0);

/** Columns of ratios, one for each peer. */
function against(peers: readonly string[], ratios: Ratios): string[] {
  return peers.map((peer) => times(ratios.get(peer)));
}

export function singleTable({ single }: Comparison): string {
  const peers = single.filter((s) => !s.isOwn).map((s) => s.method);
  return table(
    ["method", "rms error", "rtol", "CPU ms", ...peers.map((peer) => `${peer} / this`)],
    single.map((s) => [
      s.isExact ? s.method : `${s.method} *`,
      error(s.rms),
      error(s.rtol),
      ms(s.ms),
      ...against(peers, s.ratios),
    ]),
  );
}

export function crowdTable({ crowds }: Comparison): string {
  const peers = crowds.filter((c) => !c.isOwn).map((c) => c.method);
  return table(
    ["method", "rtol", "people", "CPU ms / person", ...peers.map((peer) => `${peer} / this`), "check"],
    crowds.map((c) => [
      c.method,
      error(c.rtol),
      String(c.people),
      ms(c.cpuPerPerson),
      ...against(peers, c.ratios),
      c.check.toPrecision(6),
    ]),
  );
}

export function frameTable({ coarse, refined }: ModelResult): string {
  const row = (name: string, limit: string, point: typeof coarse) =>
    point
      ? [name, limit, error(point.rms), ms(point.ms), error(point.rtol), point.method]
      : [name, limit, "-", "-", "-", "none"];
  return table(
    ["frame", "rms allowed", "rms error", "CPU ms", "rtol", "method"],
    [row("coarse", "2e-3", coarse), row("refined", "1e-4", refined)],
  );
}

export function curveTable({ curves }: ModelResult): string {
  return table(
    ["method", "rtol", "rms error", "CPU ms", "steps", "rejected", "rates", "Jacobians", "LU"],
    curves.flatMap((curve) =>
      pointsOf(curve).map((point, i) => {
        const { work } = curve.points[i]!;
        return [
          curve.method.name,
          error(point.rtol),
          error(point.rms),
          ms(point.ms),
          count(work.steps),
          count(work.rejected),
          count(work.rateCalls),
          count(work.jacobianCalls),
          count(work.factorizations),
        ];
      }),
    ),
  );
}

export function coldTable({ cold, coldCvode }: BenchResult): string {
  const rows = [
    ["lull: whole process", ms(cold.wall)],
    ["- node and its modules", ms(cold.node)],
    ["- read and check models", ms(cold.models)],
    ["- compile", ms(cold.compile)],
    ["- first run, 12 weeks", ms(cold.run)],
    ...(coldCvode === undefined ? [] : [["cvode: program already compiled by gcc", ms(coldCvode)]]),
  ];
  return table(["cold start", "ms"], rows);
}

export function memoryTable({ memory }: BenchResult): string {
  return table(
    ["process", "people", "peak MiB"],
    memory.map((row) => [row.what, String(row.people), mib(row.peakKiB)]),
  );
}

export function scalingTable({ scaling }: BenchResult): string {
  return table(
    ["method", "states", "nonzeros", "steps", "us / step", "ns / step / nonzero", "compile ms"],
    scaling.map((row) => [
      row.method,
      String(row.states),
      String(row.nonzeros),
      String(row.steps),
      ms(row.microsecondsPerStep),
      ms(row.nanosecondsPerStepAndNonzero),
      ms(row.compile),
    ]),
  );
}
