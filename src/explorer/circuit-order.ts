import { type CaseSamples, columnOf } from "../engine/index.ts";

/** An arrow as far as its strength goes. */
export interface ArrowStrength {
  readonly effects: readonly string[];
  readonly holds: readonly string[];
}

/** Everything that must be cut for an arrow to carry nothing. */
export const cutsOf = ({ effects, holds }: ArrowStrength): readonly string[] => [...effects, ...holds];

/** What is so little that an arrow counts as idle: one in fifty. */
const little = 0.02;

/** The strength of an arrow at a time: the logarithm of that effect of it which is farthest from 1. */
export function strengthOf(arrow: ArrowStrength, read: (effect: string) => number | undefined): number {
  return cutsOf(arrow).reduce((most, name) => {
    const value = read(name);
    const strength = value !== undefined && value > 0 ? Math.log(value) : 0;
    return Math.abs(strength) > Math.abs(most) ? strength : most;
  }, 0);
}

/** Day on which an arrow first has half of what it comes to at its most; undefined for one that does little throughout. */
export function startOf(arrow: ArrowStrength, samples: CaseSamples): number | undefined {
  const columns = cutsOf(arrow).flatMap((name) => columnOf(samples, name) ?? []);
  const sizeAt = (i: number) =>
    columns.reduce((most, values) => Math.max(most, values[i]! > 0 ? Math.abs(Math.log(values[i]!)) : 0), 0);
  const sizes = Array.from(samples.times, (_, i) => sizeAt(i));
  const most = sizes.reduce((a, b) => Math.max(a, b), 0);
  if (most < little) return undefined;
  return samples.times[sizes.findIndex((size) => size >= most / 2)];
}

export const isIdle = (strength: number) => Math.abs(strength) < little;
