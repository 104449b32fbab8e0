/// <reference types="vite/client" />
import {
  checkClaims,
  circuit,
  explain,
  type LoadedModel,
  LullFault,
  list,
  loadModel,
  nearbySimulator,
  type Simulator,
  simulatePopulation,
  simulator,
  upstream,
} from "lull";
import type { OwnReply, OwnRequest, RunReply, RunRequest, TierCount } from "./answers.ts";
import type { Kind, Message, Protocol, Reply } from "./protocol.ts";
import { replyOf, scenarioOf } from "./runs.ts";

// The model lives here, apart from the page, so that the page answers a hand while the model computes. The page loads the
// same script, which it has by then, for the engine beside it.

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<Message<Kind>>) => void) | null;
  postMessage(reply: Reply): void;
};

let loaded: LoadedModel | undefined;
const shipped = () => {
  loaded ??= loadModel();
  return loaded;
};

/** Texts of the small models by path, for example "../models/two-baths/model.yaml". */
const texts = import.meta.glob<string>("../models/**/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});
const simulators = new Map<string | undefined, Simulator>();

/** Simulates with the shipped model or a small one, which is read when it is first asked for. */
function simulatorOf(name: string | undefined): Simulator {
  const known = simulators.get(name);
  if (known) return known;
  const made = simulator(name === undefined ? shipped() : smallModel(name));
  simulators.set(name, made);
  return made;
}

function smallModel(name: string): LoadedModel {
  const folder = `../models/${name}/`;
  const own = Object.entries(texts).filter(([path]) => path.startsWith(folder));
  return loadModel(new Map(own.map(([path, text]) => [path.slice(folder.length), text])));
}

const answers: { [K in Kind]: (ask: Protocol[K]["ask"]) => Protocol[K]["reply"] } = {
  run: (ask) => run(ask, simulatorOf(ask.case.model)),
  lend: ({ case: one, weeks, measures }) => simulatorOf(one.model).lend(scenarioOf(one, weeks, measures)),
  explain: (names) => names.map((name) => explain(shipped(), name)),
  claims: ({ ids, rivals }) => checkClaims(shipped(), ids, { rivals }).verdicts,
  population: ({ case: one, weeks, measures, from, size, seed }) =>
    simulatePopulation(shipped(), scenarioOf(one, weeks, measures), { from, size, seed }).subjects,
  burden,
  circuit: (modules) => around(shipped(), new Set(modules)),
  own,
};

if ("document" in self) (self as { lullNearby?: typeof nearbySimulator }).lullNearby = nearbySimulator;
else
  scope.onmessage = ({ data }) => {
    try {
      scope.postMessage({ id: data.id, value: answer(data) });
    } catch (error) {
      scope.postMessage({ id: data.id, problem: error instanceof Error ? error.message : String(error) });
    }
  };

function answer<K extends Kind>({ kind, ask }: Message<K>): Protocol[K]["reply"] {
  return answers[kind](ask);
}

function run({ case: one, weeks, wanted, measures, precision }: RunRequest, using: Simulator): RunReply {
  return replyOf(using(scenarioOf(one, weeks, measures), { precision, wanted }));
}

/** Numbers that a quantity rests on, by the kind of evidence behind them. */
function burden(variable: string): TierCount[] {
  const above = upstream(shipped(), variable);
  const counts = new Map<string, number>();
  for (const { name } of list(shipped(), "parameters")) {
    const { tier } = explain(shipped(), name);
    if (above.has(name) && tier) counts.set(tier, (counts.get(tier) ?? 0) + 1);
  }
  return [...counts].map(([tier, count]) => ({ tier, count })).sort((a, b) => b.count - a.count);
}

/** The part of the circuit that touches some modules. */
function around(model: LoadedModel, modules: ReadonlySet<string>) {
  const { nodes, edges } = circuit(model);
  const near = edges.filter((e) => e.effects.length > 0 && (modules.has(e.from) || modules.has(e.to)));
  const names = new Set(near.flatMap((e) => [e.from, e.to]));
  return { nodes: nodes.filter((n) => names.has(n.name)), edges: near };
}

/** A reader's module joined to the shipped model, its claim tested, and a case with and without what it does. */
function own({ module, claim, case: one, weeks, variable }: OwnRequest): OwnReply {
  try {
    const files = { "module.yaml": module, ...(claim.trim() ? { "claim.yaml": claim } : {}) };
    const model = loadModel(files);
    const before = new Set(shipped().library.model.modules.map((m) => m.name));
    const added =
      model.library.model.modules.find((m) => !before.has(m.name)) ?? model.library.model.modules.at(-1);
    const name = added?.name ?? "";
    const effects = (added?.effects ?? []).map((e) => `${name}.${e.name}`);
    const claims = [...model.library.claims.keys()].filter((id) => !shipped().library.claims.has(id));
    const using = simulator(model);
    const request = { weeks, wanted: [variable], measures: {}, precision: "exact" } as const;
    const cut = Object.fromEntries(effects.map((effect) => [effect, 0]));
    return {
      name,
      verdicts: checkClaims(model, claims).verdicts,
      withModule: run({ ...request, case: one }, using),
      without: run({ ...request, case: { ...one, knockout: { ...one.knockout, ...cut } } }, using),
      circuit: around(model, new Set([name])),
    };
  } catch (error) {
    if (error instanceof LullFault) return { faults: error.message };
    throw error;
  }
}
