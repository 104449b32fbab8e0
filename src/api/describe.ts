import type { Library, Source } from "../language/index.ts";
import {
  type Circuit,
  circuitOf,
  type Entry,
  type ModuleSource,
  type Tier,
  upstreamOf,
} from "../model/index.ts";
import { joinWithDrugs } from "../scenario/index.ts";
import { required } from "./fault.ts";
import type { LoadedModel } from "./model.ts";
import { declared, type Recorded } from "./record.ts";

/** Something that a model holds, by the name that scenarios use for it. */
export interface Listed {
  readonly name: string;
  readonly about: string;
}

/** Kinds of things that a model holds. */
export type Kind =
  | "modules"
  | "effects"
  | "parameters"
  | "variables"
  | "hypotheses"
  | "drugs"
  | "people"
  | "populations"
  | "claims"
  | "care"
  | "sources";

/**
 * Everything of one kind that a model holds, in its own order.
 *
 * @example
 * list(loadModel(), "effects").map((effect) => effect.name); // ["sert.…", …]
 */
export function list({ library }: LoadedModel, kind: Kind): Listed[] {
  return lists[kind](library);
}

const named = ({ name, about }: Listed): Listed => ({ name, about });
const inModules =
  (of: (module: ModuleSource) => readonly Listed[]) =>
  ({ model }: Library): Listed[] =>
    model.modules.flatMap((m) => of(m).map(({ name, about }) => ({ name: `${m.name}.${name}`, about })));

const lists: Readonly<Record<Kind, (library: Library) => Listed[]>> = {
  modules: ({ model }) => model.modules.map(named),
  effects: inModules((m) => m.effects),
  parameters: inModules((m) => m.parameters),
  variables: inModules((m) => [...m.states, ...m.values]),
  hypotheses: inModules((m) => m.hypotheses.map((h) => ({ name: h.name, about: h.question }))),
  drugs: ({ drugs }) => [...drugs.values()].map((d) => ({ name: d.name, about: `${d.title}, ${d.class}` })),
  people: ({ people }) => [...people.values()].map(named),
  populations: ({ populations }) => [...populations.values()].map(named),
  claims: ({ claims }) => [...claims.values()].map((c) => ({ name: c.id, about: c.says })),
  care: ({ model }) =>
    model.care.map(({ name, set }) => ({ name, about: set.map((s) => `${s.name} = ${s.value}`).join(", ") })),
  sources: ({ sources }) => [...sources.values()].map((s) => ({ name: s.id, about: s.citation })),
};

/** What a name means, with its equation or value, the evidence behind it, and the record of the models that say so. */
export interface Explanation extends Listed, Recorded {
  readonly kind: Entry["kind"];
  readonly unit: string;
  /** The equation as written: a formula, or the rate of change of a state. */
  readonly formula?: string;
  /** Of a parameter, in `unit`. */
  readonly value?: number;
  /** Of a parameter: the least and the largest value that the evidence bears, in `unit`. */
  readonly range?: readonly [number, number];
  /** Of a parameter: what kind of evidence it rests on. */
  readonly tier?: Tier;
  readonly sources: readonly Source[];
}

/**
 * What a parameter, state, value or effect means.
 *
 * @throws Error when nothing has that name
 * @example
 * explain(loadModel(), "vta.serotonin_2c_brake").formula;
 */
export function explain(model: LoadedModel, name: string): Explanation {
  const entry = joined(model).entries.get(name);
  if (!entry) throw new Error(`invalid name: ${name}; expected one that \`list\` gives`);
  const { kind, unit, source } = entry;
  const ids = "sources" in source ? source.sources : [];
  const sources = ids.flatMap((id) => model.library.sources.get(id) ?? []);
  const told = { name, kind, about: source.about, unit: unit.text, sources, ...recordOf(model) };
  if (kind === "parameter") {
    const { value, range, tier } = entry.source;
    return { ...told, value, range, tier };
  }
  return { ...told, formula: kind === "state" ? entry.source.rate.text : entry.source.formula.text };
}

/**
 * Names of everything that a quantity depends on, directly or through others, itself included (drugs left aside).
 *
 * @example
 * upstream(loadModel(), "affect.blunting").has("vta.serotonin_2c_brake"); // true
 */
export function upstream(model: LoadedModel, name: string): ReadonlySet<string> {
  return upstreamOf(name, joined(model));
}

/**
 * The model as a circuit: modules, and who acts on whom by which effects.
 *
 * @example
 * circuit(loadModel()).edges.filter((edge) => edge.from === "raphe");
 */
export function circuit(model: LoadedModel): Circuit {
  return circuitOf(joined(model));
}

const joined = onceForEach(({ library }) => required(joinWithDrugs(library.model, []), library.texts));
/** The same object for everything that is explained. */
const recordOf = onceForEach(declared);

function onceForEach<T>(work: (model: LoadedModel) => T): (model: LoadedModel) => T {
  const known = new WeakMap<LoadedModel, T>();
  return (model) => {
    const found = known.get(model) ?? work(model);
    known.set(model, found);
    return found;
  };
}
