import { type Checked, type Diagnostic, isUsable, type Place } from "../diagnostics/index.ts";
import {
  checkBaseline,
  type FlatSystem,
  flatten,
  joinModules,
  type Model,
  type ModelSource,
  once,
} from "../model/index.ts";
import { type Drug, drugModules } from "../pharmacology/index.ts";

/** A model, if it is without errors, and what there is of it, for further checks. */
export interface JoinedModel extends Checked<Model> {
  readonly partial: Model | undefined;
}

/** Sets of drugs whose joined models are kept, newest last. */
const mostKept = 64;
const joined = new WeakMap<ModelSource, { readonly drugs: readonly Drug[]; readonly model: JoinedModel }[]>();

/** The model with the equations of the drugs in use joined to it, names and units checked; once for each set of drugs. */
export function joinWithDrugs(model: ModelSource, drugs: readonly Drug[]): JoinedModel {
  const before = joined.get(model) ?? [];
  const same = before.find((b) => b.drugs.length === drugs.length && b.drugs.every((d, i) => d === drugs[i]));
  if (same) return same.model;
  const { modules, diagnostics } = drugModules(drugs, targetsOf(model), enzymesOf(model), model.enzymes);
  const all = joinModules([...model.modules, ...modules]);
  const found = [...diagnostics, ...all.diagnostics];
  const result = { value: isUsable(found) ? all.value : undefined, partial: all.value, diagnostics: found };
  joined.set(model, [...before.slice(1 - mostKept), { drugs, model: result }]);
  return result;
}

const targetsOf = ({ modules }: ModelSource) => modules.flatMap((m) => m.targets);
const enzymesOf = ({ modules, enzymes }: ModelSource) =>
  modules.find((m) => m.name === enzymes)?.parameters.map((p) => p.name) ?? [];

/** Whether a drug has all its sites and enzymes in a model; a small model has those of few drugs, or of none. */
export const actsIn = (model: ModelSource, drug: Drug): boolean =>
  isUsable(drugModules([drug], targetsOf(model), enzymesOf(model), model.enzymes).diagnostics);

const flatOf = once((_: Model) => new Map<string, FlatSystem>());

/**
 * The equations of a model under chosen hypotheses, with the baseline promise checked. Those without
 * fault are worked out once, so that arms that choose the same share them, however long they last.
 */
export function systemOf(
  model: Model,
  choices: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, Place | undefined>,
): Checked<FlatSystem> {
  const known = flatOf(model);
  const areKnown = [...choices.keys()].every((name) => model.hypotheses.has(name));
  const key = JSON.stringify([...model.hypotheses].map(([name, h]) => choices.get(name) ?? h.default));
  const before = areKnown ? known.get(key) : undefined;
  if (before) return { value: before, diagnostics: [] };
  const { value, diagnostics } = flatten(model, choices, places);
  const found: Diagnostic[] = [...diagnostics, ...(value ? checkBaseline(model, value) : [])];
  if (value && found.length === 0) known.set(key, value);
  return { value, diagnostics: found };
}
