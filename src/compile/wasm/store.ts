import type { SamplePlan, StepPlan } from "./plans.ts";

/** A generated module before the engine compiled it. */
export interface Generated<Plan extends StepPlan | SamplePlan = StepPlan | SamplePlan> {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly plan: Plan;
}

/** Where generated modules are kept between processes: by what they compute, as text. */
export interface ModuleStore {
  get(key: string): Generated | undefined;
  put(key: string, module: Generated): void;
}

let store: ModuleStore | undefined;

/** Keeps modules that are generated from here on, and takes those that are there. In a page there is none. */
export function keepModulesIn(place: ModuleStore | undefined): void {
  store = place;
}

/** The module of a key, generated if it is nowhere. */
export function generated<Plan extends StepPlan | SamplePlan>(
  key: string,
  generate: () => Generated<Plan>,
): Generated<Plan> {
  const known = store?.get(key) as Generated<Plan> | undefined;
  if (known) return known;
  const made = generate();
  store?.put(key, made);
  return made;
}

export const isGenerated = (key: string): boolean => store?.get(key) !== undefined;
