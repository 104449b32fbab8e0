// The parts of Observable's packages that a page uses; they bring no types of their own for these.
declare module "@observablehq/runtime" {
  export class Runtime {
    constructor(builtins: Readonly<Record<string, () => unknown>>);
    module(): object;
  }
}
declare module "kit:define" {
  export function define(module: object, state: object, definition: object): void;
}
