import { readTextFile } from "../../src/files/index.ts";
import { readSearch } from "../../src/language/index.ts";
import type { SearchPlan } from "../../src/scenario/index.ts";

/** A small search: five weeks, three strategies in the shipped population, one of them a grid. */
export const searchText = `
search: Lower or add
question: What gives feeling back after two weeks?
duration: 5 weeks
people: 12
seed: 5
care: trial
hypotheses: [receptor.vta_2c_tolerance]
reference: stay
strategies:
  - {label: stay, treatment: escitalopram 20 mg daily}
  - {label: "{dose} mg", treatment: "escitalopram 20 mg daily until week 2 then {dose} mg", over: {dose: [10, 5]}}
  - {label: add bupropion, like: stay, add: bupropion 300 mg daily from week 2}
objectives:
  feeling: {measure: "mean(affect.blunting_drug, week 4, week 5)", better: lower, step: 0.05}
  withdrawal: {largest_fall: {of: sert.occupancy, within: 1 week, from: week 2}, better: lower, step: 0.5}
  tablets: {tablets: {from: week 2}, better: lower, step: 2}
`;

/** A search written in a test, as data. */
export function searchOf(text: string): SearchPlan {
  const { value, diagnostics } = readSearch("test.yaml", text, readTextFile);
  if (!value) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  return value.plan;
}
