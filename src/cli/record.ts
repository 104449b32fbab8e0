import {
  recordOfClaims as claimsRecord,
  recordOfFiles as filesRecord,
  type InputFile,
  type Provenance,
  provenanceLine,
  type RecordedModels,
  type RecordedNumerics,
  type RunFacts,
  recordJson,
  recordOfRun,
} from "../document/index.ts";
import { pinned, version } from "../files/index.ts";
import { studyTolerance } from "../runs/index.ts";
import type { Claim } from "../scenario/index.ts";
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

/** What a verb says of the run that it records. */
export interface RunOfVerb extends RunFacts {
  /** What was asked, for people: the name of a scenario or a search. */
  readonly subject: string;
  readonly library: RecordedModels;
  /** Files of the user's own, beside those of the library. */
  readonly inputs: readonly InputFile[];
  readonly seed: number;
  /** Of the run that was begun, where another command finishes it; else this process's. */
  readonly command?: readonly string[] | undefined;
}

const askedHere = (models: RecordedModels, command: readonly string[] = thisCommand()) => ({
  command: withHashes(command),
  lull: version(),
  node: process.versions.node,
  models,
});

/** The record of what files say, with no arm computed from them. */
export const recordOfFiles = (
  subject: string,
  library: RecordedModels,
  inputs: readonly InputFile[] = [],
  numerics: RecordedNumerics = {},
): Provenance => filesRecord({ ...askedHere(library), subject, inputs }, numerics);

/** The record of a run. */
export const provenanceOf = ({ subject, library, inputs, command, ...run }: RunOfVerb): Provenance =>
  recordOfRun({ ...askedHere(library, command), subject, inputs }, run);

/** The record of a run of claims, each with its own arm and the one it is compared with. */
export const recordOfClaims = (
  claims: readonly Claim[],
  library: LoadedLibrary,
  { seed, solver, rtol = studyTolerance }: RecordedNumerics,
  command?: readonly string[],
): Provenance =>
  claimsRecord(claims, { ...askedHere(library, command), inputs: [] }, { cast: library, seed, solver, rtol });

/** What a Parquet file's metadata says of where its numbers come from. */
export function tableRecord(provenance: Provenance): Record<string, string> {
  const { record, command, model, model_hash, version, node } = recordJson(provenance);
  return { provenance: provenanceLine(provenance), record, command, model, model_hash, version, node };
}
