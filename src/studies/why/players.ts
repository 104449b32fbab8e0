import { walk } from "../../expressions/index.ts";
import type { FlatSystem, ModelSource } from "../../model/index.ts";
import type { PlayerGroup } from "./types.ts";

export const groupings = ["system", "effect"] as const;
export type Grouping = (typeof groupings)[number];

/** Names of effects from which a path leads to the variable. All others are null players: their share is exactly 0. */
export function effectsBehind(variable: string, system: FlatSystem): string[] {
  const formulas = new Map([
    ...system.states.map((s) => [s.name, s.rate] as const),
    ...system.values.map((v) => [v.name, v.expression] as const),
  ]);
  const reached = new Set<string>();
  const waiting = [variable];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const formula = formulas.get(name);
    if (!formula || reached.has(name)) continue;
    reached.add(name);
    walk(formula, (part) => {
      if (part.kind === "name" || part.kind === "gate") waiting.push(part.name);
    });
  }
  return system.effects.filter((effect) => reached.has(effect));
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
