import { type Expression, name, partsOf, rewrite } from "../../expressions/index.ts";
import type { Formula, ModuleSource, ValueSource } from "../../model/index.ts";
import { labelUnit } from "../../units/index.ts";
import { UniqueNames } from "./naming.ts";
import { formulaOf } from "./source.ts";

/** What a formula of a module file may have with room to spare: characters, and operations inside one another. */
const longest = 3000;
const deepest = 200;
/** Parts that become values of their own are about so large. */
const partSize = 80;
const partDepth = 60;

const truths = new Set<Expression["kind"]>(["comparison", "logic", "not"]);

/** The module with formulas that are too long for a file cut into named values. */
export function withoutLongFormulas(module: ModuleSource): ModuleSource {
  const naming = new UniqueNames();
  for (const { name } of [...module.parameters, ...module.states, ...module.values]) naming.take(name);
  const parts: ValueSource[] = [];
  const short = (formula: Formula, owner: string): Formula => {
    const { expression, place } = formula;
    if (measure(expression).depth <= deepest && formula.text.length <= longest) return formula;
    const made = rewrite(expression, (part) => {
      const { size, depth } = measure(part);
      if (truths.has(part.kind) || (size < partSize && depth < partDepth)) return part;
      const own = naming.take(`${owner}_part_${parts.length + 1}`);
      parts.push({
        name: own,
        about: `Part of the formula of ${owner}, which is long`,
        place,
        unit: labelUnit("1"),
        formula: formulaOf(part, place),
      });
      return name(own);
    });
    return formulaOf(made, place);
  };
  const optional = (formula: Formula | undefined, owner: string) => formula && short(formula, owner);
  const states = module.states.map((one) => ({
    ...one,
    initial: short(one.initial, one.name),
    rate: short(one.rate, one.name),
  }));
  const values = module.values.map((one) => ({ ...one, formula: short(one.formula, one.name) }));
  const events = module.events?.map((one) => ({
    ...one,
    trigger: short(one.trigger, one.name),
    delay: optional(one.delay, one.name),
    priority: optional(one.priority, one.name),
    assign: one.assign.map((each) => ({ ...each, formula: short(each.formula, one.name) })),
  }));
  // All formulas have been gone through: only now are the parts known.
  return { ...module, states, values: [...values, ...parts], ...(events && { events }) };
}

/** Parts of a formula, and how many lie inside one another. */
function measure(expression: Expression): { readonly size: number; readonly depth: number } {
  const inner = partsOf(expression).map(measure);
  return {
    size: inner.reduce((sum, { size }) => sum + size, 1),
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
  };
}
