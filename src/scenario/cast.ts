import type { ModelSource } from "../model/index.ts";
import type { Drug, Person } from "../pharmacology/index.ts";
import type { Population } from "./population.ts";

/** What scenarios draw from. */
export interface Cast {
  readonly model: ModelSource;
  readonly drugs: ReadonlyMap<string, Drug>;
  readonly people: ReadonlyMap<string, Person>;
  /** Distributions of subjects, where claims ask about them. */
  readonly populations?: ReadonlyMap<string, Population> | undefined;
  /**
   * Modules that did not come with Lull. All their states are integrated whatever is measured: of Lull's own it is known
   * that nothing runs away in anybody, of these it is not.
   */
  readonly ownModules?: readonly string[] | undefined;
  /** Sources by id, where scenarios quote evidence. */
  readonly sources?: ReadonlyMap<string, { readonly citation: string }> | undefined;
}

/** The cast with drugs and people of somebody's own, which take the place of those with the same names. */
export function withOwn<C extends Cast>(
  cast: C,
  own: { readonly drugs: readonly Drug[]; readonly people: readonly Person[] },
): C {
  return { ...cast, drugs: joined(cast.drugs, own.drugs), people: joined(cast.people, own.people) };
}

const joined = <T extends { readonly name: string }>(known: ReadonlyMap<string, T>, own: readonly T[]) =>
  new Map([...known, ...own.map((item) => [item.name, item] as const)]);
