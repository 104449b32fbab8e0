import { spoken } from "./library.ts";

const niceNames: Record<string, string> = {
  "affect.blunting_equal_mood": "Blunting by the drug, at equal mood",
  "affect.blunting_drug": "Blunting by the drug, on balance",
  "affect.blunting": "Blunting in all",
  "affect.depression": "Depression",
  "affect.positive_reactivity": "Response to what is good",
  "affect.negative_reactivity": "Response to what is bad",
  "affect.motivation": "Motivation",
};
export const nice = (name: string) =>
  niceNames[name] ??
  `${name.slice(0, name.indexOf("."))}: ${spoken(name).replace(/\bht(\d[a-z]?)/g, (_, kind: string) => `5-HT${kind.toUpperCase()}`)}`;
