import type { FlatParameter, FlatSystem } from "../model/index.ts";
import { keyOf, uniform } from "../random/index.ts";
import type { Cast } from "../scenario/index.ts";
import { triangular } from "../statistics/index.ts";

/**
 * Parameters whose declared range is lack of knowledge. Those that people or care set (an illness, a genotype) describe
 * who is treated and how, so they are left where they are.
 */
export function uncertainParameters(systems: readonly FlatSystem[], cast: Cast): FlatParameter[] {
  const settings = new Set([
    ...[...cast.people.values()].flatMap((person) => person.set.map((s) => s.name)),
    ...cast.model.care.flatMap((care) => care.set.map((s) => s.name)),
  ]);
  const byName = new Map<string, FlatParameter>();
  for (const system of systems)
    for (const parameter of system.parameters)
      if (!byName.has(parameter.name)) byName.set(parameter.name, parameter);
  return [...byName.values()].filter((p) => !settings.has(p.name) && p.range[1] > p.range[0]);
}

/**
 * One draw of all parameters: triangular over the declared range with its peak at the nominal value (the least that
 * range and value together say), keyed by seed, draw and name.
 */
export function drawParameters(
  parameters: readonly FlatParameter[],
  seed: number,
  draw: number,
): Map<string, number> {
  return new Map(
    parameters.map((p) => [
      p.name,
      triangular(uniform(seed, draw, keyOf(p.name)), p.range[0], p.value, p.range[1]),
    ]),
  );
}
