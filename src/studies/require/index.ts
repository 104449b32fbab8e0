export { findAnswers, type Sought } from "./answers.ts";
export { type RequireOptions, requireClaim, requireOutcome } from "./plan.ts";
export { shortestMove } from "./search.ts";
export { tellRequirement } from "./tell.ts";
export type { Answer, Found, Move, Point, Probe, Requirement, Room, Wish } from "./types.ts";
export { wishOf } from "./wish.ts";
