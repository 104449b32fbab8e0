export { findAnswers, type Sought } from "./answers.ts";
export { type RequireOptions, requireClaim, requireOutcome } from "./plan.ts";
export { shortestMove } from "./search.ts";
export { targetOf } from "./target.ts";
export { tellRequirement } from "./tell.ts";
export type { Answer, EvaluatedPoint, Move, Moves, Probe, Requirement, Room, Target } from "./types.ts";
