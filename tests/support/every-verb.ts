import { libraryToTexts } from "../../src/engine/index.ts";
import type { Reply, Request } from "../../src/explorer/protocol.ts";
import {
  checkClaims,
  compare,
  type LoadedModel,
  LullFault,
  loadModel,
  population,
  requirement,
  scan,
  search,
  sensitivity,
  simulate,
  simulatePopulation,
  simulator,
  why,
} from "../../src/index.ts";

/** A question to a small model: one arm, some measures. */
export interface Question {
  /** The sections of the module `own`, such as `states: ...`. */
  readonly module?: string;
  /** Further files by path: drugs. */
  readonly files?: Readonly<Record<string, string>>;
  readonly days: number;
  /** What the arm says, in the keys of a scenario: treatment, set, changes. */
  readonly arm?: Readonly<Record<string, unknown>>;
  /** Measures by name. */
  readonly measure: Readonly<Record<string, string>>;
  /** The day at which one of the runs is split by a change that changes nothing. */
  readonly split?: number;
}

export type Told = Readonly<Record<string, number | undefined>>;

/** A parameter that nothing hangs on, so that whatever it is set to, measures are the same. */
const idle = "idle.nothing";

const keys = (parts: object) =>
  Object.entries(parts)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join("");

/** What all questions share: a person, people who are all that person, and a claim for each measure. */
export function textsOf({
  module = "",
  files = {},
  days,
  arm = {},
  measure,
}: Question): Record<string, string> {
  const claims = Object.entries(measure).map(([name, text]) => [
    `claims/number-${name}.yaml`,
    `claim: number-${name}\nrow: pk\nsays: A number.\ncontested: "no"\nduration: ${days} days\nexpect: {above: -1.0e+300}\n${keys({ measure: text, ...arm })}`,
  ]);
  return {
    "model.yaml": `
model: small
title: Small
about: What a question needs.
modules: [own.yaml, idle.yaml]
person: anybody
rows: {pk: Numbers.}
onset: {of: idle.held, above: 0.01, says: some is held}
`,
    "own.yaml": `module: own\ntitle: Own\nabout: What is asked about.\n${module}`,
    "idle.yaml": `
module: idle
title: Idle
about: A number that nothing hangs on, and a site for drugs.
parameters:
  nothing: {value: 1, unit: "1", range: [0.5, 2], tier: assumed, about: Nothing hangs on it.}
targets: {sert: [inhibitor]}
values:
  held: {unit: "1", formula: target.sert_inhibitor * nothing, about: Part that is held.}
`,
    "anybody.yaml": "person: anybody\ntitle: Anybody\nabout: Anybody.\nset: {}\n",
    "us.yaml": `
population: us
title: Us
about: People who are all the same.
people: {who: {shares: {anybody: 1}}}
spread: 0
cohort: {duration: 1 day}
`,
    ...files,
    ...Object.fromEntries(claims),
  };
}

/** The model that a question is put to. */
export const smallModel = (question: Question): LoadedModel => loadModel(textsOf(question));

interface Scope {
  postMessage(reply: Reply): void;
  onmessage(event: { readonly data: Request }): void;
}

let scope: Scope | undefined;

/** The worker of the page, asked in this thread as the page asks it in its own. */
export async function askPage(model: LoadedModel, request: Request): Promise<Reply> {
  const replies: Reply[] = [];
  if (!scope) {
    scope = { postMessage() {}, onmessage() {} };
    Object.assign(globalThis, { self: scope });
    await import("../../src/explorer/worker.ts");
    Reflect.deleteProperty(globalThis, "self");
  }
  scope.postMessage = (reply) => replies.push(reply);
  const { first, rest } = libraryToTexts(model.library);
  for (const data of [{ kind: "library", library: first }, { kind: "rest", rest }, request] as const)
    scope.onmessage({ data });
  return replies.at(-1)!;
}

/**
 * Every measure of the question as each verb of the library and the page's worker tell it, over several grids and in a run of
 * one piece or two. Where a study has no answer because a measure has no value, its value is undefined.
 */
export async function byEveryVerb(question: Question): Promise<Record<string, Told>> {
  const { days, arm = {}, measure, split = days * 0.4321 } = question;
  const model = smallModel(question);
  const names = Object.keys(measure);
  const again = { at: `day ${Number(split.toFixed(4))}`, set: { [idle]: 1 } };
  const { changes = [] } = arm as { changes?: unknown[] };
  const whole = { label: "whole", ...arm };
  const scenario = {
    duration: `${days} days`,
    arms: [whole, { label: "split", ...arm, changes: [again, ...changes] }, { label: "without" }],
    measure,
  };
  const told: Record<string, Record<string, number | undefined>> = {};
  const tell = (verb: string, name: string, value: number | undefined) => {
    // A population is asked about its onset as well.
    if (name in measure) told[verb] = { ...told[verb], [name]: value };
  };

  for (const settings of [{}, { sampleEvery: days }, { sampleEvery: days / 97 }, { rtol: 1e-8 }])
    for (const one of simulate(model, scenario, settings).arms.slice(0, 2))
      for (const name of names)
        tell(`simulate ${JSON.stringify(settings)} ${one.label}`, name, one.measures[name]!.value);
  const single = { ...scenario, arms: [whole] };
  const quick = simulator(model)(single, { precision: "exact" });
  for (const name of names) tell("simulator", name, quick.measures[name]!.value);
  const text = JSON.stringify({ scenario: "s", question: "q", ...single });
  const reply = await askPage(model, { kind: "simulate", id: 1, text, precision: "exact" });
  if (reply.kind !== "simulated") throw new Error(JSON.stringify(reply));
  for (const { name, value } of reply.measures) tell("page", name, value);
  const sides = await compare(model, scenario, undefined, { arms: ["whole", "split"] });
  for (const { name, first, second } of sides.result.arms[0]!.measures) {
    tell("compare, first", name, first);
    tell("compare, second", name, second);
  }
  const people = await population(model, scenario, { size: 2 });
  for (const { label, measures } of people.result.arms.slice(0, 2))
    for (const { name, quantiles } of measures) tell(`population ${label}`, name, quantiles?.[2]);
  const { subjects } = simulatePopulation(model, scenario, { size: 1 });
  for (const one of subjects.slice(0, 2))
    for (const name of names) tell(`simulatePopulation ${one.arm}`, name, one.measures[name]);
  const { verdicts } = checkClaims(
    model,
    names.map((name) => `number-${name}`),
  );
  for (const [i, { value }] of verdicts.entries()) tell("check", names[i]!, value);
  for (const name of names) {
    const ask = { measure: name, arm: "whole" };
    const parameters = [idle];
    const local = await answerOf(() => sensitivity(model, scenario, { ...ask, parameters, method: "local" }));
    tell("sensitivity", name, local?.result.subject.nominal);
    const needed = await answerOf(() => requirement(model, scenario, { ...ask, parameters, atLeast: 0 }));
    tell("requirement", name, needed?.result.nominal);
    const because = await answerOf(() => why(model, scenario, { ...ask, systemsOnly: true }));
    tell("why", name, because?.result.value);
    const scanned = await answerOf(() => scan(model, scenario, { ...ask, vary: { [idle]: [0.7, 1.4] } }));
    for (const [i, { value }] of (scanned?.result.points ?? []).entries()) tell(`scan ${i}`, name, value);
    // Strategies of a search are for a whole run.
    if (changes.length > 0) continue;
    const found = await answerOf(() =>
      search(model, {
        search: "One",
        question: "What is it?",
        duration: `${days} days`,
        people: 1,
        population: "us",
        reference: "whole",
        strategies: [whole, { ...whole, label: "set", set: { ...(arm.set as object), [idle]: 1.5 } }],
        objectives: { it: { measure: measure[name]!, better: "higher", step: 1 } },
      }),
    );
    // Strategies are compared by means over people, and a time that some never come to has none: see its message.
    const isWaited = /^(time_to|onset|half_time)/.test(measure[name]!);
    if (isWaited !== (found === undefined))
      throw new Error(`search ${isWaited ? "took" : "refused"} ${name}`);
    for (const { strategy, objectives } of found?.result.ranking ?? [])
      tell(`search ${strategy.label}`, name, objectives[0]!.mean);
  }
  return told;
}

/** Studies refuse to ask about a number that there is not. */
async function answerOf<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (
      error instanceof LullFault
        ? !/no value in people who never get there/.test(error.message)
        : !/value/.test(String(error))
    )
      throw error;
    return undefined;
  }
}
