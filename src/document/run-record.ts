import type { FlatSystem, ModuleSource } from "../model/index.ts";
import { type Arm, armRecord, type Cast, type Claim, outsideWords, type Problem } from "../scenario/index.ts";
import { atolOf, defaults, type SimulateOptions, sizesOf } from "../simulation/index.ts";
import type { InputFile, Provenance } from "./provenance.ts";

/** The models that a record names, with every file that they were read from. */
export interface RecordedModels {
  readonly model: {
    readonly name: string;
    readonly modules: readonly Pick<ModuleSource, "name" | "hypotheses">[];
  };
  readonly hash: string;
  readonly inputs: readonly InputFile[];
}

/** How a run is computed, where that is not as usual. */
export interface RecordedNumerics extends Pick<SimulateOptions, "solver" | "rtol" | "atol"> {
  readonly seed?: number | undefined;
}

/** Who asked what, and what answered: the command line fills it in, and so does the library. */
export interface RunRequest extends Pick<Provenance, "subject" | "command" | "isCall" | "lull" | "node"> {
  readonly models: RecordedModels;
  /** Files of the user's own, beside those of the models. */
  readonly inputs: readonly InputFile[];
}

/** What was run. */
export interface RunFacts extends RecordedNumerics {
  readonly cast: Cast;
  readonly arms: readonly Arm[];
  /** The arms made ready: what differs in them, what lies outside its range and which states have a size of their own. */
  readonly problems?: readonly Problem[];
  /** Where arms are not made ready one by one: the equations that are integrated. */
  readonly systems?: readonly FlatSystem[];
  /** Likewise: numbers outside the range that they are declared with, in words. */
  readonly outside?: readonly string[];
}

/** The record of what files say, with no arm computed from them. */
export function recordOfFiles(
  { models: { model, hash, inputs: read }, inputs, ...asked }: RunRequest,
  { seed = 0, solver = defaults.solver, rtol = defaults.rtol, atol }: RecordedNumerics = {},
): Provenance {
  return {
    ...asked,
    model: model.name,
    modelHash: hash,
    inputs: allInputs(read, inputs),
    seed,
    solver,
    rtol,
    atol: atolOf({ rtol, atol }),
    stateSizes: {},
    arms: [],
    hypotheses: Object.fromEntries(
      model.modules.flatMap((m) => m.hypotheses.map((h) => [`${m.name}.${h.name}`, h.default])),
    ),
    overrides: [],
  };
}

/** The record of a run. */
export function recordOfRun(asked: RunRequest, run: RunFacts): Provenance {
  const { cast, arms, problems = [], systems = problems.map(({ system }) => system) } = run;
  return {
    ...recordOfFiles(asked, run),
    stateSizes: Object.fromEntries(sizesOf(systems)),
    arms: arms.map((arm) => armRecord(arm, cast)),
    overrides: problems.flatMap(({ overrides }) => overrides),
    outside:
      run.outside ??
      problems.flatMap(({ label, outside = [] }) =>
        outside.map((one) => `${label}: ${one.name} ${outsideWords(one)}`),
      ),
  };
}

/** The record of a run of claims, each with its own arm and the one it is compared with. */
export function recordOfClaims(
  claims: readonly Claim[],
  asked: Omit<RunRequest, "subject">,
  run: Pick<RunFacts, "cast"> & RecordedNumerics,
): Provenance {
  const arms = claims.flatMap(({ id, arm, reference, compare }) => [
    { ...arm, label: id },
    ...(compare === "none" ? [] : [{ ...reference, label: `${id}, compared with` }]),
  ]);
  const subject = claims.length === 1 ? claims[0]!.id : `${claims.length} claims`;
  return recordOfRun({ ...asked, subject }, { ...run, arms });
}

/** The inputs of several readers as one list, each file once: the user's own first, each group by path. */
export function allInputs(...lists: readonly (readonly InputFile[])[]): InputFile[] {
  const byPath = new Map(lists.flat().map((input) => [`${input.isShipped ? 1 : 0} ${input.path}`, input]));
  return [...byPath].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, input]) => input);
}
