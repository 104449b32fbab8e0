import { type InputFile, type Provenance, provenanceLine, recordJson } from "../document/index.ts";
import { allInputs, pinned, version } from "../files/index.ts";
import type { FlatSystem } from "../model/index.ts";
import { studyTolerance } from "../runs/index.ts";
import { type Arm, armRecord, type Cast, type Claim } from "../scenario/index.ts";
import { atolOf, defaults, sizesOf } from "../simulation/index.ts";
import type { LoadedLibrary } from "./library.ts";

/** Options that say where results go, how they are told and who computes them; a record leaves them out. */
const telling = {
  withValue: ["--out", "--workers", "--shard"],
  alone: ["--json", "--resume", "--no-files", "--allow-failures"],
};

/** A command line without what does not change the results. */
export function recordedCommand(words: readonly string[]): string[] {
  return words.filter((word, i) => {
    const before = words[i - 1];
    if (before !== undefined && telling.withValue.includes(before)) return false;
    const [option = word] = word.split("=", 1);
    return !telling.withValue.includes(option) && !telling.alone.includes(word);
  });
}

/** The command line of this process as a record holds it. */
export const thisCommand = (): string[] => recordedCommand(process.argv.slice(2));

/** With the hashes of the commits that it names: a branch moves on. */
const withHashes = (words: readonly string[]) =>
  words.map((word) => word.replace(/(?<=^(--[^=]*=)?)git:.*/s, pinned));

/** The models that a record names. */
export interface RecordedModels extends Pick<LoadedLibrary, "hash" | "inputs"> {
  readonly model: { readonly name: string; readonly modules: readonly RecordedModule[] };
}

type RecordedModule = Pick<LoadedLibrary["model"]["modules"][number], "name" | "hypotheses">;

/** How a run is computed, where that is not as usual. */
interface Numerics {
  readonly seed?: number | undefined;
  readonly solver?: string | undefined;
  readonly rtol?: number | undefined;
}

/** What a verb says of the run that it records. */
export interface Recorded extends Numerics {
  /** What was asked, for people: the name of a scenario or a search. */
  readonly subject: string;
  readonly library: RecordedModels;
  /** Files of the user's own, beside those of the library. */
  readonly inputs: readonly InputFile[];
  readonly cast: Cast;
  readonly arms: readonly Arm[];
  readonly seed: number;
  readonly overrides?: readonly string[];
  /** Numbers outside the range that they are declared with, in words. */
  readonly outside?: readonly string[];
  /** The equations that are integrated, where they are at hand. */
  readonly systems?: readonly FlatSystem[];
  /** Of the run that was begun, where another command finishes it; else this process's. */
  readonly command?: readonly string[] | undefined;
}

/** The record of what files say, with no arm computed from them. */
export function recordOfFiles(
  subject: string,
  library: RecordedModels,
  inputs: readonly InputFile[] = [],
  numerics: Numerics = {},
): Provenance {
  const { seed = 0, solver = defaults.solver, rtol = defaults.rtol } = numerics;
  return {
    subject,
    command: withHashes(thisCommand()),
    lull: version(),
    node: process.versions.node,
    model: library.model.name,
    modelHash: library.hash,
    inputs: allInputs(library.inputs, inputs),
    seed,
    solver,
    rtol,
    atol: atolOf(numerics),
    stateSizes: {},
    arms: [],
    hypotheses: Object.fromEntries(
      library.model.modules.flatMap((m) => m.hypotheses.map((h) => [`${m.name}.${h.name}`, h.default])),
    ),
    overrides: [],
  };
}

/** The record of a run. */
export function provenanceOf(run: Recorded): Provenance {
  const { subject, library, inputs, cast, arms, systems = [], overrides = [], outside, command } = run;
  return {
    ...recordOfFiles(subject, library, inputs, run),
    ...(command && { command: withHashes(command) }),
    stateSizes: Object.fromEntries(sizesOf(systems)),
    arms: arms.map((arm) => armRecord(arm, cast)),
    overrides,
    outside,
  };
}

/** The record of a run of claims, each with its own arm and the one it is compared with. */
export function recordOfClaims(
  claims: readonly Claim[],
  library: LoadedLibrary,
  numerics: Numerics & { readonly seed: number },
  command?: readonly string[],
): Provenance {
  const arms = claims.flatMap(({ id, arm, reference, compare }) => [
    { ...arm, label: id },
    ...(compare === "none" ? [] : [{ ...reference, label: `${id}, compared with` }]),
  ]);
  const subject = claims.length === 1 ? claims[0]!.id : `${claims.length} claims`;
  const { seed, solver, rtol = studyTolerance } = numerics;
  return provenanceOf({ subject, library, inputs: [], cast: library, arms, seed, solver, rtol, command });
}

/** What a Parquet file's metadata says of where its numbers come from. */
export function tableRecord(provenance: Provenance): Record<string, string> {
  const { record, command, model, model_hash, version, node } = recordJson(provenance);
  return { provenance: provenanceLine(provenance), record, command, model, model_hash, version, node };
}
