import { origin as shipped } from "#shipped-model";
import {
  type RunRequest as AskedRecord,
  type Provenance,
  provenanceLine,
  type RecordJson,
  type RunFacts,
  recordJson,
  recordOfClaims,
  recordOfFiles,
  recordOfRun,
} from "../document/index.ts";
import type { Claim } from "../scenario/index.ts";
import type { LoadedModel } from "./model.ts";
import { inputsOf } from "./origin.ts";
import type { AskedTexts, ScenarioRequest } from "./scenario.ts";

/** Where a result of the library comes from. */
export interface Recorded {
  /**
   * The record that the command line's reports hold too: models, texts and settings by hash, arms as they were run, versions, seed,
   * solver and tolerances. A changed byte of anything that the result depends on changes `record.record`.
   */
  readonly record: RecordJson;
  /** The same in one line, for a figure or a table. */
  readonly provenance: string;
}

/** What was asked of the library. */
export interface LibraryCall extends Omit<Partial<RunFacts>, "cast"> {
  /** Name of the function. */
  readonly name: string;
  readonly model: LoadedModel;
  readonly asked: AskedTexts & Partial<Pick<ScenarioRequest, "scenario">>;
  /** Its settings; functions and signals say nothing of the result, and files are told by their hashes. */
  readonly settings: object;
}

/** The record of a call of a function that runs something. */
export function provenanceOf({ name, model, asked, settings, ...run }: LibraryCall): Provenance {
  const { own, cast, scenario } = asked;
  return recordOfRun(
    { ...callOf(name, model, settings, own), subject: scenario?.id ?? name },
    { arms: scenario?.arms ?? [], seed: scenario?.seed, ...run, cast },
  );
}

/** Likewise, as a result carries it. */
export const recorded = (call: LibraryCall): Recorded => told(provenanceOf(call));

/** The record of a call that judges claims. */
export const recordedClaims = (
  name: string,
  model: LoadedModel,
  claims: readonly Claim[],
  settings: object,
): Recorded => told(recordOfClaims(claims, callOf(name, model, settings), { cast: model.library }));

/** The record of a call that tells what the models declare, with nothing computed. */
export const declaredBy = (name: string, model: LoadedModel, settings: object = {}): Provenance =>
  recordOfFiles({ ...callOf(name, model, settings), subject: model.name });

/** The record of numbers as the models declare them. */
export const declared = (model: LoadedModel): Recorded => told(declaredBy("loadModel", model));

function callOf(
  name: string,
  { library, origin }: LoadedModel,
  settings: object,
  own: ReadonlyMap<string, string> = new Map(),
): Omit<AskedRecord, "subject"> {
  const { onProgress: _, signal: __, files: ___, ...said } = settings as Record<string, unknown>;
  return {
    command: [name, JSON.stringify(said)],
    isCall: true,
    lull: shipped.lull,
    node: globalThis.process?.versions?.node ?? "none",
    models: { model: library.model, hash: origin.modelHash, inputs: origin.inputs },
    inputs: inputsOf(own),
  };
}

const told = (provenance: Provenance): Recorded => ({
  record: recordJson(provenance),
  provenance: provenanceLine(provenance),
});
