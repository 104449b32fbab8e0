// Which digits? exp, ln and powers whose last digits do not depend on the engine.
// Deliberately small: arithmetic and square roots are the same everywhere, and models run in WebAssembly of our own.
export {
  exp,
  exponentialCoefficients,
  ln,
  ln2High,
  ln2Low,
  logarithmCoefficients,
} from "./elementary.ts";
export { power } from "./power.ts";
