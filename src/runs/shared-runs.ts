import { type MeasureRequest, ofLongerRun, type Problem } from "../scenario/index.ts";
import { measuredIn, type ReadyArm } from "./ready-arm.ts";
import type { TaskInput } from "./types.ts";

/**
 * Arms that run for the same people, with those that begin as a longer one does to be read off its runs: the same equations,
 * person, settings and gates, and the same doses up to the end of the shorter one.
 *
 * @param peopleOf for whom an arm runs; those for whom nothing is said run by themselves
 */
export function withSharedRuns(
  arms: readonly (ReadyArm | undefined)[],
  peopleOf: (arm: number) => string | undefined,
): (ReadyArm | undefined)[] {
  const alike = new Map<string, number[]>();
  const systems = new Map<object, number>();
  for (const [i, arm] of arms.entries()) {
    const people = peopleOf(i);
    if (!arm || people === undefined || arm.problem.changes) continue;
    const { system, before, during, gates, seed } = arm.problem;
    systems.set(system, systems.get(system) ?? systems.size);
    const key = JSON.stringify([
      people,
      systems.get(system),
      seed,
      ...[before, during, gates].map((m) => [...m]),
    ]);
    alike.set(key, [...(alike.get(key) ?? []), i]);
  }
  const shared = [...arms];
  for (const group of alike.values()) {
    const longer: number[] = [];
    for (const i of group.sort((a, b) => arms[b]!.problem.duration - arms[a]!.problem.duration || a - b)) {
      const arm = arms[i]!;
      const long = longer.find((one) => beginsAs(arms[one]!.problem, arm.problem));
      const asked = arm.requests.map((request) => ofLongerRun(request, arm.problem.duration));
      if (long === undefined || !asked.every((request) => request !== undefined)) {
        longer.push(i);
        continue;
      }
      const own = shared[long]!;
      const all = [...measuredIn(own)];
      const at = asked.map((request) => {
        const known = all.findIndex((one) => isSame(one, request));
        return known < 0 ? all.push(request) - 1 : known;
      });
      shared[long] = { ...own, besides: all.slice(own.requests.length) };
      shared[i] = { ...arm, within: { arm: long, at } };
    }
  }
  return shared;
}

/** Whether a run goes on longer than another and is the same up to the end of that one. */
function beginsAs(long: Problem, short: Problem): boolean {
  if (long.duration <= short.duration) return false;
  const dosesIn = ({ doses }: Problem) => doses.filter(({ time }) => time < short.duration);
  const [one, other] = [dosesIn(long), dosesIn(short)];
  return one.length === other.length && JSON.stringify(one) === JSON.stringify(other);
}

const isSame = (a: MeasureRequest, b: MeasureRequest): boolean =>
  a.function === b.function &&
  a.variable === b.variable &&
  a.arguments.length === b.arguments.length &&
  a.arguments.every((value, i) => value === b.arguments[i]);

/** What is the same for all tasks of the arms of some sets, in their order. */
export const armsOfSets = (sets: readonly (readonly number[])[]): Pick<TaskInput, "arm" | "isReadOff">[] =>
  sets.flatMap((set) => set.map((arm, i) => (i === 0 ? { arm } : { arm, isReadOff: true })));

/**
 * For each task of an arm that is read off a longer one: which of the tasks runs that one with the same numbers. Undefined where
 * none does.
 */
export function longerTasksOf(
  tasks: readonly TaskInput[],
  armOf: (index: number) => ReadyArm,
): (number | undefined)[] {
  const byArm = new Map<number, number[]>();
  for (const [i, { arm }] of tasks.entries()) byArm.set(arm, [...(byArm.get(arm) ?? []), i]);
  return tasks.map((task) => {
    const { within } = armOf(task.arm);
    if (!within || !isPlain(task)) return undefined;
    return byArm.get(within.arm)?.find((other) => isPlain(tasks[other]!) && haveSame(task, tasks[other]!));
  });
}

const isPlain = ({ slopes, isAlone }: TaskInput) => !slopes && !isAlone;

const haveSame = (a: TaskInput, b: TaskInput): boolean =>
  (["parameters", "person", "chosen", "force", "gates"] as const).every((name) => isEqual(a[name], b[name]));

function isEqual(
  a: ReadonlyMap<string, number> | undefined,
  b: ReadonlyMap<string, number> | undefined,
): boolean {
  if (a === b) return true;
  if (a?.size !== b?.size) return false;
  for (const [name, value] of a!) if (b!.get(name) !== value) return false;
  return true;
}
