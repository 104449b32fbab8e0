// Who answers again and again? Cases made ready once and simulated with small changes, in a worker or in the page itself.
// Deliberately knows nothing of who asks: a program, a page and a lesson are served alike.
export { Engine } from "./engine.ts";
export { libraryFromText, libraryToText, libraryToTexts, restFromText } from "./library-text.ts";
export { type Loan, Nearby } from "./nearby.ts";
export { coarse, Refusal, refusal } from "./prepared.ts";
export {
  type CaseResult,
  type CaseSamples,
  columnOf,
  type MeasureRow,
  type Precision,
  valueAt,
} from "./result.ts";
