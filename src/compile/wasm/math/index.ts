import type { ModuleBuilder } from "../builder.ts";
import { call, f64x2, get } from "../instructions.ts";
import { defineExp, defineTanh } from "./exponential.ts";
import { defineLn } from "./logarithm.ts";
import { definePower } from "./power.ts";
import { defineAtan, defineCos, defineSin } from "./trigonometry.ts";

/** Operations that no instruction computes. */
export const transcendentals = ["exp", "ln", "log10", "power", "tanh", "sin", "cos", "atan"] as const;
export type Transcendental = (typeof transcendentals)[number];

const define: Record<Transcendental, (module: ModuleBuilder) => number> = {
  exp: defineExp,
  ln: defineLn,
  log10: defineLog10,
  power: definePower,
  tanh: defineTanh,
  sin: defineSin,
  cos: defineCos,
  atan: defineAtan,
};

/** Index of the function that computes it for two numbers at once; it joins the module when first asked for. */
export function transcendental(module: ModuleBuilder, name: Transcendental): number {
  return module.once(name, () => define[name](module));
}

function defineLog10(module: ModuleBuilder): number {
  const ln = transcendental(module, "ln");
  return module.define(["v128"], ["v128"], (f) =>
    f.emit(f64x2.multiply(call(ln, get(0)), module.splat(Math.LOG10E))),
  );
}
