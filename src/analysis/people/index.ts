// Of whom is a claim about people asked? The subjects of a population who are plausible and meet its conditions.
// Deliberately knows nothing of where the runs are computed.
export {
  type AskedPopulation,
  askedPopulations,
  type GroupValues,
  groupValues,
  inclusionRunOf,
  isPlausible,
  type PersonOf,
  runIn,
  subjectsOf,
} from "./asked.ts";
export { fewestSubjects, type GroupOutcome, groupOf } from "./group.ts";
export { tooFewSubjects, unknownPopulation } from "./messages.ts";
