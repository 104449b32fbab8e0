import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "../src/statistics/index.ts";
import type { Method } from "./method.ts";

/** A fresh process of ours: ms from its start to its end, ms of its parts, and its peak memory. */
export interface ColdStart {
  readonly wall: number;
  readonly node: number;
  readonly models: number;
  readonly compile: number;
  readonly run: number;
  readonly cpu: number;
  readonly peakKiB: number;
}

/** Starts a fresh process a few times; medians. */
export function coldStart(times: number, path = "auto", people = 1): ColdStart {
  const starts = Array.from({ length: times }, () => coldOnce(path, people));
  const of = (pick: (start: ColdStart) => number) => median(starts.map(pick));
  return {
    wall: of((s) => s.wall),
    node: of((s) => s.node),
    models: of((s) => s.models),
    compile: of((s) => s.compile),
    run: of((s) => s.run),
    cpu: of((s) => s.cpu),
    peakKiB: of((s) => s.peakKiB),
  };
}

function coldOnce(path: string, people: number): ColdStart {
  const started = performance.now();
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [
      "--import",
      import.meta.resolve("tsx"),
      fileURLToPath(new URL("cold.ts", import.meta.url)),
      path,
      String(people),
    ],
    { encoding: "utf8" },
  );
  const wall = performance.now() - started;
  if (status !== 0) throw new Error(`The fresh process failed: ${stderr.trim()}`);
  return { ...(JSON.parse(stdout) as Omit<ColdStart, "wall">), wall };
}

/** A fresh process of a peer's: from its start to its first answer, and its peak memory. */
export async function coldPeer(
  make: () => Method,
  times: number,
  rtol: number,
): Promise<{ wall: number; peakKiB: number }> {
  const starts: { wall: number; peakKiB: number }[] = [];
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    const method = make();
    try {
      await method.run(rtol, 0, false);
      starts.push({ wall: performance.now() - started, peakKiB: await method.memory!() });
    } finally {
      method.close();
    }
  }
  return { wall: median(starts.map((s) => s.wall)), peakKiB: median(starts.map((s) => s.peakKiB)) };
}
