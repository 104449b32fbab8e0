import { walk } from "../../expressions/index.ts";
import type { FlatSystem, ModelSource } from "../../model/index.ts";
import type { Coalition, PlayerGroup } from "./types.ts";

export const groupings = ["system", "effect"] as const;
export type Grouping = (typeof groupings)[number];

/** What each formula of the systems reads: states, values and effects, by the name of what it gives. */
type Reads = ReadonlyMap<string, readonly string[]>;

function readsOf(systems: readonly FlatSystem[]): Reads {
  const reads = new Map<string, string[]>();
  for (const { states, values } of systems) {
    const formulas = [
      ...states.map((s) => [s.name, s.rate] as const),
      ...values.map((v) => [v.name, v.expression] as const),
    ];
    for (const [name, formula] of formulas)
      walk(formula, (part) => {
        if (part.kind !== "name" && part.kind !== "gate") return;
        const known = reads.get(name) ?? [];
        reads.set(name, known);
        known.push(part.name);
      });
  }
  return reads;
}

/** All that a path leads from to the variable, where paths do not go through what is cut. */
function behind(variable: string, reads: Reads, isCut: (name: string) => boolean): Set<string> {
  const reached = new Set<string>();
  const waiting = [variable];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name) || isCut(name)) continue;
    reached.add(name);
    waiting.push(...(reads.get(name) ?? []));
  }
  return reached;
}

/** Names of effects from which a path leads to the variable. All others are null players: their share is exactly 0. */
export function effectsBehind(variable: string, systems: readonly FlatSystem[]): string[] {
  const reached = behind(variable, readsOf(systems), () => false);
  const effects = new Set(systems.flatMap((system) => system.effects));
  return [...effects].filter((effect) => reached.has(effect));
}

/**
 * Tells coalitions that are worth the same whatever the numbers are: an effect that is off reads nothing, so those that
 * lead to the variable only through effects that are off may as well be off.
 *
 * @returns for a coalition of these effects, the smallest one that is worth as much
 */
export function leastAlike(
  variable: string,
  systems: readonly FlatSystem[],
  effects: readonly string[],
): (coalition: Coalition) => Coalition {
  const reads = readsOf(systems);
  const indices = new Map(effects.map((effect, i) => [effect, i]));
  return (coalition) => {
    const reached = behind(variable, reads, (name) => coalition[indices.get(name) ?? -1] === "0");
    return effects.map((effect) => (reached.has(effect) ? "1" : "0")).join("");
  };
}

/** The system that an effect belongs to: the folder of its module's file within the model's, else the module itself. */
export function systemOf(effect: string, model: ModelSource): string {
  const name = effect.slice(0, effect.indexOf("."));
  const file = model.modules.find((m) => m.name === name)?.place.file;
  const folder = model.place.file.slice(0, model.place.file.lastIndexOf("/") + 1);
  if (!file?.startsWith(folder)) return name;
  const inside = file.slice(folder.length).split("/");
  return inside.length > 1 ? inside[0]! : name;
}

/** Effects as players in groups, in the order of the list. */
export function groupsOf(effects: readonly string[], model: ModelSource, by: Grouping): PlayerGroup[] {
  const groups = new Map<string, number[]>();
  for (const [i, effect] of effects.entries()) {
    const name = by === "system" ? systemOf(effect, model) : "all effects";
    groups.set(name, [...(groups.get(name) ?? []), i]);
  }
  return [...groups].map(([name, members]) => ({ name, members }));
}
