import { define as defineIn } from "kit:define";
import { Runtime } from "@observablehq/runtime";
import { surround } from "./frame.ts";
import * as cells from "./index.ts";
import { takeWords } from "./words.ts";

// What a page runs its cells in: the reactive runtime of Observable, and the cells of this folder as its only builtins.

const runtime = new Runtime(
  Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, () => cell])),
);
const main = runtime.module();

/** Called by a built page once for each cell; pages are classic scripts, so it stands where these find it. */
function define(state: object, definition: object): void {
  defineIn(main, state, definition);
}
Object.assign(self, { lullLessons: { define, takeWords } });
surround();
