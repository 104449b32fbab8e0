import { type CompiledSystem, compile, compileShared, type SharedSystem } from "../compile/index.ts";
import type { FlatSystem } from "../model/index.ts";
import type { Problem } from "../scenario/index.ts";
import { askedOf, type ReadyArm, type SystemUse } from "./ready-arm.ts";
import type { Numerics } from "./types.ts";

/** Prepared arms as data for `postMessage`. */
export interface SharedArms {
  readonly arms: readonly (
    | (Omit<ReadyArm, "problem"> & {
        readonly problem: Omit<Problem, "system">;
        readonly system: number;
      })
    | undefined
  )[];
  readonly systems: readonly {
    readonly whole: SharedSystem | FlatSystem;
    readonly parts: readonly SharedSystem[];
    readonly wanted: ReadonlySet<string>;
  }[];
  readonly numerics: Numerics;
}

/** Arms as data, with the code that arms which run often need. */
export function packed(
  arms: readonly (ReadyArm | undefined)[],
  uses: readonly SystemUse[],
  numerics: Numerics,
  compiledFor: (system: FlatSystem) => CompiledSystem,
): SharedArms {
  const systems = uses.map(({ whole, parts, wanted }) => ({
    whole: parts.length > 0 ? compiledFor(whole).share() : whole,
    parts: parts.map((part, place) => {
      const integrated = compiledFor(part);
      warm(integrated);
      for (const arm of arms)
        if (arm?.problem.system === whole && arm.part === place) warmValues(integrated, askedOf(arm));
      return integrated.share();
    }),
    wanted,
  }));
  const numbers = new Map(uses.map(({ whole }, i) => [whole, i]));
  return {
    systems,
    numerics,
    arms: arms.map((arm) => {
      if (!arm) return undefined;
      const { system, ...rest } = arm.problem;
      return { ...arm, problem: rest, system: numbers.get(system)! };
    }),
  };
}

/** The arms that were packed, and what makes their equations runnable: the code that came with them, where it did. */
export function unpacked({ arms, systems }: Pick<SharedArms, "arms" | "systems">): {
  readonly arms: readonly (ReadyArm | undefined)[];
  readonly uses: readonly SystemUse[];
  readonly make: (system: FlatSystem) => CompiledSystem;
} {
  const compiled = new Map<FlatSystem, CompiledSystem>();
  const adopt = (shared: SharedSystem | FlatSystem) => {
    if (!("system" in shared)) return shared;
    const system = compileShared(shared);
    compiled.set(system.system, system);
    return system.system;
  };
  const uses = systems.map(
    ({ whole, parts, wanted }): SystemUse => ({ whole: adopt(whole), parts: parts.map(adopt), wanted }),
  );
  const ready = arms.map(
    (arm) =>
      arm && {
        problem: { ...arm.problem, system: uses[arm.system]!.whole },
        fixed: arm.fixed,
        requests: arm.requests,
        besides: arm.besides,
        within: arm.within,
        part: arm.part,
      },
  );
  return { arms: ready, uses, make: (system) => compiled.get(system) ?? compile(system) };
}

/** Has the code for two lanes compiled, so that it is shared too. */
function warm(compiled: CompiledSystem): void {
  const p = compiled.defaultParameters();
  const pair = compiled.bindPair(p, p);
  if (pair) pair.rates(0, new Float64Array(pair.dimension).fill(1), new Float64Array(pair.dimension));
}

/** The same for values. */
function warmValues(compiled: CompiledSystem, wanted: ReadonlySet<string>): void {
  const p = compiled.defaultParameters();
  compiled.bind(p).sampler(compiled.system.values.flatMap(({ name }, i) => (wanted.has(name) ? [i] : [])));
}
