import { current } from "./state.ts";
import { changeCase } from "./store.ts";

/** Cuts effects, or heals them where all are cut. */
export function toggle(effects: readonly string[]): void {
  const { gates } = current.value;
  const heal = effects.every((name) => gates[name] === 0);
  const rest = Object.entries(gates).filter(([name]) => !effects.includes(name));
  changeCase({ gates: Object.fromEntries(heal ? rest : [...rest, ...effects.map((name) => [name, 0])]) });
}
