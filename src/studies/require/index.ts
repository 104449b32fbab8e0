export { type AnswerSearch, findAnswers } from "./answers.ts";
export { type RequireOptions, requireClaim, requireOutcome } from "./plan.ts";
export { shortestMove } from "./search.ts";
export { targetOf } from "./target.ts";
export { tellRequirement } from "./tell.ts";
export type { Answer, EvaluatedPoint, Move, MoveRange, Moves, Probe, Requirement, Target } from "./types.ts";
