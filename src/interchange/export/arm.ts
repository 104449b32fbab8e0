import type { CompiledSystem } from "../../compile/index.ts";
import { type Expression, rewrite } from "../../expressions/index.ts";
import type { FlatEvent, Tier } from "../../model/index.ts";
import { additionsOf, type Dose } from "../../pharmacology/index.ts";
import type { CitedEvidence, Experiment, Problem } from "../../scenario/index.ts";
import { changesAsPuts, measuringSizes, startOfRun } from "../../simulation/index.ts";
import type { Unit } from "../../units/index.ts";

interface Exported {
  /** Letters, digits and underscores, unique. */
  readonly id: string;
  /** The name here, such as raphe.firing. */
  readonly name: string;
  readonly about: string;
  readonly unit: Unit;
}

export interface ExportedParameter extends Exported {
  /** In canonical units (day, mg, dm, nmol, lux). */
  readonly value: number;
  readonly kind: "parameter" | "gate" | "baseline";
  readonly evidence?:
    | {
        readonly tier: Tier;
        readonly range: readonly [number, number];
        readonly sources: readonly string[];
        readonly note?: string | undefined;
      }
    | undefined;
}

export interface ExportedState extends Exported {
  /** On day 0, before any dose of that day. */
  readonly initial: number;
  /** How large it counts, which absolute tolerances are parts of. */
  readonly size: number;
  /** Per day; names are ids. */
  readonly rate: Expression;
}

export interface ExportedValue extends Exported {
  readonly expression: Expression;
}

/** One arm of a scenario with nothing left to look up: what every target writes in its own words. */
export interface ExportedArm {
  readonly scenario: { readonly id: string; readonly title: string; readonly question: string };
  readonly label: string;
  readonly person: string;
  readonly care: string;
  /** days */
  readonly duration: number;
  readonly parameters: readonly ExportedParameter[];
  readonly states: readonly ExportedState[];
  /** In evaluation order. */
  readonly values: readonly ExportedValue[];
  /** What doses add to which state, and when: an infusion switches a rate (mg/day) on and, below zero, off again. */
  readonly doses: readonly (Dose & { readonly state: string; readonly isRate: boolean })[];
  /** Values that states are put to by changes of parameters during the run. */
  readonly changes: readonly {
    readonly time: number;
    readonly puts: readonly { readonly state: string; readonly value: number }[];
  }[];
  readonly events: readonly (Omit<FlatEvent, "assign"> & {
    readonly assign: readonly { readonly id: string; readonly expression: Expression }[];
  })[];
  readonly evidence: readonly CitedEvidence[];
  readonly measures: readonly { readonly name: string; readonly text: string }[];
  /** Rival hypotheses that this arm does not take. */
  readonly rivals: readonly string[];
}

/** Gathers an arm. Undefined with the reason when its run has no start. */
export function exportedArm(
  experiment: Experiment,
  problem: Problem,
  compiled: CompiledSystem,
): { readonly arm: ExportedArm } | { readonly fault: string } {
  const { system, layout } = compiled;
  const start = startOfRun(problem, compiled, { rtol: 1e-10, atol: 1e-13 });
  if (start.status.kind !== "success") return { fault: start.status.message };
  const ids = new Map<string, string>();
  const used = new Set<string>();
  const idOf = (name: string, prefix = ""): string => {
    const key = `${prefix}${name}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    let id = key.replaceAll(".", "__");
    while (used.has(id)) id += "_";
    used.add(id);
    ids.set(key, id);
    return id;
  };
  const withIds = (expression: Expression): Expression =>
    rewrite(expression, (part) => {
      if (part.kind === "name")
        return part.name === "t" || part.name === "pi" ? part : { ...part, name: idOf(part.name) };
      if (part.kind === "baseline")
        return { kind: "name", name: idOf(part.name, "baseline__"), range: part.range };
      if (part.kind === "gate") return { kind: "name", name: idOf(part.name, "gate__"), range: part.range };
      return part;
    });
  const unitOf = new Map([...system.states, ...system.values].map((one) => [one.name, one.unit]));
  const parameters: ExportedParameter[] = system.parameters.map((one) => {
    const entry = experiment.model.entries.get(one.name);
    const source = entry?.kind === "parameter" ? entry.source : undefined;
    return {
      id: idOf(one.name),
      name: one.name,
      about: one.about,
      unit: one.unit,
      kind: "parameter",
      value: start.parameters[layout.parameter(one.name)!]!,
      evidence: source && { tier: source.tier, range: one.range, sources: source.sources, note: source.note },
    };
  });
  const one: Unit = { text: "1", dimension: [0, 0, 0, 0, 0], factor: 1 };
  for (const name of system.effects)
    parameters.push({
      id: idOf(name, "gate__"),
      name: `gate of ${name}`,
      about: `1: the effect ${name} is there; 0: it is knocked out`,
      unit: one,
      kind: "gate",
      value: start.parameters[layout.gate(name)!]!,
    });
  for (const name of system.baselines)
    parameters.push({
      id: idOf(name, "baseline__"),
      name: `baseline of ${name}`,
      about: `${name} in this person's drug-free equilibrium`,
      unit: unitOf.get(name) ?? one,
      kind: "baseline",
      value: start.parameters[layout.baseline(name)!]!,
    });
  const sizes = measuringSizes(system, {}, problem.doses);
  const states = system.states.map((state, i) => ({
    id: idOf(state.name),
    name: state.name,
    about: state.about,
    unit: state.unit,
    initial: start.y[i]!,
    size: sizes[i]!,
    rate: withIds(state.rate),
  }));
  const known = new Set(system.states.map((state) => state.name));
  const { scenario } = experiment;
  const choices = new Map(
    scenario.arms.find(({ label }) => label === problem.label)?.hypotheses.map((h) => [h.name, h.choice]),
  );
  return {
    arm: {
      scenario: { id: scenario.id, title: scenario.title, question: scenario.question },
      label: problem.label,
      person: problem.person,
      care: problem.care,
      duration: problem.duration,
      parameters,
      states,
      values: system.values.map((value) => ({
        id: idOf(value.name),
        name: value.name,
        about: value.about,
        unit: value.unit,
        expression: withIds(value.expression),
      })),
      doses: problem.doses
        .flatMap((dose) =>
          additionsOf(dose, (name) => {
            const position = layout.parameter(name);
            return position === undefined ? undefined : start.parameters[position];
          }).map((addition) => ({ ...dose, ...addition })),
        )
        .filter(({ time, state }) => time >= 0 && time <= problem.duration && known.has(state))
        .map((addition) => ({
          ...addition,
          state: idOf(addition.state),
          isRate: unitOf.get(addition.state)?.dimension[0] !== 0,
        })),
      changes: changesAsPuts(problem, compiled, start.parameters, problem.duration).map(({ time, puts }) => ({
        time,
        puts: puts.map(({ state, value }) => ({ state: idOf(state), value })),
      })),
      events: (system.events ?? []).map((event) => ({
        ...event,
        trigger: withIds(event.trigger),
        delay: event.delay && withIds(event.delay),
        priority: event.priority && withIds(event.priority),
        assign: event.assign.map(({ name, expression }) => ({
          id: idOf(name),
          expression: withIds(expression),
        })),
      })),
      evidence: experiment.evidence,
      measures: scenario.measures.map(({ name, text }) => ({ name, text })),
      rivals: [...experiment.model.hypotheses].flatMap(([name, hypothesis]) =>
        hypothesis.choices
          .filter((choice) => choice.name !== (choices.get(name) ?? hypothesis.default))
          .map((choice) => `${name}=${choice.name}`),
      ),
    },
  };
}
