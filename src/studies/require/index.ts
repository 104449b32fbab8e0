export { findAnswers, type Sought } from "./answers.ts";
export { type RequireOptions, requireClaim, requireOutcome, type WishedOutcome } from "./plan.ts";
export { shortestMove } from "./search.ts";
export { answerWords, requirementWords, tellRequirement } from "./tell.ts";
export type { Answer, AnswerKind, Found, Move, Point, Probe, Requirement, Room, Wish } from "./types.ts";
export { wishOf } from "./wish.ts";
