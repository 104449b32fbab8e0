import { origin as shipped } from "#shipped-model";
import { type Provenance, provenanceLine, type RecordJson, recordJson } from "../document/index.ts";
import { armRecord } from "../scenario/index.ts";
import { atolOf, defaults } from "../simulation/index.ts";
import type { LoadedModel } from "./model.ts";
import { inputsOf } from "./origin.ts";
import type { Asked, AskedTexts } from "./scenario.ts";

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
export interface Call {
  /** Name of the function. */
  readonly name: string;
  readonly model: LoadedModel;
  readonly asked: AskedTexts & Partial<Pick<Asked, "scenario">>;
  /** Its settings; functions and signals say nothing of the result, and files are told by their hashes. */
  readonly settings: object;
}

export function recorded({ name, model, asked: { own, cast, scenario }, settings }: Call): Recorded {
  const { onProgress: _, signal: __, files: ___, ...told } = settings as Record<string, unknown>;
  const { seed = scenario?.seed ?? 0, rtol } = told as { readonly seed?: number; readonly rtol?: number };
  const provenance: Provenance = {
    subject: scenario?.id ?? name,
    command: [name, JSON.stringify(told)],
    isCall: true,
    lull: shipped.lull,
    node: globalThis.process?.versions?.node ?? "none",
    model: model.name,
    modelHash: model.origin.modelHash,
    inputs: [...inputsOf(own), ...model.origin.inputs],
    seed,
    solver: defaults.solver,
    rtol: rtol ?? defaults.rtol,
    atol: atolOf({ rtol }),
    stateSizes: {},
    arms: scenario?.arms.map((arm) => armRecord(arm, cast)) ?? [],
    hypotheses: Object.fromEntries(
      model.library.model.modules.flatMap((m) => m.hypotheses.map((h) => [`${m.name}.${h.name}`, h.default])),
    ),
    overrides: [],
  };
  return { record: recordJson(provenance), provenance: provenanceLine(provenance) };
}
