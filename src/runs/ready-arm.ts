import { type FlatSystem, once } from "../model/index.ts";
import type { MeasureRequest, Problem } from "../scenario/index.ts";
import type { TaskInput } from "./types.ts";

/** What is simulated when an arm runs: plain data. */
export interface ReadyArm {
  readonly problem: Problem;
  /** Names that neither a draw nor a person may change: set by the arm or its care. */
  readonly fixed: ReadonlySet<string>;
  readonly requests: readonly MeasureRequest[];
  /** What is measured besides, for shorter arms that are read off its runs: see `withSharedRuns`. */
  readonly besides?: readonly MeasureRequest[] | undefined;
  /** The longer arm that begins as this one does, and where the measures of this one are among all that are taken there. */
  readonly within?: { readonly arm: number; readonly at: readonly number[] } | undefined;
  /** For an arm that runs often: which part of its system is integrated, by its index in `SystemUse`. */
  readonly part?: number | undefined;
}

/** All that is measured in an arm's runs: what it is asked, then what shorter arms are. */
export const measuredIn = ({ requests, besides = [] }: ReadyArm): readonly MeasureRequest[] =>
  besides.length > 0 ? [...requests, ...besides] : requests;

/** The variables that are measured in an arm's runs. */
export const askedOf = once(
  (arm: ReadyArm): ReadonlySet<string> => new Set(measuredIn(arm).map(({ variable }) => variable)),
);

/** What arms of one system have in common. */
export interface SystemUse {
  /** The person's equilibrium is that of the whole system. */
  readonly whole: FlatSystem;
  /**
   * What is integrated for arms that run often: what their requests depend on, without drugs that are not taken. These are
   * worth compiling before the threads begin; the whole of a system without such arms is for the thread that meets it first.
   */
  readonly parts: readonly FlatSystem[];
  /** Variables that any arm measures. */
  readonly wanted: ReadonlySet<string>;
}

/** Names of the parameters of a system, and of those that no chosen hypothesis has set. */
export function settable(system: FlatSystem) {
  const names = parameterNames.get(system) ?? {
    known: new Set(system.parameters.map((p) => p.name)),
    drawable: new Set(system.parameters.filter((p) => !p.isChosen).map((p) => p.name)),
  };
  parameterNames.set(system, names);
  return names;
}

const parameterNames = new WeakMap<
  FlatSystem,
  { readonly known: ReadonlySet<string>; readonly drawable: ReadonlySet<string> }
>();

/** The problem of an arm, with what a task changes. */
export function changed(
  { problem, fixed }: ReadyArm,
  { parameters, person, chosen, force, gates }: TaskInput,
): Problem {
  if (!parameters && !person && !chosen && !force && !gates) return problem;
  const { known, drawable } = settable(problem.system);
  const pick = (values: ReadonlyMap<string, number> | undefined, may: (name: string) => boolean) =>
    [...(values ?? [])].filter(([name]) => may(name));
  const isFree = (name: string) => drawable.has(name) && !chosen?.has(name);
  const drawn = pick(parameters, isFree);
  const own = pick(person, (name) => isFree(name) && !fixed.has(name));
  const choices = pick(chosen, (name) => known.has(name));
  const forced = pick(force, (name) => known.has(name));
  return {
    ...problem,
    before: new Map([...drawn, ...choices, ...problem.before, ...own, ...forced]),
    during: new Map([...drawn, ...choices, ...problem.during, ...own, ...forced]),
    gates: gates ? new Map([...problem.gates, ...gates]) : problem.gates,
  };
}
