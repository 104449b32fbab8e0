// What is drawn? Random numbers by key: the same draw in any order, in any process and on any number of workers.
// Deliberately has no state and no stream that could run on: a draw is named by what it is for.
export { keyOf, shuffled, uniform } from "./keyed.ts";
