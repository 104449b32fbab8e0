import { expect } from "vitest";
import { compile } from "../../src/compile/index.ts";
import { readScenario } from "../../src/language/index.ts";
import { partFor } from "../../src/model/index.ts";
import type { Drug } from "../../src/pharmacology/index.ts";
import { prepare } from "../../src/scenario/index.ts";
import { simulate } from "../../src/simulation/index.ts";
import { shippedLibrary } from "./shipped.ts";

interface CalmolRun {
  readonly drugs: ReadonlyMap<string, Drug>;
  /** What `set:` of the arm says. */
  readonly set?: string;
  readonly readText?: (path: string) => string | undefined;
  readonly sampleEvery?: number;
}

/** A treatment with calmol as a scenario says it, at tight tolerances; of the model only what its levels depend on. */
export function runCalmol(
  treatment: string,
  days: number,
  { drugs, set = "{}", readText, sampleEvery }: CalmolRun,
) {
  const text = `scenario: S\nquestion: Q\nduration: ${days} days\narms: [{label: a, treatment: ${treatment}, set: ${set}}]\n`;
  const read = readScenario("s.yaml", text, readText);
  expect(read.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  const { model, people } = shippedLibrary();
  const prepared = prepare(read.value!.scenario, { model, people, drugs });
  expect(prepared.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  const whole = prepared.value!.problems[0]!;
  const own = whole.system.states.map((s) => s.name).filter((name) => name.startsWith("calmol."));
  const problem = { ...whole, system: partFor(whole.system, new Set([...own, "plasma.calmol"])) };
  const result = simulate(problem, compile(problem.system), {
    rtol: 1e-8,
    atol: 1e-11,
    ...(sampleEvery === undefined ? {} : { sampleEvery }),
  });
  expect(result.status.kind).toBe("success");
  const at = (day: number, name = "plasma.calmol") =>
    result.columns.get(name)!.values[result.times.findIndex((t) => t >= day - 1e-9)]!;
  return { at, result };
}
