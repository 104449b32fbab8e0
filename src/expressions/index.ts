// What does a formula say? Text parsed by mathjs to a vetted tree; its names, dimension, value and text.
// Deliberately knows nothing of modules, states or solvers, and never evaluates what a user wrote as code.
export { dimensionOf } from "./dimensions.ts";
export { evaluate, hillLimits, type Lookup, operators, plainFunctions } from "./evaluate.ts";
export {
  binary,
  call,
  choose,
  compare,
  logic,
  name,
  negate,
  not,
  number,
  product,
  quotient,
  rateOf,
  sum,
} from "./made.ts";
export { parseFormula } from "./parse.ts";
export { printFormula } from "./print.ts";
export {
  type ComparisonOperator,
  type Expression,
  type FormulaFault,
  type FunctionName,
  type Range,
  reservedNames,
} from "./types.ts";
export { type Sign, type Typesetting, typeset, typesetTerms } from "./typeset.ts";
export { namesIn, partsOf, rewrite, walk } from "./walk.ts";
