// What is a model? Modules as data, joined under full names, checked, and flattened to one system of equations.
// Deliberately knows nothing of YAML, drugs, solvers or generated code.

export { checkBaseline, checkBaselineBeside } from "./baseline.ts";
export { changeStates, isReadByTheClock, withChanging } from "./changing.ts";
export { asOneBox, type Circuit, type CircuitEdge, circuitOf, folderOf, overviewOf } from "./circuit.ts";
export {
  type AllowedRange as DomainLimits,
  type Domain,
  domainNames,
  domainOf,
  domainWords,
  isInDomain,
  isInRange,
  isInside,
  limitsOf,
  withUnit,
} from "./domain.ts";
export { flatten, namingOf, ungated } from "./flatten.ts";
export { formula, knownFormulas, placeIn, recallFormulas } from "./formula.ts";

export { initialStates } from "./initial.ts";
export { joinModules } from "./join.ts";
export { magnitudes, variableSize } from "./magnitude.ts";
export { outsideDomain, rangeOutsideDomain } from "./messages.ts";
export { qualified, resolveName } from "./names.ts";
export { once } from "./once.ts";
export {
  type PageFeeling,
  type PageMeasure,
  type PageSentence,
  type PageSentences,
  type PageSource,
  type PageStrip,
  tourSteps,
} from "./page.ts";
export { parameterFaults } from "./parameter-faults.ts";
export { type PossibleRange, possibleRange } from "./possible.ts";
export { neverReached, ownStates, parametersBehind, partFor } from "./reach.ts";

export { stateSizes } from "./size.ts";
export { beforeStart, middleTimes, thresholdTimes, triggerTimes, usesTime } from "./thresholds.ts";
export { TooManyThresholds } from "./time-solver.ts";
export {
  type Choice,
  type EffectSource,
  type Entry,
  type EventSource,
  type FlatEvent,
  type FlatParameter,
  type FlatSystem,
  type Formula,
  type Group,
  type HypothesisSource,
  type Model,
  type ModelSource,
  type ModelUse,
  type ModuleSource,
  type Naming,
  type ParameterSource,
  type ParameterValues,
  type StateSource,
  type TargetSource,
  type Tier,
  tiers,
  type ValueSource,
} from "./types.ts";
export { unusedParameters, usersOf } from "./unused.ts";
export { upstreamOf } from "./upstream.ts";
